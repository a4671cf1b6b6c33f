"""What the shells need from outside, as protocols; pucha.wire chooses the adapters."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from schema.types.capture import Page, Rendering, Request
from schema.types.evidence import RecordRef
from schema.types.ids import BatchId, SiteId, SweepId
from schema.types.lease import BatchLease, Lease, SegmentRow
from schema.types.pace import HostPace
from schema.types.page_copy import PageCopy
from schema.types.probe import BatchResult
from schema.types.survey import FinishedSurvey


class Clock(Protocol):
    """Time as the shells see it: the time of day may be a simulator's, elapsed time is real."""

    @property
    def scale(self) -> float:
        """Give the seconds of this machine that a second of the sites takes; 1 but in simulations.

        Whoever waits for a site multiplies its limit by it.
        """
        ...

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


class Renderer(Protocol):
    """A browser that shows a page whose text only scripts make."""

    async def render(self, request: Request, transport: Transport) -> Rendering:
        """Show a page within all bounds; `transport` fetches whatever the browser asks for.

        What goes wrong is an outcome of the page, never an exception.
        """
        ...

    async def close(self) -> None:
        """End the browser; the next page starts it anew."""
        ...


class Archive(Protocol):
    """The segment of one attempt: every page goes in before anyone looks at it."""

    def keep(self, request: Request, page: Page, copy: PageCopy | None = None) -> RecordRef:
        """Append the page as received and tell where it lies.

        With `copy` its body is the one that lies there: the last exchange becomes a revisit.
        """
        ...


class BatchKeeper(Protocol):
    """The hold on a batch of probes, and the one way for its visits to get in."""

    ttl: float
    """Seconds that a hold lasts unless it is renewed."""

    async def acquire(self, batch_id: BatchId) -> BatchLease:
        """Take the batch; raise LeaseBusy or AlreadyDone."""
        ...

    async def renew(self, leases: Sequence[BatchLease]) -> None:
        """Renew all; mark those that were replaced as lost."""
        ...

    async def release(self, lease: BatchLease) -> None:
        """Give the batch back after an exception of ours."""
        ...

    async def refuse(self, lease: BatchLease) -> None:
        """Note that the attempt was replaced."""
        ...

    async def failures(self, batch_id: BatchId) -> int:
        """Count the attempts on a batch that a fault of ours ended."""
        ...

    async def commit(
        self, lease: BatchLease, result: BatchResult, segments: Sequence[SegmentRow]
    ) -> None:
        """Write all visits, or nothing and raise LeaseLost; may be repeated at will."""
        ...


class PaceKeeper(Protocol):
    """The slow plans of hosts, shared by all workers."""

    async def of(self, host: str) -> HostPace | None:
        """Give the plan of a host that is in force."""
        ...

    async def keep(self, pace: HostPace) -> None:
        """Write a plan, in place of the one before."""
        ...


class LeaseKeeper(Protocol):
    """The lease of a site with its fence, and the one way for a result to get in."""

    ttl: float
    """Seconds that a lease holds unless it is renewed."""

    async def acquire(
        self, sweep_id: SweepId, site_id: SiteId, slots: tuple[str, ...] = ()
    ) -> Lease:
        """Take the site and a slot of each address; raise LeaseBusy, AddressBusy or AlreadyDone."""
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

    async def commit(
        self, lease: Lease, survey: FinishedSurvey, segments: Sequence[SegmentRow]
    ) -> None:
        """Write the whole result, or nothing and raise LeaseLost; may be repeated at will."""
        ...
