"""How the rates changed from sweep to sweep: by division, by layer and by problem (趋势)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from audit.sweep.rates import ItemTally, Tally
from audit.sweep.recognised import SitesByPeople
from schema.types.finding import SiteResult
from schema.types.ids import SweepId
from schema.types.statistics import TrendCount

ByName = Sequence[tuple[str, Tally]]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendPoint:
    """One sweep of a row of sweeps."""

    sweep: SweepId
    as_of: datetime
    tally: Tally
    by_people: bool = False
    """What people decided was counted; of sweeps long past it is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendDetail:
    """One of the newest sweeps, sorted as the tables of a sweep are; people are counted."""

    sweep: SweepId
    as_of: datetime
    divisions: ByName
    strata: ByName
    items: Mapping[str, ItemTally]


def trend_points(
    counts: Iterable[TrendCount], people: Mapping[SweepId, SitesByPeople]
) -> tuple[TrendPoint, ...]:
    """Put the results of sweeps side by side, oldest first; `people` those that they counted."""
    found: dict[tuple[datetime, SweepId], dict[SiteResult, int]] = defaultdict(dict)
    for one in counts:
        found[one.as_of, one.sweep][one.result] = one.sites
    return tuple(
        TrendPoint(
            sweep=sweep,
            as_of=as_of,
            tally=Tally(
                registered=sum(results.values()),
                running=sum(results.values()),
                qualified=results.get(SiteResult.QUALIFIED, 0),
                unqualified=results.get(SiteResult.UNQUALIFIED, 0),
                undetermined=results.get(SiteResult.UNDETERMINED, 0),
                people=people.get(sweep, SitesByPeople()),
            ),
            by_people=sweep in people,
        )
        for (as_of, sweep), results in sorted(found.items())
    )


def points_by_name(
    details: Sequence[TrendDetail], named: Callable[[TrendDetail], ByName]
) -> Iterator[tuple[str, TrendPoint]]:
    """Give the points of each name together, oldest first; names as the newest sweep orders them.

    A name that only earlier sweeps have comes last. Sites are sorted by today's register in every
    sweep: one that moved or closed since is counted as it is now.
    """
    order = dict.fromkeys(name for one in reversed(details) for name, _ in named(one))
    tallies = [(one, dict(named(one))) for one in details]
    for name in order:
        for one, found in tallies:
            if name in found:
                yield (
                    name,
                    TrendPoint(sweep=one.sweep, as_of=one.as_of, tally=found[name], by_people=True),
                )
