"""What is held against a site (应整改的问题): items that fail with people's word, by place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audit.case.places import problems
from audit.people.overlay import TWO, denies, problem_said, verdict_said
from schema.types.casework import Decision, Hold, HumanSheet
from schema.types.finding import Place, ScoreSheet, SheetItem
from schema.types.verdict import Verdict

MACHINE = "机器判定，未经人工复核"
ONE_PERSON = "一人认定属实"
TWO_PEOPLE = "两人认定属实"


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """One problem; `place` None: the item as a whole."""

    item: SheetItem
    place: Place | None
    says: str
    """What is wrong: in the machine's words, else that people found it; never their reason."""
    standing: str
    """Whose word it is."""


def owed(sheet: ScoreSheet, human: HumanSheet) -> Iterator[Owed]:
    """Give the problems of a sheet that are proved, or that people affirmed.

    The places of an item that the machine did not prove are questions: only those that people
    confirmed one by one are problems, else the item is one as a whole.
    """
    final = {one.id: one.verdict for one in human.items}
    standing = [one.decision for one in human.decisions if one.hold is Hold.IN_FORCE]
    for item in sheet.items:
        if final[item.id] is Verdict.FAIL and item.kind != "bonus":
            yield from _of_item(item, [one for one in standing if one.key.item == item.id])


def _of_item(item: SheetItem, decided: Sequence[Decision]) -> Iterator[Owed]:
    by_machine = item.finding.verdict is Verdict.FAIL
    of_place = {one.key.cause: one for one in decided if one.key.cause}
    whole = next((one for one in decided if not one.key.cause), None)
    affirmed = whole is not None and verdict_said(item, whole) is Verdict.FAIL
    names = frozenset(whole.by) if affirmed and whole is not None else frozenset()
    proved = by_machine and bool(item.finding.places)
    found = False
    for place in problems(item.finding):
        said = of_place.get(place.cause)
        if denies(said) if said is not None else not proved:
            continue
        found = True
        people = names if said is None else names | frozenset(said.by)
        says = f"{place.title} {place.note}".strip()
        yield Owed(item=item, place=place, says=says, standing=_word(people))
    if proved or found:
        return
    words = item.finding.explanation
    if affirmed and whole is not None and not by_machine:
        words = problem_said(whole)
    yield Owed(item=item, place=None, says=words, standing=_word(names))


def _word(names: frozenset[str]) -> str:
    if len(names) >= TWO:
        return TWO_PEOPLE
    return ONE_PERSON if names else MACHINE
