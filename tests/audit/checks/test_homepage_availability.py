from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schema.types.outcome import CountsAs, Outcome
from schema.types.verdict import Verdict

HOURS = 7 * 24
"""One visit an hour, as the census was run: 168 visits."""


def moments(make: Any, hours: int = HOURS) -> Iterator[datetime]:
    return (make.as_of - timedelta(hours=hour) for hour in range(hours))


def week(make: Any, failed: int = 0, undetermined: int = 0, **given: Any) -> list[Any]:
    """Make a week's visits: the first ones failed, the next undetermined, the others opened."""
    rows = []
    for number, at in enumerate(moments(make)):
        if number < failed:
            rows.append(make.failed_visit(at, **given))
        elif number < failed + undetermined:
            rows.append(make.visit(at, counts_as=CountsAs.UNDETERMINED))
        else:
            rows.append(make.visit(at))
    return rows


def answer(make: Any, rows: list[Any]) -> tuple[Verdict, str]:
    judgement = make.judge("V1", *rows)
    return judgement.verdict, judgement.reason


@pytest.mark.parametrize(
    ("failed", "undetermined", "expected"),
    [
        pytest.param(0, 0, "share_below_threshold", id="all-opened"),
        pytest.param(8, 0, "share_below_threshold", id="8-of-168-is-below-5-percent"),
        pytest.param(9, 0, "share_reaches_threshold", id="9-of-168-is-above"),
        pytest.param(168, 0, "share_reaches_threshold", id="never-opened"),
        pytest.param(4, 4, "share_below_threshold", id="even-with-the-undetermined"),
        pytest.param(4, 5, "undetermined_visits", id="undetermined-decide"),
        pytest.param(0, 168, "undetermined_all_week", id="undetermined-throughout"),
        pytest.param(9, 159, "share_reaches_threshold", id="proved-whatever-the-rest"),
    ],
)
def test_week_is_decided_by_integers(
    make: Any, failed: int, undetermined: int, expected: str
) -> None:
    assert answer(make, week(make, failed, undetermined))[1] == expected


@pytest.mark.parametrize(
    ("reason", "verdict"),
    [
        pytest.param((0, 0), Verdict.PASS, id="pass"),
        pytest.param((9, 0), Verdict.FAIL, id="fail"),
        pytest.param((4, 5), Verdict.UNDETERMINED, id="between"),
        pytest.param((0, 168), Verdict.NEEDS_PERSON, id="steady-maintenance"),
    ],
)
def test_verdict_follows_the_bounds(make: Any, reason: tuple[int, int], verdict: Verdict) -> None:
    assert answer(make, week(make, *reason))[0] is verdict


def test_exactly_five_percent_fails(make: Any) -> None:
    days = [make.as_of - timedelta(days=day, minutes=30) for day in range(7)]
    rows = [make.visit(at) for at in days for _ in range(19)]
    rows += [make.failed_visit(at) for at in days]

    judgement = make.judge("V1", *rows)

    assert (judgement.measure["failed"], judgement.measure["visits"]) == (7, 140)
    assert judgement.verdict is Verdict.FAIL


def test_one_visit_decides_nothing(make: Any) -> None:
    expected = (Verdict.UNDETERMINED, "needs_week_of_visits")

    assert answer(make, [make.visit()]) == expected
    assert answer(make, [make.failed_visit()]) == expected


def test_no_visit_decides_nothing(make: Any) -> None:
    assert answer(make, []) == (Verdict.UNDETERMINED, "needs_week_of_visits")


def test_six_days_are_no_week(make: Any) -> None:
    rows = [make.failed_visit(at) for at in moments(make, 6 * 24)]

    assert answer(make, rows) == (Verdict.UNDETERMINED, "needs_week_of_visits")


def test_day_with_too_few_visits_is_a_monitoring_gap(make: Any) -> None:
    rows = [make.failed_visit(at) for at in moments(make)]
    del rows[48 : 48 + 5]

    assert answer(make, rows) == (Verdict.UNDETERMINED, "monitoring_gap")


def test_twenty_visits_a_day_are_enough(make: Any) -> None:
    rows = [make.failed_visit(at) for at in moments(make)]
    del rows[48 : 48 + 4]

    assert answer(make, rows)[0] is Verdict.FAIL


def test_void_visits_are_no_visits(make: Any) -> None:
    rows = week(make, failed=168)
    rows[48:53] = [make.visit(at, counts_as=CountsAs.VOID) for at in list(moments(make))[48:53]]

    judgement = make.judge("V1", *rows)

    assert judgement.reason == "monitoring_gap"
    assert judgement.measure["void"] == 5


def test_visits_before_the_week_do_not_count(make: Any) -> None:
    old = [make.failed_visit(make.as_of - timedelta(days=7, hours=hour)) for hour in range(24)]

    assert answer(make, [*week(make), *old])[0] is Verdict.PASS


def test_own_visit_of_the_sweep_belongs_to_the_last_day(make: Any) -> None:
    judgement = make.judge("V1", *week(make), make.visit(make.as_of + timedelta(minutes=2)))

    assert judgement.measure["visits"] == 169


@pytest.mark.parametrize("controls", [None, False], ids=["not-asked", "down-too"])
def test_failures_without_working_controls_go_to_a_person(
    make: Any, *, controls: bool | None
) -> None:
    rows = week(make, failed=20, controls_ok=controls)

    assert answer(make, rows) == (Verdict.NEEDS_PERSON, "no_control_targets")


@pytest.mark.parametrize(
    ("controls", "others", "verdict"),
    [
        pytest.param(None, 20, Verdict.FAIL, id="enough-others-opened"),
        pytest.param(None, 19, Verdict.NEEDS_PERSON, id="too-few"),
        pytest.param(False, 500, Verdict.NEEDS_PERSON, id="control-targets-go-first"),
    ],
)
def test_other_sites_that_opened_stand_in_for_control_targets_that_nobody_named(
    make: Any, *, controls: bool | None, others: int, verdict: Verdict
) -> None:
    rows = week(make, failed=20, controls_ok=controls, others_opened=others)

    assert answer(make, rows)[0] is verdict


def test_failures_by_reset_alone_go_to_a_person(make: Any) -> None:
    rows = week(make, failed=20, outcome=Outcome.RESET)

    assert answer(make, rows) == (Verdict.NEEDS_PERSON, "reset_only")


def test_resets_at_two_vantages_fail(make: Any) -> None:
    rows = [
        row
        for vantage in ("changsha", "beijing")
        for row in (
            *(
                make.failed_visit(at, outcome=Outcome.RESET, vantage=vantage)
                for at in list(moments(make))[:20]
            ),
            *(make.visit(at, vantage=vantage) for at in list(moments(make))[20:]),
        )
    ]

    assert answer(make, rows)[0] is Verdict.FAIL


def test_vantages_that_disagree_decide_nothing(make: Any) -> None:
    beijing = [make.failed_visit(at, vantage="beijing") for at in moments(make)]
    judgement = make.judge("V1", *week(make), *beijing)

    assert judgement.verdict is Verdict.UNDETERMINED
    assert judgement.reason == "vantages_disagree"
    assert judgement.measure["vantages"] == "beijing, changsha"


def test_pages_for_a_person_hold_the_week_open(make: Any) -> None:
    rows = week(make)
    rows[:9] = [make.visit(at, counts_as=CountsAs.PERSON) for at in list(moments(make))[:9]]

    assert answer(make, rows) == (Verdict.NEEDS_PERSON, "visits_need_person")


def test_sentence_holds_the_numbers(make: Any) -> None:
    judgement = make.judge("V1", *week(make, 9, 2))

    assert judgement.explanation == (
        "7天内有效访问168次，打开157次，失败9次，未定2次；已达5%（含），构成单项否决。"
    )
    assert len(judgement.evidence) == 168


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_opened_visit_in_place_of_another_never_hurts(make: Any, data: st.DataObject) -> None:
    failed = data.draw(st.integers(0, 12))
    undetermined = data.draw(st.integers(0, 12))
    rank = [Verdict.FAIL, Verdict.NEEDS_PERSON, Verdict.UNDETERMINED, Verdict.PASS]
    worse = answer(make, week(make, failed + 1, undetermined))[0]
    better = answer(make, week(make, failed, undetermined))[0]

    assert rank.index(better) >= rank.index(worse)
