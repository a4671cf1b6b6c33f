"""Run one survey: send what the walk asks for, keep every page, hand it back."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from crawler.fleet.politeness import HostGate
from crawler.policy.canonical import parse_http
from crawler.survey.walk import Arrival, SiteWalk
from schema.ports import Archive, Clock, Transport
from schema.types.capture import Request
from schema.types.lexicon import Lexicon
from schema.types.survey import SurveyPlan, SurveyResult

BeforeWave = Callable[[], Awaitable[None]]
"""Called before each wave; a worker proves there that the site is still its own."""
OnPages = Callable[[int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Surveyor:
    """The parts of the shell that one survey needs; the transports belong to this survey alone."""

    transports: Mapping[str, Transport]
    gate: HostGate
    clock: Clock
    lexicon: Lexicon

    async def survey(
        self,
        plan: SurveyPlan,
        archive: Archive,
        *,
        before_wave: BeforeWave | None = None,
        on_pages: OnPages | None = None,
    ) -> SurveyResult:
        """Survey one site within its bounds; every page is kept before it is read."""
        walk = SiteWalk(plan=plan, lexicon=self.lexicon)
        end = self.clock.monotonic() + plan.settings.seconds
        while wave := walk.wave():
            if self.clock.monotonic() >= end:
                walk.stop("seconds", plan.settings.seconds)
                break
            if before_wave is not None:
                await before_wave()
            arrivals = await asyncio.gather(*(self._fetch(one, archive) for one in wave))
            # Parsing holds the interpreter for milliseconds a page: off the loop.
            await asyncio.to_thread(walk.absorb, arrivals)
            self._heed_crawl_delay(plan, walk)
            if on_pages is not None:
                on_pages(len(wave))
        return walk.result()

    async def _fetch(self, request: Request, archive: Archive) -> Arrival:
        if request.pause:
            await self.clock.sleep(request.pause)
        page = await self.transports[request.stack].fetch(request)
        return request, page, archive.keep(request, page)

    def _heed_crawl_delay(self, plan: SurveyPlan, walk: SiteWalk) -> None:
        delay = walk.crawl_delay()
        home = parse_http(plan.site.home_url)
        if delay is not None and home is not None and plan.obey_robots:
            self.gate.slow_down(home.hostname, delay)
