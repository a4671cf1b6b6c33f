"""The row of sweeps up to one, by the machine and by people (趋势), and the sweep before it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from audit.rates import TrendPoint, trend_points, whole
from audit.recognised import SitesByPeople
from pucha.casework.reviews import reviews_of
from pucha.wire import Stores
from schema.types.ids import SiteId, SweepId
from schema.types.review import SiteReview
from schema.types.statistics import ResultCount
from schema.types.sweep import Sweep, SweepKind

SWEEPS_BY_PEOPLE = 5
"""Newest sweeps that are counted by people too: each asks for the evidence of all decided sites."""
_NOBODY: Mapping[SiteId, SiteReview] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """The sweeps up to one, oldest first; `before` is what people made of the last but one."""

    points: tuple[TrendPoint, ...] = ()
    before: Mapping[SiteId, SiteReview] = field(default_factory=dict)


async def trend_of(
    stores: Stores,
    sweep: Sweep,
    edition: str,
    judged: Sequence[str],
    results: Sequence[ResultCount],
) -> Trend:
    """Count the sweeps up to one; `results` are those of the sweep itself, people's included.

    Of an earlier sweep only the decisions count that were taken before the next one lay there: what
    people said of a page that changed later is no word on the page before. A recheck of one
    site stands in no row of sweeps: of it nothing is said.
    """
    if sweep.kind is not SweepKind.NIGHTLY:
        return Trend()
    counts = await stores.statistics.trend(edition, sweep.id, sweep.as_of)
    points = trend_points(counts, {})
    people: dict[SweepId, SitesByPeople] = {}
    before = _NOBODY
    recent = [one.sweep for one in points][-SWEEPS_BY_PEOPLE:]
    for number, following in pairwise(recent):
        earlier = await stores.sweeps.get(number)
        if earlier is None:
            continue
        before = await reviews_of(stores, earlier, edition, until=following)
        told = await stores.statistics.results(number, edition, before, judged)
        people[number] = whole(told).people
    if recent and recent[-1] == sweep.id:
        people[sweep.id] = whole(results).people
    return Trend(points=trend_points(counts, people), before=before)
