"""Survey sites under their leases: a result goes in whole by the fence, or not at all."""

import logging
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import datetime, timedelta

from crawler.fleet.archiving.archive import SegmentFolder, SegmentWriter
from crawler.fleet.archiving.known_pages import KnownPages
from crawler.fleet.attempt import Attempts, FaultOf
from crawler.fleet.politeness.courtesy import Courtesy, Guest
from crawler.fleet.politeness.lane import Permit
from crawler.fleet.survey_site import OnPages, Surveyor
from crawler.survey.home import is_void, own_fault_result
from schema.ports import Clock, LeaseKeeper
from schema.types.errors import PutOff
from schema.types.ids import SiteId, SweepId
from schema.types.lease import Lease
from schema.types.page_copy import PageCopy
from schema.types.site import Site
from schema.types.survey import FinishedSurvey, SurveyPlan, SurveyResult

_log = logging.getLogger(__name__)
Copies = tuple[PageCopy, ...]
Survey = Callable[[Lease, SegmentWriter], Awaitable[tuple[SurveyResult, Copies]]]
Shelf = Callable[[SweepId, SiteId], Awaitable[KnownPages]]
"""Looks up what earlier surveys left of a site's pages."""
MakeSurveyor = Callable[[Permit], AbstractAsyncContextManager[Surveyor]]
"""Opens a surveyor that asks for a permit before each request."""


MOST_VOID = 2
"""Surveys of a site in one sweep that are begun anew because their visit was void."""
_LONGER = 5
"""The second pause is so many times the first: an outage of ours lasts minutes."""


class SiteWorker:
    """One process's hold on all the sites that it surveys at the moment."""

    def __init__(  # noqa: PLR0913 - the parts of a worker, wired once in pucha.crawling
        self,
        *,
        leases: LeaseKeeper,
        surveyor: MakeSurveyor,
        shelf: Shelf,
        courtesy: Courtesy,
        archive: SegmentFolder,
        clock: Clock,
        fault_of: FaultOf,
        void_pause: float,
    ) -> None:
        self._void_pause = timedelta(seconds=void_pause)
        self._leases = leases
        self._surveyor = surveyor
        self._shelf = shelf
        self._courtesy = courtesy
        self._clock = clock
        self._attempts: Attempts[Lease, FinishedSurvey] = Attempts(
            keeper=leases, archive=archive, clock=clock, fault_of=fault_of
        )

    async def welcome(self, site: Site, *, nightly: bool) -> Guest:
        """Look up how a site must be asked; raise PutOff when it is not the time to ask it."""
        return await self._attempts.patiently(lambda: self._courtesy.welcome(site, nightly=nightly))

    async def work(
        self,
        sweep_id: SweepId,
        site_id: SiteId,
        plan: SurveyPlan,
        guest: Guest,
        on_pages: OnPages | None = None,
    ) -> None:
        """Survey a site and commit; raise LeaseBusy, LeaseLost or AlreadyDone, never guess.

        A visit that is void tells nothing of the site, and nothing else was read then: PutOff is
        raised, and the survey begins anew when the worst may be over; the third one counts.
        """

        async def survey(lease: Lease, segment: SegmentWriter) -> tuple[SurveyResult, Copies]:
            known = await self._attempts.patiently(lambda: self._shelf(sweep_id, site_id))

            async def permit() -> None:
                await self._attempts.prove(lease)

            async def before_wave() -> None:
                await permit()
                await self._courtesy.tell(guest)

            with self._courtesy.visiting(guest):
                async with self._surveyor(permit) as surveyor:
                    result = await replace(surveyor, known=known).survey(
                        plan, segment, before_wave=before_wave, on_pages=on_pages
                    )
            await self._courtesy.tell(guest, result)
            if is_void(result):
                await self._begin_anew(sweep_id, site_id)
            return result, known.kept(segment.copies)

        await self._leased(sweep_id, site_id, plan, survey, guest.slots)

    async def give_up(self, sweep_id: SweepId, site_id: SiteId, plan: SurveyPlan) -> None:
        """Record that we could not survey a site for a fault of ours: void, never held against it.

        Without this a site that makes us fail would keep its sweep open for ever.
        """

        async def own_fault(_lease: Lease, _segment: SegmentWriter) -> tuple[SurveyResult, Copies]:
            return own_fault_result(plan, self._clock.now()), ()

        await self._leased(sweep_id, site_id, plan, own_fault)

    async def failures(self, sweep_id: SweepId, site_id: SiteId) -> int:
        """Count the attempts on a site that a fault of ours ended."""
        return await self._attempts.patiently(lambda: self._leases.failures(sweep_id, site_id))

    async def _begin_anew(self, sweep_id: SweepId, site_id: SiteId) -> None:
        """Put a site off whose visit was void, longer each time; the third one counts."""
        times = await self.failures(sweep_id, site_id)
        if times < MOST_VOID:
            pause = self._void_pause * _LONGER**times
            _log.warning(
                "site=%s: its visit was void, our machine or network failed; again in %g s",
                site_id,
                pause.total_seconds(),
            )
            raise PutOff(
                self._clock.now() + pause, "our own machine or network failed at the visit"
            )

    async def keep_leases(self) -> None:
        """Renew all held leases three times in their time, until cancelled."""
        await self._attempts.keep_leases()

    async def _leased(
        self,
        sweep_id: SweepId,
        site_id: SiteId,
        plan: SurveyPlan,
        survey: Survey,
        slots: tuple[str, ...] = (),
    ) -> None:
        async def work(lease: Lease, segment: SegmentWriter, at: datetime) -> FinishedSurvey:
            began = self._clock.monotonic()
            result, copies = await survey(lease, segment)
            return FinishedSurvey(
                result=result,
                started_at=at,
                seconds=self._clock.monotonic() - began,
                slow=plan.slow,
                copies=copies,
            )

        await self._attempts.run(
            lambda: self._leases.acquire(sweep_id, site_id, slots),
            segment_name=lambda lease: f"{sweep_id}/{site_id}-{lease.epoch}-{lease.token}.warc.gz",
            work=work,
        )
