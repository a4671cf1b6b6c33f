"""Probe batches under their leases: the visits of a batch go in whole, or not at all."""

from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from crawler.fleet.archiving.archive import SegmentFolder, SegmentWriter
from crawler.fleet.attempt import Attempts, FaultOf
from crawler.fleet.probe_sites import Prober
from crawler.survey.home import own_fault_visit
from crawler.survey.visit_walk import VisitPlan
from schema.ports import BatchKeeper, Clock
from schema.types.ids import BatchId, SiteId
from schema.types.lease import BatchLease
from schema.types.probe import BatchResult, SiteVisit
from schema.types.site import Site

SitesOf = Callable[[Sequence[SiteId]], Awaitable[Sequence[Site]]]
Probing = Callable[[BatchLease, SegmentWriter, datetime], Coroutine[Any, Any, BatchResult]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbedBatch:
    """A batch whose visits are in: from where, and in which time they were made."""

    vantage: str
    since: datetime
    until: datetime


class ProbeWorker:
    """One process's hold on all the batches that it probes at the moment."""

    def __init__(
        self,
        *,
        batches: BatchKeeper,
        prober: Prober,
        archive: SegmentFolder,
        clock: Clock,
        fault_of: FaultOf,
    ) -> None:
        self._batches = batches
        self._prober = prober
        self._clock = clock
        self._attempts: Attempts[BatchLease, BatchResult] = Attempts(
            keeper=batches, archive=archive, clock=clock, fault_of=fault_of
        )

    async def work(
        self, batch_id: BatchId, *, sites_of: SitesOf, plan_of: Callable[[str], VisitPlan]
    ) -> ProbedBatch:
        """Probe a batch and commit; raise LeaseBusy, LeaseLost or AlreadyDone, never guess."""
        held: list[tuple[BatchLease, datetime]] = []

        async def work(lease: BatchLease, segment: SegmentWriter, at: datetime) -> BatchResult:
            held.append((lease, at))
            sites = await self._attempts.patiently(lambda: sites_of(lease.site_ids))
            return await self._prober.probe(
                sites,
                plan_of(lease.vantage),
                segment,
                prove=lambda: self._attempts.prove(lease),
            )

        await self._run(batch_id, work)
        ((lease, since),) = held
        return ProbedBatch(vantage=lease.vantage, since=since, until=self._clock.now())

    async def give_up(
        self, batch_id: BatchId, *, sites_of: SitesOf, plan_of: Callable[[str], VisitPlan]
    ) -> None:
        """Record that we could not keep a batch's visits for a fault of ours: they are void.

        Without this a page that makes us fail would keep its round open for ever.
        """

        async def own_fault(lease: BatchLease, _: SegmentWriter, at: datetime) -> BatchResult:
            sites = await self._attempts.patiently(lambda: sites_of(lease.site_ids))
            vantage = plan_of(lease.vantage).vantage
            visits = tuple(
                SiteVisit(site_id=SiteId(one.id), evidence=own_fault_visit(one, vantage, at))
                for one in sites
                if one.id is not None
            )
            return BatchResult(visits=visits, controls=())

        await self._run(batch_id, own_fault)

    async def failures(self, batch_id: BatchId) -> int:
        """Count the attempts on a batch that a fault of ours ended."""
        return await self._attempts.patiently(lambda: self._batches.failures(batch_id))

    async def keep_leases(self) -> None:
        """Renew all held batches three times in their time, until cancelled."""
        await self._attempts.keep_leases()

    async def _run(self, batch_id: BatchId, work: Probing) -> None:
        await self._attempts.run(
            lambda: self._batches.acquire(batch_id),
            segment_name=lambda lease: (
                f"probe-{lease.round_id}/{batch_id}-{lease.epoch}-{lease.token}.warc.gz"
            ),
            work=work,
        )
