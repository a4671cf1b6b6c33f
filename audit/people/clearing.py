"""Lines of the ledger that people's decisions take out (误报、申诉采纳、豁免)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from audit.people.ledger import LedgerLine
from audit.people.overlay import denies
from schema.types.casework import Act, Decision, Hold, HumanItem, HumanSheet
from schema.types.verdict import Verdict

_CLEARED = frozenset({Verdict.PASS, Verdict.NOT_APPLICABLE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Clearing:
    """A line that is owed no more, the decision behind it, and how that is said in the ledger."""

    line: LedgerLine
    decision: Decision
    act: Act
    """FALSE_ALARM where the problem itself was denied, EXEMPT where its item does not hold."""
    why: str


def clearings(lines: Iterable[LedgerLine], edition: str, human: HumanSheet) -> Iterator[Clearing]:
    """Give the open lines of an edition that the decisions in force take out.

    That are lines whose place or whole item was denied, and those of an item that no longer fails
    once the denied places are left out. What the machine no longer finds is a recheck's matter.
    """
    items = {one.id: one for one in human.items}
    standing = [one.decision for one in human.decisions if one.hold is Hold.IN_FORCE]
    for line in lines:
        item = items.get(line.key.item)
        if not line.open or line.key.edition != edition or item is None:
            continue
        mine = [one for one in standing if one.key.item == item.id]
        found = _cleared(line, item, mine)
        if found is not None:
            yield found


def _cleared(line: LedgerLine, item: HumanItem, mine: Sequence[Decision]) -> Clearing | None:
    for one in mine:
        own = one.key.cause == line.key.cause and one.key.cause != ""
        if (own and denies(one)) or (not one.key.cause and item.verdict in _CLEARED):
            why = f"{'、'.join(one.by)}认定：{one.reason}"
            return Clearing(line=line, decision=one, act=Act.FALSE_ALARM, why=why)
    if mine and item.machine is Verdict.FAIL and item.verdict is not Verdict.FAIL:
        why = f"人工认定后本项{item.verdict.word(item.kind)}，不再要求整改"
        return Clearing(line=line, decision=mine[-1], act=Act.EXEMPT, why=why)
    return None
