"""Walk whole sites with the product's own parts, everything stored: what `make bench` measures.

Each page is fetched by the fleet's Fetcher, kept in the attempt's WARC segment, read into facts,
and the facts of a site go in by the fenced statement. Only the choice of pages is this bench's own:
every link inside the site, decided on strings before any object is made. (A survey of the product
asks for far fewer: the homepage, columns as far back as the edition looks, undated articles.)
"""

import argparse
import asyncio
import json
import sys
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from config.lexicon import load_lexicon
from config.settings import load_settings
from crawler.fleet.archiving.archive import SegmentWriter
from crawler.fleet.attempt import Attempts
from crawler.fleet.fetch.fetcher import Fetcher
from crawler.fleet.own_faults.garbage import spare_the_loop
from crawler.fleet.stacks.hop_aiohttp import AiohttpHops
from crawler.reader_version import reader_version
from crawler.reading import read_page
from pucha.clock import SystemClock
from pucha.crawling import make_fetcher, make_gate, make_router
from pucha.wire import Stores, open_stores, segment_folder
from schema.store.faults import fault_of
from schema.types.capture import Page, Request
from schema.types.column import ColumnClass
from schema.types.evidence import Evidence, Provenance, RecordRef
from schema.types.facts import ColumnFact, ItemFact
from schema.types.lease import Lease
from schema.types.lexicon import Lexicon
from schema.types.outcome import PageClass
from schema.types.reading import PageKind, PageReading
from schema.types.settings import Settings
from schema.types.site import Site
from schema.types.survey import FinishedSurvey, ItemSighting, SurveyResult
from schema.types.sweep import Sweep, SweepKind

AS_OF = datetime(2026, 7, 1, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
_AT_ONCE = 16
"""Sites under way at once, each with eight requests at most: as the kit's walkers."""
_EACH = 8
_LISTS = {PageKind.COLUMN, PageKind.HOME}


@dataclass(slots=True)
class Frontier:
    """The addresses of one site that are still to be asked for; seen is decided on strings."""

    home: str
    inside: str = ""
    """How every address of the site begins."""
    waiting: deque[str] = field(default_factory=deque)
    seen: set[str] = field(default_factory=set)
    under_way: int = 0

    def __post_init__(self) -> None:
        self.inside = self.home[: self.home.index("/", 8) + 1]
        self.take((self.home,))

    def take(self, urls: Sequence[str]) -> None:
        """Add what is new and inside the site."""
        for url in urls:
            if url not in self.seen and url.startswith(self.inside):
                self.seen.add(url)
                self.waiting.append(f"{url}index.html" if url.endswith("/") else url)


@dataclass(slots=True)
class Walk:
    """What one walk over a site found."""

    extractor: str
    evidence: list[Evidence] = field(default_factory=list)
    sightings: list[ItemSighting] = field(default_factory=list)
    pages: int = 0
    wire_bytes: int = 0

    def take(self, page: Page, reading: PageReading, record: RecordRef) -> None:
        """Keep a page's facts."""
        provenance = Provenance(
            url=page.final_url, fetched_at=page.fetched_at, digest=page.sha256,
            locator=None, extractor=self.extractor, record=record,
        )  # fmt: skip
        if reading.kind in _LISTS:
            fact = _column(page, reading)
            name = f"column-{len(self.evidence)}"
            self.evidence.append(Evidence(id=name, fact=fact, provenance=(provenance,)))
        elif reading.published is not None:
            self.sightings.append(
                ItemSighting(
                    column_url=page.url, url_key=page.url, url=page.url,
                    title=reading.title, claims=reading.claims,
                )
            )  # fmt: skip

    def result(self) -> SurveyResult:
        """Give what goes into the store."""
        return SurveyResult(
            evidence=tuple(self.evidence),
            items=tuple(self.sightings),
            checks=(),
            pages=self.pages,
            wire_bytes=self.wire_bytes,
            robots=None,
            crawl_delay=None,
        )


def _column(page: Page, reading: PageReading) -> ColumnFact:
    items = tuple(
        ItemFact(title=item.title, url=item.url, date=item.date, undated=None, locator=item.locator)
        for item in reading.items
    )
    return ColumnFact(
        name=reading.title,
        url=page.url,
        column_class=ColumnClass.OTHER,
        registered=False,
        on_home=False,
        update_days=None,
        exempt=None,
        outcome=page.outcome,
        status=page.status,
        page_class=PageClass.PAGE,
        list_state=reading.list_state,
        reason="",
        items=items,
        ordered_by_date=reading.ordered_by_date,
        complete_to=None,
    )


async def walk_site(
    home: str, fetcher: Fetcher, segment: SegmentWriter, lexicon: Lexicon
) -> SurveyResult:
    """Fetch, keep and read every page of a site that its links lead to."""
    frontier, walk = Frontier(home), Walk(reader_version(lexicon))

    async def one() -> None:
        while frontier.waiting or frontier.under_way:
            if not frontier.waiting:
                await asyncio.sleep(0)
                if frontier.under_way and not frontier.waiting:
                    await asyncio.sleep(0.001)
                continue
            request = Request(url=frontier.waiting.popleft(), purpose="page")
            frontier.under_way += 1
            try:
                page = await fetcher.fetch(request)
                record = segment.keep(request, page)
                walk.pages += 1
                walk.wire_bytes += page.wire_bytes
                if page.readable:
                    reading = _read(page, lexicon)
                    frontier.take(reading.linked)
                    walk.take(page, reading, record)
            finally:
                frontier.under_way -= 1

    await asyncio.gather(*(one() for _ in range(_EACH)))
    return walk.result()


def _read(page: Page, lexicon: Lexicon) -> PageReading:
    return read_page(
        page.body,
        url=page.final_url,
        fetched_at=AS_OF,
        content_type=page.content_type,
        lexicon=lexicon,
        status=page.status,
        headers=page.headers,
        columns=False,
        linked=True,
    )


async def walk_all(settings: Settings, database: str) -> dict[str, float]:
    """Walk every site of the register under its lease; give how many pages came and went in."""
    clock, began = SystemClock(), time.perf_counter()
    async with open_stores(database, settings) as stores:
        sites = await stores.register.sites()
        sweep = await _new_sweep(stores)
        fetcher = make_fetcher(
            AiohttpHops(settings.fetch, clock), settings, make_router(settings),
            make_gate(settings), clock,
        )  # fmt: skip
        attempts: Attempts[Lease, FinishedSurvey] = Attempts(
            keeper=stores.leases,
            archive=segment_folder(settings),
            clock=clock,
            fault_of=fault_of,
        )
        keeping, room = asyncio.create_task(attempts.keep_leases()), asyncio.Semaphore(_AT_ONCE)
        lexicon, pages = load_lexicon(), 0
        spare_the_loop()  # as every worker does, once all is loaded

        async def one(site: Site) -> int:
            site_id = site.id
            if site_id is None:
                raise ValueError(f"{site.home_url} is not registered")

            async def work(_: Lease, segment: SegmentWriter, at: datetime) -> FinishedSurvey:
                result = await walk_site(site.home_url, fetcher, segment, lexicon)
                return FinishedSurvey(result=result, started_at=at, seconds=0.0)

            async with room:
                done = await attempts.run(
                    lambda: stores.leases.acquire(sweep.id, site_id, ()),
                    segment_name=lambda lease: f"bench/{site.id}-{lease.token}.warc.gz",
                    work=work,
                )
            return done.result.pages

        pages = sum(await asyncio.gather(*(one(site) for site in sites)))
        keeping.cancel()
        await fetcher.close()
    return {"pages": pages, "seconds": round(time.perf_counter() - began, 3)}


async def _new_sweep(stores: Stores) -> Sweep:
    return await stores.sweeps.create(
        kind=SweepKind.NIGHTLY, edition="census-2015", as_of=AS_OF, settings={}
    )


def main() -> int:
    """Walk the register of a database and print one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--config", type=Path, required=True)
    settings = load_settings(file=parser.parse_args().config).settings
    print(json.dumps(asyncio.run(walk_all(settings, settings.database.url or ""))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
