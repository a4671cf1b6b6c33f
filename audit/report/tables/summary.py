"""The rows of the summary tables, from the counts of a sweep and its sites one by one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from audit.report.cells import Value
from audit.report.fields import Table
from audit.report.tables.shapes import (
    CONCORD,
    DIVISION_TREND,
    DIVISIONS,
    PROBLEM_TREND,
    PROBLEMS,
    STRATA,
    STRATUM_TREND,
    TREND,
    UNDETERMINED,
)
from audit.report.wording import KIND_WORDS, moment
from audit.sweep.concord import ItemConcord
from audit.sweep.rates import ItemTally, Tally, percent, stratum_of
from audit.sweep.recognised import Reviews
from audit.sweep.trends import TrendDetail, TrendPoint, points_by_name
from schema.types.finding import SiteResult
from schema.types.review import ItemReview, ItemStanding, Recognition, SiteReview
from schema.types.rulepack import RuleItem
from schema.types.statistics import SiteOutcome
from schema.types.strata import Stratum
from schema.types.verdict import Verdict

Row = tuple[Value, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepNumbers:
    """What a sweep came to, summed up; every view prints these and no other."""

    whole: Tally
    divisions: tuple[tuple[str, Tally], ...]
    strata: tuple[tuple[str, Tally], ...]
    items: tuple[tuple[RuleItem, ItemTally], ...]
    reviews: Reviews
    """How far people are."""
    concord: tuple[ItemConcord, ...]
    """How far machine and people agree, of the items that people decided on."""
    undetermined: tuple[tuple[str, str, int], ...]
    """(item, reason in words, sites) of what could not be decided, most first."""
    trend: tuple[TrendPoint, ...]
    details: tuple[TrendDetail, ...] = ()
    """The newest sweeps of the trend, by division, layer and problem."""


def number_tables(numbers: SweepNumbers) -> tuple[Table, ...]:
    """Give the small tables.

    按地区, 按层级, 按问题, 未能判定, 机器与人工一致, 趋势, and its parts.
    """
    total = ("合计", *_counts(numbers.whole))
    return (
        Table(shape=DIVISIONS, rows=[*_places(numbers.divisions), total]),
        Table(shape=STRATA, rows=[*_places(numbers.strata), total]),
        Table(shape=PROBLEMS, rows=[_problem(*one) for one in numbers.items]),
        Table(shape=UNDETERMINED, rows=_undetermined(numbers)),
        Table(shape=CONCORD, rows=_concord(numbers)),
        Table(shape=TREND, rows=[_point(one) for one in numbers.trend]),
        *trend_tables(numbers),
    )


def trend_tables(numbers: SweepNumbers) -> tuple[Table, ...]:
    """Give the newest sweeps side by side: 地区趋势, 层级趋势, 问题趋势."""
    divisions = points_by_name(numbers.details, lambda one: one.divisions)
    strata = points_by_name(numbers.details, lambda one: one.strata)
    return (
        Table(shape=DIVISION_TREND, rows=[(name, *_point(one)) for name, one in divisions]),
        Table(shape=STRATUM_TREND, rows=[(name, *_point(one)) for name, one in strata]),
        Table(shape=PROBLEM_TREND, rows=_problem_trend(numbers)),
    )


def site_row(number: int, one: SiteOutcome, review: SiteReview, strata: Sequence[Stratum]) -> Row:
    """Give the line of one site: the machine's result, then what people made of it."""
    judged = one.running and one.result is not None
    return (
        *_site(number, one),
        one.sponsor,
        stratum_of(one.level, strata, is_portal=one.is_portal),
        None if one.result is None else one.result.value,
        one.worst,
        one.best,
        "、".join(item.item for item in one.failed),
        review.recognition.value if judged else None,
        _ids(review.of(ItemStanding.PROBLEM)),
        _ids(review.of(ItemStanding.WAITING)) if judged else "",
    )


def failing_row(
    number: int, one: SiteOutcome, review: SiteReview, items: Sequence[RuleItem]
) -> Row:
    """Give the line of a site that people failed, with what they confirmed."""
    confirmed = {row.item: row.words for row in review.of(ItemStanding.PROBLEM)}
    return (*_site(number, one), main_problems(confirmed, review.best, items))


def waiting_row(
    number: int, one: SiteOutcome, review: SiteReview, items: Sequence[RuleItem]
) -> Row:
    """Give the line of a site that waits for people, with what the machine says of it."""
    failed = {item.item: item.explanation for item in one.failed}
    fails = one.result is SiteResult.UNQUALIFIED
    return (
        *_site(number, one),
        None if one.result is None else one.result.value,
        main_problems(failed, one.best, items) if fails else "",
        _ids(review.of(ItemStanding.WAITING)),
    )


def is_failing(one: SiteOutcome, review: SiteReview) -> bool:
    """Tell whether a site may be named as failing: people say so, a veto by two of them."""
    return _recognised(one, review, Recognition.UNQUALIFIED)


def is_waiting(one: SiteOutcome, review: SiteReview) -> bool:
    """Tell whether what a site comes to waits for people."""
    return _recognised(one, review, Recognition.WAITING)


def _recognised(one: SiteOutcome, review: SiteReview, word: Recognition) -> bool:
    return one.running and one.result is not None and review.recognition is word


def _ids(rows: Iterable[ItemReview]) -> str:
    return "、".join(sorted(row.item for row in rows))


def main_problems(
    failed: Mapping[str, str], best: Decimal | None, items: Sequence[RuleItem]
) -> str:
    """Say what fails a site: its vetoes, else its score and the items that took points."""
    known = [item for item in items if item.id in failed]
    vetoes = [
        f"{short_name(item.name)}（{item.id}）：{failed[item.id]}"
        for item in known
        if item.kind == "veto"
    ]
    if vetoes:
        return "\n".join(vetoes)
    score = "" if best is None else f"得分不高于{best.normalize():f}分："
    return score + "、".join(item.name for item in known if item.kind == "deduct")


def short_name(name: str) -> str:
    """Give an item's name without its part: 栏目不更新 of 栏目不更新（1）：规定时限内未更新."""
    return name.partition("：")[0].partition("（")[0]


def place_words(one: SiteOutcome) -> str:
    """Name the division of a site."""
    return "".join(dict.fromkeys(part for part in (one.province, one.city, one.county) if part))


def rate_words(lowest: Decimal | None, highest: Decimal | None) -> str:
    """Say a 合格率: one number, or from the lowest to the highest where they differ."""
    if lowest is None or highest is None:
        return "—"
    return f"{lowest}%" if lowest == highest else f"{lowest}%至{highest}%"


def _site(number: int, one: SiteOutcome) -> Row:
    return (number, place_words(one), one.name, one.code, one.url)


def _places(rows: Iterable[tuple[str, Tally]]) -> list[Row]:
    return [(name, *_counts(tally)) for name, tally in rows]


def _counts(tally: Tally) -> Row:
    return (
        tally.registered,
        tally.running,
        tally.checked,
        percent(tally.checked, tally.running),
        tally.qualified,
        tally.unqualified,
        tally.vetoed,
        tally.undetermined,
        tally.lowest,
        tally.highest,
        *_counts_by_people(tally),
    )


def _counts_by_people(tally: Tally) -> Row:
    people = tally.people
    return (
        people.qualified,
        people.unqualified,
        people.vetoed,
        people.waiting,
        people.undetermined,
        people.none,
        tally.lowest_by_people,
        tally.highest_by_people,
    )


def _problem(item: RuleItem, tally: ItemTally) -> Row:
    return (item.id, item.name, KIND_WORDS[item.kind], *_item_counts(tally))


def _problem_trend(numbers: SweepNumbers) -> list[Row]:
    """Give the points of each item together, oldest first; a sweep that judged none has no line."""
    return [
        (item.id, item.name, one.sweep, moment(one.as_of), *_item_counts(one.items[item.id]))
        for item, _ in numbers.items
        for one in numbers.details
        if item.id in one.items
    ]


def _item_counts(tally: ItemTally) -> Row:
    order = (
        Verdict.FAIL,
        Verdict.PASS,
        Verdict.UNDETERMINED,
        Verdict.NEEDS_PERSON,
        Verdict.NOT_APPLICABLE,
    )
    counts = (tally.verdicts.get(word, 0) for word in order)
    people = tally.people
    said = (people.problem, people.cleared, people.waiting, tally.share_by_people)
    return (*counts, tally.share, *said)


def _concord(numbers: SweepNumbers) -> list[Row]:
    names = {item.id: item.name for item, _ in numbers.items}
    return [_agreement(names.get(one.item, ""), one) for one in numbers.concord]


def _agreement(name: str, one: ItemConcord) -> Row:
    rate = one.rate
    shares = (percent(one.agreed, one.n), _in_percent(rate.low), _in_percent(rate.high))
    return (one.item, name, one.n, one.agreed, one.amended, one.rejected, *shares, one.settled)


def _in_percent(share: float | None) -> Decimal | None:
    return None if share is None else Decimal(str(round(100 * share, 1)))


def _undetermined(numbers: SweepNumbers) -> list[Row]:
    names = {item.id: item.name for item, _ in numbers.items}
    return [(item, names.get(item, ""), reason, n) for item, reason, n in numbers.undetermined]


def _point(one: TrendPoint) -> Row:
    """Give the line of one sweep; without people's counts where they were not made."""
    tally = one.tally
    people = _counts_by_people(tally)
    return (
        one.sweep,
        moment(one.as_of),
        tally.checked,
        tally.qualified,
        tally.unqualified,
        tally.undetermined,
        tally.lowest,
        tally.highest,
        *(people if one.by_people else (None,) * len(people)),
    )
