from datetime import date
from typing import Any

import pytest

from audit.case.activities import held
from schema.types.activity import ActivityState
from schema.types.column import ColumnClass
from schema.types.reading import ListState
from testkit.facts import HOME
from testkit.side_facts import make_activities, make_activity

SINCE = date(2025, 11, 23)


def counted(make: Any, *activities: Any, **column: Any) -> tuple[int, int | None]:
    rows = [make.evidence(make_activities(**column), HOME)]
    rows += [make.evidence(one, HOME) for one in activities]
    found = held(make.case(*rows), "consultation", SINCE, lasting=30)
    assert found is not None
    return found.least, found.most


def test_an_activity_counts_by_any_of_its_days_inside_the_window(make: Any) -> None:
    under_way = make_activity(1, starts=date(2025, 10, 1), ends=date(2025, 12, 1), shown_on=None)
    over = make_activity(2, starts=date(2025, 10, 1), ends=date(2025, 11, 22), shown_on=None)

    assert counted(make, under_way, over) == (1, 1)


def test_undated_entries_stand_in_the_upper_bound_alone(make: Any) -> None:
    assert counted(make, make_activity(1), make_activity(2, shown_on=None)) == (1, 2)


BEGUN = {"starts": None, "ends": None, "shown_on": date(2025, 10, 24), "detail_read": False}


@pytest.mark.parametrize("read", [False, True])
def test_an_activity_that_began_just_before_may_count_while_nobody_found_its_end(
    make: Any, *, read: bool
) -> None:
    assert counted(make, make_activity(1, **{**BEGUN, "detail_read": read})) == (0, 1)


def test_what_the_site_calls_under_way_may_count_whenever_it_began(make: Any) -> None:
    under_way = make_activity(1, shown_on=date(2024, 10, 23), state=ActivityState.OPEN)

    assert counted(make, under_way) == (0, 1)


@pytest.mark.parametrize(
    "given",
    [
        {"shown_on": date(2025, 10, 23)},
        {"ends": date(2025, 11, 1)},
    ],
    ids=["too-long-ago", "ended"],
)
def test_what_is_known_to_be_over_does_not(make: Any, given: dict[str, Any]) -> None:
    assert counted(make, make_activity(1, **{**BEGUN, **given})) == (0, 0)


RESULT: dict[str, Any] = {"is_result": True, "fed_back": True, "starts": None, "ends": None}


def test_results_whose_activities_nobody_saw_stand_in_the_upper_bound(make: Any) -> None:
    results = [make_activity(n, **{**RESULT, "shown_on": date(2026, 3, n)}) for n in (1, 2)]
    answered = make_activity(3, starts=date(2026, 2, 1), ends=date(2026, 2, 20), fed_back=True)
    old = make_activity(4, **{**RESULT, "shown_on": date(2024, 3, 1)})

    assert counted(make, *results) == (0, 2)
    assert counted(make, *results, answered) == (1, 2)
    assert counted(make, results[0], answered) == (1, 1)
    assert counted(make, old) == (0, 0)


def test_an_unread_column_leaves_the_upper_bound_open(make: Any) -> None:
    assert counted(make, make_activity(1), read_back_to=None) == (1, None)


def test_a_column_that_says_it_is_empty_must_say_so_at_two_looks(make: Any) -> None:
    summary = make.evidence(make_activities(list_state=ListState.EMPTY), HOME)
    url = summary.fact.url.removeprefix(HOME)
    first, second = make.empty_column(url), make.empty_column(url, make.later())

    once = held(make.case(summary, first), "consultation", SINCE, lasting=30)
    twice = held(make.case(summary, first, second), "consultation", SINCE, lasting=30)

    assert once is not None
    assert twice is not None
    assert (once.most, twice.most) == (None, 0)


def test_a_column_that_was_not_read_or_not_seen_leaves_no_upper_bound(make: Any) -> None:
    rows = [make.evidence(make_activities(), HOME), make.evidence(make_activity(1), HOME)]
    unread = make.column("dczj/", column_class=ColumnClass.SURVEY)
    for more in (unread, make.limit()):
        case = make.case(make.visit(), *rows, more)

        found = held(case, "consultation", SINCE, lasting=30)

        assert found is not None
        assert (found.least, found.most) == (1, None)


def test_one_activity_listed_twice_is_one(make: Any) -> None:
    elsewhere = make_activity(1, column_url=f"{HOME}other/")

    assert counted(make, make_activity(1), elsewhere) == (1, 1)


def test_a_kind_without_a_column_is_none_and_not_zero(make: Any) -> None:
    assert held(make.case(make.visit()), "interview", SINCE, lasting=30) is None
