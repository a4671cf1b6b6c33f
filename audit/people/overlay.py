"""The sheet with people's decisions applied (人工复核结果), beside the machine's own."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from audit.case.places import problems
from audit.scoring.totals import Totals, totals
from schema.types.casework import Act, Decision, HeldDecision, Hold, HumanItem, HumanSheet
from schema.types.finding import Bounds, Deduction, Finding, ScoreSheet, SheetItem
from schema.types.rulepack import RulePack, Trait
from schema.types.verdict import Verdict

TWO = 2
"""People that must say the same before a veto rests on them."""


def human_sheet(
    sheet: ScoreSheet,
    pack: RulePack,
    decided: Sequence[HeldDecision],
    traits: frozenset[Trait],
) -> HumanSheet:
    """Apply the decisions in force to a sheet and sum it up anew; others are only listed.

    `traits` say what kind of site it is, as they did for the machine's sum.
    """
    standing = [one.decision for one in decided if one.hold is Hold.IN_FORCE]
    changed = {item.id: _applied(item, standing) for item in sheet.items}
    sums = totals(pack, [finding for finding, _ in changed.values()], traits)
    points = {item.id: taken for item, taken in sums.rows}
    return _sheet(sheet, decided, changed, points, sums)


def _sheet(
    sheet: ScoreSheet,
    decided: Sequence[HeldDecision],
    changed: Mapping[str, tuple[Finding, str]],
    points: Mapping[str, Deduction | None],
    sums: Totals,
) -> HumanSheet:
    items = tuple(
        HumanItem(
            id=item.id,
            name=item.name,
            kind=item.kind,
            machine=item.finding.verdict,
            verdict=changed[item.id][0].verdict,
            units=changed[item.id][0].units,
            deduction=points.get(item.id),
            why=changed[item.id][1],
        )
        for item in sheet.items
    )
    return HumanSheet(
        items=items,
        decisions=tuple(decided),
        vetoed=sums.vetoed,
        open_vetoes=sums.open_vetoes,
        result=sums.result,
        score=sums.score,
        bonus=sums.bonus,
    )


def _applied(item: SheetItem, standing: Sequence[Decision]) -> tuple[Finding, str]:
    """Give an item's finding with the decisions on it; that on the whole item goes last."""
    mine = [one for one in standing if one.key.item == item.id]
    finding, said = _with_places(item, [one for one in mine if one.key.cause])
    whole = next((one for one in mine if not one.key.cause), None)
    if whole is None:
        return finding, said
    finding, why = _with_whole(item, finding, whole)
    return finding, "；".join(part for part in (said, why) if part)


def _with_places(item: SheetItem, decided: Sequence[Decision]) -> tuple[Finding, str]:
    """Take rejected places out of the count, and count confirmed ones that were only possible."""
    finding = item.finding
    rejected = sum(denies(one) for one in decided)
    confirmed = len(decided) - rejected
    if not decided:
        return finding, ""
    units = _units_of(item)
    places = len(problems(item.finding))
    counted = _counted(finding, units, places, confirmed, rejected)
    said = f"人工认定：{confirmed}处属实，{rejected}处不属实"
    verdict = _verdict_of(item, counted)
    fresh = replace(finding, verdict=verdict, units=None if finding.units is None else counted)
    return fresh, said


def _counted(finding: Finding, units: Bounds, places: int, confirmed: int, rejected: int) -> Bounds:
    """Give the new bounds; where places are no units one by one, what is left is open."""
    if finding.verdict is Verdict.FAIL:
        if places != units.proved:
            return Bounds(proved=0, upper=units.upper) if rejected else units
        upper = None if units.upper is None else units.upper - rejected
        return Bounds(proved=units.proved - rejected, upper=upper)
    if places != units.upper:
        return units
    return Bounds(proved=units.proved + confirmed, upper=units.upper - rejected)


def _units_of(item: SheetItem) -> Bounds:
    """Give an item's bounds; a veto that counts has them among its figures."""
    if item.finding.units is not None:
        return item.finding.units
    proved, upper = (item.finding.measure.get(name) for name in ("proved", "upper"))
    return Bounds(
        proved=proved if isinstance(proved, int) else 0,
        upper=upper if isinstance(upper, int) else None,
    )


def _verdict_of(item: SheetItem, units: Bounds) -> Verdict:
    """Judge by bounds as the machine would (vocabulary §7)."""
    said = item.finding.measure.get("threshold") if item.kind == "veto" else 1
    threshold = said if isinstance(said, int) else None
    if threshold is None:
        return item.finding.verdict
    if units.proved >= threshold:
        return Verdict.FAIL
    if units.upper is not None and units.upper < threshold:
        return Verdict.PASS
    machine = item.finding.verdict
    return Verdict.UNDETERMINED if machine is Verdict.FAIL else machine


def _with_whole(item: SheetItem, finding: Finding, whole: Decision) -> tuple[Finding, str]:
    """Put a decision on the whole item in place; a veto rests on people only when two say it."""
    names = "、".join(whole.by)
    verdict = verdict_said(item, whole)
    if verdict is item.finding.verdict and whole.units is None:
        return finding, f"{names}认定与机器一致"
    if verdict is Verdict.FAIL and item.kind == "veto" and len(whole.by) < TWO:
        why = f"{names}认定单项否决，待第二人复核"
        return replace(finding, verdict=Verdict.NEEDS_PERSON), why
    fails = verdict is Verdict.FAIL and item.kind != "veto"
    units = _said_units(item, whole) if fails else None
    return replace(finding, verdict=verdict, units=units), f"{names}认定：{whole.reason}"


def _said_units(item: SheetItem, whole: Decision) -> Bounds:
    """Give the count that people say, else at least one of those that are possible."""
    if whole.units is not None:
        return Bounds(proved=whole.units, upper=whole.units)
    upper = _units_of(item).upper
    return Bounds(proved=1, upper=None if upper is None else max(1, upper))


def problem_said(whole: Decision) -> str:
    """Say a problem on people's word as it may be published; their reason is not for others."""
    if whole.public:
        return whole.public
    return "经人工认定存在这一问题。" if whole.units is None else places_said(whole.units)


def places_said(count: int) -> str:
    """Say how often people found a problem."""
    return f"经人工认定属实{count}处。"


def verdict_said(item: SheetItem, one: Decision) -> Verdict:
    """Give the verdict that a decision on the whole item comes to."""
    if one.verdict is not None:
        return one.verdict
    machine = item.finding.verdict
    if denies(one):
        return Verdict.FAIL if machine is Verdict.PASS else Verdict.PASS
    return machine if machine.decided or machine is Verdict.NOT_APPLICABLE else Verdict.FAIL


def denies(one: Decision) -> bool:
    """Tell whether a decision says that there is no problem."""
    if one.verdict is not None:
        return one.verdict is not Verdict.FAIL
    return one.act in {Act.REJECT, Act.ACCEPT}
