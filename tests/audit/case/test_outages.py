from datetime import datetime, timedelta
from typing import Any

import pytest

from audit.case.outages import without_outages
from audit.windows import SHANGHAI
from schema.types.ids import SiteId
from schema.types.outage import Outage
from schema.types.outcome import CountsAs
from schema.types.verdict import Verdict

START = datetime(2026, 11, 22, 0, 0, tzinfo=SHANGHAI)
OUTAGE = Outage(
    id=1,
    site_id=SiteId(1),
    starts_at=START,
    ends_at=START + timedelta(hours=4),
    reason="机房搬迁",
    by="甲",
    approved_by="乙",
    approved_at=START - timedelta(days=1),
)


def counts(make: Any, hours: float, outage: Outage = OUTAGE, **given: Any) -> CountsAs:
    visit = make.failed_visit(START + timedelta(hours=hours), **{"round_id": 1, **given})
    (one,) = without_outages([visit], [outage])
    word: CountsAs = one.fact.counts_as
    return word


@pytest.mark.parametrize(
    ("hours", "word"),
    [
        (-0.01, CountsAs.FAILED),
        (0, CountsAs.VOID),
        (3.99, CountsAs.VOID),
        (4, CountsAs.FAILED),
    ],
)
def test_visits_inside_it_are_void(make: Any, hours: float, word: CountsAs) -> None:
    assert counts(make, hours) is word


def test_what_nobody_approved_excuses_nothing(make: Any) -> None:
    asked = Outage(
        **{name: getattr(OUTAGE, name) for name in ("id", "site_id", "starts_at", "ends_at")},
        reason="", by="甲", approved_by=None, approved_at=None,
    )  # fmt: skip

    assert counts(make, 1, asked) is CountsAs.FAILED


def test_opened_visits_of_a_round_are_left_out_too_and_a_surveys_own_stays(make: Any) -> None:
    opened = {"counts_as": CountsAs.OPENED}

    assert counts(make, 1, **opened) is CountsAs.VOID
    assert counts(make, 1, round_id=None, **opened) is CountsAs.OPENED
    assert counts(make, 1, round_id=None) is CountsAs.VOID


def test_an_announced_stop_is_no_veto_and_is_listed(make: Any) -> None:
    visits = []
    for hour in range(7 * 24):
        at = make.as_of - timedelta(hours=hour)
        inside = START <= at < START + timedelta(hours=4)
        visits.append(make.failed_visit(at, round_id=1) if inside else make.visit(at, round_id=1))
    more = (START - timedelta(minutes=minute + 1) for minute in range(4))
    visits.extend(make.visit(at, round_id=1) for at in more)

    vetoed = make.judge("V1", *visits)
    excused = make.judge("V1", *without_outages(visits, [OUTAGE]))

    assert vetoed.measure["failed"] == 4
    assert excused.verdict is Verdict.PASS
    assert (excused.measure["failed"], excused.measure["void"]) == (0, 4)
    assert "另有4次不计入" in excused.explanation
    assert "报备停机2026-11-22 00:00至2026-11-22 04:00：机房搬迁（乙审核）" in excused.explanation


def test_visits_that_are_void_for_our_own_reasons_are_counted_together(make: Any) -> None:
    rows = [make.visit(counts_as=CountsAs.VOID, void_reason=f"storm {n}") for n in range(3)]

    assert make.judge("V1", *rows).explanation.endswith(
        "另有3次不计入：本机、网络或监测点原因，3次。"
    )


def test_other_evidence_stays_as_it_is(make: Any) -> None:
    rows = (make.column(), make.visit(counts_as=CountsAs.VOID, void_reason="storm"))

    assert without_outages(rows, [OUTAGE]) == rows
