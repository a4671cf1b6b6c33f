"""A clock that tests turn."""

import asyncio
from datetime import UTC, datetime, timedelta

START = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


class VirtualClock:
    """Time that passes only when somebody sleeps on it."""

    scale = 1.0

    def __init__(self, start: datetime = START) -> None:
        self._start = start
        self._passed = 0.0

    def now(self) -> datetime:
        """Give the time of day."""
        return self._start + timedelta(seconds=self._passed)

    def monotonic(self) -> float:
        """Give the seconds that passed."""
        return self._passed

    def advance(self, seconds: float) -> None:
        """Let time pass that nobody waited for."""
        self._passed += seconds

    async def sleep(self, seconds: float) -> None:
        """Let time pass at once, and let others run."""
        self._passed += seconds
        await asyncio.sleep(0)
