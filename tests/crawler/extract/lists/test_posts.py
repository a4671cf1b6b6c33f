from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from config.lexicon import load_lexicon
from crawler.extract.lists.lists import find_list
from crawler.extract.lists.posts import lists_letters, names_letter_columns, names_letters
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks
from crawler.extract.text.characters import words_for
from schema.types.reading import LetterNote, LetterState, Post

FETCHED = datetime(2020, 11, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
BASE = "http://www.county.gov.cn/ldxx/"


def posts_of(main: str, title: str = "局长信箱") -> tuple[Post, ...]:
    markup = f"<title>{title}-某县水利局</title><div>{main}</div>"
    lexicon = words_for(markup, load_lexicon())
    return find_list(parse(markup), base=BASE, fetched_at=FETCHED, lexicon=lexicon).posts


def table(*states: str) -> str:
    rows = "".join(
        f"<tr><td><a href='{n}.html'>关于第{n}段河堤何时加固的咨询</a><td>2020-0{9 - n}-01"
        f"<td>{'2020-0' + str(9 - n) + '-05' if state == '已回复' else ''}<td>{state}</tr>"
        for n, state in enumerate(states)
    )
    return f"<table><tr><td>标题<td>来信时间<td>回复时间<td>状态</tr>{rows}</table>"


WORDS = {
    "已回复": (LetterState.ANSWERED, None),
    "已办结": (LetterState.ANSWERED, None),
    "待评价": (LetterState.ANSWERED, None),
    "办理中": (LetterState.UNANSWERED, LetterNote.IN_PROGRESS),
    "已受理": (LetterState.UNANSWERED, LetterNote.IN_PROGRESS),
    "未回复": (LetterState.UNANSWERED, LetterNote.WAITING),
    "不予受理": (LetterState.UNKNOWN, LetterNote.CLOSED),
    "已归档": (LetterState.UNKNOWN, LetterNote.REPLY_UNREAD),
    "√": (LetterState.UNKNOWN, LetterNote.REPLY_UNREAD),
    "<a href='/1'>查看</a>": (LetterState.UNKNOWN, None),
    "": (LetterState.UNKNOWN, None),
}


@pytest.mark.parametrize(("word", "expected"), WORDS.items(), ids=[w or "blank" for w in WORDS])
def test_word_of_the_state_cell_decides(
    word: str, expected: tuple[LetterState, LetterNote | None]
) -> None:
    post = posts_of(table(word, "已回复", "已回复", "已回复"))[0]

    assert (post.state, post.note) == expected


def test_yes_and_no_answer_whether_there_is_a_reply() -> None:
    head = "<tr><td>标题<td>写信时间<td>是否回复</tr>"
    rows = "".join(
        f"<tr><td><a href='{n}.html'>关于第{n}段河堤的咨询</a><td>2020-08-0{n}<td>{told}</tr>"
        for n, told in enumerate(("是", "否", "√", "是"), start=1)
    )
    answered = LetterState.ANSWERED, None
    posts = posts_of(f"<table>{head}{rows}</table>")

    assert [(post.state, post.note) for post in posts] == [
        answered,
        (LetterState.UNANSWERED, LetterNote.WAITING),
        answered,
        answered,
    ]


def test_header_names_the_dates() -> None:
    post = posts_of(table("已回复", "待处理", "待处理"))[0]

    assert (post.asked, post.replied) == (date(2020, 9, 1), date(2020, 9, 5))


def test_labels_inside_the_row_name_the_dates() -> None:
    row = (
        "<li><a href='{0}.html'>关于第{0}段河堤的咨询</a><p>留言时间：2020-08-0{0}</p>"
        "<p>答复时间：2020-09-0{0}</p></li>"
    )
    post = posts_of(f"<ul>{''.join(row.format(n) for n in (3, 2, 1))}</ul>", "公开")[0]

    assert (post.asked, post.replied) == (date(2020, 8, 3), date(2020, 9, 3))
    assert post.state is LetterState.ANSWERED


ROWS = "".join(
    f"<li><a href='{n}.html'>关于第{n}段河堤的咨询</a><span>2020-08-0{n}</span></li>"
    for n in (3, 2, 1)
)


def test_list_of_published_answers_holds_answered_letters() -> None:
    post = posts_of(f"<ul>{ROWS}</ul>", "回复选登")[0]

    assert (post.state, post.replied, post.asked) == (LetterState.ANSWERED, date(2020, 8, 3), None)


def test_mailbox_without_states_holds_unknown_letters() -> None:
    post = posts_of(f"<ul>{ROWS}</ul>")[0]

    assert (post.state, post.asked) == (LetterState.UNKNOWN, date(2020, 8, 3))


def test_list_of_articles_holds_no_letters() -> None:
    assert posts_of(f"<ul>{ROWS}</ul>", "通知公告") == ()


def test_state_may_be_a_picture() -> None:
    rows = ROWS.replace("</li>", "<img alt='已办结' src='x.gif'></li>")

    assert {LetterState.ANSWERED} == {post.state for post in posts_of(f"<ul>{rows}</ul>")}


def test_name_and_header_tell_a_list_of_letters() -> None:
    words = load_lexicon().letter_words
    header = "<table><tr><td>标题<td>提交时间<td>状态</tr></table>"

    assert names_letters(("读者留言",), words)
    assert not names_letters(("通知公告",), words)
    assert names_letter_columns(lay_blocks(parse(header)), words)


def test_empty_list_of_letters_is_one() -> None:
    tree = parse("<title>读者留言-图书馆</title><table><tr><td>没有留言内容</td></tr></table>")

    assert find_list(tree, base=BASE, fetched_at=FETCHED, lexicon=load_lexicon()).letters


TOLD = {
    "behind its label": "<p>受理状态：办理中</p>",
    "in brackets": "<em>[办理中]</em>",
    "in an icon's name": "<i class='blz' title='办理中'></i>",
}


@pytest.mark.parametrize("told", TOLD.values(), ids=TOLD.keys())
def test_state_of_a_row_may_be_told_beside_its_title(told: str) -> None:
    rows = ROWS.replace("</li>", f"{told}</li>")

    assert {(post.state, post.note) for post in posts_of(f"<ul>{rows}</ul>")} == {
        (LetterState.UNANSWERED, LetterNote.IN_PROGRESS)
    }


def test_brackets_in_a_title_that_hold_no_state_tell_none() -> None:
    rows = ROWS.replace("的咨询", "（二期）的咨询")

    assert {post.state for post in posts_of(f"<ul>{rows}</ul>")} == {LetterState.UNKNOWN}


def test_address_is_that_of_the_rows_only_link() -> None:
    rows = "".join(
        f"<tr><td>关于第{n}段河堤的咨询<td>待处理<td>2020-08-0{n}"
        f"<td><a href='{n}.jsp'>查看</a></tr>"
        for n in (3, 2, 1)
    )
    head = "<tr><td>诉求标题<td>处理状态<td>诉求时间<td>操作</tr>"
    post = posts_of(f"<table>{head}{rows}</table>")[0]

    assert (post.url, post.state) == (f"{BASE}3.jsp", LetterState.UNANSWERED)


def test_table_of_letters_is_told_from_one_letter() -> None:
    names = "<tr><td>标题<td>留言时间<td>处理结果</tr>"
    listed = f"<table>{names}<tr><td><a href=1>河堤</a><td>2026-03-07<td>办理中</tr></table>"
    letter = (
        "<table><tr><td>留言时间<td>2026-03-07<td>附件</tr><tr><td><a href=1>图</a></tr></table>"
    )
    words = load_lexicon().letter_words

    assert lists_letters(lay_blocks(parse(listed)), words)
    assert not lists_letters(lay_blocks(parse(letter)), words)


def test_rows_that_all_tell_a_letter_s_state_are_letters_whatever_their_list_is_called() -> None:
    rows = "".join(
        f"<li>[{state}] <a href='{day}.html'>南岸第{day}段河堤何时加固</a> 2020-11-0{day}</li>"
        for day, state in enumerate(("已答复", "处理中", "已答复", "处理中", "已答复"), 1)
    )

    assert [post.state for post in posts_of(f"<ul>{rows}</ul>", "政民互动")] == [
        LetterState.ANSWERED,
        LetterState.UNANSWERED,
        LetterState.ANSWERED,
        LetterState.UNANSWERED,
        LetterState.ANSWERED,
    ]
    assert posts_of(f"<ul>{rows.replace('处理中', '图文')}</ul>", "政民互动") == ()


def test_letters_of_taiwan_are_read_by_their_own_words() -> None:
    heads = "".join(f"<th>{name}</th>" for name in ("案件編號", "主旨", "來信日期", "處理情形"))
    rows = "".join(
        f"<tr><td>M{n}</td><td><a href='{n}'>反映路燈損壞第{n}件</a></td><td>109-11-0{n}</td>"
        f"<td>{'處理中' if n == 1 else '已回覆'}</td></tr>"
        for n in range(1, 6)
    )
    posts = posts_of(f"<table><tr>{heads}</tr>{rows}</table>", title="市長信箱")

    assert [post.asked for post in posts] == [date(2020, 11, n) for n in range(1, 6)]
    assert [post.state for post in posts] == [LetterState.UNANSWERED, *[LetterState.ANSWERED] * 4]


def test_a_row_that_shows_its_reply_is_answered() -> None:
    rows = "".join(
        f"<dl><dt><b>问</b><a href='{n}'>第{n}条路何时通车</a><span>2020-11-0{n}</span></dt>"
        f"<dd><b>答</b><p>{'您好，已于上周通车，请知悉。' if n > 1 else '暂无回复'}</p></dd></dl>"
        for n in range(1, 6)
    )
    posts = posts_of(rows, title="咨询问答")

    assert [post.state for post in posts] == [LetterState.UNANSWERED, *[LetterState.ANSWERED] * 4]
