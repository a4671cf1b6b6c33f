"""Queues of requests: one for each host and each address, and a request's place in both."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from crawler.policy.pace import CALM, Pace
from schema.ports import Clock
from schema.types.pace import HostPace

Permit = Callable[[], Awaitable[None]]
"""Asked right before a request starts; whoever lost the work in the queue raises."""


class TurnRefused(Exception):
    """The host asked for a longer pause than a request may wait."""


@dataclass(slots=True, kw_only=True)
class Lane:
    """One queue: `delay` seconds between two starts, `width` requests at once."""

    delay: float
    width: int
    started: float = float("-inf")
    running: int = 0
    users: int = 0
    """Requests in the lane, waiting or under way, and slots held: an idle lane has none."""
    slots: int = 0
    pace: Pace = CALM
    known: HostPace | None = None
    """What the workers know of the host from before."""
    head: asyncio.Lock = field(default_factory=asyncio.Lock)
    freed: asyncio.Event = field(default_factory=asyncio.Event)

    def due(self) -> float:
        """Give the monotonic time at which the next request may start."""
        return max(self.started + max(self.delay, self.pace.delay), self.pace.closed_until)

    def full(self) -> bool:
        """Tell whether as many requests are under way as may be."""
        single = self.pace.strained or self.known is not None
        return self.running >= (1 if single else self.width)

    def free(self, now: float) -> bool:
        """Tell whether the one request that asks may start at once: nobody waits before it."""
        waiting = self.users - self.slots - self.running
        return waiting <= 1 and not self.full() and self.due() <= now

    def begin(self, now: float) -> None:
        """Count a request that starts."""
        self.running += 1
        self.started = now

    def end(self) -> None:
        """Count a request that is over."""
        self.running -= 1
        self.freed.set()


async def permitted() -> None:
    """Permit at once."""


class Turn:
    """One request's place in both of its lanes, as long as it is open."""

    __slots__ = ("_clock", "_lanes", "_patience", "_permit")

    def __init__(
        self, mine: Lane, shared: Lane, permit: Permit, clock: Clock, patience: float
    ) -> None:
        self._lanes = (mine, shared)
        self._permit = permit
        self._clock = clock
        self._patience = patience

    async def __aenter__(self) -> None:
        for lane in self._lanes:
            lane.users += 1
        try:
            await self._start(*self._lanes)
        except BaseException:
            self._leave()
            raise

    async def __aexit__(self, *_: object) -> None:
        for lane in self._lanes:
            lane.end()
        self._leave()

    def _leave(self) -> None:
        for lane in self._lanes:
            lane.users -= 1

    async def _start(self, mine: Lane, shared: Lane) -> None:
        """Become the head of the host's queue, then of the address's, and start."""
        asked = self._clock.monotonic()
        if mine.free(asked) and shared.free(asked):
            if self._permit is permitted:  # nobody was waited for, so nobody came meanwhile
                self._begin(asked)
                return
            await self._permit()
            now = self._clock.monotonic()
            if mine.free(now) and shared.free(now):  # else others came while we waited
                self._begin(now)
                return
        async with mine.head:
            while True:
                await self._ready(mine, asked)
                async with shared.head:
                    await self._ready(shared, asked)
                    await self._permit()
                    now = self._clock.monotonic()
                    # else the host asked for more time meanwhile, or others started
                    if all(lane.due() <= now and not lane.full() for lane in self._lanes):
                        self._begin(now)
                        return

    def _begin(self, now: float) -> None:
        for lane in self._lanes:
            lane.begin(now)

    async def _ready(self, lane: Lane, asked: float) -> None:
        """Wait until a request may start in this lane."""
        while True:
            now = self._clock.monotonic()
            if lane.pace.limited and lane.due() - asked > self._patience:
                raise TurnRefused(
                    f"the host says that we ask too often: {lane.due() - asked:.0f} s to wait"
                )
            if lane.full():
                lane.freed.clear()
                await lane.freed.wait()
            elif lane.due() > now:
                await self._clock.sleep(lane.due() - now)
            else:
                return
