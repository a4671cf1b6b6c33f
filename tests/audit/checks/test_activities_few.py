from datetime import date
from typing import Any

import pytest

from schema.types.outcome import CountsAs
from schema.types.verdict import Verdict
from testkit.facts import HOME
from testkit.side_facts import make_activities, make_activity


def units(make: Any, held: int, *, portal: bool = False, undated: int = 0, **column: Any) -> Any:
    days: list[dict[str, Any]] = [{}] * held + [{"shown_on": None}] * undated
    rows = [
        make.evidence(make_activity(number, **given), HOME) for number, given in enumerate(days)
    ]
    column_row = make.evidence(make_activities(**column), HOME)
    return make.units("C2.3", make.visit(), column_row, *rows, portal=portal)


@pytest.mark.parametrize(
    ("held", "portal", "expected"),
    [
        (1, False, (1, 1)), (2, False, (1, 1)), (3, False, (0, 0)),
        (3, True, (1, 1)), (5, True, (1, 1)), (6, True, (0, 0)),
    ],
)  # fmt: skip
def test_portals_hold_six_and_others_three(
    make: Any, held: int, *, portal: bool, expected: tuple[int, int]
) -> None:
    assert units(make, held, portal=portal) == expected


def test_none_at_all_is_booked_by_the_row_before(make: Any) -> None:
    judgement = make.judge("C2.3", make.visit(), make.evidence(make_activities(), HOME))

    assert (judgement.verdict, judgement.reason) == (Verdict.NOT_APPLICABLE, "none_held")


def test_undated_ones_may_make_it_enough(make: Any) -> None:
    assert units(make, 2, undated=1) == (0, 1)


def test_enough_is_enough_whatever_was_not_read(make: Any) -> None:
    assert units(make, 3, read_back_to=None) == (0, 0)
    assert units(make, 2, read_back_to=None) == (0, 1)


def test_a_kind_that_is_not_set_up_does_not_apply(make: Any) -> None:
    assert make.judge("C3.2", make.visit(), make.column()).verdict is Verdict.NOT_APPLICABLE


def test_a_site_that_nobody_saw_stays_open(make: Any) -> None:
    judgement = make.judge("C3.2", make.visit(counts_as=CountsAs.FAILED))

    assert (judgement.verdict, judgement.reason) == (Verdict.UNDETERMINED, "homepage_not_opened")


def test_one_that_may_still_have_run_may_make_it_enough(make: Any) -> None:
    late = make_activity(9, starts=date(2025, 9, 1), ends=None, shown_on=None, detail_read=False)
    rows = [make.evidence(make_activity(number), HOME) for number in range(2)]
    column = make.evidence(make_activities(), HOME)

    found = make.units("C2.3", make.visit(), column, *rows, make.evidence(late, HOME))

    assert found == (0, 1)
