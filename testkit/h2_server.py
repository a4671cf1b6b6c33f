"""A loopback server that speaks HTTP/2 over TLS, in order or as a test wrote its frames."""

import asyncio
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import h2.config
import h2.connection
import h2.events
import hpack

from crawler.fleet.stacks.route import ConnectTo, Router
from schema.types.capture import Page, Request
from schema.types.settings import FetchSettings
from testkit.certificates import Authority
from testkit.fetching import make_fetcher

NAME = "www.example.gov.cn"
Answers = dict[str, tuple[list[tuple[str, str]], bytes]]
"""By path: the fields of the head, and the body."""


class H2Server(asyncio.Protocol):
    """Answer each request by its path; only small bodies, so no window ever closes."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        config = h2.config.H2Configuration(client_side=False, header_encoding="utf-8")
        self.machine = h2.connection.H2Connection(config)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to speak."""
        self.transport = transport
        self.machine.initiate_connection()
        self.flush()

    def data_received(self, data: bytes) -> None:
        """Answer what is asked."""
        for event in self.machine.receive_data(data):
            if isinstance(event, h2.events.RequestReceived) and event.stream_id is not None:
                told = {str(name): str(value) for name, value in event.headers or ()}
                headers, body = self._answers[told[":path"]]
                self.machine.send_headers(event.stream_id, headers)
                for place in range(0, len(body), 16_000):
                    self.machine.send_data(event.stream_id, body[place : place + 16_000])
                self.machine.end_stream(event.stream_id)
        self.flush()

    def flush(self) -> None:
        """Send what waits."""
        assert isinstance(self.transport, asyncio.Transport)
        self.transport.write(self.machine.data_to_send())


class Scripted(H2Server):
    """Answer the request with frames that nobody would send, then close where it is asked to."""

    sent = b""
    closes = False

    def data_received(self, data: bytes) -> None:
        """Answer what is asked, out of order."""
        asked = self.machine.receive_data(data)
        if any(isinstance(one, h2.events.RequestReceived) for one in asked):
            self.flush()
            assert isinstance(self.transport, asyncio.Transport)
            self.transport.write(self.sent)
            if self.closes:
                self.transport.close()


def scripted(answer: bytes, *, closed: bool = False) -> type[H2Server]:
    """Make a server that answers with these bytes; `closed`: and hangs up."""

    class Answering(Scripted):
        sent = answer
        closes = closed

    return Answering


@asynccontextmanager
async def serving(
    authority: Authority, answers: Answers, kind: type[H2Server] = H2Server
) -> AsyncIterator[int]:
    """Serve on a port of loopback; give it."""
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
    """Fetch a path of the server, within small bounds, by one stack and under one name."""
    limits = FetchSettings(
        deadline=3.0, roots=authority.root_file, wire_bytes=30_000, header_bytes=4096
    )
    rule = ConnectTo.parse(f"{name}:443:127.0.0.1:{port}")
    fetcher = make_fetcher(stack, Router(connect_to=[rule]), limits=limits)
    try:
        return await fetcher.fetch(Request(url=f"https://{name}{path}"))
    finally:
        await fetcher.close()


def frame(kind: int, flags: int, stream: int, payload: bytes) -> bytes:
    """Write a frame (RFC 9113 §4.1)."""
    return (
        struct.pack(">I", len(payload) << 8 | kind)[:4]
        + struct.pack(">BI", flags, stream)
        + payload
    )


def fields(*pairs: tuple[str, str]) -> bytes:
    """Write the head of the first answer."""
    return frame(1, 4, 1, hpack.Encoder().encode(list(pairs)))
