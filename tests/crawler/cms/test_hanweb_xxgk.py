from datetime import date

from crawler.cms.hanweb_xxgk import FAMILY
from crawler.extract.page.family import FamilyReading
from schema.types.reading import ListState
from testkit.family_pages import COLUMN, Form, read_by

SEARCH = "http://www.county.gov.cn/module/xxgk/search.jsp"
NAMED = "/module/xxgk/search.jsp?divid=div1462&amp;infotypeId=A02&amp;jdid=33&amp;area="
FORM = (("divid", "div1462"), ("infotypeId", "A02"), ("currpage", "2"))


def rows(*days: int) -> str:
    return "".join(
        f"<tr class='tr_main_value_{'odd' if day % 2 else 'even'}'><td>{day}</td>"
        f"<td><a href='/art/2020/9/{day}/art_33_{day}.html'>关于第{day}批名录的通知</a></td>"
        f"<td>2020-09-0{day}</td></tr>"
        for day in days
    )


def answer(body: str, form: Form = FORM) -> FamilyReading:
    reading = read_by(FAMILY, body, SEARCH, form)
    assert reading is not None
    return reading


def test_rows_come_from_the_search_that_the_page_names() -> None:
    reading = read_by(FAMILY, f"<div id='div1462'></div><script>load('{NAMED}')</script>", COLUMN)

    assert reading is not None
    assert reading.list_state is ListState.ELSEWHERE
    step = (reading.follow or ())[0]
    assert (step.url, step.method, step.purpose) == (SEARCH, "POST", "rows")
    assert dict(step.form) == {
        "divid": "div1462", "infotypeId": "A02", "jdid": "33", "area": "", "currpage": "1",
    }  # fmt: skip


def test_rows_of_the_answer_are_read_and_their_order_not_trusted() -> None:
    reading = answer(f"<table>{rows(5, 4, 3)}</table><div>共 3 页</div>")

    assert [item.date and item.date.value for item in reading.items or ()] == [
        date(2020, 9, day) for day in (5, 4, 3)
    ]
    assert (reading.list_state, reading.ordered_by_date) == (ListState.READ, False)


def test_next_page_is_asked_with_the_same_form() -> None:
    step = (answer(f"<table>{rows(5, 4)}</table>共<b>3</b>页").follow or ())[0]

    assert (step.purpose, dict(step.form)) == ("next", {**dict(FORM), "currpage": "3"})


def test_last_page_ends_the_list() -> None:
    reading = answer(f"<table>{rows(5, 4)}</table>共2页")

    assert (reading.follow, reading.more) == ((), False)


def test_list_without_a_count_may_go_on() -> None:
    assert answer(f"<table>{rows(5, 4)}</table>").more


def test_zero_records_are_an_empty_list() -> None:
    assert answer("<div>共 0 条</div>").list_state is ListState.EMPTY


def test_answer_that_says_nothing_is_unreadable() -> None:
    assert answer("<div>系统繁忙</div>").list_state is ListState.UNREADABLE


def test_page_without_a_search_is_left_to_the_generic_reader() -> None:
    text = "<script src='/module/xxgk/search.jsp'></script>"

    assert read_by(FAMILY, text, COLUMN) is None
