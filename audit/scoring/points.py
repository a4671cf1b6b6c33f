"""Points of an item and of a sheet, between what is proved and what is at most (扣分, 得分)."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from schema.types.finding import Bounds, Deduction, Finding, ScoreRange, SiteResult
from schema.types.rulepack import Group, Per, Points, RuleItem, RulePack, Scale
from schema.types.verdict import Verdict

_NOTHING = Deduction(best=Decimal(0), worst=Decimal(0))
_PER_WORDS = {Per.EACH: "每个（条、处）", Per.ONCE: "一次性", Per.PERCENT: "每1%"}


def deduction(item: RuleItem, finding: Finding) -> Deduction | None:
    """Give the points of one item; None for a veto, nothing where it passed or does not apply."""
    if item.points is None:
        return None
    if finding.verdict in {Verdict.PASS, Verdict.NOT_APPLICABLE}:
        return _NOTHING
    units = finding.units or Bounds(proved=0, upper=None)
    most = 1 if item.points.per is Per.ONCE else units.upper
    upper = most if units.upper is None else units.upper
    return Deduction(
        best=_capped(_taken(item.points, units.proved), item.cap),
        worst=item.cap if upper is None else _capped(_taken(item.points, upper), item.cap),
    )


def points_words(item: RuleItem) -> str:
    """Say an item's points as the sheet prints them."""
    if item.points is None:
        return "单项否决" if item.kind == "veto" else ""
    verb = "加" if item.kind == "bonus" else "扣"
    limit = f"，最多{verb}{_plain(item.cap)}分" if item.cap is not None else ""
    return f"{_PER_WORDS[item.points.per]}{verb}{_plain(item.points.n)}分{limit}"


def total(
    pack: RulePack,
    rows: Sequence[tuple[RuleItem, Deduction | None]],
    left_out: Collection[str] = (),
) -> ScoreRange | None:
    """Give the score of the deducting items; None where the edition has no scale.

    Inside a group, or an indicator, no more is deducted than its points; the total never falls
    below 0. Groups that are `left_out` lower the full mark, and the rest is scaled up to it.
    """
    if pack.scale is None:
        return None
    taken = [
        (item, points)
        for item, points in rows
        if item.kind == "deduct" and points and item.group not in left_out
    ]
    best, worst = _summed(pack, taken)
    full = pack.scale.full - sum((_limit(pack.groups, name) or _ZERO for name in left_out), _ZERO)
    return ScoreRange(
        best=_scaled(pack.scale, full, max(_ZERO, full - best)),
        worst=_ZERO if worst is None else _scaled(pack.scale, full, max(_ZERO, full - worst)),
    )


def _scaled(scale: Scale, full: Decimal, points: Decimal) -> Decimal:
    if full == scale.full or full <= 0:
        return points
    return (points * scale.full / full).quantize(_CENTS, ROUND_HALF_UP)


def bonus(
    pack: RulePack, rows: Sequence[tuple[RuleItem, Deduction | None]], score: ScoreRange | None
) -> ScoreRange | None:
    """Give the bonus points (加分): at best all that is open is given, at worst what is certain.

    They count for a score above the edition's line alone; None where there are none to give.
    """
    given = [(item, points) for item, points in rows if item.kind == "bonus" and points]
    line = pack.scale.bonus_above if pack.scale is not None else None
    if not given or score is None or line is None or score.best <= line:
        return None
    sure, most = _summed(pack, given)
    return ScoreRange(
        best=sure if most is None else most, worst=sure if score.worst > line else _ZERO
    )


def result(
    scale: Scale | None, score: ScoreRange | None, *, vetoed: bool, open_vetoes: Iterable[str]
) -> SiteResult:
    """Say 合格 or 不合格 where both ends agree and no veto is open, else 无法判定."""
    if vetoed:
        return SiteResult.UNQUALIFIED
    if scale is None or score is None:
        return SiteResult.UNDETERMINED
    if score.best < scale.pass_mark:
        return SiteResult.UNQUALIFIED
    if score.worst >= scale.pass_mark and not tuple(open_vetoes):
        return SiteResult.QUALIFIED
    return SiteResult.UNDETERMINED


_ZERO = Decimal(0)
_CENTS = Decimal("0.01")


def _taken(points: Points, units: int) -> Decimal:
    times = min(units, 1) if points.per is Per.ONCE else units
    return points.n * times


def _capped(points: Decimal, cap: Decimal | None) -> Decimal:
    return points if cap is None else min(points, cap)


def _plain(number: Decimal | None) -> str:
    return "" if number is None else f"{number.normalize():f}"


Rows = Sequence[tuple[RuleItem, Deduction]]
End = Callable[[Deduction], Decimal | None]


def _summed(pack: RulePack, rows: Rows) -> tuple[Decimal, Decimal | None]:
    """Add up what is certain, and what is at most; None where nobody can bound it."""
    sure: list[Decimal | None] = []
    most: list[Decimal | None] = []
    for name, group in _parted(rows, lambda item: item.group):
        limit = _limit(pack.groups, name)
        sure.append(_group_sum(pack, group, limit, lambda points: points.best))
        most.append(_group_sum(pack, group, limit, lambda points: points.worst))
    return _sum(sure, None) or _ZERO, _sum(most, None)


def _group_sum(pack: RulePack, rows: Rows, limit: Decimal | None, end: End) -> Decimal | None:
    parts = [
        _sum([end(points) for _, points in part], _limit(pack.indicators, name))
        for name, part in _parted(rows, lambda item: item.indicator)
    ]
    return _sum(parts, limit)


def _sum(parts: Iterable[Decimal | None], limit: Decimal | None) -> Decimal | None:
    """Add up within a limit; what has no bound of its own comes to the limit."""
    known = list(parts)
    if None in known:
        return limit
    return _capped(sum((one for one in known if one is not None), _ZERO), limit)


def _parted(rows: Rows, name_of: Callable[[RuleItem], str]) -> list[tuple[str, Rows]]:
    found: Mapping[str, list[tuple[RuleItem, Deduction]]] = defaultdict(list)
    for item, points in rows:
        found[name_of(item)].append((item, points))
    return list(found.items())


def _limit(groups: Iterable[Group], name: str) -> Decimal | None:
    return next((group.full for group in groups if group.name == name), None)
