"""What the shells need from outside, as protocols; pucha.wire chooses the adapters."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from schema.types.capture import Page, Request
from schema.types.evidence import RecordRef
from schema.types.ids import SiteId, SweepId
from schema.types.lease import Lease, SegmentRow
from schema.types.survey import FinishedSurvey


class Clock(Protocol):
    """Time as the shells see it."""

    def now(self) -> datetime:
        """Give the time of day, aware."""
        ...

    def monotonic(self) -> float:
        """Give seconds that never go back."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        ...


class Transport(Protocol):
    """One client stack: a request in, a page out, whatever happens."""

    stack: str

    async def fetch(self, request: Request) -> Page:
        """Fetch within all bounds; the network's failures are outcomes, never exceptions."""
        ...


class Archive(Protocol):
    """The segment of one attempt: every page goes in before anyone looks at it."""

    def keep(self, request: Request, page: Page) -> RecordRef:
        """Append the page as received and tell where it lies."""
        ...


class LeaseKeeper(Protocol):
    """The lease of a site with its fence, and the one way for a result to get in."""

    ttl: float
    """Seconds that a lease holds unless it is renewed."""

    async def acquire(self, sweep_id: SweepId, site_id: SiteId) -> Lease:
        """Take the site; raise LeaseBusy or AlreadyDone."""
        ...

    async def renew(self, leases: Sequence[Lease]) -> None:
        """Renew all; mark those that were replaced as lost."""
        ...

    async def release(self, lease: Lease) -> None:
        """Give the site back after an exception of ours."""
        ...

    async def refuse(self, lease: Lease) -> None:
        """Note that the attempt was replaced."""
        ...

    async def failures(self, sweep_id: SweepId, site_id: SiteId) -> int:
        """Count the attempts on a site that a fault of ours ended."""
        ...

    async def commit(self, lease: Lease, survey: FinishedSurvey, segment: SegmentRow) -> None:
        """Write the whole result, or nothing and raise LeaseLost; may be repeated at will."""
        ...
