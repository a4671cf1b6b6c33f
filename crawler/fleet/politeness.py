"""Hold requests back so that one host is never asked harder than the settings say."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from schema.ports import Clock
from schema.types.settings import PolitenessSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """How a host took one request: its status, its Retry-After, seconds to the first byte.

    All None: no answer came.
    """

    status: int | None
    retry_after: str | None
    seconds: float | None


class HostGate:
    """Per host: so many requests at once, so many seconds between two starts."""

    def __init__(self, settings: PolitenessSettings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self._slots: dict[str, asyncio.Semaphore] = defaultdict(
            lambda: asyncio.Semaphore(settings.concurrency)
        )
        self._next_start: dict[str, float] = {}
        self._delays: dict[str, float] = {}

    def slow_down(self, host: str, delay: float) -> float:
        """Honour a Crawl-delay as far as the settings go; give the seconds in force."""
        asked = max(delay, self._settings.delay)
        self._delays[host] = min(asked, max(self._settings.max_delay, self._settings.delay))
        return self._delays[host]

    def heard(self, host: str, address: str, heard: Heard) -> None:
        """Take note of how a host took a request."""

    @asynccontextmanager
    async def turn(self, host: str, address: str = "") -> AsyncIterator[None]:
        """Wait for this host's turn and hold a slot of it."""
        del address
        async with self._slots[host]:
            now = self._clock.monotonic()
            start = max(self._next_start.get(host, now), now)
            self._next_start[host] = start + self._delays.get(host, self._settings.delay)
            if start > now:
                await self._clock.sleep(start - now)
            yield
