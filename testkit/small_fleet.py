"""Workers over small sites on a virtual clock: killed, cut off and slow, all by one seed.

The real worker, surveyor, fetcher and gate run; the leases, the sockets and the disk are in memory.
"""

import asyncio
import uuid
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import cast

from config.lexicon import load_lexicon
from crawler.fleet.archiving.archive import SegmentFolder
from crawler.fleet.archiving.known_pages import CopyRules, KnownPages
from crawler.fleet.archiving.segment_files import SegmentFiles
from crawler.fleet.fetch.fetcher import Fetcher
from crawler.fleet.politeness.courtesy import Courtesy
from crawler.fleet.politeness.lane import Permit
from crawler.fleet.politeness.politeness import HostGate
from crawler.fleet.stacks.route import Route, Router
from crawler.fleet.survey_site import Surveyor
from crawler.fleet.worker import SiteWorker
from schema.types.capture import Page, Request
from schema.types.column import ColumnClass
from schema.types.errors import AlreadyDone, LeaseBusy, LeaseLost, StoreUnavailable
from schema.types.evidence import RecordRef
from schema.types.facts import Fact, VisitFact
from schema.types.ids import LeaseToken, SiteId, SweepId
from schema.types.lease import Lease, SegmentRow
from schema.types.pace import HostPace
from schema.types.page_copy import PageCopy
from schema.types.settings import FetchSettings, PolitenessSettings, SurveySettings
from schema.types.survey import FinishedSurvey, SurveyPlan
from testkit.small_world import MemoryHops, small_site
from testkit.virtual_loop import START, LoopClock

TTL = 4.0
DELAY = 0.5
SWEEP = SweepId(1)
_POLITE = PolitenessSettings(delay=DELAY, concurrency=2)
_SURVEY = SurveySettings(
    articles_per_column=2, letters_per_mailbox=2, pages_per_mailbox=1, links=0, guides=0
)


@dataclass(slots=True)
class _Row:
    epoch: int = 0
    token: LeaseToken | None = None
    expires: float = 0.0
    holder: str = ""
    began: dict[str, float] = field(default_factory=dict)


class MemoryLeases:
    """The lease table of one sweep, with the fence of the store; time is the loop's."""

    def __init__(self) -> None:
        self.rows: dict[SiteId, _Row] = {}
        self.accepted: dict[SiteId, FinishedSurvey] = {}
        self.commits: Counter[SiteId] = Counter()
        self.failed: Counter[SiteId] = Counter()
        self.holders: list[tuple[float, SiteId, str]] = []
        """Who took which site, and when."""


class Keeper:
    """One worker's connection to the leases; it can be cut, and ends with its worker."""

    ttl = TTL

    def __init__(self, leases: MemoryLeases, name: str) -> None:
        self._leases = leases
        self.name = name
        self.cut_until = 0.0
        self.dead = False

    def _ask(self) -> float:
        """Give the time; raise where the line is cut."""
        now = asyncio.get_running_loop().time()
        if self.dead or now < self.cut_until:
            raise StoreUnavailable("the line to the database is cut")
        return now

    async def acquire(
        self, sweep_id: SweepId, site_id: SiteId, slots: tuple[str, ...] = ()
    ) -> Lease:
        """Take a site that is free, or whose holder let it run out."""
        now = self._ask()
        if site_id in self._leases.accepted:
            raise AlreadyDone(f"site {site_id}")
        row = self._leases.rows.setdefault(site_id, _Row())
        if row.token is not None and row.expires >= now:
            raise LeaseBusy(START + timedelta(seconds=row.expires))
        row.epoch, row.token = row.epoch + 1, LeaseToken(uuid.uuid4())
        row.expires, row.holder = now + TTL, self.name
        self._leases.holders.append((now, site_id, self.name))
        return Lease(
            token=row.token,
            epoch=row.epoch,
            deadline=now + TTL * 2 / 3,
            sweep_id=sweep_id,
            site_id=site_id,
            slots=slots,
        )

    async def renew(self, leases: Sequence[Lease]) -> None:
        """Renew what is still held; mark the rest as lost."""
        now = self._ask()
        for lease in leases:
            row = self._leases.rows[lease.site_id]
            if row.token == lease.token:
                row.expires, lease.deadline = now + TTL, now + TTL * 2 / 3
            else:
                lease.lost = True

    async def release(self, lease: Lease) -> None:
        """Free the site where it is still held."""
        self._ask()
        row = self._leases.rows[lease.site_id]
        if row.token == lease.token:
            row.token = None
            self._leases.failed[lease.site_id] += 1

    async def refuse(self, lease: Lease) -> None:
        """Note nothing."""

    async def failures(self, sweep_id: SweepId, site_id: SiteId) -> int:
        """Count the attempts that were given back."""
        del sweep_id
        return self._leases.failed[site_id]

    async def commit(
        self, lease: Lease, survey: FinishedSurvey, segments: Sequence[SegmentRow]
    ) -> None:
        """Accept a result behind the fence; the same holder may repeat it."""
        del segments
        self._ask()
        row = self._leases.rows[lease.site_id]
        if row.token != lease.token or row.epoch != lease.epoch:
            raise LeaseLost(f"site {lease.site_id}")
        row.token = None
        self._leases.accepted[lease.site_id] = survey
        self._leases.commits[lease.site_id] += 1


class _Segment:
    """A segment that keeps nothing but its count."""

    copies: Sequence[PageCopy] = ()

    def __init__(self) -> None:
        self._records = 0

    def keep(self, request: Request, page: Page, copy: PageCopy | None = None) -> RecordRef:
        del request, page, copy
        self._records += 1
        return RecordRef(segment="memory", offset=self._records, length=1)

    def seal(self) -> list[SegmentRow]:
        return []

    def abandon(self) -> None:
        return


class MemorySegments:
    """An archive that keeps nothing."""

    def open(self, name: str, *, now: datetime) -> _Segment:
        """Begin one."""
        del name, now
        return _Segment()


class MemoryPaces:
    """Knows of no host."""

    async def of(self, host: str) -> HostPace | None:
        """Know nothing of it."""
        del host
        return None

    async def keep(self, pace: HostPace) -> None:
        """Forget it."""
        del pace


class MemoryRouter(Router):
    """Gives each host an address of its own without asking anybody."""

    async def route(self, host: str, port: int, *, named: bool = False) -> Route:
        """Give the address that the host's number makes."""
        del named
        return Route(host=host, addresses=(f"127.0.1.{host[1:].partition('.')[0]}",), port=port)

    def recall(self, host: str, port: int, *, named: bool = False) -> Route | None:
        """Remember nothing."""
        del host, port, named
        return None


@dataclass(slots=True, kw_only=True)
class SmallRun:
    """What one small sweep came to, for the checks."""

    leases: MemoryLeases
    requests: list[tuple[float, str, str]]
    """When, to which host, by which worker."""
    seconds: float
    killed: int
    cut: int

    def facts(self, site: SiteId) -> tuple[Fact, ...]:
        """Give what was proved of a site, visits aside: they tell of times."""
        rows = self.leases.accepted[site].result.evidence
        return tuple(row.fact for row in rows if not isinstance(row.fact, VisitFact))


@dataclass(slots=True)
class _World:
    leases: MemoryLeases
    requests: list[tuple[float, str, str]]
    trouble: Counter[str]
    sites: int
    calm: bool


async def small_sweep(
    seed: int, *, sites: int = 3, workers: int = 2, calm: bool = False
) -> SmallRun:
    """Sweep small sites to the end, with kills and cuts drawn from the seed unless it is calm."""
    rng = Random(seed)
    leases, requests = MemoryLeases(), list[tuple[float, str, str]]()
    trouble = Counter[str]()
    world = _World(leases, requests, trouble, sites, calm)
    await asyncio.gather(*(_work(f"w{n}", world, rng) for n in range(workers)))
    return SmallRun(
        leases=leases,
        requests=requests,
        seconds=asyncio.get_running_loop().time(),
        killed=trouble["killed"],
        cut=trouble["cut"],
    )


async def _work(name: str, world: _World, rng: Random) -> None:
    """Start processes one after another until all sites are accepted: a killed one is replaced."""
    life = 0
    while len(world.leases.accepted) < world.sites:
        life += 1
        keeper = Keeper(world.leases, f"{name}.{life}")
        task = asyncio.create_task(_process(keeper, world.requests, rng, world.sites))
        if world.calm or rng.random() < 0.3:  # noqa: PLR2004
            await task
            return
        await asyncio.sleep(rng.uniform(0.1, 12.0))
        if task.done():
            await task
            return
        if rng.random() < 0.5:  # noqa: PLR2004
            world.trouble["cut"] += 1
            keeper.cut_until = asyncio.get_running_loop().time() + rng.uniform(1.0, 20.0)
            await task
            return
        world.trouble["killed"] += 1
        keeper.dead = True
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _process(
    keeper: Keeper, requests: list[tuple[float, str, str]], rng: Random, sites: int
) -> None:
    """Survey whatever is free until nothing is left."""
    clock, gate = LoopClock(), HostGate(_POLITE, LoopClock())
    worker = _worker(keeper, gate, requests, rng)
    renewing = asyncio.create_task(worker.keep_leases())
    try:
        left = [SiteId(number) for number in range(1, sites + 1)]
        while left:
            site_id = rng.choice(left)
            try:
                site = small_site(site_id)
                guest = await worker.welcome(site, nightly=True)
                await worker.work(SWEEP, site_id, small_plan(site_id), guest)
                left.remove(site_id)
            except AlreadyDone:
                left.remove(site_id)
            except (LeaseBusy, LeaseLost):
                await clock.sleep(rng.uniform(1.0, 4.0))
    finally:
        renewing.cancel()


def small_plan(site_id: SiteId) -> SurveyPlan:
    """Give the plan of a small site's survey."""
    return SurveyPlan(
        site=small_site(site_id),
        as_of=START,
        settings=_SURVEY,
        horizons={ColumnClass.NEWS: 14, ColumnClass.NOTICE: 180},
        visit_deadline=20.0,
        obey_robots=True,
        vantage="test",
    )


def _worker(
    keeper: Keeper, gate: HostGate, requests: list[tuple[float, str, str]], rng: Random
) -> SiteWorker:
    clock, router = LoopClock(), MemoryRouter()

    @asynccontextmanager
    async def surveyor(permit: Permit) -> AsyncIterator[Surveyor]:
        transports = {}
        for stack in ("aiohttp", "httpx"):
            hops = MemoryHops(stack, rng, requests)
            hops.owner = keeper.name
            transports[stack] = Fetcher(
                hops=hops,
                router=router,
                gate=gate,
                clock=clock,
                settings=FetchSettings(),
                user_agent="pucha/test",
                permit=permit,
            )
        yield Surveyor(transports=transports, gate=gate, clock=clock, lexicon=load_lexicon())

    async def shelf(sweep_id: SweepId, site_id: SiteId) -> KnownPages:
        del sweep_id, site_id
        return KnownPages((), cast("SegmentFiles", None), _NO_COPIES)

    return SiteWorker(
        leases=keeper,
        surveyor=surveyor,
        shelf=shelf,
        courtesy=Courtesy(
            paces=MemoryPaces(), gate=gate, router=router, clock=clock, settings=_POLITE
        ),
        archive=cast("SegmentFolder", MemorySegments()),
        clock=clock,
        fault_of=lambda err: err if isinstance(err, StoreUnavailable) else None,
        void_pause=1.0,
    )


_NO_COPIES = CopyRules(conditional=False, recheck_share=0, days=0, salt="", decoded_limit=1 << 24)
