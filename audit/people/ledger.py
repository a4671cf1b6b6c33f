"""The ledger of rectification (整改台账): states of every problem, told by the log alone."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from schema.types.casework import Act, Entry, Key
from schema.types.errors import UsageError
from schema.types.ids import SiteId


class LedgerState(StrEnum):
    """State of one problem."""

    FOUND = "新发现"
    ISSUED = "已下发"
    UNDER_WAY = "整改中"
    REPORTED = "已整改待复查"
    CLOSED = "已销号"
    RETURNED = "退回"
    FALSE_ALARM = "误报"
    ACCEPTED = "申诉采纳"
    EXEMPT = "豁免"


_TAKEN_OUT = frozenset({LedgerState.FALSE_ALARM, LedgerState.ACCEPTED, LedgerState.EXEMPT})
"""States of a problem that somebody said need not be mended."""
OVER = _TAKEN_OUT | {LedgerState.CLOSED}
"""States in which nothing is owed any more."""
_OWED = frozenset(LedgerState) - OVER
_OUT = frozenset(
    {LedgerState.ISSUED, LedgerState.UNDER_WAY, LedgerState.REPORTED, LedgerState.RETURNED}
)
DECIDED = "decided"
"""Name in an entry's body: the act of the decision that takes a line out."""
SEEN = "seen"
"""Name in an entry's body: when the evidence of a problem was seen."""
_MOVES: dict[Act, tuple[frozenset[LedgerState], LedgerState]] = {
    Act.ISSUE: (frozenset({LedgerState.FOUND, LedgerState.RETURNED}), LedgerState.ISSUED),
    Act.BEGIN: (frozenset({LedgerState.ISSUED, LedgerState.RETURNED}), LedgerState.UNDER_WAY),
    Act.REPORT: (_OUT - {LedgerState.REPORTED}, LedgerState.REPORTED),
    Act.KEEP: (_OWED, LedgerState.RETURNED),
    Act.CLOSE: (_OWED, LedgerState.CLOSED),
    Act.FALSE_ALARM: (_OWED, LedgerState.FALSE_ALARM),
    Act.EXEMPT: (_OWED, LedgerState.EXEMPT),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLine:
    """One problem from its discovery on; `due` None: no notice was issued."""

    site_id: SiteId
    key: Key
    problem: str
    url: str
    state: LedgerState
    found_at: datetime
    """When the problem was seen (发现时间), not when somebody put it down."""
    before: tuple[str, ...]
    """Evidence ids of the problem: `SWEEP:EVIDENCE`."""
    name: str = ""
    """Name of its item, as the edition prints it."""
    says: str = ""
    """What is wrong, without the item's name."""
    standing: str = ""
    """Whose word it was when it was issued (audit.people.owed)."""
    notice: str = ""
    due: date | None = None
    after: tuple[str, ...] = ()
    """Evidence ids of the last look again."""
    measures: str = ""
    """整改措施, as the operator reported them."""
    recurrences: int = 0
    """重复发生: how often it came back after it was closed."""
    changed_at: datetime | None = None
    remark: str = ""
    basis: str = ""
    """Digest of what was seen when it was found, or taken out."""
    until: date | None = None
    """Last day on which it stays taken out though the page is the same."""
    decided: bool = False
    """Taken out by a decision on the sheet, which says by itself how long it stands."""

    @property
    def open(self) -> bool:
        """Tell whether something is still owed."""
        return self.state not in OVER

    def may_return(self, basis: str, today: date) -> bool:
        """Tell whether what is proved now, on this basis, is owed again."""
        if self.state not in _TAKEN_OUT:
            return self.state is LedgerState.CLOSED
        over = self.until is not None and self.until < today
        return self.decided or over or self.basis != basis


def ledger(entries: Iterable[Entry]) -> tuple[LedgerLine, ...]:
    """Fold the log into lines, in the order in which the problems were found first."""
    lines: dict[tuple[SiteId, Key], LedgerLine] = {}
    for one in entries:
        if one.key is None or one.site_id is None:
            continue
        name = (one.site_id, one.key)
        if one.act is Act.FIND:
            lines[name] = _found(one, one.site_id, one.key, lines.get(name))
        elif one.act in _MOVES and name in lines:
            lines[name] = _moved(lines[name], one)
    return tuple(lines.values())


def check_move(line: LedgerLine, act: Act) -> None:
    """Raise UsageError where a line cannot go where an act would take it."""
    allowed, _ = _MOVES[act]
    if line.state not in allowed:
        raise UsageError(f"{line.key.item} {line.url}: {line.state.value}, so no {act.value} now")


def _found(one: Entry, site_id: SiteId, key: Key, before: LedgerLine | None) -> LedgerLine:
    line = LedgerLine(
        site_id=site_id,
        key=key,
        problem=one.text,
        url=one.body.get("url", ""),
        state=LedgerState.FOUND,
        found_at=_seen_at(one),
        before=tuple(one.body.get("before", ())),
        changed_at=one.at,
        basis=one.basis,
        name=one.body.get("name", ""),
        says=one.body.get("says", one.text),
    )
    again = before is not None and before.state is LedgerState.CLOSED
    return replace(line, recurrences=(before.recurrences if before else 0) + again)


def _seen_at(one: Entry) -> datetime:
    """Give when its evidence saw a problem; without such a time, when it was put down."""
    seen = one.body.get(SEEN)
    return one.at if seen is None else datetime.fromisoformat(seen)


def _moved(line: LedgerLine, one: Entry) -> LedgerLine:
    allowed, state = _MOVES[one.act]
    if line.state not in allowed:
        return line
    if one.act is Act.KEEP and line.state is not LedgerState.REPORTED:
        state = line.state  # nobody had said that it was mended: nothing is sent back
    line = replace(line, state=state, changed_at=one.at)
    match one.act:
        case Act.ISSUE:
            due = date.fromisoformat(one.body["due"])
            standing = one.body.get("standing", "")
            return replace(line, notice=one.body["notice"], due=due, standing=standing)
        case Act.REPORT:
            return replace(line, measures=one.text)
        case Act.FALSE_ALARM | Act.EXEMPT:
            return _taken_out(line, one)
        case Act.KEEP | Act.CLOSE:
            return replace(line, after=tuple(one.body.get("after", ())), remark=one.text)
        case _:
            return replace(line, remark=one.text)


def _taken_out(line: LedgerLine, one: Entry) -> LedgerLine:
    """Bind a line to what was seen when it was taken out, and to the decision behind it."""
    decided, until = one.body.get(DECIDED), one.body.get("until")
    return replace(
        line,
        state=LedgerState.ACCEPTED if decided == Act.ACCEPT else line.state,
        remark=one.text,
        basis=one.basis or line.basis,
        until=None if until is None else date.fromisoformat(until),
        decided=decided is not None,
    )
