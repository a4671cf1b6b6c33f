"""What ends a list, and what only looks as if it did."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from crawler.survey.answer import Answer
from crawler.survey.list_walk import ListTarget, ListWalk
from schema.types.outcome import Outcome
from schema.types.reading import Follow, ListItem, ListState, PageKind, RowsPlace
from testkit.facts import HOME
from testkit.pages import make_answer, make_entry, make_failure, make_reading, next_page

COLUMN = f"{HOME}tzgg/"
TODAY = date(2026, 11, 20)
OLD = date(2024, 1, 5)
HORIZON = date(2026, 5, 20)


def make_walk(*, back: bool = False) -> ListWalk:
    target = ListTarget(
        name="通知公告", url=COLUMN, horizon=HORIZON, max_pages=3, max_hops=2, back=back
    )
    walk = ListWalk(target=target)
    walk.start()
    return walk


def rows(*items: ListItem, url: str = COLUMN, **changes: Any) -> Answer:
    reading = make_reading(url=url, list_state=ListState.READ, items=items, **changes)
    return make_answer(url, reading)


LATE = f"{COLUMN}index_1.html"


def test_a_second_page_with_something_newer_shows_another_order() -> None:
    walk = make_walk(back=True)

    walk.absorb(rows(make_entry(1, HORIZON), follow=next_page(LATE)))
    walk.absorb(rows(make_entry(2, TODAY), url=LATE, more=True))

    assert not walk.ordered
    assert walk.complete_to() is None


OLD_ROW, OLDER_ROW = make_entry(1, OLD), make_entry(2, date(2023, 1, 5))


def read_two(second: Answer, *, partial: bool = False) -> ListWalk:
    """Read a list out of order and its second page."""
    walk = make_walk()
    following = (Follow(url=LATE, purpose="next", partial=partial),)
    walk.absorb(rows(OLD_ROW, follow=following, ordered_by_date=False))
    walk.absorb(second)
    return walk


def test_a_second_page_of_the_list_may_be_its_last() -> None:
    assert read_two(rows(OLDER_ROW, url=LATE)).ended


@pytest.mark.parametrize(
    "second",
    [
        rows(url=LATE),
        rows(OLD_ROW, url=LATE),
        make_answer(LATE, make_reading(list_state=ListState.EMPTY)),
        make_answer(LATE, make_reading(list_state=ListState.NONE, kind=PageKind.ARTICLE)),
        make_answer(LATE, make_reading(list_state=ListState.LINKS_ONLY, items=(OLDER_ROW,))),
    ],
    ids=["no_rows", "the_first_page_again", "empty", "an_article", "links"],
)
def test_no_other_page_ends_a_list(second: Answer) -> None:
    walk = read_two(second)

    assert not walk.ended
    assert walk.complete_to() is None


def test_rows_that_were_loaded_behind_the_others_end_no_list() -> None:
    assert not read_two(rows(OLDER_ROW, url=LATE), partial=True).ended


def read_at(first: RowsPlace | None, second: RowsPlace | None) -> ListWalk:
    """Read a list and its second page, with the places where their rows stand."""
    walk = make_walk()
    walk.absorb(rows(OLD_ROW, follow=next_page(LATE), ordered_by_date=False, rows_at=first))
    (asked,) = walk.pending
    answer = rows(OLDER_ROW, url=LATE, rows_at=second)
    walk.absorb(replace(answer, request=asked))
    return walk


HERE = RowsPlace(shape="body>ul list", before=0, after=1, head="li")


def test_the_next_page_is_asked_for_with_the_place_of_the_rows() -> None:
    walk = make_walk()

    walk.absorb(rows(OLD_ROW, follow=next_page(LATE), ordered_by_date=False, rows_at=HERE))

    assert [request.rows_at for request in walk.pending] == [HERE]


def test_rows_in_the_same_place_of_the_template_end_the_list() -> None:
    assert read_at(HERE, HERE).ended


def test_rows_in_another_place_end_no_list() -> None:
    assert not read_at(HERE, None).ended


def test_no_list_ends_before_as_many_pages_as_its_pager_counts() -> None:
    assert not read_two(rows(OLDER_ROW, url=LATE, pages=3)).ended
    assert read_two(rows(OLDER_ROW, url=LATE, pages=2)).ended


@pytest.mark.parametrize(("pages", "status"), [(1, 404), (1, 410), (2, 404), (1, 500), (None, 404)])
def test_a_page_beyond_the_last_that_is_counted_ends_the_list(
    pages: int | None, status: int
) -> None:
    walk = make_walk()
    walk.absorb(rows(OLD_ROW, follow=next_page(LATE), ordered_by_date=False, pages=pages))
    gone = make_failure(LATE, Outcome.HTTP_4XX, status=status)
    walk.absorb(replace(make_answer(LATE, outcome=Outcome.HTTP_4XX), page=gone, reading=None))

    assert walk.ended == (pages == 1 and status in {404, 410})


def test_rows_that_came_another_way_need_no_place() -> None:
    assert read_at(None, None).ended


def test_a_list_that_another_one_of_its_page_disputes_is_never_complete() -> None:
    walk = make_walk()

    walk.absorb(rows(OLD_ROW, rival=TODAY, ordered_by_date=False, follow=next_page(LATE)))
    walk.absorb(rows(OLDER_ROW, url=LATE, rows_at=None))

    assert (walk.ended, walk.complete_to()) == (True, None)
    assert "newer" in walk.reason


def test_first_page_of_old_rows_alone_may_be_pins_that_nothing_marks() -> None:
    walk = make_walk()

    walk.absorb(rows(OLD_ROW, OLDER_ROW, follow=next_page(LATE), more=True))
    asked = [request.url for request in walk.pending]
    walk.absorb(rows(make_entry(3, TODAY), url=LATE, more=True))

    assert asked == [LATE]
    assert walk.complete_to() is None


def test_second_page_that_goes_on_with_what_is_older_ends_the_looking() -> None:
    walk = make_walk()

    walk.absorb(rows(OLD_ROW, follow=next_page(LATE), more=True))
    walk.absorb(rows(OLDER_ROW, url=LATE, follow=next_page(f"{COLUMN}index_2.html"), more=True))

    assert walk.pending == []
    assert walk.complete_to() == date(2023, 1, 5)
