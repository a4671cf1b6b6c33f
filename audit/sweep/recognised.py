"""Counts of what people decided (人工认定): beside the machine's, never among them."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from audit.sweep.waiting import WAITS, unreviewed
from schema.types.finding import SiteResult
from schema.types.ids import SiteId
from schema.types.review import ItemStanding, Recognition, SiteReview
from schema.types.statistics import FindingCount, ResultCount

_CHECKED = frozenset({SiteResult.QUALIFIED, SiteResult.UNQUALIFIED, SiteResult.UNDETERMINED})


@dataclass(frozen=True, slots=True, kw_only=True)
class SitesByPeople:
    """Checked sites by what they came to with people; together they are all that were checked."""

    qualified: int = 0
    unqualified: int = 0
    vetoed: int = 0
    """Those of the unqualified that a veto fails, which two people confirmed."""
    waiting: int = 0
    undetermined: int = 0
    none: int = 0
    """Nothing waits on them, and nobody decided anything."""

    @property
    def decided(self) -> int:
        """Give the sites of which people came to an end."""
        return self.qualified + self.unqualified + self.undetermined


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemByPeople:
    """Sites by how one item of them stands with people."""

    problem: int = 0
    vetoed: int = 0
    """Those of `problem` that a veto of two people fails: nothing else of them is scored."""
    cleared: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviews:
    """How much of a sweep people have been through."""

    sites: int = 0
    """Sites with a decision that stands."""
    reopened: int = 0
    """Decisions to be taken again, for the page has changed."""


def sites_by_people(counts: Iterable[ResultCount]) -> SitesByPeople:
    """Count running sites with a sheet by what they came to with people."""
    found: Counter[Recognition] = Counter()
    vetoed = 0
    for one in counts:
        if one.running and one.result in _CHECKED:
            word = one.recognition or unreviewed(one.result, waits=one.waits)
            found[word] += one.sites
            vetoed += one.sites if one.people_veto and word is Recognition.UNQUALIFIED else 0
    return SitesByPeople(
        qualified=found[Recognition.QUALIFIED],
        unqualified=found[Recognition.UNQUALIFIED],
        vetoed=vetoed,
        waiting=found[Recognition.WAITING],
        undetermined=found[Recognition.UNDETERMINED],
        none=found[Recognition.NONE],
    )


def items_by_people(
    counts: Iterable[FindingCount], reviews: Iterable[SiteReview], judged: Collection[str]
) -> dict[str, ItemByPeople]:
    """Count by item: reviewed sites by their reviews, of others what waits of the judged items."""
    found: Counter[tuple[str, ItemStanding]] = Counter()
    vetoed: Counter[str] = Counter()
    for one in counts:
        if not one.decided and one.item in judged and one.verdict in WAITS:
            found[one.item, ItemStanding.WAITING] += one.sites
    for review in reviews:
        found.update((row.item, row.standing) for row in review.items)
        if review.vetoed:
            vetoed.update(row.item for row in review.of(ItemStanding.PROBLEM))
    return {
        item: ItemByPeople(
            problem=found[item, ItemStanding.PROBLEM],
            vetoed=vetoed[item],
            cleared=found[item, ItemStanding.CLEARED],
            waiting=found[item, ItemStanding.WAITING],
        )
        for item, _ in found
    }


def followed_up(
    before: Mapping[SiteId, SiteReview], now: Mapping[SiteId, SiteReview]
) -> dict[Recognition, int]:
    """Tell what the sites that people failed in the sweep before come to with people now (复查)."""
    failed = (site for site, one in before.items() if one.recognition is Recognition.UNQUALIFIED)
    found = Counter(now[site].recognition for site in failed if site in now)
    return {word: found[word] for word in Recognition if found[word]}


def reviews_in_all(reviews: Iterable[SiteReview]) -> Reviews:
    """Sum up how far people are."""
    listed = tuple(reviews)
    return Reviews(
        sites=sum(one.decided for one in listed), reopened=sum(one.reopened for one in listed)
    )
