"""What one visit can know about a site: its columns and letters in the words of the tables."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from simulator.guides import GUIDE_PARTS
from simulator.model import ColumnClass, Form, Reply
from simulator.windows import months_before, window_start

CONSULT_MONTHS, CONSULT_YEAR = 3, 12
LINKS_ONLY = "links_only"


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
