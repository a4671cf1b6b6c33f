"""The rows of the summary tables, from the counts of a sweep and its sites one by one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from audit.rates import ItemTally, Tally, TrendPoint, percent, stratum_of
from audit.report.cells import Value
from audit.report.fields import Table
from audit.report.tables.shapes import DIVISIONS, PROBLEMS, STRATA, TREND, UNDETERMINED
from audit.report.wording import KIND_WORDS, moment
from schema.types.finding import SiteResult
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
    undetermined: tuple[tuple[str, str, int], ...]
    """(item, reason in words, sites) of what could not be decided, most first."""
    trend: tuple[TrendPoint, ...]


def number_tables(numbers: SweepNumbers) -> tuple[Table, ...]:
    """Give the small tables: 按地区, 按层级, 按问题, 未能判定, 趋势."""
    total = ("合计", *_counts(numbers.whole))
    return (
        Table(shape=DIVISIONS, rows=[*_places(numbers.divisions), total]),
        Table(shape=STRATA, rows=[*_places(numbers.strata), total]),
        Table(shape=PROBLEMS, rows=[_problem(*one) for one in numbers.items]),
        Table(shape=UNDETERMINED, rows=_undetermined(numbers)),
        Table(shape=TREND, rows=[_point(one) for one in numbers.trend]),
    )


def site_row(number: int, one: SiteOutcome, strata: Sequence[Stratum]) -> Row:
    """Give the line of one site."""
    return (
        *_site(number, one),
        one.sponsor,
        stratum_of(one.level, strata, is_portal=one.is_portal),
        None if one.result is None else one.result.value,
        one.worst,
        one.best,
        "、".join(item.item for item in one.failed),
    )


def failing_row(number: int, one: SiteOutcome, items: Sequence[RuleItem]) -> Row:
    """Give the line of a failing site with its reasons."""
    return (*_site(number, one), main_problems(one, items))


def fails(one: SiteOutcome) -> bool:
    """Tell whether a site belongs on the list of failing ones."""
    return one.running and one.result is SiteResult.UNQUALIFIED


def main_problems(one: SiteOutcome, items: Sequence[RuleItem]) -> str:
    """Say what fails a site: its vetoes, else its score and the items that took points."""
    failed = {item.item: item.explanation for item in one.failed}
    known = [item for item in items if item.id in failed]
    vetoes = [
        f"{short_name(item.name)}（{item.id}）：{failed[item.id]}"
        for item in known
        if item.kind == "veto"
    ]
    if vetoes:
        return "\n".join(vetoes)
    score = "" if one.best is None else f"得分不高于{one.best.normalize():f}分："
    return score + "、".join(item.name for item in known if item.kind == "deduct")


def short_name(name: str) -> str:
    """Give an item's name without its part: 栏目不更新 of 栏目不更新（1）：规定时限内未更新."""
    return name.partition("：")[0].partition("（")[0]


def place_words(one: SiteOutcome) -> str:
    """Name the division of a site."""
    return "".join(dict.fromkeys(part for part in (one.province, one.city, one.county) if part))


def rate_words(tally: Tally, *, digits: int = 1) -> str:
    """Say a 合格率: one number, or from the lowest to the highest where some are undetermined."""
    if tally.lowest is None or tally.highest is None:
        return "—"
    low, high = (_rounded(one, digits) for one in (tally.lowest, tally.highest))
    return f"{low}%" if low == high else f"{low}%至{high}%"


def _rounded(share: Decimal, digits: int) -> str:
    return f"{share:.{digits}f}"


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
    )


def _problem(item: RuleItem, tally: ItemTally) -> Row:
    order = (
        Verdict.FAIL,
        Verdict.PASS,
        Verdict.UNDETERMINED,
        Verdict.NEEDS_PERSON,
        Verdict.NOT_APPLICABLE,
    )
    counts = (tally.verdicts.get(word, 0) for word in order)
    return (item.id, item.name, KIND_WORDS[item.kind], *counts, tally.share)


def _undetermined(numbers: SweepNumbers) -> list[Row]:
    names = {item.id: item.name for item, _ in numbers.items}
    return [(item, names.get(item, ""), reason, n) for item, reason, n in numbers.undetermined]


def _point(one: TrendPoint) -> Row:
    tally = one.tally
    return (
        one.sweep,
        moment(one.as_of),
        tally.checked,
        tally.qualified,
        tally.unqualified,
        tally.undetermined,
        tally.lowest,
        tally.highest,
    )
