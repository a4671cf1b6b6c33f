"""The second stack over HTTP/2, which our reader never sees as bytes."""

import asyncio
import shutil
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import h2.config
import h2.connection
import h2.events
import hpack
import pytest

from crawler.fleet.route import ConnectTo, Router
from schema.types.capture import Page, Request
from schema.types.outcome import Outcome
from schema.types.settings import FetchSettings
from testkit.certificates import Authority
from testkit.fetching import make_fetcher

pytestmark = pytest.mark.network
NAME = "www.example.gov.cn"
Answers = dict[str, tuple[list[tuple[str, str]], bytes]]
BIG = b"x" * 40_000


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    if shutil.which("openssl") is None:
        pytest.skip("the openssl program is not here")
    return Authority(tmp_path_factory.mktemp("h2"))


class H2Server(asyncio.Protocol):
    """Answer each request by its path; only small bodies, so no window ever closes."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        config = h2.config.H2Configuration(client_side=False, header_encoding="utf-8")
        self._machine = h2.connection.H2Connection(config)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._machine.initiate_connection()
        self._flush()

    def data_received(self, data: bytes) -> None:
        for event in self._machine.receive_data(data):
            if isinstance(event, h2.events.RequestReceived) and event.stream_id is not None:
                path = dict(event.headers or [])[":path"]
                headers, body = self._answers[str(path)]
                self._machine.send_headers(event.stream_id, headers)
                for place in range(0, len(body), 16_000):
                    self._machine.send_data(event.stream_id, body[place : place + 16_000])
                self._machine.end_stream(event.stream_id)
        self._flush()

    def _flush(self) -> None:
        assert isinstance(self._transport, asyncio.Transport)
        self._transport.write(self._machine.data_to_send())


@asynccontextmanager
async def serving(
    authority: Authority, answers: Answers, kind: type[H2Server] = H2Server
) -> AsyncIterator[int]:
    context = authority.serving(NAME)
    context.set_alpn_protocols(["h2"])
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: kind(answers), "127.0.0.1", 0, ssl=context)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()


async def fetch(
    authority: Authority, port: int, path: str = "/", stack: str = "httpx", name: str = NAME
) -> Page:
    limits = FetchSettings(
        deadline=3.0, roots=authority.root_file, wire_bytes=30_000, header_bytes=4096
    )
    rule = ConnectTo.parse(f"{name}:443:127.0.0.1:{port}")
    fetcher = make_fetcher(stack, Router(connect_to=[rule]), limits=limits)
    try:
        return await fetcher.fetch(Request(url=f"https://{name}{path}"))
    finally:
        await fetcher.close()


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


def frame(kind: int, flags: int, stream: int, payload: bytes) -> bytes:
    return (
        struct.pack(">I", len(payload) << 8 | kind)[:4]
        + struct.pack(">BI", flags, stream)
        + payload
    )


RAW: dict[str, tuple[bool, bytes, Outcome]] = {
    "frames of no known kind without end": (False, frame(0x77, 0, 0, b"x" * 16000) * 60,
                                            Outcome.PROTOCOL_ERROR),
    "the same after a part of the page": (True, frame(0x77, 0, 0, b"x" * 16000) * 60,
                                          Outcome.OK_TRUNCATED),
    "a frame that is too large": (True, frame(0, 0, 1, b"x" * 20_000), Outcome.OK_TRUNCATED),
    "padding longer than its frame": (True, frame(0, 8, 1, b"\xffa"), Outcome.OK_TRUNCATED),
}  # fmt: skip


@pytest.mark.parametrize(("begun", "sent", "outcome"), RAW.values(), ids=RAW)
async def test_what_breaks_http_2_is_the_servers_fault_and_has_an_end(
    authority: Authority,
    begun: bool,  # noqa: FBT001 - a table
    sent: bytes,
    outcome: Outcome,
) -> None:
    class Odd(H2Server):
        def data_received(self, data: bytes) -> None:
            asked = self._machine.receive_data(data)
            if any(isinstance(one, h2.events.RequestReceived) for one in asked):
                if begun:
                    self._machine.send_headers(1, OK)
                    self._machine.send_data(1, b"<p>half")
                self._flush()
                assert isinstance(self._transport, asyncio.Transport)
                self._transport.write(sent)

    async with serving(authority, {}, Odd) as port:
        page = await fetch(authority, port)

    assert page.outcome is outcome, page.reason
    assert page.seconds < 2.0


def fields(*pairs: tuple[str, str]) -> bytes:
    return frame(1, 4, 1, hpack.Encoder().encode(list(pairs)))


HEAD, BODY = fields((":status", "200")), frame(0, 1, 1, b"<p>x")
GRACEFUL = frame(7, 0, 0, struct.pack(">II", 1, 0))
HEADS: dict[str, tuple[bytes, Outcome]] = {
    "no status": (fields(("content-type", "text/html")) + BODY, Outcome.PROTOCOL_ERROR),
    "two statuses": (fields((":status", "200"), (":status", "404")) + BODY,
                     Outcome.PROTOCOL_ERROR),
    "a whole page, then what is no frame": (HEAD + BODY + b"junk" * 9, Outcome.OK),
    "a status in words": (fields((":status", "gone")), Outcome.PROTOCOL_ERROR),
    "a status of two digits": (fields((":status", "99")), Outcome.PROTOCOL_ERROR),
    "a negative status": (fields((":status", "-5")), Outcome.PROTOCOL_ERROR),
    "a NUL in a header": (fields((":status", "200"), ("x", "a\0b")), Outcome.PROTOCOL_ERROR),
    "a line end in a header": (fields((":status", "200"), ("x", "a\r\nset-cookie: b=c")),
                               Outcome.PROTOCOL_ERROR),
    "more lines than we take": (fields((":status", "200"), *[("x", "y")] * 300),
                                Outcome.HEADERS_TOO_LARGE),
    "HTTP/1 where HTTP/2 was agreed on": (b"HTTP/1.1 400 Bad Request\r\n\r\n",
                                          Outcome.PROTOCOL_ERROR),
    "a stream that is reset": (frame(3, 0, 1, struct.pack(">I", 2)), Outcome.PROTOCOL_ERROR),
    "a last request, answered": (GRACEFUL + HEAD + BODY, Outcome.OK),
    "a last request, answered in parts": (HEAD + GRACEFUL + BODY, Outcome.OK),
    "pieces of one byte": (HEAD + frame(0, 0, 1, b"x") * 20_000, Outcome.OK_TRUNCATED),
}  # fmt: skip


class Scripted(H2Server):
    """Answer the request with frames that nobody would send, then close where it is asked to."""

    sent = b""
    closes = False

    def data_received(self, data: bytes) -> None:
        asked = self._machine.receive_data(data)
        if any(isinstance(one, h2.events.RequestReceived) for one in asked):
            self._flush()
            assert isinstance(self._transport, asyncio.Transport)
            self._transport.write(self.sent)
            if self.closes:
                self._transport.close()


def scripted(answer: bytes, *, closed: bool = False) -> type[H2Server]:
    class Answering(Scripted):
        sent = answer
        closes = closed

    return Answering


@pytest.mark.parametrize(("sent", "outcome"), HEADS.values(), ids=HEADS)
async def test_an_odd_answer_over_http_2_has_the_word_that_it_has_over_http_1(
    authority: Authority, sent: bytes, outcome: Outcome
) -> None:
    async with serving(authority, {}, scripted(sent)) as port:
        page = await fetch(authority, port)

    assert page.outcome is outcome, page.reason


@pytest.mark.parametrize("status", ["204", "302"])
async def test_a_body_that_nobody_needs_is_not_waited_for(
    authority: Authority, status: str
) -> None:
    answer = fields((":status", status), ("location", "javascript:"))
    async with serving(authority, {}, scripted(answer)) as port:
        page = await fetch(authority, port)

    assert (page.status, page.seconds < 1.0) == (int(status), True), page.reason


async def test_frames_that_brought_no_head_are_kept_as_they_came(authority: Authority) -> None:
    refused = frame(3, 0, 1, struct.pack(">I", 2))
    async with serving(authority, {}, scripted(refused)) as port:
        page = await fetch(authority, port)

    kept = page.exchanges[0]
    assert kept.head == b""
    assert kept.body.endswith(refused)
    assert not kept.complete


ENDINGS = {
    "before a head": (b"", Outcome.RESET),
    "after the head": (HEAD, Outcome.OK_TRUNCATED),
    "in the body": (HEAD + frame(0, 0, 1, b"<p>x"), Outcome.OK_TRUNCATED),
}


@pytest.mark.parametrize(("sent", "outcome"), ENDINGS.values(), ids=ENDINGS)
async def test_a_connection_that_is_closed_has_the_word_that_it_has_over_http_1(
    authority: Authority, sent: bytes, outcome: Outcome
) -> None:
    async with serving(authority, {}, scripted(sent, closed=True)) as port:
        page = await fetch(authority, port)

    assert page.outcome is outcome, page.reason


async def test_frames_that_broken_tls_ends_were_not_cut_by_our_deadline(
    authority: Authority,
) -> None:
    class Broken(H2Server):
        def data_received(self, data: bytes) -> None:
            del data
            self._transport._ssl_protocol._transport.write(b"no TLS record")  # type: ignore[attr-defined]

    async with serving(authority, {}, Broken) as port:
        page = await fetch(authority, port)

    assert page.outcome is Outcome.TLS_UNSUPPORTED
    assert page.exchanges[0].ended == "unspecified"


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
