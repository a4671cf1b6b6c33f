from datetime import date
from typing import Any

import pytest

from schema.types.activity import ActivityKind
from schema.types.verdict import Verdict
from testkit.facts import HOME
from testkit.side_facts import make_activities, make_activity


def rows(make: Any, *days: date | None, **column: Any) -> list[Any]:
    found = [make.evidence(make_activities(**column), HOME)]
    return found + [
        make.evidence(make_activity(number, shown_on=day), HOME) for number, day in enumerate(days)
    ]


@pytest.mark.parametrize(
    ("days", "column", "units"),
    [
        pytest.param((), {}, (1, 1), id="an-empty-year-is-proved"),
        pytest.param((date(2025, 11, 23),), {}, (0, 0), id="the-first-day-of-the-year-counts"),
        pytest.param((date(2025, 11, 22),), {}, (0, 1), id="one-of-the-day-before-may-have-run-on"),
        pytest.param((date(2025, 8, 22),), {}, (1, 1), id="one-of-a-summer-before-did-not"),
        pytest.param((date(2026, 11, 24),), {}, (1, 1), id="nor-does-one-that-is-to-come"),
        pytest.param((None,), {}, (0, 1), id="an-undated-one-may-have-been-held"),
        pytest.param((), {"read_back_to": None}, (0, 1), id="an-unread-column-proves-nothing"),
        pytest.param((), {"read_back_to": date(2025, 11, 23)}, (1, 1), id="read-to-the-first-day"),
        pytest.param((), {"read_back_to": date(2025, 11, 24)}, (0, 1), id="read-a-day-too-short"),
    ],
)
def test_no_activity_of_a_year_is_a_problem_where_the_column_was_read(
    make: Any, days: tuple[date | None, ...], column: dict[str, Any], units: tuple[int, int]
) -> None:
    assert make.units("C2.2", make.visit(), *rows(make, *days, **column)) == units


@pytest.mark.parametrize(("day", "units"), [(date(2026, 3, 1), (0, 1)), (date(2024, 3, 1), (1, 1))])
def test_feedback_of_the_year_speaks_for_an_activity_that_nobody_saw(
    make: Any, day: date, units: tuple[int, int]
) -> None:
    """It is no activity itself, but its own stood on some page of the year, or just before it."""
    feedback = make.evidence(make_activity(is_result=True, shown_on=day), HOME)

    assert make.units("C2.2", make.visit(), *rows(make), feedback) == units


def test_the_kinds_are_told_apart(make: Any) -> None:
    interview = make.evidence(make_activity(activity=ActivityKind.INTERVIEW), HOME)

    assert make.units("C2.2", make.visit(), *rows(make), interview) == (1, 1)


def test_a_kind_that_is_not_set_up_does_not_apply(make: Any) -> None:
    rest = (make.visit(), make.column())

    assert make.judge("C3.1", *rest).verdict is Verdict.NOT_APPLICABLE


def test_a_column_that_we_may_have_missed_leaves_the_row_open(make: Any) -> None:
    judgement = make.judge("C3.1", make.visit(), make.column(), make.limit())

    assert (judgement.verdict, judgement.reason) == (Verdict.UNDETERMINED, "survey_cut_short")
