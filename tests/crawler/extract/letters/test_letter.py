from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.lexicon import load_lexicon
from crawler.extract.letters.letter import read_letter
from crawler.extract.page.dom import parse
from schema.types.reading import LetterNote, LetterState, Post

BASE = "http://www.county.gov.cn/ldxx/1.html"
FOOT = "<div class='bottom'><p>今天是2026年11月23日</p><p>主办单位：某县水利局</p></div>"
ANSWER = "您好！经核实，该段河堤已列入明年加固计划。"
RECEIPT = "您的来信已收到，已转相关部门办理。"


def read(markup: str) -> Post | None:
    return read_letter(parse(markup + FOOT), title="来信", base=BASE, lexicon=load_lexicon())


def table(reply: str, *, state: str = "", replied: str = "") -> str:
    cells = (
        ("来信标题", "河堤何时加固"),
        ("来信时间", "2026-03-07"),
        ("来信内容", "请问城东河堤何时加固？"),
        ("办理状态", state),
        ("回复时间", replied),
        ("回复内容", reply),
    )
    rows = "".join(f"<tr><td>{name}</td><td>{value}</td></tr>" for name, value in cells)
    return f"<div><table>{rows}</table></div>"


def lines(reply: str, *, state: str = "", replied: str = "") -> str:
    return (
        "<div><p><b>留言标题：</b>河堤何时加固</p><p><b>留言时间：</b>2026-03-07 10:00</p>"
        f"<p>处理状态：{state}</p><p>答复时间：{replied}</p>"
        f"<p>留言内容：请问城东河堤何时加固？</p><p><b>回 复：</b>{reply}</p></div>"
    )


CASES = {
    "reply": (ANSWER, "", (LetterState.ANSWERED, None)),
    "reply_under_a_word_of_progress": (ANSWER, "办理中", (LetterState.ANSWERED, None)),
    "receipt": (RECEIPT, "", (LetterState.UNANSWERED, LetterNote.ACKNOWLEDGED)),
    "receipt_under_done": (RECEIPT, "已办结", (LetterState.UNANSWERED, LetterNote.ACKNOWLEDGED)),
    "done_without_text": ("", "已回复", (LetterState.UNANSWERED, LetterNote.ACKNOWLEDGED)),
    "in_progress": ("", "办理中", (LetterState.UNANSWERED, LetterNote.IN_PROGRESS)),
    "waiting": ("", "待处理", (LetterState.UNANSWERED, LetterNote.WAITING)),
    "empty_box": ("", "", (LetterState.UNANSWERED, None)),
    "box_says_none": ("暂无回复", "", (LetterState.UNANSWERED, LetterNote.WAITING)),
    "closed": ("不属于受理范围，不予受理。", "不予受理", (LetterState.UNKNOWN, LetterNote.CLOSED)),
    "masked": ("******", "", (LetterState.UNKNOWN, LetterNote.WITHHELD)),
    "filmed": (
        "<video src='/a.mp4'></video>",
        "",
        (LetterState.UNKNOWN, LetterNote.REPLY_UNREAD),
    ),
    "closed_by_word": ("", "退回", (LetterState.UNKNOWN, LetterNote.CLOSED)),
}


@pytest.mark.parametrize("form", [table, lines], ids=["table", "lines"])
@pytest.mark.parametrize(("reply", "state", "expected"), CASES.values(), ids=CASES.keys())
def test_state_follows_the_vocabulary(
    form: object, reply: str, state: str, expected: tuple[LetterState, LetterNote | None]
) -> None:
    assert callable(form)
    post = read(form(reply, state=state))

    assert post is not None
    assert (post.state, post.note) == expected


@pytest.mark.parametrize("form", [table, lines], ids=["table", "lines"])
def test_dates_and_title_are_read(form: object) -> None:
    assert callable(form)
    post = read(form(ANSWER, replied="2026-03-09 11:36:28"))

    assert post is not None
    assert (post.asked, post.replied) == (date(2026, 3, 7), date(2026, 3, 9))
    assert (post.title, post.url) == ("河堤何时加固", BASE)


def test_reply_without_a_date_is_a_reply() -> None:
    post = read(table(ANSWER))

    assert post is not None
    assert (post.state, post.replied) == (LetterState.ANSWERED, None)


def test_reply_below_its_date_is_found() -> None:
    post = read(
        "<div><p>来信时间：2026-03-07</p><p>来信内容：请问城东河堤何时加固？</p>"
        f"<p>回复单位：某县水利局</p><p>回复时间：2026-03-09</p><p>{ANSWER}</p></div>"
    )

    assert post is not None
    assert post.state is LetterState.ANSWERED


OPENING = "<p>来信时间：2026-03-07</p><p>来信内容：请问城东河堤何时加固？</p>"
PLAN = "该段河堤已列入明年加固计划。"
UNREAD = (LetterState.UNKNOWN, LetterNote.REPLY_UNREAD)
ACKNOWLEDGED = (LetterState.UNANSWERED, LetterNote.ACKNOWLEDGED)
HEADS = "<table><tr><th>回复部门</th><th>回复时间</th><th>回复内容</th></tr>"
PLACES = {
    "under_heading_cells": (
        f"{HEADS}<tr><td>水利局</td><td>2026-03-09</td><td>{PLAN}</td></tr></table>",
        (LetterState.ANSWERED, None),
    ),
    "nothing_under_heading_cells": (
        f"{HEADS}<tr><td></td><td></td><td></td></tr></table>",
        (LetterState.UNANSWERED, None),
    ),
    "under_an_empty_date": (f"<p>回复时间：</p><p>{PLAN}</p>", (LetterState.ANSWERED, None)),
    "under_the_unit": (f"<p>回复单位</p><p>水利局</p><p>{PLAN}</p>", (LetterState.ANSWERED, None)),
    "behind_the_source": (
        f"<p>回复内容：</p><p>来源：水利局</p><p>{PLAN}</p>",
        (LetterState.ANSWERED, None),
    ),
    "second_after_a_receipt": (
        f"<p>回复内容：您的来信已收到，正在核实。</p><p>回复内容：{PLAN}</p>",
        (LetterState.ANSWERED, None),
    ),
    "in_a_hidden_box": (
        f"<p>回复内容：</p><div style='display:none'>{PLAN}</div>",
        (LetterState.ANSWERED, None),
    ),
    "in_a_picture": ("<p>回复内容：<img src='/upload/1.jpg'></p>", UNREAD),
    "in_a_frame": ("<p>回复内容：</p><iframe src='/reply?id=1'></iframe>", UNREAD),
    "under_an_unknown_heading": (f"<h3>局长批示</h3><p>{PLAN}</p>", UNREAD),
    "rating_below_an_empty_box": (
        "<p>回复内容：</p><p>满意度评价：</p><p>满意 基本满意 不满意</p>",
        (LetterState.UNANSWERED, None),
    ),
    "letter_marked_private": (
        "<p>是否公开：否</p><p>回复内容：</p>",
        (LetterState.UNKNOWN, LetterNote.WITHHELD),
    ),
    "time_beside_the_day": ("<p>回复时间：2026-03-09 10时</p>", ACKNOWLEDGED),
    "thanks_alone": ("<p>回复内容：谢谢！</p>", ACKNOWLEDGED),
}


@pytest.mark.parametrize(("markup", "expected"), PLACES.values(), ids=PLACES.keys())
def test_reply_counts_wherever_it_stands(
    markup: str, expected: tuple[LetterState, LetterNote | None]
) -> None:
    post = read(f"<div>{OPENING}{markup}</div>")

    assert post is not None
    assert (post.state, post.note) == expected


def test_questions_and_answers_without_a_day_are_an_article() -> None:
    assert read("<p>问：补贴如何申请？</p><p>答：请到窗口办理。</p>") is None


NO_LETTERS = {
    "article": "<h1>通知</h1><p>发布时间：2026-03-07</p><p>各单位：现将有关事项通知如下。</p>",
    "form": "<p>留言标题：<input></p><p>留言内容：<textarea></textarea></p>",
    "list_with_labels": "<p>留言时间：2026-03-07</p><p>回复：好</p>" * 5,
    "list_of_one": (
        "<table><tr><td>主题<td>来信时间<td>回复时间<td>办理单位</tr>"
        "<tr><td>河堤何时加固<td>2026-03-07<td>2026-03-09<td>水利局河道管理科</tr></table>"
    ),
    "card_of_one": (
        "<div><h4>河堤何时加固</h4><p>留言时间：2026-03-07</p><p>回复时间：2026-03-09</p></div>"
    ),
    "article_with_contents": "<h1>须知</h1><p>内容：培训安排如下。</p><p>答：见附件。</p>",
    "list_with_results": (
        "<table><tr><td>留言标题<td>留言人<td>留言时间<td>处理结果</tr>"
        "<tr><td><a href=1>河堤何时加固</a><td>李*<td>2026-03-07<td>办理中</tr>"
        "<tr><td><a href=2>路灯何时修复</a><td>王*<td>2026-03-06<td>已办结</tr></table>"
    ),
    "guestbook_without_days_of_asking": (
        f"<p>留言者：网友</p><p>留言内容：河堤何时加固？</p><p>管理员回复：{ANSWER}</p>" * 3
    ),
    "side_block_date": "<p>正文。</p><p>留言时间：2026-03-07</p>",
    "empty": "",
}


@pytest.mark.parametrize("markup", NO_LETTERS.values(), ids=NO_LETTERS.keys())
def test_is_no_letter(markup: str) -> None:
    assert read(markup) is None


@given(st.text(alphabet=st.sampled_from(list("<>/ptrd来信时间回复内容：2026-03\n ")), max_size=150))
def test_any_text_is_read_without_raising(text: str) -> None:
    post = read(text)

    assert post is None or post.url == BASE


CLOCKS = {
    "clock in the letter's own box": "<p>今天是2026年11月23日</p><p>您是第120345位访问者</p>",
    "footer by its tag": "<footer><p>值班室在一楼东侧</p></footer>",
    "footer by its name": "<div class='footer-wrap'><p>值班室在一楼东侧</p></div>",
}


@pytest.mark.parametrize("behind", CLOCKS.values(), ids=CLOCKS)
def test_the_pages_own_lines_are_no_reply(behind: str) -> None:
    letter = "<p>来信时间：2026-03-07</p><p>来信内容：请问城东河堤何时加固？</p><p>回复内容：</p>"

    post = read_letter(
        parse(f"<body>{letter}{behind}</body>"), title="来信", base=BASE, lexicon=load_lexicon()
    )

    assert post is not None
    assert post.state is LetterState.UNANSWERED


def test_reply_may_stand_under_nothing_but_its_day() -> None:
    question = "<h3>河堤何时加固</h3><p>写信人：李** 写信时间：2026-03-07</p><p>盼复。</p>"
    reply = f"<div><p>答复单位：水利局 答复时间：2026-03-09</p><p>{PLAN}</p></div>"
    post = read(f"<div>{question}{reply}</div>")

    assert post is not None
    assert (post.state, post.asked, post.replied) == (
        LetterState.ANSWERED,
        date(2026, 3, 7),
        date(2026, 3, 9),
    )


TOLD = {
    "answer": (
        "河堤已列入明年加固计划，预计六月完工。感谢您的监督。",
        (LetterState.ANSWERED, None),
    ),
    "receipt": (
        "您的来信已于三月八日转交县水利局河道管理科，目前正在核实中。",
        UNREAD,
    ),
    "word": ("办理中", (LetterState.UNANSWERED, LetterNote.IN_PROGRESS)),
}


@pytest.mark.parametrize(("told", "expected"), TOLD.values(), ids=TOLD.keys())
def test_sentences_under_how_it_is_handled_are_the_reply(
    told: str, expected: tuple[LetterState, LetterNote | None]
) -> None:
    post = read(
        table("")
        .replace("回复内容", "办理单位")
        .replace("办理状态</td><td>", f"办理情况</td><td>{told}")
    )

    assert post is not None
    assert (post.state, post.note) == expected


SAID = {
    "已安排人员维修完毕": UNREAD,
    "经现场核实，已更换灯泡3盏，恢复照明": UNREAD,
    "不属于我县管辖": (LetterState.UNKNOWN, LetterNote.CLOSED),
    "按来信人要求，不公开": (LetterState.UNKNOWN, LetterNote.WITHHELD),
    "转给水利局办理": ACKNOWLEDGED,
    "暂无": (LetterState.UNANSWERED, None),
    "": (LetterState.UNANSWERED, None),
}


@pytest.mark.parametrize("form", [table, lines], ids=["table", "lines"])
@pytest.mark.parametrize(("said", "expected"), SAID.items(), ids=SAID.keys())
def test_state_in_words_that_nobody_knows_accuses_nobody(
    form: object, said: str, expected: tuple[LetterState, LetterNote | None]
) -> None:
    assert callable(form)
    post = read(form("", state=said))

    assert post is not None
    assert (post.state, post.note) == expected


def test_letter_s_text_below_an_empty_state_is_no_state() -> None:
    post = read(
        "<div><h4>诉求内容</h4><p>诉求时间：2026-03-07　处理状态：</p><p>建议加固河堤。</p>"
        "<h4>部门回复</h4><p>回复部门：</p></div>"
    )

    assert post is not None
    assert (post.state, post.note) == (LetterState.UNANSWERED, None)


def test_contents_beside_the_day_of_asking_are_the_letter() -> None:
    post = read(f"<p>来信时间：2026-03-07</p><p>内　　容：河堤何时加固？</p><p>回 复：{PLAN}</p>")

    assert post is not None
    assert (post.state, post.asked) == (LetterState.ANSWERED, date(2026, 3, 7))


def test_old_guestbook_s_letter_needs_no_day() -> None:
    post = read(
        f"<p>留言者：李先生　时间：2026-3-7</p><p>内容：何时加固？</p><p>管理员回复：{PLAN}</p>"
    )

    assert post is not None
    assert post.state is LetterState.ANSWERED


def test_guestbook_s_day_of_posting_beside_its_writer_is_that_of_asking() -> None:
    post = read(
        f"<p>留言人：王某　发表时间：2026-3-7 10:20</p><p>何时加固？</p><p>管理员回复：{PLAN}</p>"
    )

    assert post is not None
    assert (post.state, post.asked) == (LetterState.ANSWERED, date(2026, 3, 7))


def test_form_of_a_letter_without_a_day_is_one_and_the_day_it_is_due_no_reply() -> None:
    rows = (("标题", "河堤"), ("内容", "何时加固？"), ("回复内容", ""), ("回复人", ""))
    rows += (("回复时间", ""), ("回复期限", "2026-03-20"), ("状态", "处理中"))
    post = read("<table>" + "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in rows))

    assert post is not None
    assert (post.state, post.note) == (LetterState.UNANSWERED, LetterNote.IN_PROGRESS)


@pytest.mark.parametrize("form", [table, lines], ids=["table", "lines"])
@pytest.mark.parametrize("state", ["", "办理中", "待处理"])
def test_day_of_a_reply_whose_text_is_not_shown_leaves_it_to_a_person(
    form: Callable[..., str], state: str
) -> None:
    post = read(form("", state=state, replied="2026-03-09"))

    assert post is not None
    assert (post.state, post.note) == ACKNOWLEDGED


@pytest.mark.parametrize(
    ("rating", "note"),
    [
        ("非常满意", LetterNote.ACKNOWLEDGED),
        ("不满意", LetterNote.ACKNOWLEDGED),
        ("未评价", None),
        ("<input>满意<input>不满意<i>未评价</i>", None),
    ],
)
def test_rating_tells_of_a_reply(rating: str, note: LetterNote | None) -> None:
    post = read(table("").replace("</table>", f"<tr><td>满意度</td><td>{rating}</td></tr></table>"))

    assert post is not None
    assert (post.state, post.note) == (LetterState.UNANSWERED, note)


def test_reply_may_stand_in_a_wide_row_under_its_unit_and_day() -> None:
    head = "<tr><td>来信标题</td><td>河堤</td><td>来信日期</td><td>2026-03-07</td></tr>"
    unit = "<tr><td>回复单位</td><td>水利局</td><td>回复日期</td><td>2026-03-09</td></tr>"
    heads = "<tr><th colspan='4'>回复信息</th></tr>"
    post = read(f"<table>{head}{heads}{unit}<tr><td colspan='4'>{ANSWER}</td></tr></table>")

    assert post is not None
    assert (post.state, post.replied) == (LetterState.ANSWERED, date(2026, 3, 9))


TWICE = {
    "days before their texts": (
        f"<p>回复时间：2026-03-08</p><p>回复内容：{RECEIPT}</p>"
        f"<p>回复时间：2026-03-12</p><p>回复内容：{ANSWER}</p>"
    ),
    "days behind their texts": (
        f"<p>回复内容：{ANSWER}</p><p>回复时间：2026-03-12</p>"
        f"<p>回复内容：{RECEIPT}</p><p>回复时间：2026-03-08</p>"
    ),
}


@pytest.mark.parametrize("replies", TWICE.values(), ids=TWICE)
def test_of_several_replies_the_first_real_one_gives_the_day(replies: str) -> None:
    post = read(f"<div><p>留言时间：2026-03-07</p><p>留言内容：何时加固？</p>{replies}</div>")

    assert post is not None
    assert (post.state, post.replied) == (LetterState.ANSWERED, date(2026, 3, 12))


SHORT = ("已阅", "收到", "您好！感谢您的来信。", "已电话答复来信人，来信人表示满意。", "谢谢！")


@pytest.mark.parametrize("text", SHORT)
def test_whatever_stands_in_a_reply_s_place_is_left_to_a_person_at_least(text: str) -> None:
    post = read(table(text))

    assert post is not None
    assert (post.state, post.note) == (LetterState.UNANSWERED, LetterNote.ACKNOWLEDGED)


@pytest.mark.parametrize("text", ["", "无", "—", "暂无回复", "null", "尚未处理"])
def test_nothing_in_a_reply_s_place_is_no_acknowledgement(text: str) -> None:
    post = read(table(text))

    assert post is not None
    assert (post.state, post.note) in {
        (LetterState.UNANSWERED, None),
        (LetterState.UNANSWERED, LetterNote.WAITING),
    }


@pytest.mark.parametrize(
    ("state", "expected"),
    [("", LetterState.UNKNOWN), ("未回复", LetterState.UNANSWERED)],
    ids=["nothing is said", "the page says so"],
)
def test_links_in_a_reply_s_place_leave_open_what_the_page_does_not_say(
    state: str, expected: LetterState
) -> None:
    links = "".join(f"<li><a href='{n}.html'>第{n}段河堤何时加固</a></li>" for n in range(3))
    asked = f"<p>留言时间：2026-03-07 处理状态：{state}</p><p>留言内容：何时加固？</p>"
    post = read(f"<div>{asked}<p>回复内容：</p><ul>{links}</ul></div>")

    assert post is not None
    assert post.state is expected


def test_the_day_of_asking_may_stand_in_brackets_behind_the_question() -> None:
    post = read(
        "<div><p>来信内容：请问加装电梯有补贴吗？（来信时间：2026-03-07）</p>"
        f"<p>回复内容：{ANSWER}</p><p>回复时间：2026-03-09</p></div>"
    )

    assert post is not None
    assert (post.asked, post.replied) == (date(2026, 3, 7), date(2026, 3, 9))


def test_a_letter_of_taiwan_is_read_by_its_own_words() -> None:
    rows = {
        "主旨": "路燈損壞", "來信日期": "115-03-07", "內容": "路燈不亮，請儘速修復。",
        "處理單位": "工務局", "回覆日期": "115-03-09", "回覆內容": "您好：本局已派員修復完成。",
    }  # fmt: skip
    cells = "".join(f"<tr><th>{name}</th><td>{value}</td></tr>" for name, value in rows.items())
    words = load_lexicon().traditional
    assert words is not None
    post = read_letter(parse(f"<table>{cells}</table>"), title="信箱", base=BASE, lexicon=words)

    assert post is not None
    assert (post.title, post.state) == ("路燈損壞", LetterState.ANSWERED)
    assert (post.asked, post.replied) == (date(2026, 3, 7), date(2026, 3, 9))


def test_what_a_page_says_of_progress_hides_no_reply() -> None:
    post = read(
        "<div><p>提交时间：2026-03-07</p><p>办理状态：办理中</p><p><b>内容：</b>路灯坏了两周。</p>"
        "<p><b>办理情况：</b>您的来信已收到，已转城管局办理，请耐心等待。</p></div>"
    )

    assert post is not None
    assert post.state is LetterState.UNANSWERED


def test_a_table_that_tells_where_the_letter_went_hides_no_reply() -> None:
    rows = {
        "写信时间": "2026-03-07", "写信内容": "公司拖欠工资三个月。",
        "处理情况": "已转县人社局处理。",
    }  # fmt: skip
    cells = "".join(f"<tr><th>{name}</th><td>{value}</td></tr>" for name, value in rows.items())
    post = read(f"<table>{cells}</table>")

    assert post is not None
    assert (post.state, post.note) == (LetterState.UNANSWERED, LetterNote.ACKNOWLEDGED)
