from datetime import date

from config.lexicon import load_lexicon
from crawler.extract.letters.guestbook import read_guestbook, with_letters
from crawler.extract.lists.list_reading import ListReading
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks
from schema.types.reading import LetterNote, LetterState, ListState, Post, RowsPlace

WORDS = load_lexicon().letter_words
ANSWER = "您好！经核实，该段河堤已列入明年加固计划。"


def posts(markup: str) -> tuple[Post, ...]:
    return read_guestbook(lay_blocks(parse(f"<div>{markup}</div>")), WORDS)


def letter(number: int, reply: str | None, replied: str = "") -> str:
    box = "" if reply is None else f"<p>回复内容：{reply}</p><p>回复时间：{replied}</p>"
    return (
        f"<div><p>留言人：王* 留言时间：2026-03-0{number}</p>"
        f"<p>留言内容：第{number}段河堤何时加固？</p>{box}</div>"
    )


def test_each_letter_has_its_own_days_and_state() -> None:
    receipt = "您的来信已收到，已转相关部门办理。"
    first, second, third = posts(
        letter(3, ANSWER, "2026-03-09") + letter(2, "") + letter(1, receipt)
    )

    assert (first.title, first.asked) == ("第3段河堤何时加固？", date(2026, 3, 3))
    assert (first.state, first.replied) == (LetterState.ANSWERED, date(2026, 3, 9))
    assert (second.state, second.note) == (LetterState.UNANSWERED, None)
    assert (third.state, third.note) == (LetterState.UNANSWERED, LetterNote.ACKNOWLEDGED)


def test_letters_are_unknown_where_no_place_for_replies_is_seen() -> None:
    assert {post.state for post in posts(letter(2, None) + letter(1, None))} == {
        LetterState.UNKNOWN
    }


def test_one_without_a_place_beside_an_answered_one_is_open() -> None:
    first, second = posts(letter(2, ANSWER) + letter(1, None))

    assert (first.state, second.state) == (LetterState.ANSWERED, LetterState.UNANSWERED)


def test_one_that_says_more_than_a_question_is_open_to_doubt() -> None:
    told = letter(1, None).replace("何时加固？", "何时加固？</p><p>局长批示：列入明年计划")
    shown = letter(1, "<img src='a.png'>")

    for other in (told, shown):
        first, second = posts(letter(2, ANSWER) + other)
        assert (first.state, second.state) == (LetterState.ANSWERED, LetterState.UNKNOWN)


def test_days_of_posting_beside_their_writers_are_those_of_asking() -> None:
    book = (letter(2, ANSWER) + letter(1, "")).replace("留言时间", "发表时间")

    assert [post.asked for post in posts(book)] == [date(2026, 3, 2), date(2026, 3, 1)]


def test_one_letter_and_questions_without_days_are_no_guestbook() -> None:
    assert posts(letter(1, ANSWER)) == ()
    assert posts("<p>问：补贴如何申请？</p><p>答：请到窗口办理。</p>" * 3) == ()


def test_letters_stand_in_place_of_the_rows_beside_them() -> None:
    rows = ListReading(state=ListState.NONE)
    layout = lay_blocks(parse(f"<div>{letter(2, ANSWER)}{letter(1, '')}</div>"))
    found = with_letters(rows, layout, WORDS, alone=False)

    assert (found.state, len(found.items), len(found.posts)) == (ListState.READ, 2, 2)
    assert with_letters(rows, layout, WORDS, alone=True) is rows
    assert with_letters(rows, lay_blocks(parse("<p>通知</p>")), WORDS, alone=False) is rows


def test_letters_are_not_held_to_the_place_of_the_rows_beside_them() -> None:
    place = RowsPlace(shape="body/table", before=0, after=0, head="td")
    rows = ListReading(state=ListState.READ, rows_at=place)
    layout = lay_blocks(parse(f"<div>{letter(2, ANSWER)}{letter(1, '')}</div>"))

    assert with_letters(rows, layout, WORDS, alone=False).rows_at is None


def test_letters_stand_in_place_of_rows_that_tell_no_state() -> None:
    rows = ListReading(state=ListState.READ, posts=(Post(title="热点新闻", url=None),))
    told = lay_blocks(parse(f"<div>{letter(2, ANSWER)}{letter(1, '')}</div>"))
    silent = lay_blocks(parse(f"<div>{letter(2, None)}{letter(1, None)}</div>"))

    assert len(with_letters(rows, told, WORDS, alone=False).posts) == 2
    assert with_letters(rows, silent, WORDS, alone=False) is rows


def test_rows_that_tell_a_state_stay() -> None:
    post = Post(title="河堤何时加固", url=None, state=LetterState.UNANSWERED)
    rows = ListReading(state=ListState.READ, posts=(post,))
    layout = lay_blocks(parse(f"<div>{letter(2, ANSWER)}{letter(1, '')}</div>"))

    assert with_letters(rows, layout, WORDS, alone=False) is rows


def test_a_reply_with_its_day_in_brackets_before_the_colon_answers() -> None:
    told = f"<p>管理员回复（2026-03-09）：</p><p>{ANSWER}</p>"
    first, second = posts(
        letter(3, None).replace("</p></div>", f"</p>{told}</div>") + letter(2, None)
    )

    assert (first.state, first.replied) == (LetterState.ANSWERED, date(2026, 3, 9))
    assert (second.state, second.replied) == (LetterState.UNANSWERED, None)
