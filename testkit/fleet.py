"""The fleet on loopback: both client stacks, and a survey that is kept in a segment."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from config.lexicon import load_lexicon
from crawler.fleet.archiving.archive import SegmentWriter
from crawler.fleet.fetch.fetcher import Fetcher
from crawler.fleet.fetch.redirect_rules import RedirectRules
from crawler.fleet.politeness.politeness import HostGate
from crawler.fleet.stacks.hop import HopClient
from crawler.fleet.stacks.hop_aiohttp import AiohttpHops
from crawler.fleet.stacks.hop_httpx import HttpxHops
from crawler.fleet.stacks.route import Router
from crawler.fleet.survey_site import Surveyor
from pucha.clock import SystemClock
from schema.types.capture import Page, Request
from schema.types.evidence import RecordRef
from schema.types.page_copy import PageCopy
from schema.types.settings import FetchSettings, PolitenessSettings
from schema.types.survey import SurveyPlan, SurveyResult
from testkit.fetching import LOOPBACK

SEGMENT = "1/1.warc.gz"
UNHURRIED = PolitenessSettings(delay=0, concurrency=8, max_delay=0, max_backoff=0)
"""No delays, whatever a host says or however slow it is."""


class Shelf:
    """An archive in memory that gives each page a place of its own."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, Page]] = []
        """What each page was asked for, and the page."""

    @property
    def pages(self) -> list[Page]:
        """Give the pages in the order of their keeping."""
        return [page for _, page in self.kept]

    @property
    def purposes(self) -> list[str]:
        """Give what they were asked for, in the same order."""
        return [purpose for purpose, _ in self.kept]

    def keep(self, request: Request, page: Page, copy: PageCopy | None = None) -> RecordRef:
        """Keep a page."""
        del copy
        self.kept.append((request.purpose, page))
        return RecordRef(segment="s", offset=len(self.kept), length=1)


@asynccontextmanager
async def open_surveyor(
    settings: FetchSettings | None = None,
    *,
    gate: HostGate | None = None,
    router: Router | None = None,
    redirects: RedirectRules | None = None,
) -> AsyncIterator[Surveyor]:
    """Open a surveyor that may ask loopback, without politeness unless a gate is given."""
    clock = SystemClock()
    gate = gate or HostGate(UNHURRIED, clock)
    bounds = settings or FetchSettings(deadline=2.0, connect_timeout=1.0)
    stacks: tuple[HopClient, ...] = (AiohttpHops(bounds, clock), HttpxHops(bounds, clock))
    fetchers = [
        Fetcher(
            hops=hops,
            router=router or Router(allow=LOOPBACK),
            gate=gate,
            clock=clock,
            settings=bounds,
            user_agent="pucha/test",
            rules=redirects,
        )
        for hops in stacks
    ]
    try:
        yield Surveyor(
            transports={one.stack: one for one in fetchers},
            gate=gate,
            clock=clock,
            lexicon=load_lexicon(),
            redirects=redirects,
        )
    finally:
        for one in fetchers:
            await one.close()


def open_segment(root: Path, name: str = SEGMENT) -> SegmentWriter:
    """Open a segment of this test's own."""
    return SegmentWriter(root, name, now=datetime(2026, 11, 23, tzinfo=UTC), software="pucha/test")


async def survey_into(root: Path, plan: SurveyPlan) -> SurveyResult:
    """Survey a site of loopback and keep its pages."""
    segment = open_segment(root)
    async with open_surveyor() as surveyor:
        result = await surveyor.survey(plan, segment)
    segment.seal()
    return result
