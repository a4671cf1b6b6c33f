"""Run one survey: send what the walk asks for, keep every page, hand it back."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace

from tenacity import AsyncRetrying, RetryCallState, retry_if_result, stop_after_attempt

from crawler.fleet.archiving.known_pages import KnownPages
from crawler.fleet.fetch.redirect_rules import RedirectRules
from crawler.fleet.own_faults.controls import Controls
from crawler.fleet.own_faults.overload import OverloadWatch
from crawler.fleet.own_faults.own_network import OwnNetwork
from crawler.fleet.own_faults.watched import watched_fetch
from crawler.fleet.politeness.politeness import HostGate
from crawler.fleet.together import together
from crawler.policy.canonical import address_of, parse_http
from crawler.policy.pace import REFUSALS
from crawler.policy.retry import ATTEMPTS, retry_pause
from crawler.survey.walk import Arrival, SiteWalk
from schema.ports import Archive, Clock, Renderer, Transport
from schema.types.capture import RENDER, Page, Request, not_rendered
from schema.types.lexicon import Lexicon
from schema.types.outcome import Outcome
from schema.types.pace import PaceState
from schema.types.survey import SurveyPlan, SurveyResult

BeforeWave = Callable[[], Awaitable[None]]
"""Called before each wave; a worker proves there that the site is still its own."""
OnPages = Callable[[int], None]
FIRST_TRY = "-first"
"""Added to the purpose of an answer that was asked for again."""
_PLAIN_ERRORS = {Outcome.HTTP_4XX, Outcome.HTTP_5XX}


@dataclass(frozen=True, slots=True, kw_only=True)
class Surveyor:
    """The parts of the shell that one survey needs; the transports belong to this survey alone."""

    transports: Mapping[str, Transport]
    gate: HostGate
    clock: Clock
    lexicon: Lexicon
    watch: OverloadWatch | None = None
    """Watches our own machine: a visit that its overload may have spoiled is void."""
    known: KnownPages | None = None
    """The whole copies of this site's pages; None: every page is asked for whole."""
    redirects: RedirectRules | None = None
    """What the transports ask before they follow a redirect; None: they follow all."""
    renderer: Renderer | None = None
    """Shows the pages that only scripts fill; None: they stay `js_required`."""

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
        network = OwnNetwork(
            targets=plan.controls,
            home_url=plan.site.home_url,
            deadline=plan.visit_deadline,
            controls=Controls(self.transports["aiohttp"], self.clock),
            archive=archive,
        )
        if self.redirects is not None:
            self.redirects.begin(walk.robots, self.transports["aiohttp"], archive)
        end = self.clock.monotonic() + plan.settings.seconds
        while wave := walk.wave():
            if self.clock.monotonic() >= end:
                walk.stop("seconds", plan.settings.seconds)
                break
            if before_wave is not None:
                await before_wave()
            async with together() as group:
                tasks = [group.create_task(self._fetch(one, archive, network)) for one in wave]
            arrivals = [task.result() for task in tasks]
            # Parsing holds the interpreter for milliseconds a page: off the loop.
            await asyncio.to_thread(walk.absorb, arrivals)
            self._heed_crawl_delay(plan, walk)
            if on_pages is not None:
                on_pages(len(wave))
        return walk.result()

    async def _fetch(self, request: Request, archive: Archive, network: OwnNetwork) -> Arrival:
        if request.pause:
            await self.clock.sleep(request.pause * self.clock.scale)
        if request.purpose == RENDER:
            return await self._render(request, archive)
        if self.known is None:
            page = await self._fetch_twice_at_most(request, archive)
            page = await network.weighed(request, page)
            return request, page, archive.keep(request, page)
        return await self._fetch_known(request, archive, network, self.known)

    async def _render(self, request: Request, archive: Archive) -> Arrival:
        """Have a page shown; what the browser was given is kept before what it made of it."""
        if self.renderer is None:
            why = "no browser is installed beside pucha (pucha[render])"
            page = not_rendered(request, self.clock.now(), why)
            return request, page, archive.keep(request, page)
        shown = await self.renderer.render(request, self.transports[request.stack])
        for part, given in shown.parts:
            archive.keep(part, given)
        return request, shown.page, archive.keep(request, shown.page)

    async def _fetch_known(
        self, request: Request, archive: Archive, network: OwnNetwork, known: KnownPages
    ) -> Arrival:
        """Ask conditionally; a copy that is lost is asked for again, whole."""
        asked = known.ask(request, self.clock.now())
        page = await self._fetch_twice_at_most(asked, archive)
        settled = await known.settle(asked, page)
        if settled is not None:
            page, copy = settled
            page = await network.weighed(request, page)
            return request, page, archive.keep(asked, page, copy)
        again = await self._fetch_twice_at_most(request, archive)
        page = replace(
            again,
            exchanges=(*page.exchanges, *again.exchanges),
            wire_bytes=page.wire_bytes + again.wire_bytes,
        )
        page = await network.weighed(request, page)
        return request, page, archive.keep(request, page)

    async def _fetch_twice_at_most(self, request: Request, archive: Archive) -> Page:
        """Send a request once more where that can help (`crawler.policy.retry`).

        The first answer is kept too, under a purpose of its own: the walk never sees it.
        """
        transport = self.transports[request.stack]
        first = replace(request, purpose=f"{request.purpose}{FIRST_TRY}")

        def pause(page: Page) -> float | None:
            return retry_pause(request.purpose, page.outcome, page.status)

        def keep_first(state: RetryCallState) -> None:
            archive.keep(first, _page_of(state))

        async def attempt() -> Page:
            page = await watched_fetch(transport, request, self.watch, self.clock)
            return page if request.purpose == "visit" else self._as_limited(page)

        retrying = AsyncRetrying(
            stop=stop_after_attempt(ATTEMPTS),
            retry=retry_if_result(lambda page: pause(page) is not None),
            wait=lambda state: pause(_page_of(state)) or 0.0,
            before_sleep=keep_first,
            sleep=self.clock.sleep,
            retry_error_callback=_page_of,
        )
        return await retrying(attempt)

    def _as_limited(self, page: Page) -> Page:
        """Call a refusal a limit where the host began to refuse in our own crawl (§2)."""
        address = address_of(page.final_url)
        if page.status not in REFUSALS or page.outcome not in _PLAIN_ERRORS or address is None:
            return page
        state = self.gate.state(address.hostname)
        if state is None or state[0] is not PaceState.RATE_LIMITED:
            return page
        reason = f"{page.reason}, as to all since the host began to refuse us"
        return replace(page, outcome=Outcome.RATE_LIMITED, reason=reason)

    def _heed_crawl_delay(self, plan: SurveyPlan, walk: SiteWalk) -> None:
        delay = walk.crawl_delay()
        home = parse_http(plan.site.home_url)
        if delay is not None and home is not None and plan.obey_robots:
            self.gate.slow_down(home.hostname, delay)


def _page_of(state: RetryCallState) -> Page:
    if state.outcome is None:
        raise TypeError(state)
    page: Page = state.outcome.result()
    return page
