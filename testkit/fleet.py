"""The fleet on loopback: both client stacks, and a survey that is kept in a segment."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from ipaddress import ip_network
from pathlib import Path

from config.lexicon import load_lexicon
from crawler.fleet.archive import SegmentWriter
from crawler.fleet.fetcher import Fetcher
from crawler.fleet.hop import HopClient
from crawler.fleet.hop_aiohttp import AiohttpHops
from crawler.fleet.hop_httpx import HttpxHops
from crawler.fleet.politeness import HostGate
from crawler.fleet.route import Router
from crawler.fleet.survey_site import Surveyor
from pucha.clock import SystemClock
from schema.types.settings import FetchSettings, PolitenessSettings
from schema.types.survey import SurveyPlan, SurveyResult

LOOPBACK = (ip_network("127.0.0.0/8"),)
SEGMENT = "1/1.warc.gz"
UNHURRIED = PolitenessSettings(delay=0, concurrency=8, max_delay=0, max_backoff=0)
"""No delays, whatever a host says or however slow it is."""


@asynccontextmanager
async def open_surveyor(
    settings: FetchSettings | None = None, *, gate: HostGate | None = None
) -> AsyncIterator[Surveyor]:
    """Open a surveyor that may ask loopback, without politeness unless a gate is given."""
    clock = SystemClock()
    gate = gate or HostGate(UNHURRIED, clock)
    bounds = settings or FetchSettings(deadline=2.0, connect_timeout=1.0)
    stacks: tuple[HopClient, ...] = (AiohttpHops(bounds, clock), HttpxHops(bounds, clock))
    fetchers = [
        Fetcher(
            hops=hops,
            router=Router(allow=LOOPBACK),
            gate=gate,
            clock=clock,
            settings=bounds,
            user_agent="pucha/test",
        )
        for hops in stacks
    ]
    try:
        yield Surveyor(
            transports={one.stack: one for one in fetchers},
            gate=gate,
            clock=clock,
            lexicon=load_lexicon(),
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
