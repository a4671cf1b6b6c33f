"""The first stack's connections: kept, asked again, given up."""

import asyncio
import contextlib
import gc
import socket
from pathlib import Path

import pytest

from crawler.fleet.stacks.hop import Progress
from crawler.fleet.stacks.hop_aiohttp import AiohttpHops
from pucha.clock import SystemClock
from schema.types.capture import Request
from schema.types.outcome import Outcome
from testkit.fetching import LIMITS, fetch, make_fetcher
from testkit.scripted_server import ScriptedServer, http

pytestmark = pytest.mark.network


@pytest.mark.parametrize("keep_alive", [True, False])
async def test_what_is_kept_of_a_request_is_what_was_sent(
    server: ScriptedServer,
    keep_alive: bool,  # noqa: FBT001 - a table
) -> None:
    clock = SystemClock()
    made = make_fetcher("aiohttp", hops=AiohttpHops(LIMITS, clock, keep_alive=keep_alive))
    server.answers["/"] = http("x")

    page = await fetch(made, server.url())
    await made.close()

    assert page.exchanges[0].request == server.requests[0]


async def test_a_connection_is_kept_for_the_next_request() -> None:
    connections = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connections.append(writer)
        for _ in range(3):
            await reader.readuntil(b"\r\n\r\n")
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")

    fetcher = make_fetcher("aiohttp")
    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        pages = [await fetch(fetcher, f"http://127.0.0.1:{port}/{n}") for n in range(3)]
        await fetcher.close()
        for one in connections:
            one.close()

    assert [page.body for page in pages] == [b"ok"] * 3
    assert len(connections) == 1
    assert pages[2].timings.connect is None
    assert pages[2].exchanges[0].ip == "127.0.0.1"


async def test_a_kept_connection_is_asked_with_the_bytes_that_are_kept_as_sent() -> None:
    heads: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for _ in range(2):
            heads.append(await reader.readuntil(b"\r\n\r\n"))
            body = await reader.readexactly(3) if heads[-1].startswith(b"POST") else b""
            heads[-1] += body
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        writer.close()

    fetcher = make_fetcher("aiohttp")
    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
        await fetch(fetcher, url)
        page = await fetcher.fetch(Request(url=url, method="POST", form=(("a", "1"),)))
        await fetcher.close()

    assert page.outcome is Outcome.OK
    assert page.exchanges[0].request == heads[1]
    assert heads[1].endswith(b"\r\n\r\na=1")


async def test_a_kept_connection_that_stays_silent_ends_at_the_deadline_and_is_not_kept() -> None:
    connections = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connections.append(writer)
        while (await reader.readuntil(b"\r\n\r\n")).split(b" ")[1] != b"/silent":
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        await reader.read()
        writer.close()

    fetcher = make_fetcher("aiohttp")
    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        await fetch(fetcher, f"{url}/")
        silent = await fetcher.fetch(Request(url=f"{url}/silent", deadline=0.1))
        after = await fetch(fetcher, f"{url}/")
        await fetcher.close()
        connections[-1].close()

    assert (silent.outcome, after.outcome) == (Outcome.HEADER_TIMEOUT, Outcome.OK)
    assert len(connections) == 2


@pytest.mark.parametrize(
    "farewell",
    [b"", b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 4\r\n\r\nlate"],
    ids=["without a word", "with 408"],
)
async def test_a_kept_connection_that_the_server_closed_is_no_failure_of_the_site(
    farewell: bytes,
) -> None:
    connections = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connections.append(writer)
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        await reader.readuntil(b"\r\n\r\n")
        writer.write(farewell)
        writer.close()  # just when the next request comes

    fetcher = make_fetcher("aiohttp")
    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
        pages = [await fetch(fetcher, url) for _ in range(2)]
        await fetcher.close()
        connections[-1].close()

    assert [page.outcome for page in pages] == [Outcome.OK] * 2
    assert [page.body for page in pages] == [b"ok"] * 2
    assert len(connections) == 2


async def test_a_kept_connection_keeps_no_answer() -> None:
    connections = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connections.append(writer)
        while await reader.readuntil(b"\r\n\r\n"):
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")

    fetcher = make_fetcher("aiohttp")
    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
        for _ in range(2):
            await fetch(fetcher, url)
        gc.collect()
        every = [one for one in gc.get_objects() if isinstance(one, Progress)]
        held = [one for one in every if url.removeprefix("http://").encode()[:-1] in one.sent]
        await fetcher.close()
        connections[-1].close()

    assert len(connections) == 1
    assert held == []


@pytest.mark.parametrize("keep_alive", [True, False])
async def test_who_reads_nothing_of_what_is_posted_keeps_no_connection_of_ours(
    keep_alive: bool,  # noqa: FBT001 - a table
) -> None:
    given_up, read = asyncio.Event(), asyncio.Event()
    received = bytearray()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await given_up.wait()
        with contextlib.suppress(ConnectionError):
            while data := await reader.read(65_536):
                received.extend(data)
        writer.close()
        read.set()

    hops = AiohttpHops(LIMITS, SystemClock(), keep_alive=keep_alive)
    fetcher = make_fetcher("aiohttp", hops=hops)
    body = "x" * 30_000_000
    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
        page = await fetcher.fetch(Request(url=url, method="POST", payload=body, deadline=0.2))
        given_up.set()
        await read.wait()
        await fetcher.close()

    assert page.outcome is Outcome.HEADER_TIMEOUT
    assert len(received) < len(body)


async def test_who_never_takes_a_connection_leaves_no_socket_behind(server: ScriptedServer) -> None:
    server.answers["/"] = http("x")
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full, contextlib.ExitStack() as queue:
        for _ in range(4):  # nobody accepts them, so that no more are taken
            waiting = queue.enter_context(socket.socket())
            waiting.setblocking(False)  # noqa: FBT003 - the signature is the socket's
            waiting.connect_ex(full.getsockname())
        fetcher = make_fetcher("aiohttp")
        await fetch(fetcher, server.url())  # all that is opened once is open
        before = _open_files()
        page = await fetch(fetcher, f"http://127.0.0.1:{full.getsockname()[1]}/")
        left = _open_files() - before
        await fetcher.close()

    assert page.outcome is Outcome.CONNECT_TIMEOUT
    assert not left


def _open_files() -> set[Path]:
    return set(Path("/proc/self/fd").iterdir())
