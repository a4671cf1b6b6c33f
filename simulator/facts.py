"""What one visit can know about a site: its columns and letters in the words of the tables."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from simulator.families import FAMILIES
from simulator.faults import HOMELESS, UNREADABLE, carried
from simulator.guides import GUIDE_PARTS
from simulator.model import Column, ColumnClass, Dating, Form, Item, Letter, Reply, Site, Visibility
from simulator.windows import months_before, window_start

CONSULT_MONTHS, CONSULT_YEAR = 3, 12
LINKS_ONLY = "links_only"
_CONSULT = "咨询"
_WEAK = frozenset({Dating.DOCUMENT, Dating.MONTH})


class Freshness(StrEnum):
    """What is proved about a column in a window."""

    UPDATED = "updated"
    STALE = "stale"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnFact:
    """A column as an auditor should report it.

    `proved` is false where only a weak date (成文日期, a month alone) can be found; `newest` is
    then the newest weak date. `newest_also` are answers that are as right.
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
    newest_also: tuple[date, ...] = ()
    home: bool
    registered: bool
    level: int = 1
    """1 where it stands in the menu itself (一级栏目)."""
    days: tuple[date, ...] = ()
    """What can be known of its items' dates."""
    held: tuple[tuple[date, date], ...] = ()
    """First and last day of each activity (调查征集, 在线访谈) that stands in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFact:
    """A letter as an auditor should report it."""

    title: str
    path: str
    asked: date
    replied: date | None
    reply: Reply
    consult: bool = True
    """The mailbox takes questions and nothing else; what a mixed one holds is for a person."""
    also: tuple[str, ...] = ()
    """States that are as right for who did not open the letter: of a refusal, what a list of
    reply dates shows."""

    @property
    def is_test(self) -> bool:
        """Tell a letter that its own office wrote to try the mailbox."""
        return "测试" in self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFacts:
    """All that the judgement of a site rests on; `readable` is false behind a dead front."""

    as_of: date
    readable: bool
    home_readable: bool
    robots_closed: bool
    columns: tuple[ColumnFact, ...]
    letters: tuple[LetterFact, ...]
    menu_readable: bool = True
    """The home page's menu tells of which level a column is."""
    guide_parts: frozenset[str] = GUIDE_PARTS
    """What each guide (办事指南) of the site says."""
    lost_forms: bool = False
    """The forms that guides offer lead nowhere."""
    systems_down: bool = False
    """The online systems that guides name do not open."""
    lost_at_home: int = 0
    """Links of the home page to pages, files and pictures of the site that are not there."""
    lost_inside: int = 0
    """Links that stand in lists alone and lead to pages that are not there."""
    portal: bool = False


_STATES = {
    Reply.ANSWERED: ("answered", ""),
    Reply.ACKNOWLEDGED: ("unanswered", "acknowledged"),
    Reply.CLOSED: ("unknown", "closed"),
    Reply.WORKING: ("unanswered", ""),
    Reply.WAITING: ("unanswered", ""),
    Reply.HOLLOW: ("unanswered", "acknowledged"),
    Reply.PRIVATE: ("unknown", ""),
}
_FORM_WORDS: dict[Form, tuple[str, tuple[str, ...]]] = {
    Form.SINGLE: ("single", ()),
    Form.MAILBOX: ("read", ("none",)),
    Form.PARENT: ("parent", ()),
    Form.SOFT_404: ("none", ("unreadable",)),
    Form.OFFSITE: ("none", (LINKS_ONLY, "unreadable")),
}


def letter_state(reply: Reply) -> tuple[str, str]:
    """Return `state` and `note` of a letter by the table of §6."""
    return _STATES[reply]


def column_state(fact: ColumnFact, as_of: date) -> str:
    """Return the column's state word (§8) after one sweep."""
    if fact.kind is ColumnClass.TOPIC:
        return "exempt"
    fixed = {Form.EMPTY: "empty", Form.PARENT: "parent", Form.SINGLE: "single"}
    if fact.form in fixed:
        return fixed[fact.form]
    if fact.form is Form.SOFT_404:
        return "broken"
    if fact.word == LINKS_ONLY:
        return LINKS_ONLY
    return "dormant" if freshness(fact, as_of) is Freshness.STALE else "active"


def freshness(fact: ColumnFact, as_of: date, *, since: date | None = None) -> Freshness | None:
    """Say whether a column is updated within its window (or since a day); None: not counted."""
    start = since or window_start(fact.kind, as_of)
    if start is None or fact.word == LINKS_ONLY or fact.form is Form.SINGLE:
        return None
    if fact.newest is None or fact.word == "unreadable" or fact.form in {Form.EMPTY, Form.SOFT_404}:
        return Freshness.UNKNOWN
    if fact.newest >= start:
        return Freshness.UPDATED
    return Freshness.STALE if fact.proved else Freshness.UNKNOWN


def counts_against(letter: LetterFact, as_of: date) -> bool:
    """Tell whether an unanswered letter lies between three months and a year back."""
    if letter.reply not in {Reply.WORKING, Reply.WAITING} or letter.is_test:
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
        portal=site.is_portal,
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
    dates = [_known_date(column, item) for item in source.items if item.published <= site.as_of]
    listed = column.form is Form.LIST
    return ColumnFact(
        name=column.name,
        path=family.column_path(column),
        kind=column.kind,
        form=column.form,
        word=word,
        also=also,
        rows=family.first_rows(column) if listed else len(column.letters),
        newest=max(dates, default=None),
        proved=column.dating not in _WEAK,
        newest_also=_also_newest(column, source.items, site.as_of),
        home=column.home,
        registered=column.registered,
        level=_level(site, column),
        days=tuple(dates),
        held=tuple(
            (item.activity.start, item.activity.end) for item in source.items if item.activity
        ),
    )


def _level(site: Site, column: Column) -> int:
    """Count the steps from the menu; the child of a column that leads to it is one below."""
    beneath = column.under is not None or any(one.child == column.number for one in site.columns)
    return 2 if beneath else 1


def _known_date(column: Column, item: Item) -> date:
    """Give what can be known of an item's date: of a month alone its last day."""
    if column.dating is Dating.DOCUMENT:
        return item.document_date
    if column.dating is Dating.MONTH:
        return item.published.replace(day=_days_in_month(item.published))
    return item.published


def _days_in_month(day: date) -> int:
    return monthrange(day.year, day.month)[1]


def _also_newest(column: Column, items: Sequence[Item], as_of: date) -> tuple[date, ...]:
    """Give dates that are as right: a month's other days, an address's, a conflicting list's."""
    if column.dating is Dating.MONTH:
        newest = max((item.published for item in items if item.published <= as_of), default=as_of)
        days = range(1, _days_in_month(newest) + 1)
        return tuple(newest.replace(day=day) for day in days)
    if column.dating is Dating.DOCUMENT:  # an address may name the day of publishing
        return tuple(sorted({item.published for item in items if item.published <= as_of})[-1:])
    listed = [item.listed for item in items if item.listed is not None and item.listed <= as_of]
    return (max(listed),) if listed else ()


def _list_word(site: Site, column: Column) -> tuple[str, tuple[str, ...]]:
    """Return the word of §5 and the words that are as right."""
    if column.form in _FORM_WORDS:
        return _FORM_WORDS[column.form]
    if column.items and all(item.link is not None for item in column.items):
        return LINKS_ONLY, ()
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
        consult=_CONSULT in column.name,
        also=_as_listed(column, letter),
    )


def _as_listed(column: Column, letter: Letter) -> tuple[str, ...]:
    refused = letter.reply is Reply.CLOSED and column.visibility is Visibility.REPLIED
    return ("answered",) if refused else ()
