"""What a fetch's time is: from the first byte asked for to the last byte of the page, no more."""

import asyncio
import gzip
import socket
import ssl
import struct
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from ipaddress import ip_network

import pytest

from crawler.fleet.fetcher import Fetcher
from crawler.fleet.hop import HopClient
from crawler.fleet.hop_aiohttp import AiohttpHops
from crawler.fleet.hop_httpx import HttpxHops
from crawler.fleet.politeness import HostGate
from crawler.fleet.route import ConnectTo, Route, Router
from pucha.clock import SiteClock, SystemClock
from schema.types.capture import Page, Request
from schema.types.errors import LeaseLost
from schema.types.outcome import Defect, Outcome
from schema.types.settings import FetchSettings, PolitenessSettings
from testkit.certificates import Authority

pytestmark = pytest.mark.network
PAGE = b"<html><title>x</title><body>" + "政务公开".encode() * 20 + b"</body></html>\n<!-- 1 -->"
LIMITS = FetchSettings(deadline=4.0, visit_deadline=2.0, connect_timeout=1.5)
STACKS: dict[str, type[AiohttpHops | HttpxHops]] = {"aiohttp": AiohttpHops, "httpx": HttpxHops}
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
    clock = SiteClock(SystemClock(scale))
    hops: HopClient = STACKS[stack](LIMITS, clock)
    fetcher = Fetcher(
        hops=hops,
        router=Router(
            allow=(ip_network("127.0.0.0/8"),),
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


FORMS = {
    "no length and an open socket": b"HTTP/1.1 200 OK\r\n\r\n" + PAGE,
    "a length too large": b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n" + PAGE,
    "the last chunk missing": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    + f"{len(PAGE):x}\r\n".encode() + PAGE + b"\r\n",
}  # fmt: skip


@pytest.mark.parametrize("stack", STACKS)
@pytest.mark.parametrize("answer", FORMS.values(), ids=FORMS)
async def test_a_page_that_came_whole_ends_with_its_last_byte(stack: str, answer: bytes) -> None:
    async def hold(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        await asyncio.sleep(5)

    async with served(hold) as port:
        page = await fetched(stack, port)

    assert (page.outcome, page.body.strip()) == (Outcome.OK_TRUNCATED, PAGE)
    assert page.seconds < 1.0
    assert "came whole" in page.reason


@pytest.mark.parametrize("stack", STACKS)
@pytest.mark.parametrize(
    ("sent", "outcome"), [(PAGE, Outcome.OK_TRUNCATED), (PAGE[:120], Outcome.RESET)]
)
async def test_a_reset_takes_nothing_from_a_page_that_came_whole(
    stack: str, sent: bytes, outcome: Outcome
) -> None:
    async def reset(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n" + sent)
        await writer.drain()
        await asyncio.sleep(0.1)  # let the bytes arrive before the reset
        raw = writer.get_extra_info("socket")
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()

    async with served(reset) as port:
        page = await fetched(stack, port)

    assert page.outcome is outcome


async def test_half_a_page_that_stops_is_a_body_that_timed_out() -> None:
    async def hold(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n" + PAGE[:60])
        await asyncio.sleep(5)

    async with served(hold) as port:
        page = await fetched("aiohttp", port)

    assert page.outcome is Outcome.BODY_TIMEOUT


@pytest.mark.parametrize("stack", STACKS)
async def test_what_a_cache_gave_stands_where_nobody_else_answers(stack: str) -> None:
    asked: list[bytes] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        asked.append(head)
        if b"no-cache" in head:
            await asyncio.sleep(5)
        length = f"Content-Length: {len(PAGE)}\r\n".encode()
        writer.write(
            b"HTTP/1.1 200 OK\r\nAge: 900000\r\nConnection: close\r\n" + length + b"\r\n" + PAGE
        )
        await writer.drain()

    async with served(answer) as port:
        page = await fetched(stack, port)

    assert len(asked) == 2
    assert (page.outcome, page.body) == (Outcome.OK, PAGE)
    assert page.seconds < 1.0
    assert "past the cache: header_timeout" in page.reason


async def test_a_page_that_waits_for_our_own_threads_came_when_it_came() -> None:
    page = gzip.compress(b"<p>" + b"a" * 2_000_000)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        head = f"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {len(page)}\r\n\r\n"
        writer.write(head.encode() + page)
        await writer.drain()

    with ThreadPoolExecutor(1) as busy:
        asyncio.get_running_loop().set_default_executor(busy)
        busy.submit(time.sleep, 2.2)  # longer than the visit's deadline
        async with served(answer) as port:
            found = await fetched("aiohttp", port)

    assert (found.outcome, len(found.body)) == (Outcome.OK, 2_000_003)
    assert found.seconds < 1.0
    assert (len(found.exchanges), found.wire_bytes) == (1, len(page))


# --- handshakes --------------------------------------------------------------------------------


@asynccontextmanager
async def behind(context: ssl.SSLContext, meet: Handler) -> AsyncIterator[int]:
    """Serve TLS to who gets past `meet`, which sees each connection first."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        length = f"Content-Length: {len(PAGE)}\r\n".encode()
        writer.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n" + length + b"\r\n" + PAGE)
        await writer.drain()

    async with served(answer, context) as inner:

        async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await meet(reader, writer)
            if writer.is_closing():
                return
            away, back = await asyncio.open_connection("127.0.0.1", inner)
            try:
                await asyncio.gather(_pump(reader, back), _pump(away, writer))
            finally:
                back.close()

        async with served(pass_on) as port:
            yield port


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
        writer.close()


def first_only(do: Callable[[asyncio.StreamWriter], Awaitable[None]]) -> Handler:
    seen: list[int] = []

    async def meet(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen.append(1)
        if len(seen) == 1:
            await do(writer)

    return meet


async def reset(writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()


async def silence(writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(1.8)
    writer.transport.abort()


@pytest.mark.parametrize("stack", STACKS)
@pytest.mark.parametrize("meets", [reset, silence], ids=["resets", "is silent"])
async def test_a_server_that_dislikes_the_strict_hello_is_looked_at_relaxed(
    authority: Authority, stack: str, meets: Callable[[asyncio.StreamWriter], Awaitable[None]]
) -> None:
    context = authority.self_signed()

    async with behind(context, first_only(meets)) as port:
        page = await fetched(stack, port, scheme="https")

    assert (page.outcome, page.body) == (Outcome.OK, PAGE)
    assert page.seconds < 1.0


async def test_the_strict_look_is_no_part_of_the_visit(authority: Authority) -> None:
    context = authority.self_signed()

    async def slowly(_: asyncio.StreamReader, __: asyncio.StreamWriter) -> None:
        await asyncio.sleep(1.1)

    async with behind(context, slowly) as port:
        page = await fetched("aiohttp", port, scheme="https")

    assert (page.outcome, page.body) == (Outcome.OK, PAGE)
    assert {d.value[:4] for d in page.defects} == {Defect.TLS_UNTRUSTED.value[:4]}
    assert 1.0 < page.seconds < 1.9


@pytest.mark.parametrize("stack", STACKS)
async def test_what_came_before_the_strict_look_stays_in_the_visit(
    authority: Authority, stack: str
) -> None:
    async def lead(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        await asyncio.sleep(0.6)
        writer.write(b"HTTP/1.1 302 Found\r\nLocation: https://www.example.gov.cn/\r\n\r\n")
        await writer.drain()

    async def slowly(_: asyncio.StreamReader, __: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.5)

    async with behind(authority.self_signed(), slowly) as tls, served(lead) as port:
        page = await fetched(stack, port, tls=tls)

    assert (page.outcome, page.body) == (Outcome.OK, PAGE)
    assert 1.05 < page.seconds < 1.55  # the redirect and one handshake, not the strict one


# --- who may ask -------------------------------------------------------------------------------


async def test_who_lost_the_work_in_the_queue_sends_nothing() -> None:
    asked: list[bytes] = []

    async def answer(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        asked.append(await reader.readuntil(b"\r\n\r\n"))

    async def refuse() -> None:
        raise LeaseLost("taken over")

    async with served(answer) as port:
        with pytest.raises(LeaseLost):
            await fetched("aiohttp", port, permit=refuse)

    assert asked == []


def test_limits_go_by_the_address_that_names_share() -> None:
    both = Route(host="a", addresses=("2001:db8::7", "192.0.2.1"), port=80)
    alone = Route(host="a", addresses=("2001:db8::7",), port=80)

    assert (both.limited, alone.limited) == ("192.0.2.1", "2001:db8::7")


@pytest.mark.parametrize("stack", STACKS)
async def test_a_scale_makes_the_deadline_and_the_seconds_told_those_of_the_site(
    stack: str,
) -> None:
    async def think(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        await asyncio.sleep(0.25)
        length = f"Content-Length: {len(PAGE)}\r\n\r\n".encode()
        writer.write(b"HTTP/1.1 200 OK\r\n" + length + PAGE)
        await writer.drain()

    async with served(think) as port:
        wide = await fetched(stack, port, scale=1.0)
        short = await fetched(stack, port, scale=0.1)  # 2 s of the site are over after 0.2 s

    assert (wide.outcome, short.outcome) == (Outcome.OK, Outcome.HEADER_TIMEOUT)
    assert 0.25 <= wide.seconds < 1.0
    assert 2.0 <= short.seconds < 4.0
