from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.case.week import Shares, age_of, by_vantage, missing, shares_of, week_of
from schema.types.outcome import CountsAs
from schema.types.verdict import Verdict

PARAMS = {"days": 7, "visits_per_day": 20}


def visits(make: Any, hours: list[float], **given: Any) -> Any:
    rows = [make.visit(make.as_of - timedelta(hours=hour), **given) for hour in hours]
    return make.case(*rows)


@pytest.mark.parametrize(
    ("hours", "age"), [(0, 0), (23.9, 0), (24, 1), (167.9, 6), (168, 7), (-1, -1), (-25, -2)]
)
def test_a_day_is_24_hours_back_from_the_point(make: Any, hours: float, age: int) -> None:
    case = visits(make, [hours])

    assert age_of(case.visits[0], case) == age


def test_a_week_ends_a_day_after_the_point_and_begins_seven_days_before(make: Any) -> None:
    case = visits(make, [-25, -1, 0, 167, 169])

    assert len(week_of(case, 7)) == 3


def test_a_week_needs_twenty_valid_visits_on_each_day(make: Any) -> None:
    whole = [24 * day + hour for day in range(7) for hour in range(20)]
    week = visits(make, whole)
    gap = visits(make, whole[:-1])
    short = visits(make, whole[: 6 * 20])

    assert missing(week_of(week, 7), week, PARAMS) is None
    assert missing(week_of(gap, 7), gap, PARAMS) == (Verdict.UNDETERMINED, "monitoring_gap")
    assert missing(week_of(short, 7), short, PARAMS) == (
        Verdict.UNDETERMINED, "needs_week_of_visits",
    )  # fmt: skip


def test_void_visits_fill_no_day(make: Any) -> None:
    hours = [24 * day + hour for day in range(7) for hour in range(20)]
    case = visits(make, hours, counts_as=CountsAs.VOID)

    assert missing(week_of(case, 7), case, PARAMS) == (Verdict.UNDETERMINED, "monitoring_gap")


@pytest.mark.parametrize(
    ("opened", "failed", "n", "verdict"),
    [
        (95, 5, 100, Verdict.FAIL),
        (96, 4, 100, Verdict.PASS),
        (95, 4, 100, Verdict.UNDETERMINED),
        (160, 8, 168, Verdict.PASS),
        (0, 0, 0, Verdict.UNDETERMINED),
    ],
)
def test_five_percent_fails_by_integers(opened: int, failed: int, n: int, verdict: Verdict) -> None:
    assert Shares(opened=opened, failed=failed, n=n).verdict(5) is verdict


@given(st.integers(0, 200), st.integers(0, 200), st.integers(0, 200))
def test_what_is_unclear_never_decides_alone(opened: int, failed: int, unclear: int) -> None:
    n = opened + failed + unclear
    said = Shares(opened=opened, failed=failed, n=n).verdict(5)
    extremes = {
        Shares(opened=opened + more, failed=failed + unclear - more, n=n).verdict(5)
        for more in (0, unclear)
    }

    if said is not Verdict.UNDETERMINED:
        assert extremes == {said}


def test_vantages_are_told_apart_in_the_order_of_their_names(make: Any) -> None:
    case = make.case(make.visit(vantage="b"), make.visit(vantage="a"), make.visit(vantage="b"))

    assert [len(one) for one in by_vantage(case.visits)] == [1, 2]
    assert shares_of(case.visits) == Shares(opened=3, failed=0, n=3)
