"""The job engine behind a small port: Procrastinate on the same PostgreSQL.

The queue only hints at work; sweep_site and the lease decide. So a job that runs twice, or whose
worker died, does no harm, and losing the lease raises: a task that returned would finish its
successor's job.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import timedelta

import procrastinate
from procrastinate.jobs import Job
from procrastinate.retry import BaseRetryStrategy, RetryDecision

from schema.ports import Clock
from schema.store.engine import libpq_url
from schema.store.sweeps import SURVEY_TASK, SweepStore
from schema.types.errors import AlreadyDone, LeaseBusy, LeaseLost
from schema.types.ids import SiteId, SweepId

DATABASE_AWAY_SECONDS = 900
RECONCILE_SECONDS = 60.0
MAX_ATTEMPTS = 5
"""A job that failed so often is left to the reconciler's next round."""
_log = logging.getLogger(__name__)

Survey = Callable[[SweepId, SiteId], Awaitable[None]]


class _Retry(BaseRetryStrategy):
    """Come again when the lease is free; a busy or lost lease never uses up the failures."""

    def __init__(self, clock: Clock, ttl: float) -> None:
        self._clock = clock
        self._ttl = ttl

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        now = self._clock.now()
        if isinstance(exception, LeaseBusy):
            return RetryDecision(retry_at=exception.retry_at or now + timedelta(seconds=1))
        if isinstance(exception, LeaseLost):
            return RetryDecision(retry_at=now + timedelta(seconds=self._ttl / 2))
        if job.attempts >= MAX_ATTEMPTS:
            return None
        return RetryDecision(retry_at=now + timedelta(seconds=min(2.0**job.attempts, self._ttl)))


class SurveyJobs:
    """Take survey jobs and run them, supervised, until stopped."""

    def __init__(
        self, url: str, *, survey: Survey, sweeps: SweepStore, clock: Clock, ttl: float
    ) -> None:
        self._survey = survey
        self._sweeps = sweeps
        self._clock = clock
        self._ttl = ttl
        self._app = procrastinate.App(
            connector=procrastinate.PsycopgConnector(
                conninfo=libpq_url(url),
                min_size=1,
                max_size=4,
                timeout=DATABASE_AWAY_SECONDS,
                reconnect_timeout=DATABASE_AWAY_SECONDS,
            )
        )
        self._app.task(name=SURVEY_TASK, retry=_Retry(clock, ttl))(self._run)

    async def _run(self, sweep_id: int, site_id: int) -> None:
        with suppress(AlreadyDone):
            await self._survey(SweepId(sweep_id), SiteId(site_id))

    async def work(
        self,
        *,
        concurrency: int,
        queues: Sequence[str] = ("recheck", "audit"),
        until: Callable[[], Awaitable[bool]] | None = None,
    ) -> None:
        """Work until cancelled, or until `until` says that nothing is left."""
        async with self._app.open_async(), asyncio.TaskGroup() as group:
            worker = group.create_task(self._supervised(concurrency, queues))
            keeper = group.create_task(self._housekeeping())
            if until is not None:
                while not await until():
                    await self._clock.sleep(0.2)
                worker.cancel()
                keeper.cancel()

    async def _supervised(self, concurrency: int, queues: Sequence[str]) -> None:
        """Keep the engine's loop running: a cut connection or a pruned worker row ends it."""
        while True:
            try:
                await self._app.run_worker_async(
                    queues=list(queues),
                    concurrency=concurrency,
                    delete_jobs="successful",
                    fetch_job_polling_interval=1.0,
                    update_heartbeat_interval=max(self._ttl / 3, 1.0),
                    stalled_worker_timeout=self._ttl,
                    shutdown_graceful_timeout=0,
                    install_signal_handlers=False,
                )
            except Exception as err:  # noqa: BLE001 - the one broad catch: log and go on
                _log.warning("the worker's loop ended and is started anew: %s", err)
            await self._clock.sleep(1.0)

    async def _housekeeping(self) -> None:
        """Requeue the jobs of dead workers, and hint anew at work without a job."""
        pause = min(RECONCILE_SECONDS, self._ttl)
        while True:
            with suppress(Exception):  # the database may be away; the next round comes
                await self._requeue_stalled()
                await self._sweeps.reconcile()
            await self._clock.sleep(pause)

    async def _requeue_stalled(self) -> None:
        stalled = await self._app.job_manager.get_stalled_jobs(seconds_since_heartbeat=self._ttl)
        for job in stalled:
            with suppress(procrastinate.exceptions.ConnectorException):  # it may be gone by now
                await self._app.job_manager.retry_job(job)
