"""Both client stacks on real sockets: each end of a fetch is one outcome."""

import asyncio
import base64
import gzip
import json
import zlib
from collections.abc import AsyncIterator
from ipaddress import ip_network
from pathlib import Path

import brotli
import pytest

from crawler.fleet.fetcher import Fetcher
from crawler.fleet.hop import HopClient
from crawler.fleet.hop_aiohttp import AiohttpHops
from crawler.fleet.hop_httpx import HttpxHops
from crawler.fleet.politeness import HostGate
from crawler.fleet.reader import AnswerReader
from crawler.fleet.route import ConnectTo, Router
from pucha.clock import SystemClock
from schema.types.capture import Page, Request
from schema.types.outcome import Outcome
from schema.types.settings import FetchSettings, PolitenessSettings
from testkit.scripted_server import ScriptedServer, http

pytestmark = pytest.mark.network
LOOPBACK = (ip_network("127.0.0.0/8"),)
LIMITS = FetchSettings(
    deadline=1.0, connect_timeout=0.5, header_bytes=16384, wire_bytes=200_000,
    decoded_bytes=400_000, redirects=3,
)  # fmt: skip
STACKS = {"aiohttp": AiohttpHops, "httpx": HttpxHops}


def make_fetcher(
    stack: str, router: Router | None = None, hops: HopClient | None = None
) -> Fetcher:
    clock = SystemClock()
    return Fetcher(
        hops=hops or STACKS[stack](LIMITS, clock),
        router=router or Router(allow=LOOPBACK),
        gate=HostGate(PolitenessSettings(delay=0, max_delay=0, max_backoff=0), clock),
        clock=clock,
        settings=LIMITS,
        user_agent="Mozilla/5.0 (compatible; pucha/test; +mailto:test@localhost)",
    )


@pytest.fixture(params=["aiohttp", "httpx"])
async def fetcher(request: pytest.FixtureRequest) -> AsyncIterator[Fetcher]:
    made = make_fetcher(request.param)
    yield made
    await made.close()


async def fetch(fetcher: Fetcher, url: str) -> Page:
    return await fetcher.fetch(Request(url=url))


async def test_a_page_comes_whole(fetcher: Fetcher, server: ScriptedServer) -> None:
    server.answers["/"] = http("<p>你好")

    page = await fetch(fetcher, server.url())

    assert (page.outcome, page.status, page.body.decode()) == (Outcome.OK, 200, "<p>你好")
    assert page.exchanges[0].head.startswith(b"HTTP/1.1 200 OK\r\n")
    assert page.exchanges[0].request.startswith(b"GET / HTTP/1.1\r\n")
    assert page.exchanges[0].ip == "127.0.0.1"
    assert page.timings.connect is not None
    assert page.timings.first_byte is not None


async def test_it_says_who_it_is(fetcher: Fetcher, server: ScriptedServer) -> None:
    await fetch(fetcher, server.url())

    assert b"pucha/test; +mailto:test@localhost" in server.requests[0]


async def test_a_fault_of_our_own_reading_is_no_reset(
    fetcher: Fetcher, server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: AnswerReader, __: bytes) -> None:
        raise MemoryError("ours")

    monkeypatch.setattr(AnswerReader, "_take_body", fail)
    server.answers["/"] = http("<p>x")

    page = await fetch(fetcher, server.url())

    assert (page.outcome, page.reason) == (Outcome.OWN_FAULT, "MemoryError: ours")


CUTS: dict[str, tuple[bytes, str]] = {
    "a redirect, whose body nobody needs": (
        b"HTTP/1.1 302 Found\r\nLocation: /end\r\nContent-Length: 9999\r\n\r\n", "length"),
    "more than we take": (b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 300_000, "length"),
    "announced as more": (b"HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\nx", "length"),
    "closed early": (b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nx", "disconnect"),
    "no HTTP": (b"SSH-2.0-OpenSSH\r\n", "unspecified"),
}  # fmt: skip


@pytest.mark.parametrize(("answer", "ended"), CUTS.values(), ids=CUTS)
async def test_what_is_kept_of_a_part_says_who_ended_it(
    fetcher: Fetcher, server: ScriptedServer, answer: bytes, ended: str
) -> None:
    server.answers["/"] = answer

    page = await fetch(fetcher, server.url())

    assert (page.exchanges[0].complete, page.exchanges[0].ended) == (False, ended)


async def test_what_our_deadline_cut_says_so(fetcher: Fetcher, server: ScriptedServer) -> None:
    async def half(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n<p>half")
        await asyncio.sleep(3)

    server.answers["/"] = half

    page = await fetch(fetcher, server.url())

    assert (page.exchanges[0].complete, page.exchanges[0].ended) == (False, "time")


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


STATUSES = {
    "404 Not Found": Outcome.HTTP_4XX,
    "403 Forbidden": Outcome.HTTP_4XX,
    "500 Internal Server Error": Outcome.HTTP_5XX,
    "521 Web Server Is Down": Outcome.HTTP_5XX,
    "401 Unauthorized": Outcome.AUTH_REQUIRED,
    "429 Too Many Requests": Outcome.RATE_LIMITED,
}


@pytest.mark.parametrize("status", STATUSES)
async def test_a_status_is_its_outcome(
    fetcher: Fetcher, server: ScriptedServer, status: str
) -> None:
    server.answers["/"] = http("", status=status)

    page = await fetch(fetcher, server.url())

    assert page.outcome is STATUSES[status]


async def test_503_with_retry_after_is_rate_limited(
    fetcher: Fetcher, server: ScriptedServer
) -> None:
    server.answers["/"] = http("wait", status="503 Busy", headers=("Retry-After: 60",))

    page = await fetch(fetcher, server.url())

    assert page.outcome is Outcome.RATE_LIMITED


async def test_redirects_are_followed_and_listed(fetcher: Fetcher, server: ScriptedServer) -> None:
    server.answers["/"] = http("", status="302 Found", headers=("Location: /a",))
    server.answers["/a"] = http("", status="301 Moved", headers=("Location: b?x=1",))
    server.answers["/b?x=1"] = http("here")

    page = await fetch(fetcher, server.url())

    assert page.body == b"here"
    assert page.redirects == (server.url("/a"), server.url("/b?x=1"))
    assert page.final_url == server.url("/b?x=1")
    assert len(page.exchanges) == 3


async def test_a_redirect_loop_ends(fetcher: Fetcher, server: ScriptedServer) -> None:
    server.answers["/"] = http("", status="302 Found", headers=("Location: /",))

    page = await fetch(fetcher, server.url())

    assert page.outcome is Outcome.REDIRECT_LIMIT
    assert len(server.requests) == LIMITS.redirects + 1


@pytest.mark.parametrize("target", ["http://169.254.169.254/latest/", "file:///etc/passwd"])
async def test_a_redirect_never_leads_where_we_must_not_go(
    fetcher: Fetcher, server: ScriptedServer, target: str
) -> None:
    server.answers["/"] = http("", status="302 Found", headers=(f"Location: {target}",))

    page = await fetch(fetcher, server.url())

    assert page.outcome is Outcome.REDIRECT_BLOCKED


@pytest.mark.parametrize("stack", STACKS)
async def test_loopback_is_refused_unless_allowed(stack: str, server: ScriptedServer) -> None:
    fetcher = make_fetcher(stack, Router())

    page = await fetch(fetcher, server.url())
    await fetcher.close()

    assert page.outcome is Outcome.BLOCKED_BY_POLICY
    assert server.requests == []


@pytest.mark.parametrize("stack", STACKS)
async def test_connect_to_leads_a_name_elsewhere(stack: str, server: ScriptedServer) -> None:
    server.answers["/x"] = http("from loopback")
    rule = ConnectTo.parse(f"www.example.gov.cn:80:127.0.0.1:{server.port}")
    fetcher = make_fetcher(stack, Router(connect_to=[rule]))

    page = await fetch(fetcher, "http://www.example.gov.cn/x")
    await fetcher.close()

    assert page.body == b"from loopback"
    assert b"Host: www.example.gov.cn\r\n" in server.requests[0].replace(b"host:", b"Host:")


async def test_a_closed_port_is_refused(fetcher: Fetcher) -> None:
    page = await fetch(fetcher, "http://127.0.0.1:1/")

    assert page.outcome is Outcome.CONNECT_REFUSED


async def test_a_silent_server_is_a_header_timeout(
    fetcher: Fetcher, server: ScriptedServer
) -> None:
    async def silent(_writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(5)

    server.answers["/"] = silent

    page = await fetch(fetcher, server.url())

    assert page.outcome is Outcome.HEADER_TIMEOUT
    assert page.seconds < 2


async def test_a_drip_ends_at_the_deadline_and_keeps_what_came(
    fetcher: Fetcher, server: ScriptedServer
) -> None:
    async def drip(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        for _ in range(100):
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.05)

    server.answers["/"] = drip

    page = await fetch(fetcher, server.url())

    assert page.outcome is Outcome.DEADLINE
    assert page.exchanges[0].body.startswith(b"xx")
    assert not page.exchanges[0].complete


async def test_a_stalled_body_is_a_body_timeout(fetcher: Fetcher, server: ScriptedServer) -> None:
    async def stall(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
        await writer.drain()
        await asyncio.sleep(5)

    server.answers["/"] = stall

    page = await fetch(fetcher, server.url())

    assert page.outcome is Outcome.BODY_TIMEOUT
    assert page.body == b"half"


async def test_an_answer_cut_short_is_truncated(fetcher: Fetcher, server: ScriptedServer) -> None:
    server.answers["/"] = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this"

    page = await fetch(fetcher, server.url())

    assert page.outcome is Outcome.OK_TRUNCATED
    assert page.body == b"only this"


async def test_an_answer_without_a_byte_is_a_reset(
    fetcher: Fetcher, server: ScriptedServer
) -> None:
    server.answers["/"] = b""

    page = await fetch(fetcher, server.url())

    assert page.outcome is Outcome.RESET


async def test_no_http_is_a_protocol_error(fetcher: Fetcher, server: ScriptedServer) -> None:
    server.answers["/"] = b"SSH-2.0-OpenSSH_9.2p1\r\n\r\n"

    page = await fetch(fetcher, server.url())

    assert page.outcome is Outcome.PROTOCOL_ERROR


async def test_a_flood_of_headers_is_refused(fetcher: Fetcher, server: ScriptedServer) -> None:
    flood = "".join(f"X-{n}: {'y' * 500}\r\n" for n in range(60)).encode()
    server.answers["/"] = b"HTTP/1.1 200 OK\r\n" + flood + b"\r\nbody"

    page = await fetch(fetcher, server.url())

    assert page.outcome is Outcome.HEADERS_TOO_LARGE


async def test_an_endless_body_is_cut(fetcher: Fetcher, server: ScriptedServer) -> None:
    server.answers["/"] = b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * (LIMITS.wire_bytes + 1000)

    page = await fetch(fetcher, server.url())

    assert page.outcome is Outcome.OK_TRUNCATED
    assert len(page.body) == LIMITS.wire_bytes


async def test_a_body_announced_too_long_is_not_read(
    fetcher: Fetcher, server: ScriptedServer
) -> None:
    server.answers["/"] = http(b"x" * (LIMITS.wire_bytes + 1000))

    page = await fetch(fetcher, server.url())

    assert page.outcome is Outcome.BODY_TOO_LARGE
    assert len(page.exchanges[0].body) <= 64 * 1024


BOMB = b"0" * 3_000_000
CODINGS = {
    "gzip": gzip.compress(BOMB),
    "deflate": zlib.compress(BOMB),
    "br": brotli.compress(BOMB),
}


@pytest.mark.parametrize("coding", CODINGS)
async def test_a_bomb_is_decoded_no_further_than_the_limit(
    fetcher: Fetcher, server: ScriptedServer, coding: str
) -> None:
    server.answers["/"] = http(CODINGS[coding], headers=(f"Content-Encoding: {coding}",))

    page = await fetch(fetcher, server.url())

    assert page.outcome is Outcome.DECODED_OVER_LIMIT
    assert len(page.body) <= LIMITS.decoded_bytes


async def test_what_is_kept_is_what_was_received(fetcher: Fetcher, server: ScriptedServer) -> None:
    packed = gzip.compress("正文".encode())
    server.answers["/"] = http(packed, headers=("Content-Encoding: gzip",))

    page = await fetch(fetcher, server.url())

    assert page.body.decode() == "正文"
    assert page.exchanges[0].body == packed
    assert page.wire_bytes == len(packed)


async def test_a_wrong_address_is_an_outcome(fetcher: Fetcher) -> None:
    page = await fetch(fetcher, "ftp://example.gov.cn/")

    assert page.outcome is Outcome.BLOCKED_BY_POLICY


@pytest.mark.parametrize("stack", STACKS)
async def test_foreign_odd_replies_all_end_in_an_outcome(
    stack: str, server: ScriptedServer, suites: Path
) -> None:
    """Replies from curl's own suite: whatever they are, a fetch ends in time with one word."""
    replies = json.loads((suites / "http-curl" / "responses.json").read_text(encoding="utf-8"))
    fetcher = make_fetcher(stack)
    ended = []
    for number, reply in enumerate(replies):
        server.answers[f"/{number}"] = base64.b64decode(reply["replies"][0]["raw_b64"])
        ended.append(await fetch(fetcher, server.url(f"/{number}")))
    await fetcher.close()

    assert len(ended) == len(replies)
    assert max(page.seconds for page in ended) < 2 * LIMITS.deadline
    assert Outcome.OWN_FAULT not in {page.outcome for page in ended}


# --- what goes out -----------------------------------------------------------------------------


async def test_what_is_kept_as_sent_is_what_the_server_got(
    fetcher: Fetcher, server: ScriptedServer
) -> None:
    server.answers["/a?b=1"] = http("x", headers=("Set-Cookie: c=1; Path=/",))

    await fetch(fetcher, server.url("/a?b=1"))
    page = await fetcher.fetch(Request(url=server.url("/a?b=1"), referer="http://a.gov.cn/公告"))

    assert page.exchanges[0].request == server.requests[1]
    assert b"\r\nCookie: c=1\r\n" in server.requests[1]
    assert b"\r\nReferer: http://a.gov.cn/%E5%85%AC%E5%91%8A\r\n" in server.requests[1]
    assert b"\r\nAccept-Encoding: gzip\r\n" in server.requests[1]


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


async def test_a_fault_of_ours_is_an_outcome_and_void(
    fetcher: Fetcher, server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_self: object, *_more: object) -> None:
        raise RuntimeError("our own")

    monkeypatch.setattr("crawler.policy.cookies.CookieJar.take", broken)
    server.answers["/"] = http("x", headers=("Set-Cookie: a=b",))

    page = await fetch(fetcher, server.url())

    assert (page.outcome, page.reason) == (Outcome.OWN_FAULT, "RuntimeError: our own")


# --- connections -------------------------------------------------------------------------------


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


async def test_a_kept_connection_that_the_server_closed_is_no_failure_of_the_site() -> None:
    connections = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connections.append(writer)
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        await reader.readuntil(b"\r\n\r\n")
        writer.close()  # just when the next request comes

    fetcher = make_fetcher("aiohttp")
    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
        pages = [await fetch(fetcher, url) for _ in range(2)]
        await fetcher.close()
        connections[-1].close()

    assert [page.outcome for page in pages] == [Outcome.OK] * 2
    assert len(connections) == 2
