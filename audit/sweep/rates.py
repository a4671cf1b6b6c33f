"""Rates of a sweep: pure arithmetic over counts (合格率)."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from audit.sweep.recognised import ItemByPeople, SitesByPeople, items_by_people, sites_by_people
from schema.types.finding import SiteResult
from schema.types.reason_words import ReasonWords
from schema.types.review import SiteReview
from schema.types.statistics import FindingCount, ResultCount, VisitCounts
from schema.types.strata import Stratum
from schema.types.verdict import Verdict

UNKNOWN_STRATUM = "未注明层级"
UNKNOWN_PLACE = "未注明地区"
OWN_LEVEL = "本级"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Sites of one row of a table by what they came to; 例外 and 关停 are registered only."""

    registered: int = 0
    running: int = 0
    qualified: int = 0
    unqualified: int = 0
    vetoed: int = 0
    """Those of the unqualified that a veto failed."""
    undetermined: int = 0
    people: SitesByPeople = field(default_factory=SitesByPeople)
    """The same checked sites by what people decided."""

    @property
    def checked(self) -> int:
        """Give the running sites that have a sheet (检查数)."""
        return self.qualified + self.unqualified + self.undetermined

    @property
    def lowest(self) -> Decimal | None:
        """Give 合格率 in percent if all that are undetermined fail; None: nothing was checked."""
        return percent(self.qualified, self.checked)

    @property
    def highest(self) -> Decimal | None:
        """Give 合格率 in percent if all that are undetermined pass."""
        return percent(self.qualified + self.undetermined, self.checked)

    @property
    def lowest_by_people(self) -> Decimal | None:
        """Give 合格率 in percent if only what people passed passes."""
        return percent(self.people.qualified, self.checked)

    @property
    def highest_by_people(self) -> Decimal | None:
        """Give 合格率 in percent if all passes that people did not fail."""
        return percent(self.checked - self.people.unqualified, self.checked)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemTally:
    """Sites by their verdict of one item."""

    item: str
    verdicts: dict[Verdict, int] = field(default_factory=dict)
    people: ItemByPeople = field(default_factory=ItemByPeople)

    @property
    def judged(self) -> int:
        """Give the sites that the item applies to."""
        return sum(n for word, n in self.verdicts.items() if word is not Verdict.NOT_APPLICABLE)

    @property
    def share(self) -> Decimal | None:
        """Give the share of sites on which it is proved to fail, in percent."""
        return percent(self.verdicts.get(Verdict.FAIL, 0), self.judged)

    @property
    def share_by_people(self) -> Decimal | None:
        """Give the share of sites on which people confirmed it, in percent."""
        return percent(self.people.problem, self.judged)


def percent(part: int, whole: int) -> Decimal | None:
    """Give a share in percent with one decimal; None of nothing."""
    if whole == 0:
        return None
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)


def whole(counts: Iterable[ResultCount]) -> Tally:
    """Sum all sites up."""
    rows = tuple(counts)
    judged = [one for one in rows if one.running]
    by_result = {
        word: sum(one.sites for one in judged if one.result is word) for word in SiteResult
    }
    return Tally(
        registered=sum(one.sites for one in rows),
        running=sum(one.sites for one in judged),
        qualified=by_result[SiteResult.QUALIFIED],
        unqualified=by_result[SiteResult.UNQUALIFIED],
        vetoed=sum(one.sites for one in judged if one.vetoed),
        undetermined=by_result[SiteResult.UNDETERMINED],
        people=sites_by_people(rows),
    )


def is_national(counts: Iterable[ResultCount]) -> bool:
    """Tell whether the sites lie in several provinces."""
    return len({one.province for one in counts}) > 1


def by_division(counts: Sequence[ResultCount], *, national: bool) -> tuple[tuple[str, Tally], ...]:
    """Sum up by division: by province where there are several, else by city or county."""

    def place(one: ResultCount) -> str:
        return division_of(one.province, one.city, one.county, national=national)

    return _by(counts, place)


def division_of(province: str, city: str, county: str, *, national: bool) -> str:
    """Name the division that a site is counted under."""
    if national:
        return province or UNKNOWN_PLACE
    return city or county or (f"{province}{OWN_LEVEL}" if province else UNKNOWN_PLACE)


def by_stratum(
    counts: Sequence[ResultCount], strata: Sequence[Stratum]
) -> tuple[tuple[str, Tally], ...]:
    """Sum up by layer, in the order of the layers; layers without sites are left out."""
    found = dict(_by(counts, lambda one: stratum_of(one.level, strata, is_portal=one.is_portal)))
    names = [*(one.name for one in strata), UNKNOWN_STRATUM]
    return tuple((name, found[name]) for name in names if name in found)


def stratum_of(level: str, strata: Sequence[Stratum], *, is_portal: bool) -> str:
    """Name the layer of a site."""
    fitting = (
        one.name
        for one in strata
        if level.strip() in one.levels and one.portal in {None, is_portal}
    )
    return next(fitting, UNKNOWN_STRATUM)


def by_item(
    counts: Sequence[FindingCount],
    reviews: Iterable[SiteReview] = (),
    judged: Collection[str] = (),
) -> dict[str, ItemTally]:
    """Sum up by item; what waits for people is counted of the `judged` items alone."""
    people = items_by_people(counts, reviews, judged)
    found: dict[str, dict[Verdict, int]] = defaultdict(dict)
    for one in counts:
        verdicts = found[one.item]
        verdicts[one.verdict] = verdicts.get(one.verdict, 0) + one.sites
    return {
        item: ItemTally(item=item, verdicts=verdicts, people=people.get(item, ItemByPeople()))
        for item, verdicts in found.items()
    }


def open_reasons(
    counts: Iterable[FindingCount], words: ReasonWords
) -> tuple[tuple[str, str, int], ...]:
    """Give (item, reason in words, sites) of what could not be decided, most first."""
    found: Counter[tuple[str, str]] = Counter()
    for one in counts:
        if one.verdict in {Verdict.UNDETERMINED, Verdict.NEEDS_PERSON}:
            found[one.item, words.judged(one.reason).zh] += one.sites
    rows = [(item, reason, sites) for (item, reason), sites in found.items()]
    return tuple(sorted(rows, key=lambda one: (-one[2], one[0], one[1])))


def void_reasons(counts: VisitCounts, words: ReasonWords) -> dict[str, int]:
    """Give the void visits by reason in words."""
    found: Counter[str] = Counter()
    for recorded, visits in counts.void:
        found[words.voided(recorded).zh] += visits
    return dict(found)


def _by(
    counts: Iterable[ResultCount], name_of: Callable[[ResultCount], str]
) -> tuple[tuple[str, Tally], ...]:
    groups: dict[str, list[ResultCount]] = defaultdict(list)
    for one in counts:
        groups[name_of(one)].append(one)
    return tuple((name, whole(group)) for name, group in groups.items())
