from datetime import UTC, datetime
from decimal import Decimal

from audit.sweep.rates import ItemTally, Tally
from audit.sweep.recognised import SitesByPeople
from audit.sweep.trends import TrendDetail, points_by_name, trend_points
from schema.types.finding import SiteResult
from schema.types.ids import SweepId
from schema.types.statistics import TrendCount
from schema.types.verdict import Verdict


def test_sweeps_stand_side_by_side_oldest_first() -> None:
    early, late = (datetime(2026, 11, day, tzinfo=UTC) for day in (1, 20))
    points = trend_points(
        [
            TrendCount(sweep=SweepId(2), as_of=late, result=SiteResult.QUALIFIED, sites=9),
            TrendCount(sweep=SweepId(1), as_of=early, result=SiteResult.QUALIFIED, sites=1),
            TrendCount(sweep=SweepId(1), as_of=early, result=SiteResult.UNQUALIFIED, sites=3),
        ],
        {SweepId(2): SitesByPeople(qualified=3, unqualified=1, waiting=5)},
    )

    assert [(one.sweep, one.tally.lowest) for one in points] == [
        (1, Decimal("25.0")),
        (2, Decimal("100.0")),
    ]
    assert [(one.by_people, one.tally.lowest_by_people) for one in points] == [
        (False, Decimal("0.0")),
        (True, Decimal("33.3")),
    ]
    assert points[1].tally.people.decided == 4


def detail(sweep: int, **divisions: int) -> TrendDetail:
    return TrendDetail(
        sweep=SweepId(sweep),
        as_of=datetime(2026, 11, sweep, tzinfo=UTC),
        divisions=[(name, Tally(qualified=n)) for name, n in divisions.items()],
        strata=(),
        items={"V2": ItemTally(item="V2", verdicts={Verdict.FAIL: sweep})},
    )


def test_points_of_a_division_stand_together_in_the_order_of_the_newest_sweep() -> None:
    details = [detail(1, 撤销区=4, 长沙市=1), detail(2, 株洲市=7, 长沙市=2)]

    told = [
        (name, one.sweep, one.tally.qualified)
        for name, one in points_by_name(details, lambda one: one.divisions)
    ]

    assert told == [("株洲市", 2, 7), ("长沙市", 1, 1), ("长沙市", 2, 2), ("撤销区", 1, 4)]


def test_a_row_of_sweeps_without_one_has_no_points() -> None:
    assert list(points_by_name([], lambda one: one.divisions)) == []
