"""One fetcher on loopback, by either client stack, within bounds that a test can reach."""

from ipaddress import ip_network

from crawler.fleet.fetch.fetcher import Fetcher
from crawler.fleet.politeness.politeness import HostGate
from crawler.fleet.stacks.hop import HopClient
from crawler.fleet.stacks.hop_aiohttp import AiohttpHops
from crawler.fleet.stacks.hop_httpx import HttpxHops
from crawler.fleet.stacks.route import Router
from pucha.clock import SystemClock
from schema.types.capture import Page, Request
from schema.types.settings import FetchSettings, PolitenessSettings

LOOPBACK = (ip_network("127.0.0.0/8"),)
LIMITS = FetchSettings(
    deadline=1.0, connect_timeout=0.5, header_bytes=16384, wire_bytes=200_000,
    decoded_bytes=400_000, redirects=3,
)  # fmt: skip
STACKS: dict[str, type[AiohttpHops | HttpxHops]] = {"aiohttp": AiohttpHops, "httpx": HttpxHops}


def make_fetcher(
    stack: str,
    router: Router | None = None,
    hops: HopClient | None = None,
    limits: FetchSettings = LIMITS,
    gate: HostGate | None = None,
) -> Fetcher:
    """Make a fetcher that waits for no turn, unless a gate is given."""
    clock = SystemClock()
    return Fetcher(
        hops=hops or STACKS[stack](limits, clock),
        router=router or Router(allow=LOOPBACK),
        gate=gate or HostGate(PolitenessSettings(delay=0, max_delay=0, max_backoff=0), clock),
        clock=clock,
        settings=limits,
        user_agent="Mozilla/5.0 (compatible; pucha/test; +mailto:test@localhost)",
    )


async def fetch(fetcher: Fetcher, url: str) -> Page:
    """Fetch an address as a page."""
    return await fetcher.fetch(Request(url=url))
