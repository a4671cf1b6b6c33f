from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from config.lexicon import load_lexicon
from crawler.reading import examine_page
from schema.types.reading import LetterNote, LetterState, Post
from testkit.pages import markup

LEXICON = load_lexicon()
FETCHED = datetime(2026, 11, 29, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
HIDDEN = "style='display: none'"


def posts_of(body: str, path: str = "1.html") -> tuple[Post, ...]:
    return examine_page(
        markup("关于小区停水的来信", body).encode(),
        url=f"http://www.example.gov.cn/hd/{path}",
        fetched_at=FETCHED,
        content_type="text/html; charset=utf-8",
        lexicon=LEXICON,
    ).reading.posts


def letter(behind: str) -> LetterState:
    (post,) = posts_of(
        "<table><tr><td>来信标题</td><td>关于小区停水的来信</td></tr>"
        "<tr><td>来信时间</td><td>2026-03-01</td></tr>"
        f"<tr><td>来信内容</td><td>小区停水三天了，请尽快处理。</td></tr>{behind}</table>"
    )
    return post.state


def mailbox(state: str) -> tuple[Post, ...]:
    rows = "".join(
        f"<tr><td><a href='{n}.html'>关于第{n}号小区停水的问题</a></td><td>2026-03-0{n}</td>"
        f"<td>{state}</td></tr>"
        for n in range(1, 7)
    )
    head = "<tr><th>标题</th><th>来信时间</th><th>状态</th></tr>"
    return posts_of(f"<h2>来信列表</h2><table>{head}{rows}</table>", "index.html")


UNSEEN = {
    "state": f"<tr {HIDDEN}><td>办理状态</td><td>未办理</td></tr>",
    "state with the attribute": "<tr hidden><td>办理状态</td><td>未办理</td></tr>",
    "state with a class": "<tr class='row hide'><td>办理状态</td><td>未办理</td></tr>",
    "hidden within what is hidden": (
        f"<tr {HIDDEN}><td>办理状态</td><td><p {HIDDEN}><b class='hide'>未办理</b></p></td></tr>"
    ),
    "no reply": f"<tr {HIDDEN}><td>回复内容</td><td>暂无回复</td></tr>",
    "an empty reply": f"<tr {HIDDEN}><td>回复内容</td><td></td></tr>",
}


@pytest.mark.parametrize("row", UNSEEN.values(), ids=UNSEEN)
def test_a_letter_is_not_unanswered_by_what_nobody_sees(row: str) -> None:
    assert letter(row) is LetterState.UNKNOWN


def test_a_letter_is_unanswered_by_what_is_shown() -> None:
    beside = f"<tr {HIDDEN}><td>附件</td><td>无</td></tr>"

    assert letter(f"{beside}<tr><td>回复内容</td><td>暂无回复</td></tr>") is LetterState.UNANSWERED


def test_a_reply_that_a_click_shows_is_one() -> None:
    reply = f"<tr {HIDDEN}><td>回复内容</td><td>您好，已安排抢修，当日恢复供水。</td></tr>"

    assert letter(reply) is LetterState.ANSWERED


def test_rows_whose_state_is_hidden_are_left_open() -> None:
    posts = mailbox(f"<span {HIDDEN}>未回复</span>")

    assert {(post.state, post.note) for post in posts} == {
        (LetterState.UNKNOWN, LetterNote.REPLY_UNREAD)
    }
    assert posts[0].asked == date(2026, 3, 1)


def test_rows_whose_state_is_shown_stay_unanswered_beside_what_is_hidden() -> None:
    posts = mailbox(f"<span>未回复</span><i {HIDDEN}>1</i>")

    assert {post.state for post in posts} == {LetterState.UNANSWERED}
