"""Both client stacks on real sockets: each end of a fetch is one outcome."""

import asyncio
import gzip
import socket
import struct
import zlib

import brotli
import pytest

from crawler.fleet.fetch.fetcher import Fetcher
from crawler.fleet.politeness.politeness import Heard, HostGate
from crawler.fleet.stacks.route import ConnectTo, Router
from pucha.clock import SystemClock
from schema.types.capture import Request
from schema.types.outcome import Outcome
from schema.types.settings import PolitenessSettings
from testkit.fetching import LIMITS, STACKS, fetch, make_fetcher
from testkit.scripted_server import ScriptedServer, http

pytestmark = pytest.mark.network


async def test_a_page_comes_whole(fetcher: Fetcher, server: ScriptedServer) -> None:
    server.answers["/"] = http("<p>你好")

    page = await fetch(fetcher, server.url())

    assert (page.outcome, page.status, page.body.decode()) == (Outcome.OK, 200, "<p>你好")
    assert page.exchanges[0].head.startswith(b"HTTP/1.1 200 OK\r\n")
    assert page.exchanges[0].request.startswith(b"GET / HTTP/1.1\r\n")
    assert page.exchanges[0].ip == "127.0.0.1"
    assert page.timings.connect is not None
    assert page.timings.first_byte is not None


async def test_what_our_deadline_cut_says_so(fetcher: Fetcher, server: ScriptedServer) -> None:
    async def half(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n<p>half")
        await asyncio.sleep(3)

    server.answers["/"] = half

    page = await fetch(fetcher, server.url())

    assert (page.exchanges[0].complete, page.exchanges[0].ended) == (False, "time")


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


STRANDS = {
    "/": Outcome.REDIRECT_LIMIT,
    "javascript:void(0)": Outcome.REDIRECT_BLOCKED,
    "http://[": Outcome.PROTOCOL_ERROR,
    "/a\r\nLocation: /b": Outcome.PROTOCOL_ERROR,
}


@pytest.mark.parametrize("target", STRANDS)
async def test_the_body_of_a_redirect_that_leads_nowhere_is_kept_and_is_no_page(
    fetcher: Fetcher, server: ScriptedServer, target: str
) -> None:
    server.answers["/"] = http("<p>moved", status="302 Found", headers=(f"Location: {target}",))

    page = await fetch(fetcher, server.url())

    assert page.outcome is STRANDS[target]
    assert (page.status, page.body, page.sha256) == (302, b"", None)
    assert page.exchanges[-1].body == b"<p>moved"


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


@pytest.mark.parametrize(
    ("status", "outcome"), [("200 OK", Outcome.OK_TRUNCATED), ("413 Large", Outcome.HTTP_4XX)]
)
async def test_an_answer_to_what_was_posted_and_not_read_stands(
    fetcher: Fetcher, status: str, outcome: Outcome
) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(f"HTTP/1.1 {status}\r\n\r\n{{}}".encode())
        await writer.drain()
        reset(writer)

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
        page = await fetcher.fetch(Request(url=url, method="POST", payload="{}"))

    assert (page.outcome, page.body) == (outcome, b"{}")


def reset(writer: asyncio.StreamWriter) -> None:
    """Close with an RST, as a system does where a program left something unread."""
    raw = writer.get_extra_info("socket")
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.close()


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


async def test_a_fault_of_ours_is_an_outcome_and_void(
    fetcher: Fetcher, server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_self: object, *_more: object) -> None:
        raise RuntimeError("our own")

    monkeypatch.setattr("crawler.policy.cookies.CookieJar.take", broken)
    server.answers["/"] = http("x", headers=("Set-Cookie: a=b",))

    page = await fetch(fetcher, server.url())

    assert (page.outcome, page.reason) == (Outcome.OWN_FAULT, "RuntimeError: our own")


class Noting(HostGate):
    """A gate that notes how hosts took our requests."""

    def __init__(self) -> None:
        super().__init__(PolitenessSettings(delay=0), SystemClock())
        self.noted: list[Heard] = []

    def heard(self, host: str, address: str, heard: Heard) -> None:
        self.noted.append(heard)
        super().heard(host, address, heard)


@pytest.mark.parametrize("given_up", [True, False])
async def test_what_we_give_up_is_no_answer_that_the_host_lost(
    server: ScriptedServer,
    given_up: bool,  # noqa: FBT001 - a table
) -> None:
    came = asyncio.Event()

    async def silent(_writer: asyncio.StreamWriter) -> None:
        came.set()
        await asyncio.sleep(5)

    server.answers["/"] = silent
    gate = Noting()
    fetcher = make_fetcher("aiohttp", gate=gate)

    task = asyncio.create_task(fetch(fetcher, server.url()))
    await came.wait()
    if given_up:
        task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await fetcher.close()

    assert len(gate.noted) == (0 if given_up else 1)
