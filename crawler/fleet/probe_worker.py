"""Probe batches under their leases: the visits of a batch go in whole, or not at all."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from crawler.fleet.archive import SegmentFolder, SegmentWriter
from crawler.fleet.attempt import Attempts, FaultOf
from crawler.fleet.probe_sites import Prober
from crawler.survey.visit_walk import VisitPlan
from schema.ports import BatchKeeper, Clock
from schema.types.ids import BatchId, SiteId
from schema.types.lease import BatchLease
from schema.types.probe import BatchResult
from schema.types.site import Site

SitesOf = Callable[[Sequence[SiteId]], Awaitable[Sequence[Site]]]


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

        await self._attempts.run(
            lambda: self._batches.acquire(batch_id),
            segment_name=lambda lease: (
                f"probe-{lease.round_id}/{batch_id}-{lease.epoch}-{lease.token}.warc.gz"
            ),
            work=work,
        )
        ((lease, since),) = held
        return ProbedBatch(vantage=lease.vantage, since=since, until=self._clock.now())

    async def keep_leases(self) -> None:
        """Renew all held batches three times in their time, until cancelled."""
        await self._attempts.keep_leases()
