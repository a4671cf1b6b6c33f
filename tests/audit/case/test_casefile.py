from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from audit.case.casefile import Gap, seen_twice
from schema.types.column import ColumnClass
from schema.types.outcome import CountsAs, Outcome, PageClass
from schema.types.reading import ListState
from testkit.facts import HOME
from testkit.side_facts import make_navigation

FOUR_HOURS = timedelta(hours=4)


def test_sightings_of_one_url_are_one_column_in_time_order(make: Any) -> None:
    second = make.column("a/", make.later())
    first = make.column("a/")
    case = make.case(second, make.column("b/"), first)
    column = next(column for column in case.columns if column.url == f"{make.home}a/")

    assert {one.url for one in case.columns} == {f"{make.home}a/", f"{make.home}b/"}
    assert [one.id for one in column.sightings] == [first.id, second.id]


def test_columns_stand_in_the_order_of_their_reading(make: Any) -> None:
    rows = [make.column("b/"), make.column("c/", make.later(1)), make.column("a/", make.later(-1))]

    assert [one.url[-2:] for one in make.case(*rows).columns] == ["a/", "b/", "c/"]


def test_class_of_the_register_goes_before_a_guess(make: Any) -> None:
    registered = make.column("a/", registered=True, column_class=ColumnClass.NOTICE)
    guess = make.column("a/", make.later(), column_class=ColumnClass.NEWS)
    column = make.case(registered, guess).columns[0]

    assert column.column_class is ColumnClass.NOTICE
    assert column.registered


def test_registered_update_days_are_kept_from_any_sighting(make: Any) -> None:
    column = make.case(make.column("a/", update_days=30), make.column("a/", make.later())).columns[
        0
    ]

    assert column.update_days == 30


@pytest.mark.parametrize(
    "blind",
    [
        pytest.param({"list_state": ListState.UNREADABLE}, id="unreadable"),
        pytest.param({"list_state": ListState.ELSEWHERE}, id="elsewhere"),
        pytest.param({"page_class": PageClass.CHALLENGE}, id="challenge"),
        pytest.param({"page_class": PageClass.SOFT_404}, id="soft-404"),
        pytest.param({"outcome": Outcome.HTTP_5XX, "status": 502}, id="server-error"),
        pytest.param({"outcome": Outcome.DEADLINE, "page_class": None}, id="deadline"),
    ],
)
def test_blind_look_leaves_the_earlier_one_standing(make: Any, blind: dict[str, Any]) -> None:
    seen = make.column("a/")
    column = make.case(seen, make.column("a/", make.later(), **blind)).columns[0]

    assert column.settled is not None
    assert column.settled.id == seen.id


def test_column_that_was_never_seen_is_unsettled(make: Any) -> None:
    column = make.case(make.column("a/", list_state=ListState.UNREADABLE)).columns[0]

    assert column.settled is None


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        pytest.param(4, True, id="four-hours"),
        pytest.param(3.99, False, id="less"),
        pytest.param(0, False, id="at-once"),
    ],
)
def test_two_visits_lie_four_hours_apart(make: Any, hours: float, *, expected: bool) -> None:
    column = make.case(make.column("a/"), make.column("a/", make.later(hours))).columns[0]

    assert seen_twice(column.sightings, FOUR_HOURS) is expected


def test_pages_of_two_addresses_are_no_two_visits(make: Any) -> None:
    first = make.case(make.column("a/")).columns[0]
    other = make.case(make.column("b/", make.later())).columns[0]

    assert not seen_twice((*first.sightings, *other.sightings), FOUR_HOURS)


def test_letter_listed_in_two_columns_is_one_letter(make: Any) -> None:
    case = make.case(make.letter(), make.letter(column_url=f"{make.home}other/"))

    assert len(case.letters) == 1


def test_letters_without_an_address_are_told_apart_by_their_rows(make: Any) -> None:
    case = make.case(make.letter(url=None), make.letter(url=None, title="咨询学区划分"))

    assert len(case.letters) == 2


def test_full_survey_has_no_gap(make: Any) -> None:
    case = make.case(make.visit(), make.column())

    assert case.gap is None
    assert case.gap_evidence == ()


def test_homepage_that_was_never_visited_is_a_gap(make: Any) -> None:
    assert make.case(make.column()).gap is Gap.HOMEPAGE_NOT_OPENED


@pytest.mark.parametrize(
    "counts", [word for word in CountsAs if word is not CountsAs.OPENED], ids=str
)
def test_visit_that_did_not_open_is_a_gap_and_its_evidence(make: Any, counts: CountsAs) -> None:
    visit = make.visit(counts_as=counts)
    case = make.case(visit, make.column())

    assert case.gap is Gap.HOMEPAGE_NOT_OPENED
    assert case.gap_evidence == (visit.id,)


def test_homepage_of_scripts_alone_is_a_gap(make: Any) -> None:
    case = make.case(make.visit(page_class=PageClass.JS_REQUIRED), make.column())

    assert case.gap is Gap.HOMEPAGE_UNREADABLE


def test_limit_of_ours_is_a_gap_and_its_evidence(make: Any) -> None:
    limit = make.limit()
    case = make.case(make.visit(), make.column(), limit)

    assert case.gap is Gap.SURVEY_CUT_SHORT
    assert case.gap_evidence == (limit.id,)


def test_site_without_any_column_is_a_gap(make: Any) -> None:
    assert make.case(make.visit()).gap is Gap.NO_COLUMNS_FOUND


def test_the_navigation_tells_a_columns_level_and_a_block_tells_none(make: Any) -> None:
    fact = make_navigation(tzgg=(), zcwj=("政务公开",))
    shown = replace(fact.found[0], url=f"{HOME}block/", in_navigation=False)
    seen = make.evidence(replace(fact, found=(*fact.found, shown)), HOME)
    case = make.case(seen)

    assert (case.level(f"{HOME}tzgg/"), case.level(f"{HOME}zcwj/")) == (1, 2)
    assert case.level(f"{HOME}block/") is None
    assert case.level(f"{HOME}unknown/") is None


def test_letters_that_wait_hide_no_column_and_no_entry(make: Any) -> None:
    letters = make.case(make.visit(), make.column(), make.limit(letters_only=True))
    both = make.case(
        make.visit(), make.column(), make.limit(letters_only=True), make.limit(left_unread=2)
    )

    assert (letters.gap, letters.lists_gap, letters.columns_gap) == (
        Gap.SURVEY_CUT_SHORT, None, None,
    )  # fmt: skip
    assert both.lists_gap is both.columns_gap is Gap.SURVEY_CUT_SHORT
