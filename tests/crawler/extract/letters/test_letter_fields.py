import pytest

from config.lexicon import load_lexicon
from crawler.extract.letters.letter_fields import LetterField, letter_fields, speaks_of_letter
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks

WORDS = load_lexicon().letter_words


def fields_of(markup: str) -> list[LetterField]:
    return letter_fields(lay_blocks(parse(f"<div>{markup}</div>")), WORDS)


def values(markup: str, kind: str) -> list[str]:
    return [one.value for one in fields_of(markup) if one.kind == kind]


REPLIES = {
    "label and value in a row": "<table><tr><td>回复内容</td><td>可以</td></tr></table>",
    "value in the row below": (
        "<table><tr><td>回复内容</td><td></td></tr><tr><td>可以</td></tr></table>"
    ),
    "heading cells over values": (
        "<table><tr><th>回复部门</th><th>回复时间</th><th>回复内容</th></tr>"
        "<tr><td>水利局</td><td>2026-03-09</td><td>可以</td></tr></table>"
    ),
    "spans without a space between": "<span>来信时间：2026-03-07</span><span>答：可以</span>",
    "elements beside elements": "<span>来信内容</span><span>何时</span><b>回复内容</b><i>可以</i>",
    "brackets in an element": "<span>来信内容：何时</span><span>【回复内容】：可以</span>",
    "unit before the word": "<p>某县水利局回复：可以</p>",
    "unit and day before the word": "<p>水利局 于 2026-03-09 10:11 答复：可以</p>",
    "unit in brackets": "<p>【某县公安局答复】</p><p>可以</p>",
    "label in brackets": "<p>【部门回复】</p><p>可以</p>",
    "label in brackets beside its value": "<p>【来信内容】何时</p><p>【回复内容】可以</p>",
    "characters apart": "<p>回 复：可以</p>",
    "a term without a colon": "<dl><dt>问题</dt><dd>何时</dd><dt>答复</dt><dd>可以</dd></dl>",
    "a heading cell of a short word": "<table><tr><th>回复</th><td>可以</td></tr></table>",
    "a word in a cell's element": "<table><tr><td><b>回复</b></td><td>可以</td></tr></table>",
    "a heading of its own": "<p>来信时间：2026-03-07</p><p>何时</p><h3>回复</h3><p>可以</p>",
    "a term of answering": "<dl><dt>提问内容</dt><dd>何时</dd><dt>回答</dt><dd>可以</dd></dl>",
    "a cell that says who replies": "<table><tr><th>局长答复</th><td>可以</td></tr></table>",
    "a label that is seldom": "<p>来信时间：2026-03-07</p><p>处理反馈：可以</p>",
    "before the day by which it is due": (
        "<table><tr><td>回复内容</td><td>可以</td></tr>"
        "<tr><td>回复期限</td><td>2026-03-20</td></tr></table>"
    ),
    "whole elements in one line": "<b>诉求内容</b><i>何时</i><b>办结回复</b><i>可以</i>",
}


@pytest.mark.parametrize("markup", REPLIES.values(), ids=REPLIES)
def test_reply_is_found_behind_its_label(markup: str) -> None:
    assert values(markup, "reply") == ["可以"]


NO_REPLIES = {
    "a citizen's wish": "<p>望领导尽快回复：13800000000</p>",
    "a word in a sentence": "<p>我局将于三日内回复，请留意。</p>",
    "part of a longer word": "<p>未回复：3件</p>",
    "a state in a cell": "<table><tr><td>尚未答复</td><td>2026-03-09</td></tr></table>",
    "a question in a cell": "<table><tr><td>是否需要回复</td><td>可以</td></tr></table>",
    "a heading over a column": "<table><tr><th>回复</th><th>标题</th></tr></table>",
    "the last cell of a row": "<table><tr><td>河堤</td><td>回复</td></tr></table>",
}


@pytest.mark.parametrize("markup", NO_REPLIES.values(), ids=NO_REPLIES)
def test_wishes_and_sentences_are_no_labels(markup: str) -> None:
    assert values(markup, "reply") == []


def test_day_may_follow_the_word_without_a_colon() -> None:
    (field,) = fields_of("<p>回复于 2026-03-09</p><p>可以办理。</p>")

    assert (field.kind, field.below) == ("replied", "可以办理。")


def test_picture_behind_the_label_is_noted() -> None:
    row = "<table><tr><td>回复内容</td><td>{}</td></tr></table>"

    assert [one.pictured for one in fields_of(row.format("<img src='1.jpg'>"))] == [True]
    assert [one.pictured for one in fields_of(row.format("可以"))] == [False]


def test_letters_alone_have_telling_labels() -> None:
    assert speaks_of_letter("留言内容：何时通车 回复：明年", WORDS)
    assert speaks_of_letter("留言时间：2026-03-07 问：何时通车", WORDS)
    assert not speaks_of_letter("留言内容：", WORDS)
    assert not speaks_of_letter("问：何时通车", WORDS)
    assert not speaks_of_letter("发布时间：2026-03-07 各单位", WORDS)


def test_a_label_may_be_all_that_an_element_says() -> None:
    pieces = ("诉求时间", "2026-03-07", "诉求内容", "何时通车")

    assert speaks_of_letter("".join(pieces), WORDS, pieces)
    assert not speaks_of_letter("".join(pieces), WORDS)


def test_words_of_other_texts_want_a_reply_and_a_person_beside_them() -> None:
    assert speaks_of_letter("网友：王* 问题：何时通车 答复：明年", WORDS)
    assert not speaks_of_letter("存在问题：路窄 会议答复：明年", WORDS)


def test_day_of_asking_may_follow_its_word_without_a_colon() -> None:
    (field,) = fields_of("<p>王先生 咨询于 2026-03-07</p>")

    assert (field.kind, field.value) == ("asked", "2026-03-07")


LINKS = "".join(f"<li><a href='{n}.html'>第{n}段河堤何时加固</a></li>" for n in range(3))


def test_links_behind_a_reply_are_no_part_of_it() -> None:
    assert values(f"<h4>处理结果</h4><p>受理中</p><ul>{LINKS}</ul>", "reply") == ["受理中"]


def test_what_heads_links_alone_is_no_reply_but_may_hide_one() -> None:
    for heading in ("<h4>热门留言</h4>", ""):
        (field,) = fields_of(f"<h4>回复内容</h4>{heading}<ul>{LINKS}</ul>")

        assert (field.value, field.linked) == ("", True)
