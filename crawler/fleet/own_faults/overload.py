"""Watch our own machine: what a strained prober saw fail may have failed for its own fault."""

import asyncio
import os
import resource
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

import psutil

from crawler.fleet.own_faults.garbage import spare_the_loop
from schema.ports import Clock
from schema.types.settings import OverloadSettings

_STEP_SECONDS = 0.25
_KEEP_SECONDS = 180.0
_FULL = 98.0
_HELD_SECONDS = 0.05
"""Of this machine: so long may one page that is read hold the loop, whatever the sites' scale."""
_OPEN_FILES = "/proc/self/fd"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sample:
    at: float
    late: float
    """Seconds by which the loop came too late to take this sample."""
    cpu: float
    """Percent of the machine."""
    files: float
    """Share of the file handles that we may have."""


class OverloadWatch:
    """Samples of loop lag, CPU and file handles, for telling how a stretch of time was."""

    def __init__(self, settings: OverloadSettings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self._samples: deque[_Sample] = deque()
        self._file_limit = resource.getrlimit(resource.RLIMIT_NOFILE)[0]

    @asynccontextmanager
    async def watching(self) -> AsyncIterator[None]:
        """Take samples as long as this is open."""
        task = asyncio.create_task(self._watch())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
            self._samples.clear()  # who asks while nobody watches is told of no lateness

    def strain(self, since: float) -> str:
        """Say how we were overloaded since a monotonic time; empty: we were not."""
        now = self._clock.monotonic()
        # A loop that is late right now has not taken the sample that would say so.
        overdue = now - self._samples[-1].at - _STEP_SECONDS if self._samples else 0.0
        seen = [one for one in self._samples if one.at >= since]
        lag = max([overdue, *(one.late for one in seen)], default=0.0)
        lost = max(overdue, 0.0) + sum(one.late for one in seen)
        much = self._settings.lag * self._clock.scale
        if lag >= much:
            return f"our event loop was up to {lag:.1f} s late"
        if lost >= max(self._settings.lost_share * max(now - since, much), _HELD_SECONDS):
            full = sum(one.cpu >= _FULL for one in seen)
            return f"our event loop lost {lost:.1f} s (CPU full in {full} of {len(seen)} samples)"
        files = max((one.files for one in seen), default=0.0)
        if files >= self._settings.files:
            return f"{100 * files:.0f} % of our file handles were open"
        return ""

    async def _watch(self) -> None:
        psutil.cpu_percent()
        while True:
            began = self._clock.monotonic()
            await self._clock.sleep(_STEP_SECONDS)
            self._take(self._clock.monotonic(), began)
            if len(self._samples) == 1:  # all is loaded by now
                spare_the_loop()

    def _take(self, now: float, began: float) -> None:
        files = _open_files()
        self._samples.append(
            _Sample(
                at=now,
                late=max(now - began - _STEP_SECONDS, 0.0),
                cpu=psutil.cpu_percent(),
                files=files / max(self._file_limit, 1),
            )
        )
        while self._samples and self._samples[0].at < now - _KEEP_SECONDS:
            self._samples.popleft()


def _open_files() -> int:
    try:
        return len(os.listdir(_OPEN_FILES))  # noqa: PTH208 - no object for each of thousands
    except OSError:
        return 0
