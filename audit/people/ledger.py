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
    EXEMPT = "豁免"


OVER = frozenset({LedgerState.CLOSED, LedgerState.FALSE_ALARM, LedgerState.EXEMPT})
"""States in which nothing is owed any more."""
_OWED = frozenset(LedgerState) - OVER
_OUT = frozenset(
    {LedgerState.ISSUED, LedgerState.UNDER_WAY, LedgerState.REPORTED, LedgerState.RETURNED}
)
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
    before: tuple[str, ...]
    """Evidence ids of the problem: `SWEEP:EVIDENCE`."""
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

    @property
    def open(self) -> bool:
        """Tell whether something is still owed."""
        return self.state not in OVER


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
        found_at=one.at,
        before=tuple(one.body.get("before", ())),
        changed_at=one.at,
    )
    again = before is not None and before.state is LedgerState.CLOSED
    return replace(line, recurrences=(before.recurrences if before else 0) + again)


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
            return replace(line, notice=one.body["notice"], due=due)
        case Act.REPORT:
            return replace(line, measures=one.text)
        case Act.KEEP | Act.CLOSE:
            return replace(line, after=tuple(one.body.get("after", ())), remark=one.text)
        case _:
            return replace(line, remark=one.text)
