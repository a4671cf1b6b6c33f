"""Probe rounds from job to visit: batches probed, void periods noted, rounds made on time."""

import logging
from collections.abc import Sequence
from datetime import datetime

from crawler.fleet.probe_worker import ProbeWorker
from crawler.policy.storm import find_storms, find_void_times
from crawler.survey.visit_walk import VisitPlan
from pucha.surveying import MAX_FAILURES, sweep_settings
from pucha.wire import Stores
from schema.types.errors import StoreRefused
from schema.types.ids import BatchId, SiteId
from schema.types.probe import PastVisit, ProbeRound, VoidPeriod
from schema.types.settings import Settings

_log = logging.getLogger(__name__)


class ProbeRunner:
    """Probe the batches of rounds; safe from many processes at once."""

    def __init__(self, stores: Stores, worker: ProbeWorker, settings: Settings) -> None:
        self._stores = stores
        self._worker = worker
        self._settings = settings

    async def probe(self, batch_id: BatchId) -> None:
        """Probe a batch under its lease, then look at its time as a whole."""
        sites_of = self._stores.register.some
        try:
            done = await self._worker.work(batch_id, sites_of=sites_of, plan_of=self._plan)
        except StoreRefused as err:
            if await self._worker.failures(batch_id) < MAX_FAILURES:
                raise
            _log.error("the visits of batch %s are void: %s", batch_id, err)
            await self._worker.give_up(batch_id, sites_of=sites_of, plan_of=self._plan)
            return

        def voids(visits: Sequence[PastVisit]) -> Sequence[VoidPeriod]:
            storms = find_storms(visits, done.vantage, self._settings.probe)
            return (*storms, *find_void_times(visits, done.vantage))

        await self._stores.visits.note_voids(done.vantage, done.since, done.until, voids)

    def _plan(self, vantage: str) -> VisitPlan:
        return VisitPlan(
            deadline=self._settings.fetch.visit_deadline,
            pause=self._settings.survey.second_look_pause,
            vantage=vantage,
            controls=self._settings.probe.controls,
        )


async def make_round(
    stores: Stores, settings: Settings, due_at: datetime, sites: Sequence[SiteId] | None = None
) -> ProbeRound:
    """Make a round over the register, or some sites of it, with its jobs."""
    return await stores.probes.create_round(
        due_at=due_at,
        vantages=settings.probe.vantages or (settings.network.vantage,),
        settings=sweep_settings(settings),
        batch=settings.probe.batch,
        sites=sites,
    )
