"""Tell the ledger what people decided: lines that their decisions take out leave it at once."""

from datetime import datetime

from audit.people.clearing import Clearing, clearings
from audit.people.ledger import DECIDED, ledger
from pucha.casework.desk import Desk, entry_of
from schema.types.casework import Entry, Person


def cleared_lines(desk: Desk) -> tuple[Clearing, ...]:
    """Give the open lines that the decisions before a desk take out."""
    return tuple(clearings(ledger(desk.entries), desk.sheet.edition, desk.human))


def cleared_by(desk: Desk, person: Person, now: datetime) -> list[Entry]:
    """Make the entries that take those lines out."""
    return [clearing_entry(desk, person, one, now) for one in cleared_lines(desk)]


def clearing_entry(desk: Desk, person: Person, one: Clearing, now: datetime) -> Entry:
    """Make the entry that takes one line out, with the decision behind it."""
    return entry_of(
        desk,
        person,
        one.act,
        at=now,
        text=one.why,
        key=one.line.key,
        body={DECIDED: one.decision.act},
    )
