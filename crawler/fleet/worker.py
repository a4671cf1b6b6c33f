"""Survey sites under their leases: a result goes in whole by the fence, or not at all."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, suppress
from pathlib import Path
from typing import TypeVar

from tenacity import AsyncRetrying, retry_if_not_exception_type, stop_after_delay, wait_fixed

from crawler.fleet.archive import SegmentWriter
from crawler.fleet.survey_site import OnPages, Surveyor
from crawler.survey.home import own_fault_result
from schema.ports import Clock, LeaseKeeper
from schema.types.errors import LeaseLost, PuchaError
from schema.types.ids import LeaseToken, SiteId, SweepId
from schema.types.lease import Lease, SegmentRow
from schema.types.survey import FinishedSurvey, SurveyPlan, SurveyResult

DATABASE_AWAY_SECONDS = 120.0
"""An attempt waits so long for the database before it gives up."""
T = TypeVar("T")
_log = logging.getLogger(__name__)

Survey = Callable[[Lease, SegmentWriter], Awaitable[SurveyResult]]
MakeSurveyor = Callable[[], AbstractAsyncContextManager[Surveyor]]


class SiteWorker:
    """One process's hold on all the sites that it surveys at the moment."""

    def __init__(
        self,
        *,
        leases: LeaseKeeper,
        surveyor: MakeSurveyor,
        archive: Path,
        clock: Clock,
        software: str,
    ) -> None:
        self._leases = leases
        self._surveyor = surveyor
        self._archive = archive
        self._clock = clock
        self._software = software
        self._live: dict[LeaseToken, Lease] = {}

    async def work(
        self,
        sweep_id: SweepId,
        site_id: SiteId,
        plan: SurveyPlan,
        on_pages: OnPages | None = None,
    ) -> None:
        """Survey a site and commit; raise LeaseBusy, LeaseLost or AlreadyDone, never guess."""

        async def survey(lease: Lease, segment: SegmentWriter) -> SurveyResult:
            async with self._surveyor() as surveyor:
                return await surveyor.survey(
                    plan,
                    segment,
                    before_wave=lambda: self._prove(lease),
                    on_pages=on_pages,
                )

        await self._leased(sweep_id, site_id, survey)

    async def give_up(self, sweep_id: SweepId, site_id: SiteId, plan: SurveyPlan) -> None:
        """Record that we could not survey a site for a fault of ours: void, never held against it.

        Without this a site that makes us fail would keep its sweep open for ever.
        """

        async def own_fault(_lease: Lease, _segment: SegmentWriter) -> SurveyResult:
            return own_fault_result(plan, self._clock.now())

        await self._leased(sweep_id, site_id, own_fault)

    async def failures(self, sweep_id: SweepId, site_id: SiteId) -> int:
        """Count the attempts on a site that a fault of ours ended."""
        return await self._patiently(lambda: self._leases.failures(sweep_id, site_id))

    async def _leased(self, sweep_id: SweepId, site_id: SiteId, survey: Survey) -> None:
        """Hold the site, let `survey` fill a segment, and commit both."""
        lease = await self._patiently(lambda: self._leases.acquire(sweep_id, site_id))
        self._live[lease.token] = lease
        segment: SegmentWriter | None = None
        try:
            began, at = self._clock.monotonic(), self._clock.now()
            name = f"{sweep_id}/{site_id}-{lease.epoch}-{lease.token}.warc.gz"
            segment = SegmentWriter(self._archive, name, now=at, software=self._software)
            result = await survey(lease, segment)
            sealed = await asyncio.to_thread(segment.seal)
            finished = FinishedSurvey(
                result=result, started_at=at, seconds=self._clock.monotonic() - began
            )
            row = SegmentRow(path=sealed.path, size=sealed.size, sha256=sealed.sha256)
            await self._patiently(lambda: self._leases.commit(lease, finished, row))
        except LeaseLost:
            _log.warning("lease lost: sweep=%s site=%s epoch=%s", sweep_id, site_id, lease.epoch)
            with suppress(Exception):  # the note is a courtesy; the loss is what must be told
                await self._leases.refuse(lease)
            raise
        except BaseException:
            with suppress(Exception):  # else the lease runs out by itself
                await asyncio.shield(self._leases.release(lease))
            raise
        finally:
            self._live.pop(lease.token, None)
            if segment is not None:
                segment.abandon()

    async def keep_leases(self) -> None:
        """Renew all held leases three times in their time, until cancelled."""
        while True:
            await self._clock.sleep(self._leases.ttl / 3)
            try:
                await self._leases.renew(list(self._live.values()))
            except Exception as err:  # noqa: BLE001 - the database may be away; the deadline decides
                _log.warning("leases not renewed: %s", err)

    async def _prove(self, lease: Lease) -> None:
        """Ask before the next request whenever the hold on the site is not certain."""
        if lease.sure(self._clock.monotonic()):
            return
        if not lease.lost:
            await self._patiently(lambda: self._leases.renew([lease]))
        if lease.lost:
            raise LeaseLost(f"site {lease.site_id} was taken over")

    async def _patiently(self, call: Callable[[], Awaitable[T]]) -> T:
        """Repeat a call of the store while the database is away; it is safe to repeat."""
        retrying = AsyncRetrying(
            retry=retry_if_not_exception_type((PuchaError, asyncio.CancelledError)),
            stop=stop_after_delay(DATABASE_AWAY_SECONDS),
            wait=wait_fixed(0.5),
            sleep=self._clock.sleep,
            reraise=True,
        )

        async def attempt() -> T:  # tenacity awaits only what it knows to be a coroutine function
            return await call()

        return await retrying(attempt)
