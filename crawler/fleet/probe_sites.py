"""Visit the homepages of a batch: every look is kept, every site gets connections of its own."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field, replace

from crawler.fleet.own_faults.controls import Controls
from crawler.fleet.own_faults.our_crawls import OurCrawls
from crawler.fleet.own_faults.overload import OverloadWatch
from crawler.fleet.own_faults.watched import watched_fetch
from crawler.fleet.together import together
from crawler.survey.answer import Answer, look_answer
from crawler.survey.visit_walk import VisitPlan, VisitWalk
from schema.ports import Archive, Clock, Transport
from schema.types.capture import Page, Request
from schema.types.evidence import RecordRef
from schema.types.ids import SiteId
from schema.types.lexicon import Lexicon
from schema.types.probe import BatchResult, SiteVisit
from schema.types.site import Site

Stacks = dict[str, Transport]
OpenStacks = Callable[[], AbstractAsyncContextManager[Stacks]]
"""Opens the client stacks of one visit: its cookies and connections are nobody else's."""
_READ_HERE_BYTES = 64 * 1024
"""A larger page is read off the loop."""
_AT_ONCE = 20
"""Visits that are made ready before the loop turns."""
_TURN = 4
"""Visits that begin in one turn of the loop: about a millisecond's work."""


class Turns:
    """Keep the loop turning while many visits begin or have brought a page at the same time.

    A few visits begin in each turn, for a turn has a price of its own. One page is read at a time,
    and none while visits wait to begin: reading is the dear part, and what it holds up would be
    counted against the sites.
    """

    def __init__(self) -> None:
        self._beginning = asyncio.Semaphore(_TURN)
        self._reading = asyncio.Lock()
        self._waiting = 0

    async def begin(self, clock: Clock) -> None:
        """Wait until the loop has turned once for everybody who came before."""
        self._waiting += 1
        try:
            async with self._beginning:
                await clock.sleep(0)
        finally:
            self._waiting -= 1

    @asynccontextmanager
    async def looking(self, clock: Clock) -> AsyncIterator[None]:
        """Wait for this page's turn, and hold it."""
        async with self._reading:
            await clock.sleep(0)
            while self._waiting:
                await clock.sleep(0)
            yield


@dataclass(frozen=True, slots=True, kw_only=True)
class Prober:
    """The parts of the shell that probing needs; the room is shared by all batches here."""

    stacks: OpenStacks
    controls: Callable[[], Controls]
    watch: OverloadWatch
    room: asyncio.Semaphore
    clock: Clock
    lexicon: Lexicon
    turns: Turns = field(default_factory=Turns)
    crawls: OurCrawls | None = None
    """What our surveys met at the hosts; None: nobody surveys them."""

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
        tasks = []
        async with together() as group:
            for number, site in enumerate(sites):
                if number % _AT_ONCE == 0:
                    await self.clock.sleep(0)
                visit = self._visit(site, plan, archive, controls, prove)
                tasks.append(group.create_task(visit))
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
        async with self.room:
            await self.turns.begin(self.clock)
            walk = VisitWalk(site=site, plan=plan)
            await self._walked(walk, archive, controls, prove)
        evidence = walk.evidence()
        if evidence is None or site.id is None:
            return None
        return SiteVisit(site_id=SiteId(site.id), evidence=evidence)

    async def _walked(
        self,
        walk: VisitWalk,
        archive: Archive,
        controls: Controls,
        prove: Callable[[], Awaitable[None]],
    ) -> None:
        async with self.stacks() as stacks:
            await prove()
            while wave := walk.pending():
                for request in wave:
                    await self._look(walk, request, stacks, archive, controls)

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
            await self.clock.sleep(request.pause * self.clock.scale)
        page = await watched_fetch(stacks[request.stack], request, self.watch, self.clock)
        if self.crawls is not None:
            page = await self.crawls.weighed(page, walk.site.home_url)
        if not page.body:
            record = archive.keep(request, page)
            walk.absorb(look_answer(request, replace(page, exchanges=()), record, self.lexicon))
            return
        async with self.turns.looking(self.clock):
            record = archive.keep(request, page)
            walk.absorb(await self._read(request, replace(page, exchanges=()), record))

    async def _read(self, request: Request, page: Page, record: RecordRef) -> Answer:
        if len(page.body) > _READ_HERE_BYTES:
            return await asyncio.to_thread(look_answer, request, page, record, self.lexicon)
        return look_answer(request, page, record, self.lexicon)
