"""What goes out is what is kept as sent, and what it may hold."""

import asyncio

import pytest

from crawler.fleet.fetch.fetcher import Fetcher
from schema.types.capture import Request
from schema.types.outcome import Outcome
from testkit.fetching import fetch
from testkit.scripted_server import ScriptedServer, http

pytestmark = pytest.mark.network


async def test_it_says_who_it_is(fetcher: Fetcher, server: ScriptedServer) -> None:
    await fetch(fetcher, server.url())

    assert b"pucha/test; +mailto:test@localhost" in server.requests[0]


GBK = "中文".encode("gbk")


async def test_a_cookie_in_gbk_opens_the_page_that_waits_for_it(
    fetcher: Fetcher, server: ScriptedServer
) -> None:
    async def once_known(writer: asyncio.StreamWriter) -> None:
        known = b"\r\nCookie: n=" + GBK + b"\r\n" in server.requests[-1]
        to_itself = b"HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n"
        cookie = b"Set-Cookie: n=" + GBK + b"; Path=/\r\nConnection: close\r\n\r\n"
        writer.write(http("<p>in") if known else to_itself + cookie)
        await writer.drain()

    server.answers["/"] = once_known

    page = await fetch(fetcher, server.url())

    assert (page.outcome, page.body, len(server.requests)) == (Outcome.OK, b"<p>in", 2)


async def test_what_is_kept_as_sent_is_what_the_server_got(
    fetcher: Fetcher, server: ScriptedServer
) -> None:
    server.answers["/a?b=1"] = http("x", headers=("Set-Cookie: c=1; Path=/",))

    await fetch(fetcher, server.url("/a?b=1"))
    page = await fetcher.fetch(Request(url=server.url("/a?b=1"), referer=server.url("/公告")))

    assert page.exchanges[0].request == server.requests[1]
    assert b"\r\nCookie: c=1\r\n" in server.requests[1]
    assert f"\r\nReferer: {server.url('/%E5%85%AC%E5%91%8A')}\r\n".encode() in server.requests[1]
    assert b"\r\nAccept-Encoding: gzip\r\n" in server.requests[1]


@pytest.mark.parametrize(
    "target", ["/a?", "/?", "/a??b", "/a%zz?x|y=^", "//a//b", "/a?u=http://x/?y"]
)
async def test_an_odd_address_goes_out_as_it_is_kept(
    fetcher: Fetcher, server: ScriptedServer, target: str
) -> None:
    page = await fetch(fetcher, server.url(target))

    assert page.exchanges[0].request == server.requests[0]
    assert server.requests[0].startswith(f"GET {target} HTTP/1.1\r\n".encode())


async def test_a_name_and_password_never_go_out(fetcher: Fetcher, server: ScriptedServer) -> None:
    await fetch(fetcher, server.url().replace("//", "//user:secret@"))

    assert b"secret" not in server.requests[0]
    assert b"authorization" not in server.requests[0].lower()


async def test_a_query_is_posted_once_with_its_length(
    fetcher: Fetcher, server: ScriptedServer
) -> None:
    request = Request(url=server.url("/list"), method="POST", form=(("page", "2"), ("k", "公告")))

    page = await fetcher.fetch(request)

    assert server.requests[0].count(b"Content-Length: ") == 1
    assert page.exchanges[0].request.endswith(b"\r\n\r\npage=2&k=%E5%85%AC%E5%91%8A")


VALIDATORS = (("If-None-Match", '"a"'), ("If-Modified-Since", "Mon, 23 Nov 2026 00:00:00 GMT"))


async def test_a_validator_that_still_holds_is_not_modified(
    fetcher: Fetcher, server: ScriptedServer
) -> None:
    server.answers["/"] = b"HTTP/1.1 304 Not Modified\r\n\r\n"

    page = await fetcher.fetch(Request(url=server.url(), validators=VALIDATORS))

    assert page.outcome is Outcome.NOT_MODIFIED
    assert b'If-None-Match: "a"\r\n' in server.requests[0]


async def test_a_validator_is_for_its_own_address_alone(
    fetcher: Fetcher, server: ScriptedServer
) -> None:
    server.answers["/"] = http("", status="302 Found", headers=("Location: /b",))
    server.answers["/b"] = http("here")

    page = await fetcher.fetch(Request(url=server.url(), validators=VALIDATORS))

    assert page.body == b"here"
    assert b"If-None-Match" not in server.requests[1]
