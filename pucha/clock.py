"""The only place that reads the clock: this machine's, and the time of day that a simulator tells.

Elapsed time is always the machine's; only the time of day (windows, `as_of`, when a page was
fetched or first seen) may come from a source.
"""

import asyncio
import http.client
import json
import threading
import time
from datetime import UTC, datetime, timedelta
from functools import cache
from urllib.parse import urlsplit

from schema.ports import Clock
from schema.types.errors import PuchaError
from schema.types.settings import ClockSettings

_EVERY_SECONDS = 0.1
_ANSWER_SECONDS = 5.0
_LOST_AFTER_SECONDS = 15.0
"""A source that is silent for so long is lost; until then what it said last holds."""


class SystemClock:
    """Time of this machine; `scale` is that of the sites (schema.ports.Clock)."""

    def __init__(self, scale: float = 1.0) -> None:
        self.scale = scale

    def now(self) -> datetime:
        """Give the time of day in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Give seconds that never go back."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait without holding the loop."""
        await asyncio.sleep(seconds)


class SourcedClock(SystemClock):
    """The clock of this machine, set to the time of day that an HTTP source tells again and again.

    The source is read once before the clock is used; then a thread reads it, so that no loop waits.
    The time of day never goes back: it waits where the source does.
    """

    def __init__(self, source: str, scale: float = 1.0) -> None:
        super().__init__(scale)
        self._source = source
        self._offset = self._told()
        self._heard = self.monotonic()
        self._trouble = ""
        self._last = datetime.min.replace(tzinfo=UTC)
        self._closed = threading.Event()
        threading.Thread(target=self._listen, name="clock", daemon=True).start()

    def now(self) -> datetime:
        """Give the time of day in UTC; raise PuchaError once the source is lost."""
        if self._trouble and self.monotonic() - self._heard > _LOST_AFTER_SECONDS:
            raise PuchaError(self._trouble)
        self._last = max(self._last, super().now() + self._offset)
        return self._last

    def close(self) -> None:
        """Ask the source no more."""
        self._closed.set()

    def _listen(self) -> None:
        while not self._closed.wait(_EVERY_SECONDS):
            try:
                self._offset = self._told()
            except PuchaError as err:
                self._trouble = str(err)
            else:
                self._heard, self._trouble = self.monotonic(), ""

    def _told(self) -> timedelta:
        """Ask the source; raise PuchaError with one sentence where it tells no time."""
        try:
            return _time_at(self._source) - super().now()
        except (OSError, http.client.HTTPException, ValueError, KeyError, TypeError) as err:
            what = str(err) or type(err).__name__
            raise PuchaError(f"clock.source {self._source} cannot be read: {what}") from err


def _time_at(source: str) -> datetime:
    address = urlsplit(source)
    connection = http.client.HTTPConnection(
        address.hostname or "", address.port, timeout=_ANSWER_SECONDS
    )
    try:
        connection.request("GET", address.path)
        told = datetime.fromisoformat(json.loads(connection.getresponse().read())["now"])
    finally:
        connection.close()
    if told.tzinfo is None:
        raise ValueError("its time names no zone")
    return told


@cache
def clock_of(settings: ClockSettings) -> SystemClock:
    """Give the one clock of this process; raise PuchaError where its source cannot be read."""
    if settings.source:
        return SourcedClock(settings.source, settings.time_scale)
    return SystemClock()


class SiteClock:
    """A clock whose seconds are those of the sites: `scale` seconds of the machine each."""

    def __init__(self, clock: Clock) -> None:
        self.scale = clock.scale
        self._clock = clock

    def now(self) -> datetime:
        """Give the time of day in UTC."""
        return self._clock.now()

    def monotonic(self) -> float:
        """Give the sites' seconds, which never go back."""
        return self._clock.monotonic() / self.scale

    async def sleep(self, seconds: float) -> None:
        """Wait for so many seconds of the sites."""
        await self._clock.sleep(seconds * self.scale)
