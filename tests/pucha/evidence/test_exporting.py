from datetime import UTC, datetime

from pucha.evidence.exporting import title_of
from schema.types.ids import SweepId
from schema.types.sweep import Sweep, SweepKind
from testkit.facts import make_site


def test_a_file_is_named_after_the_sweep_s_day_in_beijing() -> None:
    sweep = Sweep(
        id=SweepId(7),
        kind=SweepKind.NIGHTLY,
        edition="census-2015",
        as_of=datetime(2026, 11, 22, 16, 30, tzinfo=UTC),
        settings={},
    )

    assert title_of(sweep, None) == "巡检 7 · 2026-11-23"
    assert title_of(sweep, make_site()) == "巡检 7 · 2026-11-23 · 示例县人民政府"
