"""What a sweep came to, counted: the numbers behind bulletins, tables and charts (统计)."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from schema.types.finding import SiteResult
from schema.types.ids import SiteId, SweepId
from schema.types.review import Recognition
from schema.types.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultCount:
    """Sites of one place, kind and result; `result` None: the sweep has no sheet of them."""

    province: str
    city: str
    county: str
    level: str
    is_portal: bool
    running: bool
    """运行状态 is normal: 例外 and 关停 are not judged."""
    surveyed: bool
    result: SiteResult | None
    vetoed: bool
    sites: int
    waits: bool = False
    """The machine says or suspects a problem, on which nobody decided anything."""
    recognition: Recognition | None = None
    """What people made of them (人工认定); None: nobody decided anything on them."""
    people_veto: bool = False
    """A veto that two people confirmed fails them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingCount:
    """Sites with one verdict of one item, for one reason."""

    item: str
    verdict: Verdict
    reason: str
    sites: int
    decided: bool = False
    """People decided something on these sites, which is counted from their reviews."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendCount:
    """Running sites of one sweep with one result."""

    sweep: SweepId
    as_of: datetime
    result: SiteResult
    sites: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmeasured:
    """One site of a sweep without a sheet."""

    url: str
    name: str
    surveyed: bool
    """It was surveyed, and waits for its sheet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitCounts:
    """Visits that the sheets of a sweep look back at; `void` by reason."""

    valid: int
    void: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedItem:
    """An item that failed on a site, in the sheet's words."""

    item: str
    explanation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteOutcome:
    """One site of a sweep with what the machine came to; None where it has no sheet."""

    site_id: SiteId
    code: str | None
    name: str
    url: str
    province: str
    city: str
    county: str
    level: str
    is_portal: bool
    sponsor: str
    running: bool
    result: SiteResult | None
    best: Decimal | None
    worst: Decimal | None
    failed: tuple[FailedItem, ...]
    waiting: tuple[str, ...] = ()
    """Items that somebody has to look at, where nobody decided anything."""
