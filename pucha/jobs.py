"""The job engine behind a small port: Procrastinate on the same PostgreSQL.

The queue only hints at work; sweep_site and the lease decide. So a job that runs twice, or whose
worker died, does no harm, and losing the lease raises: a task that returned would finish its
successor's job.
"""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import procrastinate
import psycopg
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager
from procrastinate.retry import BaseRetryStrategy, RetryDecision

from schema.ports import Clock
from schema.store.engine import libpq_url
from schema.store.probes import PROBE_TASK
from schema.store.sweeps import SURVEY_TASK
from schema.types.errors import (
    AddressBusy,
    AlreadyDone,
    LeaseBusy,
    LeaseLost,
    PutOff,
    StoreRefused,
)
from schema.types.ids import BatchId, SiteId, SweepId
from schema.types.settings import Settings

DATABASE_AWAY_SECONDS = 900
GOODBYE_SECONDS = 5.0
"""A worker that is stopped while the database is away waits so long to write its jobs back."""
RECONCILE_SECONDS = 60.0
END_TRIES = 5
"""The end of a job is written at most so often when connections are cut while it is."""
MAX_ATTEMPTS = 5
"""A job that failed so often is left to the reconciler's next round."""
_log = logging.getLogger(__name__)

Survey = Callable[[SweepId, SiteId], Awaitable[None]]
Probe = Callable[[BatchId], Awaitable[None]]
Reconcile = Callable[[], Awaitable[int]]
"""Hints anew at work that has no live job."""


class RetryStrategy(BaseRetryStrategy):
    """Come again when the lease is free; a busy or lost lease never uses up the failures.

    The engine's times are the machine's (`clock`); a site is put off by the time of day (`wall`).
    """

    def __init__(self, clock: Clock, wall: Clock, ttl: float) -> None:
        self._clock = clock
        self._wall = wall
        self._ttl = ttl
        self._chance = random.Random()  # noqa: S311 - spreads the waiting, hides nothing

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """Give the time to come again; None: this job is left to the reconciler."""
        now = self._clock.now()
        if isinstance(exception, asyncio.CancelledError):
            return RetryDecision(retry_at=now)  # our loop ended under the job, which failed nobody
        if isinstance(exception, AddressBusy):
            # Many wait for few slots: the longer one has waited, the longer it waits on.
            pause = min(self._ttl / 12 * (job.attempts + 1), self._ttl / 2)
            wait = pause * self._chance.uniform(0.5, 1.5)
            return RetryDecision(retry_at=now + timedelta(seconds=wait))
        if isinstance(exception, LeaseBusy):
            return RetryDecision(retry_at=self._free_at(exception, now))
        if isinstance(exception, LeaseLost):
            return RetryDecision(retry_at=now + timedelta(seconds=self._ttl / 2))
        if job.attempts >= MAX_ATTEMPTS:
            return None
        return RetryDecision(retry_at=now + timedelta(seconds=min(2.0**job.attempts, self._ttl)))

    def _free_at(self, busy: LeaseBusy, now: datetime) -> datetime:
        """Give the machine's time at which a site may be had."""
        if busy.retry_at is None:
            return now + timedelta(seconds=1)
        return (
            now + (busy.retry_at - self._wall.now()) if isinstance(busy, PutOff) else busy.retry_at
        )


class EndKeeper(JobManager):
    """The engine's own manager, but a job's end is written again when its connection was cut.

    The engine writes it once. If that fails, the job stays `doing` under a worker that lives: it is
    never stalled, and its lock keeps every later job of the site away until that worker ends.
    That a job is another's by now, or gone, is usual after a takeover and no fault.
    """

    async def finish_job(self, job: Job, status: Status, delete_job: bool) -> None:  # noqa: FBT001 - the engine's signature
        """Write that a job is over."""
        finish = super().finish_job
        await _until_written(lambda: finish(job, status, delete_job))

    async def retry_job(
        self,
        job: Job,
        retry_at: datetime | None = None,
        priority: int | None = None,
        queue: str | None = None,
        lock: str | None = None,
    ) -> None:
        """Write when a job comes again."""
        retry = super().retry_job
        await _until_written(lambda: retry(job, retry_at, priority, queue, lock))


async def _until_written(write: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Repeat while connections are cut; give way where the job is not ours any more."""
    for left in reversed(range(END_TRIES)):
        try:
            await write()
        except procrastinate.exceptions.ConnectorException as err:
            if isinstance(err.__cause__, psycopg.errors.RaiseException):
                _log.info("the end of a job is not written: %s", err.__cause__)
                return
            # The pool waits for a living connection before each try, so no pause is needed.
            if not left or not isinstance(err.__cause__, psycopg.OperationalError):
                raise
        else:
            return


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """Queues that are worked on with slots of their own, so that no other work fills them."""

    queues: tuple[str, ...]
    concurrency: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What this process does with each kind of job; None: that kind is left to others."""

    survey: Survey | None = None
    probe: Probe | None = None
    reconcile: tuple[Reconcile, ...] = ()


class Jobs:
    """Take the engine's jobs and run them, supervised, until stopped."""

    def __init__(
        self, url: str, work: Work, *, clock: Clock, ttl: float, wall: Clock | None = None
    ) -> None:
        self._clock = clock
        self._wall = wall or clock
        self._ttl = ttl
        self._reconcile = work.reconcile
        self._app = procrastinate.App(
            connector=procrastinate.PsycopgConnector(
                conninfo=libpq_url(url),
                min_size=1,
                max_size=4,
                timeout=DATABASE_AWAY_SECONDS,
                reconnect_timeout=DATABASE_AWAY_SECONDS,
            )
        )
        self._app.job_manager = EndKeeper(self._app.connector)
        retry = RetryStrategy(clock, self._wall, ttl)
        if work.survey is not None:
            self._app.task(name=SURVEY_TASK, retry=retry)(_survey_task(work.survey))
        if work.probe is not None:
            self._app.task(name=PROBE_TASK, retry=retry)(_probe_task(work.probe))

    async def work(
        self, lanes: Sequence[Lane], *, until: Callable[[], Awaitable[bool]] | None = None
    ) -> None:
        """Work until cancelled, or until `until` says that nothing is left."""
        async with self._app.open_async(), asyncio.TaskGroup() as group:
            tasks = [group.create_task(self._supervised(lane)) for lane in lanes]
            tasks.append(group.create_task(self._housekeeping()))
            tasks.append(group.create_task(self._keep_time()))
            if until is not None:
                while not await until():
                    await self._clock.sleep(0.2)
                for task in tasks:
                    task.cancel()

    async def _supervised(self, lane: Lane) -> None:
        """Keep the engine's loop running: a cut connection or a pruned worker row ends it."""
        while True:
            loop = asyncio.create_task(self._loop(lane))
            try:
                await asyncio.wait([loop])
            except asyncio.CancelledError:
                await _end(loop)
                raise
            if not loop.cancelled() and (err := loop.exception()) is not None:
                _log.warning("the worker's loop ended and is started anew: %s", err)
            await self._clock.sleep(1.0)

    async def _loop(self, lane: Lane) -> None:
        await self._app.run_worker_async(
            queues=list(lane.queues),
            concurrency=lane.concurrency,
            delete_jobs="successful",
            fetch_job_polling_interval=1.0,
            update_heartbeat_interval=max(self._ttl / 3, 1.0),
            stalled_worker_timeout=self._ttl,
            shutdown_graceful_timeout=0,
            install_signal_handlers=False,
        )

    async def _keep_time(self) -> None:
        """End all work once nobody can tell the time of day: raise what the clock raises."""
        while True:
            self._wall.now()
            await self._clock.sleep(1.0)

    async def _housekeeping(self) -> None:
        """Requeue the jobs of dead workers, and hint anew at work without a job."""
        pause = min(RECONCILE_SECONDS, self._ttl)
        while True:
            with suppress(Exception):  # the database may be away; the next round comes
                await self._requeue_stalled()
                for reconcile in self._reconcile:
                    await reconcile()
            await self._clock.sleep(pause)

    async def _requeue_stalled(self) -> None:
        stalled = await self._app.job_manager.get_stalled_jobs(seconds_since_heartbeat=self._ttl)
        for job in stalled:
            with suppress(procrastinate.exceptions.ConnectorException):  # it may be gone by now
                await self._app.job_manager.retry_job(job)


async def _end(loop: asyncio.Task[None]) -> None:
    """End the engine's loop, which writes its jobs back; wait for a database only so long.

    What is not written is taken back from a worker whose heart does not beat any more.
    """
    loop.cancel()
    await asyncio.wait([loop], timeout=GOODBYE_SECONDS)
    loop.add_done_callback(lambda one: one.cancelled() or one.exception())  # asked, so not told


def _survey_task(survey: Survey) -> Callable[[int, int], Awaitable[None]]:
    async def run(sweep_id: int, site_id: int) -> None:
        with suppress(AlreadyDone):
            await survey(SweepId(sweep_id), SiteId(site_id))

    return run


def _probe_task(probe: Probe) -> Callable[[int], Awaitable[None]]:
    async def run(batch_id: int) -> None:
        with suppress(AlreadyDone):
            try:
                await probe(BatchId(batch_id))
            except StoreRefused as err:
                _log.error("probe batch not stored: batch=%s: %s; it is made again", batch_id, err)
                raise

    return run


def survey_lane(concurrency: int, queues: tuple[str, ...] = ("recheck", "audit")) -> Lane:
    """Give the lane of surveys."""
    return Lane(queues=queues, concurrency=concurrency)


def probe_lane(settings: Settings) -> Lane:
    """Give the lane of this vantage's probe batches: as many as may be under way at once."""
    at_once = -(-settings.probe.in_flight // settings.probe.batch)
    return Lane(queues=(f"probe:{settings.network.vantage}",), concurrency=at_once)
