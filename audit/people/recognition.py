"""What people made of a sheet (人工认定): only what they said counts, a veto only from two."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from audit.people.overlay import TWO, denies, human_sheet, places_said, problem_said, verdict_said
from audit.scoring.totals import Totals, totals
from audit.sweep.waiting import WAITS, unreviewed
from schema.types.casework import Act, Decision, HeldDecision, Hold, HumanItem
from schema.types.finding import Bounds, Finding, ScoreSheet, SheetItem, SiteResult
from schema.types.review import ItemReview, ItemStanding, Opinion, Recognition, SiteReview
from schema.types.rulepack import RulePack, Trait
from schema.types.verdict import Verdict

_SAID = {
    SiteResult.QUALIFIED: Recognition.QUALIFIED,
    SiteResult.UNQUALIFIED: Recognition.UNQUALIFIED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What people say of one item: decisions in force, and whether one reopened since."""

    item: SheetItem
    human: HumanItem
    whole: Decision | None
    places: tuple[Decision, ...]
    reopened: int

    @property
    def any(self) -> bool:
        return self.whole is not None or bool(self.places)

    @property
    def confirmed(self) -> int:
        return sum(not denies(one) for one in self.places)


def review_of(
    sheet: ScoreSheet,
    pack: RulePack,
    decided: Sequence[HeldDecision],
    traits: frozenset[Trait],
) -> SiteReview:
    """Tell what may be said of a site on people's word alone.

    A problem counts only where people confirmed it in a decision that stands, a veto only where
    two different ones did; what the machine alone says, and what reopened, waits.
    """
    human = human_sheet(sheet, pack, decided, traits)
    rows = {one.id: one for one in human.items}
    said = [_said(item, rows[item.id], decided) for item in sheet.items]
    standings = {one.item.id: _standing(one) for one in said}
    sums = totals(pack, [_finding(one, standings[one.item.id]) for one in said], traits)
    reopened = sum(one.reopened for one in said)
    in_force = any(one.any for one in said)
    return SiteReview(
        recognition=_recognised(sums, standings, in_force=in_force, reopened=reopened > 0),
        items=tuple(_row(one, standings[one.item.id]) for one in said),
        decided=in_force,
        vetoed=sums.vetoed,
        best=None if sums.score is None else sums.score.best,
        reopened=reopened,
    )


def _said(item: SheetItem, human: HumanItem, decided: Sequence[HeldDecision]) -> _Said:
    """Sort the decisions on an item; one on the whole settles what reopened before it."""
    mine = [one for one in decided if one.decision.key.item == item.id]
    standing = [one.decision for one in mine if one.hold is Hold.IN_FORCE]
    whole = next((one for one in standing if not one.key.cause), None)
    since = 0 if whole is None else whole.entry
    stale = [one for one in mine if one.hold is Hold.REOPENED and one.decision.entry > since]
    return _Said(
        item=item,
        human=human,
        whole=whole,
        places=tuple(one for one in standing if one.key.cause),
        reopened=len(stale),
    )


def _standing(said: _Said) -> ItemStanding:
    if said.reopened:
        return ItemStanding.WAITING
    if not said.any:
        waits = said.item.kind != "bonus" and said.item.finding.verdict in WAITS
        return ItemStanding.WAITING if waits else ItemStanding.NONE
    match said.human.verdict:
        case Verdict.FAIL:
            return ItemStanding.PROBLEM if _affirmed(said) else ItemStanding.WAITING
        case Verdict.PASS | Verdict.NOT_APPLICABLE:
            return ItemStanding.CLEARED
        case Verdict.UNDETERMINED if said.whole is not None:
            return ItemStanding.NONE
        case _:
            return ItemStanding.WAITING


def _affirmed(said: _Said) -> bool:
    """Tell whether enough people say that there is a problem: two of the whole, where a veto."""
    whole = said.whole
    affirms = whole is not None and verdict_said(said.item, whole) is Verdict.FAIL
    if said.item.kind == "veto":
        return affirms and whole is not None and len(whole.by) >= TWO
    return affirms or said.confirmed > 0


def _finding(said: _Said, standing: ItemStanding) -> Finding:
    """Give the finding that is summed up: nothing is deducted that people did not confirm."""
    finding, units = said.item.finding, said.human.units
    match standing:
        case ItemStanding.PROBLEM:
            if said.whole is None and units is not None:
                units = replace(units, proved=min(units.proved, said.confirmed))
            return replace(finding, verdict=Verdict.FAIL, units=units)
        case ItemStanding.CLEARED:
            return replace(finding, verdict=said.human.verdict, units=units)
        case ItemStanding.WAITING:
            return replace(finding, verdict=Verdict.NEEDS_PERSON, units=_open(units))
        case ItemStanding.NONE:
            return (
                replace(finding, verdict=Verdict.UNDETERMINED, units=_open(units))
                if said.any
                else finding
            )


def _open(units: Bounds | None) -> Bounds:
    return Bounds(proved=0, upper=None if units is None else units.upper)


def _recognised(
    sums: Totals, standings: Mapping[str, ItemStanding], *, in_force: bool, reopened: bool
) -> Recognition:
    if sums.result is SiteResult.NOT_APPLICABLE:
        return Recognition.NONE
    waits = ItemStanding.WAITING in standings.values()
    if not in_force:
        return Recognition.WAITING if reopened else unreviewed(sums.result, waits=waits)
    if reopened and sums.result is not SiteResult.UNQUALIFIED:
        return Recognition.WAITING
    return _SAID.get(sums.result, Recognition.WAITING if waits else Recognition.UNDETERMINED)


def _row(said: _Said, standing: ItemStanding) -> ItemReview:
    return ItemReview(
        item=said.item.id,
        standing=standing,
        machine=said.item.finding.verdict,
        opinion=_opinion(said),
        words=_words(said) if standing is ItemStanding.PROBLEM else "",
    )


def _opinion(said: _Said) -> Opinion | None:
    """Compare people with the machine, once an item; its places together are one opinion."""
    machine = said.item.finding.verdict
    if not said.any:
        return None
    if not machine.decided and machine is not Verdict.NOT_APPLICABLE:
        return Opinion.SETTLED
    if said.whole is None:
        return _opinion_on_places(said, machine)
    same = verdict_said(said.item, said.whole) is machine
    if said.whole.act is not Act.AMEND:
        return Opinion.AGREED if same else Opinion.REJECTED
    units = said.whole.units
    counted = said.item.finding.units
    as_counted = units is None or counted == Bounds(proved=units, upper=units)
    return Opinion.AGREED if same and as_counted else Opinion.AMENDED


def _opinion_on_places(said: _Said, machine: Verdict) -> Opinion:
    """Take places for no more than they change: the verdict, or only how many there are."""
    if said.human.verdict is not machine:
        return Opinion.REJECTED
    against = any(denies(one) is (machine is Verdict.FAIL) for one in said.places)
    return Opinion.AMENDED if against else Opinion.AGREED


def _words(said: _Said) -> str:
    """Say a confirmed problem: in the machine's words where people confirmed just these.

    Else only that they did, and how often; the reason that they gave stays in the review.
    """
    if said.whole is None:
        return places_said(said.confirmed)
    as_found = _opinion(said) is Opinion.AGREED and not any(denies(one) for one in said.places)
    return said.item.finding.explanation if as_found else problem_said(said.whole)
