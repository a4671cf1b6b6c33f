"""The second stack over HTTP/2, which our reader never sees as bytes."""

import asyncio

import pytest

from schema.types.outcome import Outcome
from testkit.certificates import Authority
from testkit.h2_server import NAME, Answers, fetch, fields, scripted, serving

pytestmark = pytest.mark.network
BIG = b"x" * 40_000


OK = [(":status", "200"), ("content-type", "text/html"), ("x-a", "b")]
ANSWERS: Answers = {
    "/": (OK, "<p>你好".encode()),
    "/big": (OK, BIG),
    "/long": ([*OK, ("content-length", "40000")], BIG),
    "/away": ([(":status", "302"), ("location", "/")], BIG),
    "/none": ([(":status", "204")], b""),
    "/heads": ([*OK, ("x-long", "y" * 5000)], b"x"),
}


async def test_a_page_comes_whole_over_http_2(authority: Authority) -> None:
    async with serving(authority, ANSWERS) as port:
        page = await fetch(authority, port)

    assert (page.outcome, page.body.decode()) == (Outcome.OK, "<p>你好"), page.reason
    assert page.header("x-a") == "b"
    assert page.exchanges[0].head.startswith(b"HTTP/2 200 \r\n")
    assert page.exchanges[0].complete


ENDS = {
    "/big": (Outcome.OK_TRUNCATED, 30_000),
    "/long": (Outcome.BODY_TOO_LARGE, 0),
    "/none": (Outcome.OK, 0),
    "/heads": (Outcome.HEADERS_TOO_LARGE, 0),
    "/away": (Outcome.OK, len("<p>你好".encode())),
}


@pytest.mark.parametrize("path", ENDS)
async def test_the_bounds_hold_over_http_2(authority: Authority, path: str) -> None:
    async with serving(authority, ANSWERS) as port:
        page = await fetch(authority, port, path)

    assert (page.outcome, len(page.body)) == ENDS[path], page.reason


@pytest.mark.parametrize("status", ["204", "302"])
async def test_a_body_that_nobody_needs_is_not_waited_for(
    authority: Authority, status: str
) -> None:
    answer = fields((":status", status), ("location", "javascript:"))
    async with serving(authority, {}, scripted(answer)) as port:
        page = await fetch(authority, port)

    assert (page.status, page.seconds < 1.0) == (int(status), True), page.reason


@pytest.mark.parametrize("stack", ["aiohttp", "httpx"])
async def test_the_dot_that_ends_a_name_is_no_part_of_its_certificate(
    authority: Authority, stack: str
) -> None:
    context = authority.serving(NAME)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(100)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context) as server:
        port = server.sockets[0].getsockname()[1]
        page = await fetch(authority, port, stack=stack, name=f"{NAME}.")

    assert (page.outcome, page.defects) == (Outcome.OK, ())


async def test_the_first_stack_never_offers_http_2(authority: Authority) -> None:
    agreed: list[str | None] = []
    context = authority.serving(NAME)
    context.set_alpn_protocols(["h2", "http/1.1"])

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        agreed.append(writer.get_extra_info("ssl_object").selected_alpn_protocol())
        await reader.read(100)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context) as server:
        port = server.sockets[0].getsockname()[1]
        await fetch(authority, port, stack="httpx")
        page = await fetch(authority, port, stack="aiohttp")

    assert agreed == ["h2", "http/1.1"]
    assert page.outcome is Outcome.OK
