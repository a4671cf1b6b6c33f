"""What a fetch's time is: from the first byte asked for to the last byte of the page, no more."""

import asyncio
import gzip
import socket
import struct
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from crawler.fleet.stacks.route import Route
from schema.types.errors import LeaseLost
from schema.types.outcome import Outcome
from testkit.fetching import STACKS
from testkit.homepage_visit import PAGE, fetched, served

pytestmark = pytest.mark.network


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
