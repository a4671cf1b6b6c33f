"""The facts that one survey of a site proves: what the checks judge, and nothing else."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from schema.types.activity_facts import ActivitiesFact, ActivityFact
from schema.types.capture import Timings
from schema.types.column import Channel, ColumnClass
from schema.types.content import ProposalFact
from schema.types.dates import DateClaim, Undated
from schema.types.guide_facts import GuideFact, GuideFileFact, GuidesFact, GuideSystemFact
from schema.types.link_facts import LinkFact, LinksFact
from schema.types.navigation import NavigationFact
from schema.types.outcome import CountsAs, Defect, Outcome, PageClass
from schema.types.reading import LetterNote, LetterState, ListState


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitTry:
    """One try of a visit: by which client stack, at which address, with what outcome."""

    stack: str
    url: str
    outcome: Outcome
    reason: str
    status: int | None
    page_class: PageClass | None
    seconds: float
    final_url: str = ""
    ip: str | None = None
    class_sign: str = ""
    defects: tuple[Defect, ...] = ()
    timings: Timings = field(default_factory=Timings)
    strain: str = ""
    """How our own machine was overloaded meanwhile; empty: it was not."""
    name_servers: int = 0
    """How many name servers said that there is no such name; 0 of an early try: not noted yet."""


OTHER_SITES = 20
"""Other sites that stand in for control targets (vocabulary §4), each at an address of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitFact:
    """One visit to the homepage (vocabulary §4); `seconds` excludes time in our own queue."""

    kind: Literal["visit"] = "visit"
    url: str
    final_url: str
    outcome: Outcome
    status: int | None
    page_class: PageClass | None
    class_sign: str = ""
    defects: tuple[Defect, ...]
    counts_as: CountsAs
    reason: str
    seconds: float
    at: datetime
    vantage: str
    tries: tuple[VisitTry, ...]
    controls_ok: bool | None = None
    """Whether control targets answered in the same minutes; None where nobody asked them."""
    others_opened: int | None = None
    """Other addresses that opened in the minute after a failure without control targets; None where
    that says nothing, or is not known."""
    decided_by: int = 0
    """The try that speaks for the visit: its place in `tries`."""
    round_id: int | None = None
    """The probe round it belongs to; None: a survey began with it."""
    void_reason: str = ""
    """Why the visit tells nothing about the site; empty where it does."""

    @property
    def network_worked(self) -> bool:
        """Tell whether our own network is known to have worked at a failed visit (vocabulary §4).

        Control targets tell, or so many other sites that were probed. The rule asks for these in
        the same hours; those of the same minute alone show that no short outage was why.
        """
        if self.controls_ok is None:
            return (self.others_opened or 0) >= OTHER_SITES
        return self.controls_ok


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFact:
    """An entry of a column with the best publish date found for it, or the reason for none."""

    title: str
    url: str | None
    date: DateClaim | None
    undated: Undated | None
    pinned: bool = False
    locator: str | None = None
    """The place of its row in the list's page, a CSS path."""
    claims: tuple[DateClaim, ...] = ()
    """Every date that its list and its page claim, the best one included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnFact:
    """What a column's pages gave.

    `complete_to`: everything dated on or after this day was seen, because the list was read to its
    end (date.min) or is ordered by date and was read that far; None when neither is known.
    `outcome` speaks of the column's first page.
    """

    kind: Literal["column"] = "column"
    name: str
    url: str
    column_class: ColumnClass
    registered: bool
    on_home: bool
    update_days: int | None
    exempt: str | None
    """Why the column never counts as empty or stale; None when it may count."""
    outcome: Outcome
    status: int | None
    page_class: PageClass | None
    list_state: ListState
    reason: str
    items: tuple[ItemFact, ...]
    ordered_by_date: bool
    complete_to: date | None
    ordered_by_articles: bool = False
    """The list dates none of its entries; the articles at its front, opened, tell its order."""

    @property
    def newest(self) -> DateClaim | None:
        """Give the largest date, pins or not (vocabulary §7)."""
        claims = [item.date for item in self.items if item.date is not None]
        return max(claims, key=lambda claim: claim.value, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFact:
    """One letter as seen in its list and, where read, on its own page."""

    kind: Literal["letter"] = "letter"
    column_url: str
    channel: Channel
    title: str
    url: str | None
    asked: date | None
    replied: date | None
    state: LetterState
    note: LetterNote | None
    detail_read: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxFact:
    """How far the letters of one interaction column were read."""

    kind: Literal["mailbox"] = "mailbox"
    name: str
    url: str
    channel: Channel
    list_state: ListState
    reason: str
    letters: int
    read_back_to: date | None
    """Everything asked since this day was seen; date.min: the whole list; None: not known."""
    only_answered_shown: bool
    """Every letter shown has an answer: perhaps a selection (来信选登)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelsFact:
    """The channels of interaction that a survey found: addresses of columns, names of forms."""

    kind: Literal["channels"] = "channels"
    consult: tuple[str, ...]
    mixed: tuple[str, ...]
    excluded: tuple[str, ...]
    """举报投诉, 信访, 纪检: they do not count as a consult channel."""
    forms: tuple[str, ...]
    """Links of the homepage to write by (我要写信, 12345)."""

    @property
    def none_found(self) -> bool:
        """Tell whether no way to ask a question was found; a form inside a column is not known."""
        return not (self.consult or self.mixed or self.forms)


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitFact:
    """A bound of ours that ended the survey of this site early."""

    kind: Literal["limit"] = "limit"
    limit: Literal["pages", "bytes", "seconds", "columns"]
    value: float
    left_unread: int
    """How many addresses, or columns, were still waiting."""
    letters_only: bool = False
    """These were letters' own pages: all lists and articles had been read."""


Fact = (
    VisitFact
    | ColumnFact
    | LetterFact
    | MailboxFact
    | ChannelsFact
    | ActivityFact
    | ActivitiesFact
    | LimitFact
    | GuideFact
    | GuideFileFact
    | GuideSystemFact
    | GuidesFact
    | LinkFact
    | LinksFact
    | ProposalFact
    | NavigationFact
)
