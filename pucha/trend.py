"""The row of sweeps up to one, by the machine and by people (趋势), and the sweep before it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from audit.sweep.rates import ItemTally, by_division, by_item, by_stratum, is_national, whole
from audit.sweep.trends import TrendDetail, TrendPoint, trend_points
from config.strata import load_strata
from pucha.casework.reviews import reviews_of
from pucha.wire import Stores
from schema.types.ids import SiteId
from schema.types.review import SiteReview
from schema.types.rulepack import RulePack
from schema.types.statistics import FindingCount, ResultCount
from schema.types.sweep import Sweep, SweepKind

SWEEPS_BY_PEOPLE = 5
"""Newest sweeps that are counted by people too: each asks for the evidence of all decided sites."""
_NOBODY: Mapping[SiteId, SiteReview] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """The sweeps up to one, oldest first; `before` is what people made of the last but one."""

    points: tuple[TrendPoint, ...] = ()
    details: tuple[TrendDetail, ...] = ()
    """The newest of them, by division, layer and problem."""
    before: Mapping[SiteId, SiteReview] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """The counts of one sweep, people's included."""

    results: Sequence[ResultCount]
    findings: Sequence[FindingCount]
    items: Mapping[str, ItemTally]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is counted of each sweep."""

    pack: RulePack
    judged: Sequence[str]
    """Items whose problems wait for people."""
    details: bool
    """By division, layer and problem too: that reads the findings of the newest sweeps."""


async def trend_of(stores: Stores, sweep: Sweep, asked: Asked, now: Counted) -> Trend:
    """Count the sweeps up to one; `now` are the counts of the sweep itself.

    Of an earlier sweep only the decisions count that were taken before the next one lay there: what
    people said of a page that changed later is no word on the page before. A recheck of one
    site stands in no row of sweeps: of it nothing is said.
    """
    if sweep.kind is not SweepKind.NIGHTLY:
        return Trend()
    counts = await stores.statistics.trend(asked.pack.edition, sweep.id, sweep.as_of)
    recent = [one.sweep for one in trend_points(counts, {})][-SWEEPS_BY_PEOPLE:]
    told: list[tuple[Sweep, Counted]] = []
    before = _NOBODY
    for number, following in pairwise(recent):
        earlier = await stores.sweeps.get(number)
        if earlier is None:
            continue
        own = earlier.edition == asked.pack.edition
        pack = await stores.pack_of(earlier) if own else asked.pack
        before = await reviews_of(stores, earlier, pack, until=following)
        told.append((earlier, await counted(stores, earlier, asked, before)))
    if recent and recent[-1] == sweep.id:
        told.append((sweep, now))
    national = is_national(now.results)
    people = {one.id: whole(found.results).people for one, found in told}
    details = (_detail(one, found, national=national) for one, found in told)
    return Trend(
        points=trend_points(counts, people),
        details=tuple(details) if asked.details else (),
        before=before,
    )


async def counted(
    stores: Stores, sweep: Sweep, asked: Asked, reviews: Mapping[SiteId, SiteReview]
) -> Counted:
    """Count a sweep; `reviews` say what people made of it."""
    edition, rows = asked.pack.edition, tuple[FindingCount, ...]()
    if asked.details:
        rows = await stores.statistics.findings(sweep.id, edition, reviews)
    return Counted(
        results=await stores.statistics.results(sweep.id, edition, reviews, asked.judged),
        findings=rows,
        items=by_item(rows, reviews.values(), asked.judged),
    )


def _detail(sweep: Sweep, found: Counted, *, national: bool) -> TrendDetail:
    return TrendDetail(
        sweep=sweep.id,
        as_of=sweep.as_of,
        divisions=by_division(found.results, national=national),
        strata=by_stratum(found.results, load_strata()),
        items=found.items,
    )
