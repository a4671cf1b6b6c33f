"""The composition root: the stores, and what stands beside them.

Its other half, for what asks sites, is pucha.crawling.
"""

import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from audit.case.history import joined
from audit.case.moments import seen_by
from audit.case.outages import without_outages
from audit.case.vantages import with_quorum
from audit.case.visit_words import by_table
from crawler.fleet.archiving.archive import SegmentFolder
from crawler.fleet.archiving.object_store import SegmentStore
from crawler.fleet.archiving.segment_files import SegmentFiles
from crawler.policy.canonical import parse_http, registrable_domain, url_key
from pucha import __version__
from pucha.clock import clock_of
from pucha.editions import ENDING, Editions, read_kept
from pucha.embedded_postgres import EmbeddedPostgres
from pucha.migrations import current_revision, newest_revision, upgrade
from pucha.paths import archive_folder, data_folder
from schema.store.archive import ArchiveStore
from schema.store.casework import CaseStore
from schema.store.engine import async_url, open_engine, shown
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
from schema.types.errors import StoreUnavailable
from schema.types.evidence import Evidence
from schema.types.ids import SiteId
from schema.types.rulepack import RulePack
from schema.types.settings import Settings
from schema.types.sweep import Sweep

VISIT_HISTORY = timedelta(days=8)
"""Probe visits that a sheet looks back at: V1's week, and the day that it may begin in."""
SURVEY_HISTORY = timedelta(days=45)
EARLIER_SURVEYS = 3
"""Earlier surveys that a sheet looks back at, for the second visits that some items need."""
SOFTWARE = f"pucha/{__version__}"


def quorum_of(sweep: Sweep) -> int:
    """Give the vantages that must agree on a failure, as the sweep was made."""
    return Settings.model_validate(sweep.settings).probe.quorum


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
    editions: Editions

    async def pack_of(self, sweep: Sweep, edition: str | None = None) -> RulePack:
        """Give the edition that a sweep was made by, as it was then; or another one."""
        if edition not in {None, sweep.edition}:
            return await self.pack_named(str(edition))
        digest = sweep.edition_digest
        kept = None if digest is None else await self.sweeps.text(digest)
        return await self.pack_named(sweep.edition) if kept is None else read_kept(kept)

    async def pack_named(self, edition: str) -> RulePack:
        """Give an edition as it is now; one whose file is gone as it was kept last."""
        if edition.endswith(ENDING) or edition in self.editions.names():
            return self.editions.load(edition)
        kept = await self.sweeps.newest_text(edition)
        return self.editions.load(edition) if kept is None else read_kept(kept)

    async def sheet_evidence(
        self, sweep: Sweep, site_id: SiteId, pack: RulePack
    ) -> tuple[Evidence, ...]:
        """Give all that a sheet under an edition rests on, its survey in the middle."""
        survey = await self.results.evidence(sweep.id, site_id)
        return await self.with_history(sweep, site_id, survey, pack)

    async def with_history(
        self,
        sweep: Sweep,
        site_id: SiteId,
        survey: tuple[Evidence, ...],
        pack: RulePack,
        moment: datetime | None = None,
    ) -> tuple[Evidence, ...]:
        """Join a survey with other looks at what it saw, and the probe visits up to its point.

        What a look counts for is the edition's to say, before the quorum and outages are heard.
        With a moment: with the looks that were over by then, and the visits up to it.
        """
        earlier = await self._earlier(sweep, site_id)
        later = await self.results.second_looks(sweep.id, site_id)
        if moment is not None:
            earlier, later = seen_by(earlier, moment), seen_by(later, moment)
        point = moment or sweep.as_of
        visits = await self.visits.visits(site_id, point - VISIT_HISTORY, point)
        seen = with_quorum(by_table(visits, pack.visits), quorum_of(sweep))
        whole = (*by_table(joined(survey, earlier, later), pack.visits), *seen)
        outages = await self.outages.approved(site_id, point - VISIT_HISTORY, point + VISIT_HISTORY)
        return without_outages(whole, outages)

    async def looking_back(self, sweep: Sweep, site_id: SiteId) -> AsyncIterator[Sweep]:
        """Give a sweep and those that a site's sheet in it looks back at, the newest first."""
        yield sweep
        since = sweep.as_of - SURVEY_HISTORY
        for one in await self.results.earlier_sweeps(
            sweep, site_id, since=since, sweeps=EARLIER_SURVEYS
        ):
            if (found := await self.sweeps.get(one)) is not None:
                yield found

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
            editions=Editions(settings.editions),
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


def segment_files(settings: Settings) -> SegmentFiles:
    """Give the archive to read from: the folder here, then the store that segments went to."""
    remote = SegmentStore(settings.archive) if settings.archive.store else None
    return SegmentFiles(archive_folder(settings), remote)


def _first_line(err: Exception) -> str:
    return str(err).strip().splitlines()[0] if str(err).strip() else type(err).__name__


def _group_of(url: str) -> str:
    """Name what sites share when nobody knows their address."""
    parsed = parse_http(url)
    return url if parsed is None else registrable_domain(parsed.hostname)
