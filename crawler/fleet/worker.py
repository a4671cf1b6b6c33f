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
from schema.ports import Clock, LeaseKeeper
from schema.types.errors import LeaseLost, PuchaError
from schema.types.ids import LeaseToken, SiteId, SweepId
from schema.types.lease import Lease, SegmentRow
from schema.types.survey import FinishedSurvey, SurveyPlan

DATABASE_AWAY_SECONDS = 120.0
"""An attempt waits so long for the database before it gives up."""
T = TypeVar("T")
_log = logging.getLogger(__name__)

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
        lease = await self._patiently(lambda: self._leases.acquire(sweep_id, site_id))
        self._live[lease.token] = lease
        segment: SegmentWriter | None = None
        try:
            began, at = self._clock.monotonic(), self._clock.now()
            name = f"{sweep_id}/{site_id}-{lease.epoch}-{lease.token}.warc.gz"
            segment = SegmentWriter(self._archive, name, now=at, software=self._software)
            async with self._surveyor() as surveyor:
                result = await surveyor.survey(
                    plan,
                    segment,
                    before_wave=lambda: self._prove(lease),
                    on_pages=on_pages,
                )
            sealed = await asyncio.to_thread(segment.seal)
            survey = FinishedSurvey(
                result=result, started_at=at, seconds=self._clock.monotonic() - began
            )
            row = SegmentRow(path=sealed.path, size=sealed.size, sha256=sealed.sha256)
            await self._patiently(lambda: self._leases.commit(lease, survey, row))
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
        return await retrying(call)
