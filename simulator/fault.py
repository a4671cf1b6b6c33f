"""What a kind of fault is: its expected words, and where it takes hold of a site."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, StrEnum
from ipaddress import IPv4Address

from simulator.facts import SiteFacts
from simulator.judge import Verdict
from simulator.model import Column, ColumnClass, LetterRows, Page, Request, Site

Columns = list[Column]


class Refusal(Enum):
    """What is done instead of answering."""

    RESET = "reset"
    SILENCE = "silence"


class Hides(StrEnum):
    """What of the site nobody can read while the fault lasts."""

    NOTHING = "nothing"
    HOME = "home"
    EVERYTHING = "everything"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What one visit to the homepage counts for (`vocabulary.md` §4); `also` is as right."""

    counts_as: str = "opened"
    page_class: str | None = "page"
    also: tuple[str, ...] = ()
    defects: tuple[str, ...] = ()
    by_reset: bool = False
    """It failed by RST, which one vantage alone cannot tell from a shield's work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """How a name server answers for the site's name.

    `dead` are addresses where nobody listens, answered before the living one.
    """

    rcode: str = "NOERROR"
    silent: bool = False
    dead: tuple[IPv4Address, ...] = ()
    alias: str | None = None
    addressless: bool = False


OPENED = Visit()

ColumnChange = Callable[[Columns, Site], Columns]
Answer = Callable[[Site, Request, datetime], Page | Refusal | None]
Rewrite = Callable[[Site, Request, Page], Page]
Reads = Callable[[Site, Request], Request]
Spoil = Callable[[Site, bytes], bytes]
Down = Callable[[Site, datetime], bool]
FactsChange = Callable[[SiteFacts, Site], SiteFacts]
VerdictsChange = Callable[[Mapping[str, Verdict], Site], dict[str, Verdict]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One kind of fault. A hook that is None leaves its part of the site as it is."""

    id: str
    """As in the list of the specification, `A-REFUSED`."""
    does: str
    expected: str
    """The expected word in one line, for people."""
    visit: Visit = OPENED
    hides: Hides = Hides.NOTHING
    families: frozenset[str] = frozenset()
    """Families that can carry it; none named: every one."""
    full: bool = False
    """The site needs the full number of columns of each class."""
    asleep: Mapping[ColumnClass, int] | None = None
    """How many columns of a class had no update inside their window."""
    letters: LetterRows = ()
    columns: ColumnChange | None = None
    """Changes the drawn columns: the truth."""
    secure: bool = False
    """The registered address is https."""
    tls: str | None = None
    """Name of the certificate or handshake that the secure port shows (simulator/tls.py)."""
    lookup: Lookup | None = None
    aliases: frozenset[str] = frozenset()
    """Labels of the other names that lead to the site (simulator/aliases.py)."""
    any_host: bool = False
    """The site answers whatever name a request carries."""
    other_scheme: bool = False
    """The pages stand under the scheme that is not registered."""
    other_name: str | None = None
    """Label of the other name under which alone the pages stand."""
    deaf: bool = False
    """The plain port resets every connection before anything is asked."""
    down: Down | None = None
    """Tells the times at which every request is answered with RST."""
    reads: Reads | None = None
    """What the site's pages take a request for."""
    answer: Answer | None = None
    """Answers in place of the site's pages; None leaves the request to them."""
    rewrite: Rewrite | None = None
    """Changes a page on its way out."""
    charset: str | None = None
    """The bytes' real encoding in place of the family's one."""
    spoil: Spoil | None = None
    """Changes the encoded bytes of an HTML page."""
    facts: FactsChange | None = None
    """Changes what an auditor can know."""
    verdicts: VerdictsChange | None = None
    """Changes or widens the true verdicts."""
