"""Visit the homepages of a batch: every look is kept, every site gets connections of its own."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace

from crawler.fleet.controls import Controls
from crawler.fleet.overload import OverloadWatch
from crawler.policy.visit import VISIT_LIMIT_SECONDS
from crawler.survey.answer import read_answer
from crawler.survey.visit_walk import VisitPlan, VisitWalk
from schema.ports import Archive, Clock, Transport
from schema.types.capture import Page, Request
from schema.types.ids import SiteId
from schema.types.lexicon import Lexicon
from schema.types.outcome import Outcome
from schema.types.probe import BatchResult, SiteVisit
from schema.types.site import Site

Stacks = dict[str, Transport]
OpenStacks = Callable[[], AbstractAsyncContextManager[Stacks]]
"""Opens the client stacks of one visit: its cookies and connections are nobody else's."""
_READ_HERE_BYTES = 64 * 1024
"""A larger page is read off the loop."""
_GOOD = {Outcome.OK, Outcome.OK_TRUNCATED, Outcome.NOT_MODIFIED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Prober:
    """The parts of the shell that probing needs; the room is shared by all batches here."""

    stacks: OpenStacks
    controls: Callable[[], Controls]
    watch: OverloadWatch
    room: asyncio.Semaphore
    clock: Clock
    lexicon: Lexicon

    async def probe(
        self,
        sites: Sequence[Site],
        plan: VisitPlan,
        archive: Archive,
        *,
        prove: Callable[[], Awaitable[None]],
    ) -> BatchResult:
        """Visit all sites at once, as far as there is room; `prove` is asked before each visit."""
        controls = self.controls()
        async with asyncio.TaskGroup() as group:
            tasks = [
                group.create_task(self._visit(site, plan, archive, controls, prove))
                for site in sites
            ]
        visits = tuple(one for task in tasks if (one := task.result()) is not None)
        return BatchResult(visits=visits, controls=tuple(controls.checks))

    async def _visit(
        self,
        site: Site,
        plan: VisitPlan,
        archive: Archive,
        controls: Controls,
        prove: Callable[[], Awaitable[None]],
    ) -> SiteVisit | None:
        walk = VisitWalk(site=site, plan=plan)
        async with self.room, self.stacks() as stacks:
            await prove()
            while wave := walk.pending():
                for request in wave:
                    await self._look(walk, request, stacks, archive, controls)
        evidence = walk.evidence()
        if evidence is None or site.id is None:
            return None
        return SiteVisit(site_id=SiteId(site.id), evidence=evidence)

    async def _look(
        self,
        walk: VisitWalk,
        request: Request,
        stacks: Stacks,
        archive: Archive,
        controls: Controls,
    ) -> None:
        if request.purpose == "control":
            page = await controls.fetch(request)
            archive.keep(request, page)
            walk.absorb_control(request, page)
            return
        if request.pause:
            await self.clock.sleep(request.pause)
        page = await self._fetched(stacks[request.stack], request)
        record = archive.keep(request, page)
        if len(page.body) > _READ_HERE_BYTES:
            answer = await asyncio.to_thread(read_answer, request, page, record, self.lexicon)
        else:
            answer = read_answer(request, page, record, self.lexicon)
        walk.absorb(answer)

    async def _fetched(self, transport: Transport, request: Request) -> Page:
        """Fetch, and say when our own machine was overloaded while it failed."""
        began = self.clock.monotonic()
        page = await transport.fetch(request)
        good = page.outcome in _GOOD and page.seconds <= VISIT_LIMIT_SECONDS
        strain = "" if good else self.watch.strain(began)
        return replace(page, strain=strain) if strain else page
