import pytest

from config.lexicon import load_lexicon
from crawler.extract.letters.letter_fields import letter_fields
from crawler.extract.letters.reply_place import (
    has_unlabelled_reply,
    may_be_written,
    reply_is_elsewhere,
    says_more,
    says_more_elsewhere,
)
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks

LEXICON = load_lexicon()
WORDS = LEXICON.letter_words
LETTER = "<p>来信时间：2026-03-07</p><p>来信内容：请问河堤何时加固？</p>"

ELSEWHERE = {
    "a frame": "<iframe src='/hd/reply?id=3'></iframe>",
    "a document in the page": "<embed src='/upload/3.pdf'>",
    "a read-only box": "<textarea readonly>经核实，已列入计划。</textarea>",
    "a read-only field": "<input readonly value='经核实，已列入计划。'>",
    "a script that asks for it": "<script>$.ajax({url:'/getReply'})</script>",
    "a script that writes code": "<script>document.write(unescape('%u60A8'))</script>",
    "data in a script": '<script>var d={"replyContent":"已列入明年计划"}</script>',
    "a template": "<div>{{ item.feedback }}</div>",
    "a link to it": "<a href='reply.asp?id=3'>查看回复</a>",
    "a bound element": "<div v-html='detail.reply'></div>",
}
HERE = {
    "a counter": "<script src='/count.js'></script><script>$.ajax({url:'/hits'})</script>",
    "a form": "<form><textarea name='content'></textarea></form>",
    "a search field": "<input type='text' value='请输入关键词'><input type='submit' value='查询'>",
    "links to other letters": "<a href='4.html'>已回复：河堤加固</a>",
    "a weather frame": "<iframe src='/weather.html'></iframe>",
    "nothing": "",
}


@pytest.mark.parametrize("markup", ELSEWHERE.values(), ids=ELSEWHERE)
def test_reply_from_elsewhere_is_noticed(markup: str) -> None:
    assert reply_is_elsewhere(lay_blocks(parse(LETTER + markup)), WORDS)


@pytest.mark.parametrize("markup", HERE.values(), ids=HERE)
def test_other_frames_and_scripts_bring_no_reply(markup: str) -> None:
    assert not reply_is_elsewhere(lay_blocks(parse(LETTER + markup)), WORDS)


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<div>您反映的河堤已列入计划。</div>", True),
        ("<div class='huifu'>该段已列入明年加固计划。</div>", True),
        ("<div class='huifu'></div>", False),
        ("<p>回复内容：</p><p>您反映的河堤</p>", False),
        ("<h4>回复内容</h4></div><div class='answer'>您反映的河堤已列入计划。", True),
        ("<h4>回复内容</h4></div><div class='feedback'>请对回复作出评价", False),
    ],
    ids=[
        "words of a reply",
        "a box named so",
        "an empty box",
        "labelled",
        "a box behind an empty label",
        "a form for ratings behind one",
    ],
)
def test_unlabelled_reply_is_noticed(markup: str, *, expected: bool) -> None:
    layout = lay_blocks(parse(f"<div>{LETTER}{markup}</div>"))

    assert has_unlabelled_reply(layout, letter_fields(layout, WORDS), WORDS) == expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<h3>局长批示</h3><p>该段河堤已列入明年加固计划。</p>", True),
        ("", False),
        ("<p>回复内容：</p><p>该段河堤已列入明年加固计划。</p>", False),
    ],
    ids=["more text", "the question alone", "labelled"],
)
def test_text_beyond_the_question_is_noticed(markup: str, *, expected: bool) -> None:
    layout = lay_blocks(parse(f"<div>{LETTER}{markup}</div>"))

    assert says_more(letter_fields(layout, WORDS)) == expected


BUBBLES = {
    "a reply": ("<div class='r'><p>已列入明年计划，请您监督。</p></div>", True),
    "a heading": ("<h1>河堤何时加固，何时完工？</h1>", False),
    "a side bar": ("<div class='sidebar'><p>来信须知，请您遵守。</p></div>", False),
    "a notice": ("<p>温馨提示：来信一般在五个工作日内答复，请留意。</p>", False),
    "a link": ("<a href='2.html'>关于路灯，已修好。</a>", False),
    "the foot": ("<p>主办单位：县政府办，承办：县大数据局</p>", False),
    "an acknowledgement": ("<p>您的来信已收到，谢谢。</p>", False),
}


@pytest.mark.parametrize(("markup", "told"), BUBBLES.values(), ids=BUBBLES)
def test_sentence_that_no_label_announces_may_be_the_reply(markup: str, *, told: bool) -> None:
    layout = lay_blocks(parse(f"<div class='q'>{LETTER}</div>{markup}"))
    fields = letter_fields(layout, WORDS)

    found = says_more_elsewhere(layout, fields, "河堤何时加固，何时完工？", LEXICON)

    assert found is told


PLACES = {
    "a reply": (f"<div>{LETTER}<p>回复内容：已修好。</p></div><p>来信须知，请遵守。</p>", False),
    "none": (f"<div>{LETTER}<p>回复内容：</p></div><p>打印本页</p>", False),
    "a box behind": (
        f"<div>{LETTER}<p>【回复内容】</p></div><div>已列入计划，请监督。</div>",
        True,
    ),
    "a word before": (f"<p>来信须知，请遵守。</p><div>{LETTER}<p>回复内容：</p></div>", False),
}


@pytest.mark.parametrize(("markup", "told"), PLACES.values(), ids=PLACES)
def test_reply_may_stand_behind_the_box_of_its_label(markup: str, *, told: bool) -> None:
    layout = lay_blocks(parse(markup))

    assert says_more_elsewhere(layout, letter_fields(layout, WORDS), "", LEXICON) is told


CELLS = {
    "an element to be found": ("<td id='hfnr'></td>", "/js/letter.js", True),
    "one inside": ("<td><div id='nr'></div></td>", "/js/common.js", True),
    "a bare cell": ("<td></td>", "/js/letter.js", False),
    "a library": ("<td id='hfnr'></td>", "/js/jquery.min.js", False),
    "a reply": ("<td id='hfnr'>已列入计划</td>", "/js/letter.js", False),
}


@pytest.mark.parametrize(("cell", "src", "open_"), CELLS.values(), ids=CELLS)
def test_script_in_a_file_may_write_the_reply_where_its_place_is_bare(
    cell: str, src: str, *, open_: bool
) -> None:
    table = f"<table><tr><td>回复内容</td>{cell}</tr></table><script src='{src}'></script>"
    layout = lay_blocks(parse(LETTER + table))

    fields = letter_fields(layout, WORDS)

    assert may_be_written(layout, fields, LEXICON.list_words) is open_


NAMED = {
    "by its id": ("$.ajax({url:'/d',success:function(d){$('#nr').html(d.x)}})", True),
    "as the document's element": ("document.getElementById('nr').innerHTML=d.x", True),
    "another element": ("$.ajax({url:'/d',success:function(d){$('#hits').html(d)}})", False),
}


@pytest.mark.parametrize(("script", "open_"), NAMED.values(), ids=NAMED)
def test_script_in_the_page_writes_the_reply_where_it_names_the_bare_place(
    script: str, *, open_: bool
) -> None:
    table = "<table><tr><td>回复内容</td><td id='nr'></td></tr></table>"
    layout = lay_blocks(parse(f"{LETTER}{table}<script>{script}</script>"))

    found = may_be_written(layout, letter_fields(layout, WORDS), LEXICON.list_words)

    assert found is open_
