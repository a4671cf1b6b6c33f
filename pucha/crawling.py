"""The client stacks, and what surveys and probes with them: chosen here for a process that asks.

Apart from the stores, because most commands read what is stored and ask no site: they need not
wait for the libraries of two client stacks and of all reading.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path

from audit.runner import horizons
from config.lexicon import load_lexicon
from config.terms import load_terms
from crawler.fleet.archiving.known_pages import CopyRules, KnownPages
from crawler.fleet.fetch.fetcher import Fetcher
from crawler.fleet.fetch.redirect_rules import RedirectRules
from crawler.fleet.own_faults.controls import Controls
from crawler.fleet.own_faults.our_crawls import OurCrawls
from crawler.fleet.own_faults.overload import OverloadWatch
from crawler.fleet.politeness.courtesy import Courtesy
from crawler.fleet.politeness.lane import Permit
from crawler.fleet.politeness.politeness import HostGate
from crawler.fleet.probe_sites import Prober
from crawler.fleet.probe_worker import ProbeWorker
from crawler.fleet.stacks.hop import HopClient, Lent
from crawler.fleet.stacks.hop_aiohttp import AiohttpHops
from crawler.fleet.stacks.hop_httpx import HttpxHops
from crawler.fleet.stacks.late import Late
from crawler.fleet.stacks.route import ConnectTo, Router
from crawler.fleet.survey_site import Surveyor
from crawler.fleet.worker import Shelf, SiteWorker
from crawler.render.chromium import why_not
from pucha import __version__
from pucha.clock import SiteClock, SystemClock, clock_of
from pucha.wire import Stores, segment_files, segment_folder
from schema.ports import PaceKeeper, Renderer, Transport
from schema.store.faults import fault_of
from schema.types.errors import ConfigError
from schema.types.ids import SiteId, SweepId
from schema.types.rulepack import RulePack
from schema.types.settings import NetworkSettings, Settings, SurveySettings
from schema.types.site import Site
from schema.types.survey import SurveyPlan
from schema.types.terms import NO_TERMS, TermList


def make_router(settings: Settings) -> Router:
    """Give the look-up of names under the guard of the settings."""
    return Router(
        servers=settings.network.resolver,
        allow=settings.network.allow,
        connect_to=[ConnectTo.parse(rule) for rule in settings.network.connect_to],
        ports=settings.network.ports,
    )


def make_gate(settings: Settings) -> HostGate:
    """Give the politeness of one process; all that asks in it goes through one gate."""
    return HostGate(settings.politeness, clock_of(settings.clock))


def make_fetcher(  # noqa: PLR0913, PLR0917 - the parts of a client stack
    hops: HopClient,
    settings: Settings,
    router: Router,
    gate: HostGate,
    clock: SystemClock,
    permit: Permit | None = None,
    rules: RedirectRules | None = None,
) -> Fetcher:
    """Give one client stack as the fleet uses it."""
    return Fetcher(
        hops=hops,
        router=router,
        gate=gate,
        clock=SiteClock(clock),
        settings=settings.fetch,
        user_agent=user_agent(settings.network),
        permit=permit,
        rules=rules,
    )


def user_agent(network: NetworkSettings) -> str:
    """Say who asks; raise ConfigError for a text that no header can hold."""
    return _user_agent(network.user_agent, network.contact)


@lru_cache(maxsize=8)
def _user_agent(form: str, contact: str) -> str:
    """Write the name once: each visit has fetchers of its own."""
    try:
        text = form.format(version=__version__, contact=contact)
    except (KeyError, IndexError, ValueError, AttributeError) as err:
        raise ConfigError(
            "setting network.user_agent: only {version} and {contact} may stand in braces"
        ) from err
    if not (text.isascii() and text.isprintable()):
        raise ConfigError(
            f"settings network.user_agent and network.contact: {text!r} is not printable ASCII"
        )
    return text


class Surveyors:
    """Give surveyors that share the politeness of this process and the watch over its machine."""

    def __init__(self, settings: Settings, gate: HostGate | None = None) -> None:
        self._settings = settings
        self._clock = clock_of(settings.clock)
        self._gate = gate or make_gate(settings)
        self._router = make_router(settings)
        self._watch = OverloadWatch(settings.overload, self._clock)
        self._gate.excuse(self._watch.strain)
        self._renderer = make_renderer(settings)
        self._watched = 0
        self._watching = AsyncExitStack()

    @asynccontextmanager
    async def _under_watch(self) -> AsyncIterator[OverloadWatch]:
        """Watch our machine as long as any survey is under way."""
        self._watched += 1
        if self._watched == 1:
            await self._watching.enter_async_context(self._watch.watching())
        try:
            yield self._watch
        finally:
            self._watched -= 1
            if not self._watched:
                await self._watching.aclose()
                if self._renderer is not None:
                    await self._renderer.close()

    @asynccontextmanager
    async def __call__(self, permit: Permit | None = None) -> AsyncIterator[Surveyor]:
        """Open the client stacks of one survey; `permit` is asked before each request."""
        time = SiteClock(self._clock)
        stacks: tuple[HopClient, ...] = (
            AiohttpHops(self._settings.fetch, time),
            HttpxHops(self._settings.fetch, time),
        )
        rules = RedirectRules()
        fetchers = [
            make_fetcher(hops, self._settings, self._router, self._gate, self._clock, permit, rules)
            for hops in stacks
        ]
        try:
            async with self._under_watch() as watch:
                yield Surveyor(
                    transports={fetcher.stack: fetcher for fetcher in fetchers},
                    gate=self._gate,
                    clock=self._clock,
                    lexicon=load_lexicon(),
                    watch=watch,
                    redirects=rules,
                    renderer=self._renderer,
                )
        finally:
            for fetcher in fetchers:
                await fetcher.close()


def make_renderer(settings: Settings) -> Renderer | None:
    """Give the browser of this process; None where the extra or a Chromium is not here."""
    if why_not(settings.render.chromium) is not None:
        return None
    from crawler.render.pool import RenderPool

    return RenderPool(settings.render, clock_of(settings.clock))


def survey_plan(
    site: Site, settings: Settings, pack: RulePack, as_of: datetime, *, slow: bool = False
) -> SurveyPlan:
    """Give the plan of one survey: how far back the edition looks, and our bounds."""
    return SurveyPlan(
        site=site,
        as_of=as_of,
        settings=_slow_bounds(settings) if slow else settings.survey,
        slow=slow,
        horizons=horizons(pack, as_of),
        visit_deadline=settings.fetch.visit_deadline,
        controls=settings.probe.controls,
        terms=_terms(settings.survey.lexicon),
        obey_robots=_obeys_robots(site, settings),
        vantage=settings.network.vantage,
    )


@asynccontextmanager
async def open_prober(
    settings: Settings, gate: HostGate | None = None, paces: PaceKeeper | None = None
) -> AsyncIterator[Prober]:
    """Open what probing needs: one gate, one watch and one room for all batches of a process."""
    clock = clock_of(settings.clock)
    site_time = SiteClock(clock)
    gate = gate or make_gate(settings)
    router = make_router(settings)

    shared = AiohttpHops(settings.fetch, site_time, keep_alive=False)

    @asynccontextmanager
    async def stacks() -> AsyncIterator[dict[str, Transport]]:
        def second() -> Fetcher:
            return make_fetcher(HttpxHops(settings.fetch, site_time), settings, router, gate, clock)

        first = make_fetcher(Lent(shared), settings, router, gate, clock)
        other = Late(HttpxHops.stack, second)
        try:
            yield {first.stack: first, other.stack: other}
        finally:
            await first.close()
            await other.close()

    watch = OverloadWatch(settings.overload, clock)
    gate.excuse(watch.strain)
    async with AsyncExitStack() as closing:
        closing.push_async_callback(shared.close)
        await closing.enter_async_context(watch.watching())
        own = await closing.enter_async_context(stacks())
        yield Prober(
            stacks=stacks,
            controls=lambda: Controls(own["aiohttp"], clock),
            watch=watch,
            room=asyncio.Semaphore(settings.probe.in_flight),
            clock=clock,
            lexicon=load_lexicon(),
            crawls=None if paces is None else OurCrawls(paces, clock, settings.politeness),
        )


def make_shelf(settings: Settings, stores: Stores) -> Shelf:
    """Give the look-up of what earlier surveys left of a site's pages."""
    files = segment_files(settings)

    async def known(sweep_id: SweepId, site_id: SiteId) -> KnownPages:
        rules = CopyRules(
            conditional=settings.fetch.conditional,
            recheck_share=settings.archive.recheck_share,
            days=settings.archive.recheck_days,
            salt=str(sweep_id),
            decoded_limit=settings.fetch.decoded_bytes,
        )
        return KnownPages(await stores.archive.copies(site_id), files, rules)

    return known


def make_probe_worker(settings: Settings, stores: Stores, prober: Prober) -> ProbeWorker:
    """Give the probe worker of this process."""
    return ProbeWorker(
        batches=stores.probes,
        prober=prober,
        archive=segment_folder(settings),
        clock=clock_of(settings.clock),
        fault_of=fault_of,
    )


def make_worker(settings: Settings, stores: Stores, gate: HostGate | None = None) -> SiteWorker:
    """Give the worker of this process."""
    gate = gate or make_gate(settings)
    return SiteWorker(
        leases=stores.leases,
        surveyor=Surveyors(settings, gate),
        shelf=make_shelf(settings, stores),
        courtesy=Courtesy(
            paces=stores.paces,
            gate=gate,
            router=make_router(settings),
            clock=clock_of(settings.clock),
            settings=settings.politeness,
        ),
        archive=segment_folder(settings),
        clock=clock_of(settings.clock),
        fault_of=fault_of,
        void_pause=settings.fleet.void_pause,
    )


def _slow_bounds(settings: Settings) -> SurveySettings:
    """Give the bounds of a site whose host must be asked less (politeness.slow_*)."""
    bounds, slow = settings.survey, settings.politeness
    return bounds.model_copy(
        update={
            "pages": min(bounds.pages, slow.slow_pages),
            "columns": min(bounds.columns, slow.slow_columns),
            "links": 0,  # a sample that is not worth the annoyance
        }
    )


@cache
def _terms(file: str) -> TermList:
    """Read the operator's terms once a process: every survey of a sweep goes by the same."""
    return load_terms(Path(file)) if file else NO_TERMS


def _obeys_robots(site: Site, settings: Settings) -> bool:
    """Tell whether robots.txt binds us: the word of the site's register entry, else the setting."""
    word = site.extra.get("robots", "").strip().lower()
    return (word if word in {"obey", "record"} else settings.politeness.robots) == "obey"
