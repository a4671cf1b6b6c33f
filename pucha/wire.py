"""The composition root: the only place that chooses adapters."""

import asyncio
import os
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib import resources
from pathlib import Path

from audit.checks import known_checks
from audit.history import joined
from audit.outages import without_outages
from audit.rulepack import parse_rulepack
from audit.runner import horizons
from audit.vantages import with_quorum
from config.lexicon import load_lexicon
from config.terms import load_terms
from crawler.fleet.archive import SegmentFolder
from crawler.fleet.controls import Controls
from crawler.fleet.courtesy import Courtesy
from crawler.fleet.fetcher import Fetcher
from crawler.fleet.hop import HopClient, Lent
from crawler.fleet.hop_aiohttp import AiohttpHops
from crawler.fleet.hop_httpx import HttpxHops
from crawler.fleet.known_pages import CopyRules, KnownPages
from crawler.fleet.object_store import SegmentStore
from crawler.fleet.overload import OverloadWatch
from crawler.fleet.politeness import HostGate, Permit
from crawler.fleet.probe_sites import Prober
from crawler.fleet.probe_worker import ProbeWorker
from crawler.fleet.route import ConnectTo, Router
from crawler.fleet.segment_files import SegmentFiles
from crawler.fleet.survey_site import Surveyor
from crawler.fleet.worker import Shelf, SiteWorker
from crawler.policy.canonical import parse_http, registrable_domain, url_key
from crawler.render.chromium import why_not
from pucha import __version__
from pucha.clock import SiteClock, SystemClock, clock_of
from pucha.embedded_postgres import EmbeddedPostgres
from pucha.migrations import current_revision, newest_revision, upgrade
from pucha.paths import archive_folder, data_folder
from schema.ports import Renderer, Transport
from schema.store.archive import ArchiveStore
from schema.store.casework import CaseStore
from schema.store.engine import async_url, open_engine, shown
from schema.store.faults import fault_of
from schema.store.history import HistoryStore
from schema.store.lease import LeaseStore
from schema.store.outages import OutageStore
from schema.store.outbox import Outbox
from schema.store.pace import PaceStore
from schema.store.probes import ProbeStore
from schema.store.register import RegisterStore
from schema.store.results import ResultStore
from schema.store.seals import SealStore
from schema.store.second_visits import SecondVisitStore
from schema.store.statistics import StatisticsStore
from schema.store.sweeps import SweepStore
from schema.store.visits import VisitStore
from schema.types.errors import ConfigError, RulePackError, StoreUnavailable
from schema.types.evidence import Evidence
from schema.types.ids import SiteId, SweepId
from schema.types.rulepack import RulePack
from schema.types.settings import NetworkSettings, Settings, SurveySettings
from schema.types.site import Site
from schema.types.survey import SurveyPlan
from schema.types.sweep import Sweep
from schema.types.terms import NO_TERMS, TermList

VISIT_HISTORY = timedelta(days=8)
"""Probe visits that a sheet looks back at: V1's week, and the day that it may begin in."""
SURVEY_HISTORY = timedelta(days=45)
EARLIER_SURVEYS = 3
"""Earlier surveys that a sheet looks back at, for the second visits that some items need."""
SOFTWARE = f"pucha/{__version__}"


def _edition_text(name: str) -> str:
    path = resources.files("config") / "rulepacks" / f"{name}.toml"
    if not path.is_file():
        raise RulePackError(f"there is no edition {name!r} to be based on")
    return path.read_text(encoding="utf-8")


def load_edition(name: str) -> RulePack:
    """Load an edition of the sheet by its name; raise RulePackError that lists the known ones."""
    folder = resources.files("config") / "rulepacks"
    known = sorted(
        entry.name.removesuffix(".toml")
        for entry in folder.iterdir()
        if entry.name.endswith(".toml")
    )
    if name not in known:
        raise RulePackError(f"there is no edition {name!r}; known are: {', '.join(known)}")
    return parse_rulepack(_edition_text(name), known_checks=known_checks(), base_text=_edition_text)


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
    )


def user_agent(network: NetworkSettings) -> str:
    """Say who asks; raise ConfigError for a text that no header can hold."""
    try:
        text = network.user_agent.format(version=__version__, contact=network.contact)
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
        fetchers = [
            make_fetcher(hops, self._settings, self._router, self._gate, self._clock, permit)
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


def quorum_of(sweep: Sweep) -> int:
    """Give the vantages that must agree on a failure, as the sweep was made."""
    return Settings.model_validate(sweep.settings).probe.quorum


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
async def open_prober(settings: Settings, gate: HostGate | None = None) -> AsyncIterator[Prober]:
    """Open what probing needs: one gate, one watch and one room for all batches of a process."""
    clock = clock_of(settings.clock)
    site_time = SiteClock(clock)
    gate = gate or make_gate(settings)
    router = make_router(settings)

    shared = AiohttpHops(settings.fetch, site_time, keep_alive=False)

    @asynccontextmanager
    async def stacks() -> AsyncIterator[dict[str, Transport]]:
        own: tuple[HopClient, ...] = (Lent(shared), HttpxHops(settings.fetch, site_time))
        fetchers = [make_fetcher(hops, settings, router, gate, clock) for hops in own]
        try:
            yield {fetcher.stack: fetcher for fetcher in fetchers}
        finally:
            for fetcher in fetchers:
                await fetcher.close()

    watch = OverloadWatch(settings.overload, clock)
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
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Stores:
    """All stores on one pool."""

    url: str
    register: RegisterStore
    sweeps: SweepStore
    results: ResultStore
    leases: LeaseStore
    archive: ArchiveStore
    seals: SealStore
    outbox: Outbox
    probes: ProbeStore
    visits: VisitStore
    history: HistoryStore
    outages: OutageStore
    statistics: StatisticsStore
    second_visits: SecondVisitStore

    async def sheet_evidence(self, sweep: Sweep, site_id: SiteId) -> tuple[Evidence, ...]:
        """Give all that a sheet rests on, its survey in the middle."""
        survey = await self.results.evidence(sweep.id, site_id)
        return await self.with_history(sweep, site_id, survey)

    async def with_history(
        self, sweep: Sweep, site_id: SiteId, survey: tuple[Evidence, ...]
    ) -> tuple[Evidence, ...]:
        """Join a survey with other looks at what it saw, and the probe visits up to its point."""
        earlier = await self._earlier(sweep, site_id)
        later = await self.results.second_looks(sweep.id, site_id)
        seen = await self.visits.visits(site_id, sweep.as_of - VISIT_HISTORY, sweep.as_of)
        whole = (*joined(survey, earlier, later), *with_quorum(seen, quorum_of(sweep)))
        outages = await self.outages.approved(
            site_id, sweep.as_of - VISIT_HISTORY, sweep.as_of + VISIT_HISTORY
        )
        return without_outages(whole, outages)

    async def first_look(self, sweep: Sweep, site_id: SiteId) -> tuple[Evidence, ...]:
        """Give what a survey and earlier ones saw, before any second visit that follows it."""
        survey = await self.results.evidence(sweep.id, site_id)
        return joined(survey, await self._earlier(sweep, site_id))

    async def _earlier(self, sweep: Sweep, site_id: SiteId) -> tuple[tuple[int, Evidence], ...]:
        since = sweep.as_of - SURVEY_HISTORY
        return await self.results.earlier(sweep, site_id, since=since, sweeps=EARLIER_SURVEYS)

    paces: PaceStore
    cases: CaseStore


def start_database(settings: Settings) -> tuple[str, EmbeddedPostgres | None]:
    """Give the address of the database; the embedded one is started and brought up to date."""
    if settings.database.url:
        async_url(settings.database.url)  # a malformed address is said before anything starts
        return settings.database.url, None
    server = EmbeddedPostgres(data_folder(settings) / "postgres")
    server.start()
    upgrade(async_url(server.url).render_as_string(hide_password=False))
    return server.url, server


@asynccontextmanager
async def open_stores(url: str, settings: Settings) -> AsyncIterator[Stores]:
    """Open the stores; raise StoreUnavailable when the database is away or of another version."""
    clock = clock_of(settings.clock)
    engine = open_engine(url)
    try:
        try:
            found = await current_revision(engine)
        except Exception as err:
            raise StoreUnavailable(
                f"the database {shown(url)} cannot be reached: {_first_line(err)}"
            ) from err
        if found != newest_revision():
            raise StoreUnavailable(
                f"the database {shown(url)} is at revision {found}, this pucha needs "
                f"{newest_revision()}: run `pucha db upgrade`"
            )
        holder = f"{socket.gethostname()}:{os.getpid()}"
        ttl = settings.fleet.lease_seconds
        yield Stores(
            url=url,
            register=RegisterStore(engine, url_key),
            sweeps=SweepStore(engine),
            results=ResultStore(engine),
            archive=ArchiveStore(engine),
            seals=SealStore(engine),
            outbox=Outbox(engine),
            leases=LeaseStore(
                engine,
                clock,
                holder=holder,
                ttl=ttl,
                url_key=url_key,
                slots_each=settings.politeness.address_slots,
            ),
            paces=PaceStore(engine, clock),
            probes=ProbeStore(engine, clock, holder=holder, ttl=ttl),
            visits=VisitStore(engine, _group_of),
            history=HistoryStore(engine),
            outages=OutageStore(engine),
            cases=CaseStore(engine),
            statistics=StatisticsStore(engine),
            second_visits=SecondVisitStore(engine),
        )
    finally:
        await engine.dispose()


def segment_folder(settings: Settings) -> SegmentFolder:
    """Give where the attempts of this process write."""
    return SegmentFolder(
        root=archive_folder(settings),
        software=SOFTWARE,
        part_bytes=settings.archive.segment_bytes,
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


def segment_files(settings: Settings) -> SegmentFiles:
    """Give the archive to read from: the folder here, then the store that segments went to."""
    remote = SegmentStore(settings.archive) if settings.archive.store else None
    return SegmentFiles(archive_folder(settings), remote)


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


def _first_line(err: Exception) -> str:
    return str(err).strip().splitlines()[0] if str(err).strip() else type(err).__name__


def _group_of(url: str) -> str:
    """Name what sites share when nobody knows their address."""
    parsed = parse_http(url)
    return url if parsed is None else registrable_domain(parsed.hostname)
