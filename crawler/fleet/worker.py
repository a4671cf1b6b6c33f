"""Survey sites under their leases: a result goes in whole by the fence, or not at all."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from pathlib import Path

from crawler.fleet.archive import SegmentWriter
from crawler.fleet.attempt import Attempts
from crawler.fleet.survey_site import OnPages, Surveyor
from crawler.survey.home import own_fault_result
from schema.ports import Clock, LeaseKeeper
from schema.types.ids import SiteId, SweepId
from schema.types.lease import Lease
from schema.types.survey import FinishedSurvey, SurveyPlan, SurveyResult

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
        self._clock = clock
        self._attempts: Attempts[Lease, FinishedSurvey] = Attempts(
            keeper=leases, archive=archive, clock=clock, software=software
        )

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
                    before_wave=lambda: self._attempts.prove(lease),
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
        return await self._attempts.patiently(lambda: self._leases.failures(sweep_id, site_id))

    async def keep_leases(self) -> None:
        """Renew all held leases three times in their time, until cancelled."""
        await self._attempts.keep_leases()

    async def _leased(self, sweep_id: SweepId, site_id: SiteId, survey: Survey) -> None:
        async def work(lease: Lease, segment: SegmentWriter, at: datetime) -> FinishedSurvey:
            began = self._clock.monotonic()
            result = await survey(lease, segment)
            seconds = self._clock.monotonic() - began
            return FinishedSurvey(result=result, started_at=at, seconds=seconds)

        await self._attempts.run(
            lambda: self._leases.acquire(sweep_id, site_id),
            segment_name=lambda lease: f"{sweep_id}/{site_id}-{lease.epoch}-{lease.token}.warc.gz",
            work=work,
        )
