"""Work on jobs in this process: leases are kept while the engine's lanes run."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import Any

from crawler.fleet.archiving.object_store import SegmentStore
from pucha.clock import SystemClock, clock_of
from pucha.crawling import make_gate, make_probe_worker, make_worker, open_prober
from pucha.evidence.sealing import seal_complete_runs
from pucha.evidence.shipping import ship
from pucha.jobs import Jobs, Reconcile, Survey, Work, probe_lane, survey_lane
from pucha.probing import ProbeRunner
from pucha.second_visits import making_second_visits
from pucha.surveying import SweepRunner
from pucha.wire import Stores, segment_files
from schema.types.errors import AlreadyDone
from schema.types.ids import SiteId, SweepId
from schema.types.settings import Settings

Done = Callable[[], Awaitable[bool]]


async def work_on_surveys(
    settings: Settings, stores: Stores, *, queues: tuple[str, ...], until: Done
) -> SweepRunner:
    """Survey until `until` says that nothing is left; give the runner, which judges the rest."""
    worker = make_worker(settings, stores)
    runner = SweepRunner(stores, worker)
    keep = chores(settings, stores)
    work = Work(survey=judging(stores, runner), reconcile=(stores.sweeps.reconcile, keep))
    jobs = _jobs(settings, stores, work)
    async with _beside(worker.keep_leases()):
        await jobs.work([survey_lane(settings.fleet.concurrency, queues)], until=until)
    await keep()
    return runner


async def work_on_probes(settings: Settings, stores: Stores, *, until: Done) -> None:
    """Probe until `until` says that nothing is left."""
    async with open_prober(settings, paces=stores.paces) as prober:
        worker = make_probe_worker(settings, stores, prober)
        runner = ProbeRunner(stores, worker, settings)
        keep = chores(settings, stores)
        work = Work(probe=runner.probe, reconcile=(stores.probes.reconcile, keep))
        jobs = _jobs(settings, stores, work)
        async with _beside(worker.keep_leases()):
            await jobs.work([probe_lane(settings)], until=until)
        await keep()


async def work_on_all(settings: Settings, stores: Stores) -> None:
    """Survey and probe, each with slots of its own, until cancelled."""
    gate = make_gate(settings)
    site_worker = make_worker(settings, stores, gate)
    async with open_prober(settings, gate, stores.paces) as prober:
        probe_worker = make_probe_worker(settings, stores, prober)
        work = Work(
            survey=judging(stores, SweepRunner(stores, site_worker)),
            probe=ProbeRunner(stores, probe_worker, settings).probe,
            reconcile=(
                making_second_visits(stores, clock_of(settings.clock)),
                stores.sweeps.reconcile,
                stores.probes.reconcile,
                chores(settings, stores),
            ),
        )
        jobs = _jobs(settings, stores, work)
        async with _beside(site_worker.keep_leases()), _beside(probe_worker.keep_leases()):
            await jobs.work([survey_lane(settings.fleet.concurrency), probe_lane(settings)])


def judging(stores: Stores, runner: SweepRunner) -> Survey:
    """Give the survey of a site that also judges what a worker left when it died after its commit.

    Its job comes again and finds the site done: nobody else would ever make the sheet.
    """

    async def survey(sweep_id: SweepId, site_id: SiteId) -> None:
        try:
            await runner.survey(sweep_id, site_id)
        except AlreadyDone:
            sweep = await stores.sweeps.get(sweep_id)
            if sweep is None:
                raise
            if await stores.results.sheet(sweep_id, site_id, sweep.edition) is None:
                await runner.judge(sweep, site_id)

    return survey


def chores(settings: Settings, stores: Stores) -> Reconcile:
    """Give the work on the archive that is done beside: seal what is complete, ship what waits."""

    async def do() -> int:
        done = await seal_complete_runs(stores, settings.archive)
        if settings.archive.store:
            store = SegmentStore(settings.archive)
            files = segment_files(settings)
            shipment = await ship(stores, files, store, settings.archive.keep_local_days)
            done += shipment.shipped
        return done

    return do


def _jobs(settings: Settings, stores: Stores, work: Work) -> Jobs:
    wall = clock_of(settings.clock)
    return Jobs(stores.url, work, clock=SystemClock(), wall=wall, ttl=settings.fleet.lease_seconds)


@asynccontextmanager
async def _beside(keeper: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    task = asyncio.create_task(keeper)
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
