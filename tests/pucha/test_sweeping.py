from collections import Counter
from datetime import UTC, datetime

from pucha.sweeping import SweepSummary
from schema.types.ids import SweepId
from schema.types.sweep import Sweep, SweepKind, SweepProgress

AFTER_MIDNIGHT = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)


def test_the_summary_of_a_sweep_tells_its_point_by_beijing_s_clock() -> None:
    summary = SweepSummary(
        sweep=Sweep(
            id=SweepId(7),
            kind=SweepKind.NIGHTLY,
            edition="census-2015",
            as_of=AFTER_MIDNIGHT,
            settings={},
        ),
        progress=SweepProgress(sites=1, done=1, failed_visits=0, pages=9),
        verdicts={},
        reasons=Counter(),
        visits=Counter(opened=1),
        vetoed=0,
    )

    assert summary.lines()[0] == "sweep 7 · census-2015 · as of 2026-11-23 00:30 (Beijing time)"
