"""What the findings of a sheet come to: points by item, score, bonus, result (合计)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from audit.editions.traits import is_scored
from audit.scoring.points import bonus, deduction, result, total
from schema.types.finding import Deduction, Finding, ScoreRange, SiteResult
from schema.types.rulepack import RuleItem, RulePack, Trait
from schema.types.verdict import Verdict

_OPEN = frozenset({Verdict.UNDETERMINED, Verdict.NEEDS_PERSON})


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """The sums of one sheet; the words are those of `schema.types.finding.ScoreSheet`."""

    rows: tuple[tuple[RuleItem, Deduction | None], ...]
    vetoed: bool
    open_vetoes: tuple[str, ...]
    result: SiteResult
    score: ScoreRange | None
    bonus: ScoreRange | None


def totals(pack: RulePack, findings: Sequence[Finding], traits: frozenset[Trait]) -> Totals:
    """Sum up a site's findings under an edition; an item without a finding is left out."""
    by_item = {finding.item: finding for finding in findings}
    judged = [item for item in pack.items if item.id in by_item]
    rows = tuple((item, deduction(item, by_item[item.id])) for item in judged)
    verdicts = {item.id: by_item[item.id].verdict for item in judged if item.kind == "veto"}
    vetoed = Verdict.FAIL in verdicts.values()
    open_vetoes = tuple(name for name, verdict in verdicts.items() if verdict in _OPEN)
    scored = is_scored(pack.scale, traits)
    points = total(pack, rows, _left_out(traits, pack, by_item)) if scored and not vetoed else None
    applies = any(by_item[item.id].verdict is not Verdict.NOT_APPLICABLE for item in judged)
    scale = pack.scale if scored else None
    outcome = result(scale, points, vetoed=vetoed, open_vetoes=open_vetoes)
    if pack.scale is not None and not scored and not vetoed and not open_vetoes:
        outcome = SiteResult.QUALIFIED
    return Totals(
        rows=rows,
        vetoed=vetoed,
        open_vetoes=open_vetoes,
        result=outcome if applies else SiteResult.NOT_APPLICABLE,
        score=points if applies else None,
        bonus=bonus(pack, rows, points),
    )


def _left_out(
    traits: frozenset[Trait], pack: RulePack, by_item: Mapping[str, Finding]
) -> tuple[str, ...]:
    """Name the groups that the edition leaves out where none of their items applies."""
    scale = pack.scale
    if scale is None or (scale.rescaled_for and not scale.rescaled_for & traits):
        return ()
    return tuple(
        name
        for name in scale.rescaled
        if all(
            by_item[item.id].verdict is Verdict.NOT_APPLICABLE
            for item in pack.items
            if item.group == name and item.id in by_item
        )
    )
