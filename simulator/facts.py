"""What one visit can know about a site: its columns and letters in the words of the tables."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from simulator.families import FAMILIES
from simulator.faults import HOMELESS, UNREADABLE, carried
from simulator.model import Column, ColumnClass, Dating, Form, Letter, Reply, Site
from simulator.windows import months_before, window_start

CONSULT_MONTHS, CONSULT_YEAR = 3, 12


class Freshness(StrEnum):
    """What is proved about a column in a window."""

    UPDATED = "updated"
    STALE = "stale"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnFact:
    """A column as an auditor should report it.

    `proved` is false where only a weak date (成文日期) can be found; `newest` is then the newest
    weak date.
    """

    name: str
    path: str
    kind: ColumnClass
    form: Form
    word: str
    also: tuple[str, ...]
    rows: int
    newest: date | None
    proved: bool
    home: bool
    registered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFact:
    """A letter as an auditor should report it."""

    title: str
    path: str
    asked: date
    replied: date | None
    reply: Reply


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFacts:
    """All that the judgement of a site rests on; `readable` is false behind a dead front."""

    as_of: date
    readable: bool
    home_readable: bool
    robots_closed: bool
    columns: tuple[ColumnFact, ...]
    letters: tuple[LetterFact, ...]


_STATES = {
    Reply.ANSWERED: ("answered", ""),
    Reply.ACKNOWLEDGED: ("unanswered", "acknowledged"),
    Reply.CLOSED: ("unknown", "closed"),
    Reply.WORKING: ("unanswered", ""),
    Reply.WAITING: ("unanswered", ""),
}
_FORM_WORDS: dict[Form, tuple[str, tuple[str, ...]]] = {
    Form.SINGLE: ("single", ()),
    Form.MAILBOX: ("read", ("none",)),
    Form.PARENT: ("parent", ()),
    Form.SOFT_404: ("none", ("unreadable",)),
}


def letter_state(reply: Reply) -> tuple[str, str]:
    """Return `state` and `note` of a letter by the table of §6."""
    return _STATES[reply]


def column_state(fact: ColumnFact, as_of: date) -> str:
    """Return the column's state word (§8) after one sweep."""
    fixed = {Form.EMPTY: "empty", Form.PARENT: "parent", Form.SINGLE: "single"}
    if fact.form in fixed:
        return fixed[fact.form]
    if fact.form is Form.SOFT_404:
        return "broken"
    if fact.kind is ColumnClass.TOPIC:
        return "exempt"
    return "dormant" if freshness(fact, as_of) is Freshness.STALE else "active"


def freshness(fact: ColumnFact, as_of: date, *, since: date | None = None) -> Freshness | None:
    """Say whether a column is updated within its window (or since a day); None without one."""
    start = since or window_start(fact.kind, as_of)
    if start is None:
        return None
    if fact.newest is None or fact.form in {Form.EMPTY, Form.SOFT_404}:
        return Freshness.UNKNOWN
    if fact.newest >= start:
        return Freshness.UPDATED
    return Freshness.STALE if fact.proved else Freshness.UNKNOWN


def counts_against(letter: LetterFact, as_of: date) -> bool:
    """Tell whether an unanswered letter lies between three months and a year back."""
    if letter.reply not in {Reply.WORKING, Reply.WAITING}:
        return False
    oldest = months_before(as_of, CONSULT_YEAR)
    return oldest <= letter.asked < months_before(as_of, CONSULT_MONTHS)


def facts_of(site: Site) -> SiteFacts:
    """Read the facts of a site as it stands."""
    facts = SiteFacts(
        as_of=site.as_of,
        readable=not site.faults & UNREADABLE,
        home_readable=not site.faults & HOMELESS,
        robots_closed=site.robots == "closed",
        columns=tuple(_column_fact(site, column) for column in site.columns),
        letters=tuple(
            _letter_fact(site, column, letter)
            for column in site.columns
            for letter in column.letters
        ),
    )
    for fault in carried(site.faults):
        if fault.facts is not None:
            facts = fault.facts(facts, site)
    return facts


def _column_fact(site: Site, column: Column) -> ColumnFact:
    family = FAMILIES[site.family]
    word, also = _list_word(site, column)
    source = column
    if column.child is not None:
        source = next(other for other in site.columns if other.number == column.child)
    by_document = column.dating is Dating.DOCUMENT
    dates = [item.document_date if by_document else item.published for item in source.items]
    listed = column.form is Form.LIST
    return ColumnFact(
        name=column.name,
        path=family.column_path(column),
        kind=column.kind,
        form=column.form,
        word=word,
        also=also,
        rows=family.first_rows(column) if listed else len(column.letters),
        newest=max((day for day in dates if day <= site.as_of), default=None),
        proved=not by_document,
        home=column.home,
        registered=column.registered,
    )


def _list_word(site: Site, column: Column) -> tuple[str, tuple[str, ...]]:
    """Return the word of §5 and the words that are as right."""
    if column.form in _FORM_WORDS:
        return _FORM_WORDS[column.form]
    scripted = FAMILIES[site.family].scripted(column)
    if column.form is Form.EMPTY:
        return "empty", ("elsewhere",) if scripted else ()
    return ("elsewhere", ("read",)) if scripted else ("read", ())


def _letter_fact(site: Site, column: Column, letter: Letter) -> LetterFact:
    return LetterFact(
        title=letter.title,
        path=FAMILIES[site.family].letter_path(column, letter),
        asked=letter.asked,
        replied=letter.replied,
        reply=letter.reply,
    )
