"""A homepage on loopback that answers as a test says, and one visit to it."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

from crawler.fleet.fetch.fetcher import Fetcher
from crawler.fleet.politeness.politeness import HostGate
from crawler.fleet.stacks.route import ConnectTo, Router
from pucha.clock import SiteClock, SystemClock
from schema.types.capture import Page, Request
from schema.types.settings import FetchSettings, PolitenessSettings
from testkit.fetching import LOOPBACK, STACKS

PAGE = b"<html><title>x</title><body>" + "政务公开".encode() * 20 + b"</body></html>\n<!-- 1 -->"
LIMITS = FetchSettings(deadline=4.0, visit_deadline=2.0, connect_timeout=1.5)
Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def served(handler: Handler, context: ssl.SSLContext | None = None) -> AsyncIterator[int]:
    """Serve until the block ends; whoever still sleeps then is ended with it."""
    under_way: set[asyncio.Task[None]] = set()

    async def guarded(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        under_way.add(task)
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
                await handler(reader, writer)
        finally:
            under_way.discard(task)
            writer.close()
            with suppress(ConnectionError, ssl.SSLError):
                await writer.wait_closed()

    server = await asyncio.start_server(guarded, "127.0.0.1", 0, ssl=context)
    async with server:
        yield server.sockets[0].getsockname()[1]
        for task in (*under_way,):
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)


async def fetched(  # noqa: PLR0913 - how one fetch may differ
    stack: str,
    port: int,
    *,
    tls: int | None = None,
    scheme: str = "http",
    permit: Callable[[], Awaitable[None]] | None = None,
    scale: float = 1.0,
) -> Page:
    """Visit the homepage on this port once; `tls`: the port of its https."""
    clock = SiteClock(SystemClock(scale))
    fetcher = Fetcher(
        hops=STACKS[stack](LIMITS, clock),
        router=Router(
            allow=LOOPBACK,
            connect_to=[
                ConnectTo.parse(f":443:127.0.0.1:{tls or port}"),
                ConnectTo.parse(f"::127.0.0.1:{port}"),
            ],
        ),
        gate=HostGate(PolitenessSettings(delay=0, max_delay=0, max_backoff=0), clock),
        clock=clock,
        settings=LIMITS,
        user_agent="pucha/test",
        permit=permit,
    )
    try:
        request = Request(url=f"{scheme}://www.example.gov.cn/", purpose="visit", deadline=2.0)
        return await fetcher.fetch(request)
    finally:
        await fetcher.close()
