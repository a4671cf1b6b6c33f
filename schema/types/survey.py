"""What one survey of a site is to do, and what it brought home."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from schema.types.column import ColumnClass
from schema.types.dates import DateClaim
from schema.types.evidence import Evidence
from schema.types.facts import ColumnFact, LetterFact
from schema.types.guide_facts import GuideFileFact, GuideSystemFact
from schema.types.link_facts import LinkFact
from schema.types.outcome import CountsAs, Outcome
from schema.types.page_copy import PageCopy
from schema.types.settings import SurveySettings
from schema.types.site import Site
from schema.types.terms import NO_TERMS, TermList

LookedAt = ColumnFact | LetterFact | LinkFact | GuideFileFact | GuideSystemFact
"""What one look may leave open and a second one settles (vocabulary §5, §6 and §9)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyPlan:
    """One site, the point in time that staleness is measured against, and our bounds.

    `horizons`: per column class, how many days back the edition looks; lists are read no further.
    """

    site: Site
    as_of: datetime
    settings: SurveySettings
    horizons: Mapping[ColumnClass, int]
    visit_deadline: float
    obey_robots: bool
    vantage: str
    slow: bool = False
    """The slow plan of a host that is rate-limited, shielded or slow; it is part of the result."""
    controls: tuple[str, ...] = ()
    """Addresses that tell, when a visit failed, whether our own network works (对照目标)."""
    terms: TermList = NO_TERMS
    """The operator's own terms that pages are searched for (错误表述)."""
    again: tuple[LookedAt, ...] | None = None
    """Second visits: after the homepage ask for nothing but these; None: survey the whole site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemSighting:
    """An entry of a column as seen in this survey, with every date that it claims.

    `text` is the digest of its article's text, None where the article was not read or has too few
    letters to be told from another.
    """

    column_url: str
    url_key: str
    url: str | None
    title: str
    claims: tuple[DateClaim, ...]
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressCheck:
    """What one address of the site counted for in this survey (vocabulary §9 needs two)."""

    url: str
    purpose: str
    outcome: Outcome
    status: int | None
    counts_as: CountsAs
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyResult:
    """Everything that one survey proved; `pages` and `wire_bytes` count what was asked for."""

    evidence: tuple[Evidence, ...]
    items: tuple[ItemSighting, ...]
    checks: tuple[AddressCheck, ...]
    pages: int
    wire_bytes: int
    robots: str | None
    """robots.txt of the home host as received, None where there is none."""
    crawl_delay: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishedSurvey:
    """A survey's result with when it began and how long it took (seconds)."""

    result: SurveyResult
    started_at: datetime
    seconds: float
    slow: bool = False
    copies: tuple[PageCopy, ...] = ()
    """The whole copies that later surveys may rest on."""
