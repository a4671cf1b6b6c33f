from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schema.types.outcome import CountsAs, Outcome

HOURS = 7 * 24


def week(make: Any, failed: int = 0, unclear: int = 0, **given: Any) -> list[Any]:
    """Make 168 visits: the first failed, the next undetermined, the others opened."""
    vantage = {"vantage": given.pop("vantage", "changsha")}
    rows = []
    for number in range(HOURS):
        at = make.as_of - timedelta(hours=number)
        if number < failed:
            rows.append(make.failed_visit(at, **vantage, **given))
        elif number < failed + unclear:
            rows.append(make.visit(at, counts_as=CountsAs.UNDETERMINED, **vantage))
        else:
            rows.append(make.visit(at, **vantage))
    return rows


@pytest.mark.parametrize(
    ("failed", "unclear", "expected"),
    [
        pytest.param(0, 0, (0, 0), id="all-opened"),
        pytest.param(1, 0, (0, 0), id="1-of-168-is-no-whole-percent"),
        pytest.param(2, 0, (1, 1), id="2-of-168"),
        pytest.param(8, 0, (4, 4), id="8-of-168-is-below-the-veto"),
        pytest.param(9, 0, (4, 4), id="from-5-percent-on-the-veto-speaks"),
        pytest.param(0, 2, (0, 1), id="undetermined-may-have-failed"),
        pytest.param(2, 160, (1, 4), id="and-is-bounded-by-the-veto"),
    ],
)
def test_whole_percents_are_counted(
    make: Any, failed: int, unclear: int, expected: tuple[int, int]
) -> None:
    assert make.units("A1", *week(make, failed, unclear)) == expected


def test_a_week_that_was_not_watched_proves_nothing(make: Any) -> None:
    short = week(make, 8)[: 6 * 24]

    assert make.units("A1", *short) == (0, 4)
    assert make.judge("A1", *short).reason == "needs_week_of_visits"


def test_void_visits_are_not_counted(make: Any) -> None:
    rows = week(make)
    void = [make.visit(row.fact.at, counts_as=CountsAs.VOID) for row in rows[:24:8]]

    assert make.units("A1", *rows, *void) == (0, 0)


@pytest.mark.parametrize("controls", [None, False])
def test_failures_without_working_controls_prove_nothing(
    make: Any, *, controls: bool | None
) -> None:
    assert make.units("A1", *week(make, 8, controls_ok=controls)) == (0, 4)


def test_resets_that_one_vantage_saw_prove_nothing_and_two_vantages_do(make: Any) -> None:
    alone = week(make, 8, outcome=Outcome.RESET)
    other = week(make, 8, outcome=Outcome.RESET, vantage="beijing")

    assert make.units("A1", *alone) == (0, 4)
    assert make.units("A1", *alone, *other) == (4, 4)


def test_of_several_vantages_the_lowest_share_is_proved(make: Any) -> None:
    rows = [*week(make, 8), *week(make, 2, vantage="beijing")]

    assert make.units("A1", *rows) == (1, 4)


@settings(max_examples=25, deadline=None)
@given(failed=st.integers(0, 20), unclear=st.integers(0, 20))
def test_one_failed_visit_more_never_lowers_a_bound(make: Any, failed: int, unclear: int) -> None:
    before = make.units("A1", *week(make, failed, unclear))
    after = make.units("A1", *week(make, failed + 1, unclear))

    assert after[0] >= before[0]
    assert after[1] >= before[1]
