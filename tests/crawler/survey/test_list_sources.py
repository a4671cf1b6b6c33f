"""Rows from other places than a column's own page: other addresses, units, a browser."""

from dataclasses import replace
from datetime import date

import pytest

from crawler.survey.answer import Answer
from crawler.survey.list_walk import ListWalk
from schema.types.capture import RENDER
from schema.types.outcome import Outcome
from schema.types.reading import Follow, ListItem, ListState
from testkit.facts import HOME
from testkit.list_walks import COLUMN, OLD, TODAY, asked, elsewhere, make_walk, rows
from testkit.pages import make_answer, make_entry, make_reading


def source(number: int) -> Follow:
    return Follow(url=f"{HOME}unit/{number}", purpose="rows")


def units() -> Answer:
    follow = (source(1), source(2))
    return make_answer(COLUMN, make_reading(list_state=ListState.ELSEWHERE, follow=follow))


def test_units_are_tried_until_one_has_dated_rows() -> None:
    walk = make_walk()
    walk.absorb(units())
    walk.absorb(rows(make_entry(1), url=source(1).url))
    assert asked(walk) == [source(2).url]

    walk.absorb(rows(make_entry(2, TODAY), url=source(2).url))

    assert (walk.state, [item.title for item in walk.items]) == (ListState.READ, ["第2号通知"])


def test_undated_rows_are_better_than_none() -> None:
    walk = make_walk()
    walk.absorb(units())
    walk.absorb(rows(make_entry(1), url=source(1).url))

    walk.absorb(make_answer(source(2).url, outcome=Outcome.CONNECT_TIMEOUT))

    assert (walk.state, len(walk.items)) == (ListState.READ, 1)


TWO = make_reading(
    list_state=ListState.ELSEWHERE,
    follow=tuple(Follow(url=f"{HOME}{name}", purpose="rows") for name in ("a", "b")),
)


@pytest.mark.parametrize(
    ("other", "complete"),
    [(TODAY, None), (OLD, date.min), (None, date.min)],
    ids=["newer", "old_too", "without_a_day"],
)
def test_other_units_are_asked_where_the_first_list_is_old(
    other: date | None, complete: date | None
) -> None:
    walk = make_walk()
    walk.absorb(make_answer(COLUMN, TWO))
    walk.absorb(rows(make_entry(1, OLD), url=f"{HOME}a"))
    went_on = asked(walk)

    walk.absorb(rows(make_entry(2, other), url=f"{HOME}b"))

    assert went_on == [f"{HOME}b"]
    assert (asked(walk), len(walk.items), walk.complete_to()) == ([], 1, complete)


def test_other_units_are_left_alone_where_the_first_list_has_news() -> None:
    walk = make_walk()
    walk.absorb(make_answer(COLUMN, TWO))

    walk.absorb(rows(make_entry(1, TODAY), url=f"{HOME}a"))

    assert (asked(walk), walk.complete_to()) == ([], date.min)


def test_units_that_were_not_asked_leave_an_old_list_unproved() -> None:
    walk = make_walk(max_hops=1)
    walk.absorb(make_answer(COLUMN, TWO))

    walk.absorb(rows(make_entry(1, OLD), url=f"{HOME}a"))

    assert (asked(walk), walk.complete_to()) == ([], None)


@pytest.mark.parametrize(
    ("content", "state"), [(False, ListState.EMPTY), (True, ListState.UNREADABLE)]
)
def test_a_page_with_content_is_not_empty_for_the_rows_it_has_from_elsewhere(
    state: ListState, *, content: bool
) -> None:
    walk = make_walk()
    named = elsewhere(COLUMN, f"{HOME}a").reading
    assert named is not None
    walk.absorb(make_answer(COLUMN, replace(named, content=content)))

    walk.absorb(make_answer(f"{HOME}a", make_reading(list_state=ListState.EMPTY)))

    assert walk.state is state


def test_one_unit_of_several_does_not_make_a_column_empty() -> None:
    walk = make_walk()
    walk.absorb(units())
    walk.absorb(make_answer(source(1).url, outcome=Outcome.CONNECT_TIMEOUT))

    walk.absorb(make_answer(source(2).url, make_reading(list_state=ListState.EMPTY)))

    assert walk.state is ListState.UNREADABLE


def test_list_that_goes_on_out_of_reach_has_no_end() -> None:
    walk = make_walk()

    walk.absorb(
        make_answer(
            COLUMN,
            make_reading(list_state=ListState.READ, items=(make_entry(1, TODAY),), more=True),
        )
    )

    assert walk.complete_to() == TODAY


def rendered(*items: ListItem, outcome: Outcome = Outcome.OK) -> Answer:
    state = ListState.READ if items else ListState.EMPTY
    answer = make_answer(COLUMN, make_reading(list_state=state, items=items), purpose=RENDER)
    page = replace(answer.page, rendered=True, outcome=outcome, reason="shown")
    return replace(answer, page=page)


def bare() -> Answer:
    return make_answer(COLUMN, make_reading(list_state=ListState.UNREADABLE))


def test_column_that_scripts_fill_is_read_as_a_browser_shows_it() -> None:
    walk = make_walk(renders=1)
    walk.absorb(bare())
    assert [(one.url, one.purpose) for one in walk.pending] == [(COLUMN, RENDER)]

    walk.absorb(rendered(make_entry(1, TODAY)))

    assert (walk.state, len(walk.items), walk.pending) == (ListState.READ, 1, [])
    assert walk.complete_to() == TODAY


def test_column_rendered_without_a_row_is_not_empty() -> None:
    walk = make_walk(renders=1)
    walk.absorb(bare())

    walk.absorb(rendered())

    assert walk.state is ListState.UNREADABLE
    assert "shown" in walk.reason


def test_column_rendered_in_part_proves_nothing() -> None:
    walk = make_walk(renders=1)
    walk.absorb(bare())

    walk.absorb(rendered(make_entry(1, OLD), outcome=Outcome.OK_TRUNCATED))

    assert (walk.state, walk.items) == (ListState.UNREADABLE, [])


def test_column_that_was_read_is_not_rendered() -> None:
    walk = make_walk(renders=1)

    walk.absorb(rows(make_entry(1, TODAY)))

    assert walk.pending == []


ASKED = make_reading(
    list_state=ListState.ELSEWHERE, follow=(Follow(url=f"{COLUMN}list.json", purpose="asked"),)
)


def asked_for(answer: Answer) -> ListWalk:
    walk = make_walk()
    walk.absorb(make_answer(COLUMN, ASKED))
    assert asked(walk) == [f"{COLUMN}list.json"]
    walk.absorb(answer)
    return walk


def test_rows_that_only_a_script_asks_for_may_show_an_update() -> None:
    walk = asked_for(rows(make_entry(1, TODAY), url=f"{COLUMN}list.json"))

    assert (walk.state, len(walk.items)) == (ListState.READ, 1)


def test_rows_that_only_a_script_asks_for_prove_no_column_old() -> None:
    walk = asked_for(rows(make_entry(1, OLD), url=f"{COLUMN}list.json"))

    assert (walk.state, walk.complete_to()) == (ListState.READ, None)


@pytest.mark.parametrize("state", [ListState.EMPTY, ListState.NONE], ids=["empty", "no_list"])
def test_what_a_script_asks_for_makes_no_column_empty(state: ListState) -> None:
    answer = make_answer(f"{COLUMN}list.json", make_reading(list_state=state))

    walk = asked_for(answer)

    assert walk.state is ListState.UNREADABLE
    assert "script asks" in walk.reason


def test_an_address_that_only_a_script_asks_for_need_not_answer() -> None:
    walk = asked_for(make_answer(f"{COLUMN}list.json", outcome=Outcome.CONNECT_TIMEOUT))

    assert walk.state is ListState.UNREADABLE
