"""A host whose IPv6 takes connections and fails behind them is open: over IPv4."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from ipaddress import ip_network

import pytest

from crawler.fleet.fetch.fetcher import Fetcher
from crawler.fleet.stacks.httpx_streams import other_way
from crawler.fleet.stacks.route import Router
from schema.types.capture import Page, Request
from schema.types.outcome import Defect, Outcome
from testkit.dns_server import DnsServer, Saying
from testkit.fetching import STACKS, make_fetcher
from testkit.scripted_server import http

pytestmark = pytest.mark.network
NAME = "www.example.gov.cn"
Handler = Callable[[asyncio.StreamWriter], Awaitable[None]]


async def reset(writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()


async def nothing(_: asyncio.StreamWriter) -> None:
    await asyncio.sleep(3)


async def busy(writer: asyncio.StreamWriter) -> None:
    writer.write(http("bad gateway", status="502 Bad Gateway"))


async def leads_nowhere(writer: asyncio.StreamWriter) -> None:
    writer.write(http("", status="302 Found", headers=("Location: /a", "Location: /b")))


async def absent(writer: asyncio.StreamWriter) -> None:
    writer.write(http("no such site here", status="404 Not Found"))


async def page_at_home(writer: asyncio.StreamWriter) -> None:
    writer.write(http("<p>open"))


@asynccontextmanager
async def host(over_ipv6: Handler, over_ipv4: Handler | None) -> AsyncIterator[tuple[Router, int]]:
    """Serve a name with both addresses, each by a server of its own; None: it is refused."""
    under_way: set[asyncio.Task[None] | None] = set()

    def serving(handler: Handler) -> Callable[..., Awaitable[None]]:
        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            under_way.add(asyncio.current_task())
            try:
                with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
                    await reader.readuntil(b"\r\n\r\n")
                    await handler(writer)
            finally:
                writer.close()
                with suppress(ConnectionError):
                    await writer.wait_closed()

        return serve

    if not socket.has_ipv6:
        pytest.skip("this machine has no IPv6")
    four = await asyncio.start_server(serving(over_ipv4 or nothing), "127.0.0.1", 0)
    port = four.sockets[0].getsockname()[1]
    try:
        six = await asyncio.start_server(serving(over_ipv6), "::1", port)
    except OSError:
        four.close()
        pytest.skip("this machine has no IPv6")
    if over_ipv4 is None:
        four.close()
    async with DnsServer({NAME: ("127.0.0.1", "::1")}) as names:
        allowed = (ip_network("127.0.0.0/8"), ip_network("::1"))
        try:
            yield Router(allow=allowed, servers=[names.address]), port
        finally:
            tasks = [task for task in under_way if task is not None]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            six.close()
            four.close()


@asynccontextmanager
async def opened(stack: str, router: Router) -> AsyncIterator[Fetcher]:
    fetcher = make_fetcher(stack, router)
    try:
        yield fetcher
    finally:
        await fetcher.close()


async def looks(stack: str, router: Router, port: int, *purposes: str) -> list[Page]:
    url = f"http://{NAME}:{port}/"
    async with opened(stack, router) as fetcher:
        return [await fetcher.fetch(Request(url=url, purpose=one)) for one in purposes]


@pytest.mark.parametrize("fails", [reset, busy, absent, leads_nowhere])
async def test_a_page_that_ipv4_brings_is_open_and_ipv6_is_a_defect(fails: Handler) -> None:
    async with host(fails, page_at_home) as (router, port):
        first, next_one = await looks("aiohttp", router, port, "visit", "list")

    assert (first.outcome, first.ip, first.defects) == (
        Outcome.OK,
        "127.0.0.1",
        (Defect.IPV6_BROKEN,),
    )
    assert first.body == b"<p>open"
    assert (next_one.outcome, next_one.ip, len(next_one.exchanges)) == (Outcome.OK, "127.0.0.1", 1)


async def test_requests_that_ipv6_fails_at_once_are_all_asked_over_ipv4() -> None:
    failing = asyncio.Barrier(2)

    async def together(writer: asyncio.StreamWriter) -> None:
        await failing.wait()
        writer.transport.abort()

    async with host(together, page_at_home) as (router, port), opened("aiohttp", router) as fetcher:
        requests = [Request(url=f"http://{NAME}:{port}/{n}", purpose="list") for n in range(2)]
        pages = await asyncio.gather(*map(fetcher.fetch, requests))

    assert [one.outcome for one in pages] == [Outcome.OK] * 2


async def test_what_ipv6_answered_is_kept_beside_the_page() -> None:
    async with host(busy, page_at_home) as (router, port):
        (page,) = await looks("aiohttp", router, port, "visit")

    assert [one.ip for one in page.exchanges] == ["::1", "127.0.0.1"]
    assert page.exchanges[0].head.startswith(b"HTTP/1.1 502")


async def test_the_second_opinion_goes_over_ipv4_where_ipv6_says_nothing() -> None:
    async with host(nothing, page_at_home) as (router, port):
        silent, again = await looks("aiohttp", router, port, "visit", "list")
        (second,) = await looks("httpx", router, port, "visit")

    assert silent.outcome is Outcome.HEADER_TIMEOUT
    assert (second.outcome, second.ip) == (Outcome.OK, "127.0.0.1")
    assert (again.outcome, again.ip) == (Outcome.OK, "127.0.0.1")


async def test_a_host_that_ipv4_does_not_reach_is_asked_over_ipv6_again() -> None:
    silent = [True]

    async def slow_once(writer: asyncio.StreamWriter) -> None:
        if silent:
            silent.clear()
            await asyncio.sleep(3)
        writer.write(http("<p>open"))

    async with host(slow_once, None) as (router, port):
        pages = await looks("aiohttp", router, port, "list", "list", "list")

    assert [one.outcome for one in pages] == [Outcome.HEADER_TIMEOUT, Outcome.OK, Outcome.OK]
    assert [one.ip for one in pages[1:]] == ["::1", "::1"]
    assert [one.defects for one in pages[1:]] == [(), ()]


def test_the_second_opinion_asks_the_server_that_the_first_look_asked_last() -> None:
    assert other_way(["2a00::1", "203.0.114.1", "2a00::2", "203.0.114.2"]) == [
        "203.0.114.2", "203.0.114.1", "2a00::2", "2a00::1",
    ]  # fmt: skip


@pytest.mark.parametrize("stack", STACKS)
async def test_a_host_that_fails_either_way_fails(stack: str) -> None:
    async with host(reset, busy) as (router, port):
        (page,) = await looks(stack, router, port, "visit")

    assert (page.outcome, page.status, page.defects) == (Outcome.HTTP_5XX, 502, ())


@pytest.mark.parametrize("stack", STACKS)
@pytest.mark.parametrize("fails", [reset, nothing])
async def test_ipv6_alone_fails_no_host_whose_ipv4_could_not_be_looked_up(
    stack: str, fails: Handler, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crawler.fleet.stacks.look_up._LOOKUP_SECONDS", 0.2)
    half: dict[str, Saying] = {NAME: ("::1",), f"{NAME}/A": "silence"}
    async with host(fails, page_at_home) as (_, port), DnsServer(half) as names:
        router = Router(allow=(ip_network("::1"),), servers=[names.address])
        (page,) = await looks(stack, router, port, "visit")

    assert page.outcome is Outcome.DNS_FAIL
    assert "over IPv6" in page.reason


async def test_a_missing_page_of_a_site_is_asked_for_once() -> None:
    async with host(absent, page_at_home) as (router, port):
        (link,) = await looks("aiohttp", router, port, "link")

    assert (link.status, len(link.exchanges)) == (404, 1)
