"""What the shells need from outside, as protocols; pucha.wire chooses the adapters."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from schema.types.capture import Page, Request
from schema.types.evidence import RecordRef


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


class StoredPages(Protocol):
    """Pages of one finished attempt, to be read again."""

    def pages(self) -> Sequence[tuple[Request, Page, RecordRef]]:
        """Give every page in the order of its keeping."""
        ...
