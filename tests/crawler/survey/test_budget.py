from typing import Any

from crawler.survey.budget import WAVE, Budget, cost_of, is_letter
from schema.types.capture import Request
from schema.types.settings import SurveySettings
from testkit.facts import HOME
from testkit.pages import make_page

LETTER = Request(url=f"{HOME}xx/1.html", purpose="letter")
LIST = Request(url=f"{HOME}xx/", purpose="list")


def budget(**bounds: Any) -> Budget:
    return Budget(settings=SurveySettings(**bounds))


def test_what_a_page_costs_is_its_size_and_many_times_that_beyond_any_page() -> None:
    page = make_page(HOME, "x" * 100_000)
    bomb = make_page(HOME, "x" * 4_000_000)

    assert (cost_of(page), cost_of(bomb)) == (100_000, 32_000_000)


def test_no_more_is_handed_out_than_pages_are_left() -> None:
    spent = budget(pages=WAVE + 3)

    assert spent.at_once == WAVE
    for _ in range(10):
        spent.take(make_page(HOME))
    assert spent.at_once == 9


def test_a_site_of_endless_bodies_is_asked_little_at_once() -> None:
    spent = budget()

    spent.take(make_page(HOME, "x" * 4_000_000))

    assert spent.at_once == 2


def test_the_bound_that_is_reached_is_named() -> None:
    pages, size = budget(pages=1), budget(bytes=10)

    assert pages.reached is None
    for spent in (pages, size):
        spent.take(make_page(HOME, "x" * 20))
    assert (pages.reached, size.reached) == (("pages", 1), ("bytes", 10))


def test_letters_alone_are_told_apart_from_all_else_that_waits() -> None:
    assert (is_letter(LETTER), is_letter(LIST)) == (True, False)
    for left, alone in (([LETTER], True), ([LETTER, LIST], False), ([], False)):
        spent = budget()
        spent.stop("pages", 1, left)
        assert spent.limit is not None
        assert (spent.limit.left_unread, spent.limit.letters_only) == (len(left), alone)


def test_columns_that_were_left_out_are_never_forgotten_over_letters() -> None:
    spent = budget(columns=2)

    spent.leave_out(0)
    assert spent.limit is None
    spent.leave_out(5)
    spent.stop("pages", 1, [LETTER])

    assert spent.limit is not None
    assert not spent.limit.letters_only


def test_columns_that_are_left_out_twice_are_counted_together() -> None:
    spent = budget(columns=3)

    spent.leave_out(2)
    spent.leave_out(0)
    spent.leave_out(4)

    assert spent.limit is not None
    assert (spent.limit.limit, spent.limit.value, spent.limit.left_unread) == ("columns", 3, 6)
