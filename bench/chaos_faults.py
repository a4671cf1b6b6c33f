"""What is done to a fleet in chaos: faults drawn from a seed, one after another."""

import asyncio
import random
import signal
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from bench.chaos_fleet import LEASE_SECONDS, Database, Fleet, Worker

FROZEN_LEASES = (1.2, 2.5)
"""A frozen worker wakes after so many leases."""
PAUSE_SECONDS = (0.5, 1.8)
"""Between two faults."""
CUT_SHARES = (0.5, 1.0)
"""Of the connections; half of them leave a worker's other half going on."""


class Fault(StrEnum):
    """What is done to the fleet."""

    FREEZE = "freeze"
    KILL = "kill"
    CUT = "cut"
    RESTART_FAST = "restart, fast"
    RESTART_IMMEDIATE = "restart, immediate"


_WEIGHTS = {
    Fault.FREEZE: 12,
    Fault.KILL: 4,
    Fault.CUT: 3,
    Fault.RESTART_FAST: 1,
    Fault.RESTART_IMMEDIATE: 1,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What one run is made of."""

    sites: int = 400
    rechecks: int = 60
    workers: int = 4
    seed: int = 1
    seconds: float = 240.0
    """Faults end after so long, or when all is done."""


class Chaos:
    """Draws faults and does them."""

    def __init__(
        self, fleet: Fleet, database: Database, course: Course, chance: random.Random
    ) -> None:
        self._fleet = fleet
        self._database = database
        self._course = course
        self._chance = chance
        self._waking: set[asyncio.Task[None]] = set()
        self.did: Counter[Fault] = Counter()
        self.in_commit = 0

    async def play(self, done: Callable[[], Awaitable[bool]]) -> None:
        """Do a fault every other second until all is done or the time is up; wake all at the end.

        Each kind comes at least once in a run that is long enough, a freeze and a kill first.
        """
        first = [Fault.RESTART_FAST, Fault.CUT, Fault.RESTART_IMMEDIATE, Fault.KILL, Fault.FREEZE]
        end = time.monotonic() + self._course.seconds
        while time.monotonic() < end and not await done():
            await asyncio.sleep(self._chance.uniform(*PAUSE_SECONDS))
            self._fleet.fill(self._course.workers)
            drawn = self._chance.choices(list(_WEIGHTS), list(_WEIGHTS.values()))[0]
            await self._do(first.pop() if first else drawn)
        await asyncio.gather(*self._waking)
        self._fleet.fill(self._course.workers)

    async def _do(self, fault: Fault) -> None:
        running = [one for one in self._fleet.alive() if not one.frozen]
        worker = self._chance.choice(running) if running else None
        if fault is Fault.FREEZE and worker is not None:
            self._freeze(worker)
            self.in_commit += await self._caught_in_commit()
        elif fault is Fault.KILL:
            self._fleet.kill(self._chance.choice(self._fleet.alive()))
            self._fleet.start()
        elif fault is Fault.CUT:
            await self._database.cut(self._chance.choice(CUT_SHARES))
        elif fault is Fault.RESTART_FAST:
            await self._database.restart(signal.SIGINT)
        elif fault is Fault.RESTART_IMMEDIATE:
            await self._database.restart(signal.SIGQUIT)
        else:
            return
        self.did[fault] += 1

    def _freeze(self, worker: Worker) -> None:
        seconds = LEASE_SECONDS * self._chance.uniform(*FROZEN_LEASES)
        worker.frozen = True
        worker.process.send_signal(signal.SIGSTOP)

        async def wake() -> None:
            await asyncio.sleep(seconds)
            worker.frozen = False
            worker.process.send_signal(signal.SIGCONT)

        task = asyncio.create_task(wake())
        self._waking.add(task)
        task.add_done_callback(self._waking.discard)

    async def _caught_in_commit(self) -> bool:
        """Tell whether a commit hangs between its statement and its end."""
        await asyncio.sleep(0.3)
        return bool(
            await self._database.number(
                "select count(*) from pg_stat_activity where state = 'idle in transaction' "
                "and query like '%with fence as%' and state_change < now() - interval '0.2 s'"
            )
        )
