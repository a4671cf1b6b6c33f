"""The second client stack: httpx's transport (HTTP/2 on), which connects to pinned routes alone."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Iterable, Sequence
from functools import partial
from typing import Any

import h2.exceptions
import httpcore

from crawler.fleet.dial import Dialler
from crawler.fleet.hop import Hop, HopFailed, Progress, conclude, head_bytes
from crawler.fleet.reader import AnswerReader
from crawler.fleet.tls import (
    handshake_outcome,
    handshake_reason,
    relaxed_context,
    strict_context,
    tls_facts,
)
from crawler.policy.framing import Framing, Head, Refused
from schema.ports import Clock
from schema.types.outcome import Outcome
from schema.types.settings import FetchSettings

_NO_BODY = {204, 304}
_RAISED = (
    httpcore.NetworkError,
    httpcore.TimeoutException,
    httpcore.ProtocolError,
    httpcore.ConnectionNotAvailable,
    h2.exceptions.ProtocolError,  # the library lets those pass that a body brings
    OSError,
)
_FRAMING_BYTES = 512 * 1024
"""Bytes of an HTTP/2 answer on the wire, at most, that are neither head nor body."""


class _Stream(httpcore.AsyncNetworkStream):
    """Hand what arrives to our reader; the library only learns when an HTTP/1 answer is over."""

    def __init__(
        self,
        inner: httpcore.AsyncNetworkStream,
        reader: AnswerReader,
        progress: Progress,
        settings: FetchSettings,
    ) -> None:
        self._inner = inner
        self._reader = reader
        self._progress = progress
        self._settings = settings
        self._left = settings.wire_bytes + settings.header_bytes + _FRAMING_BYTES
        self._told = False

    @property
    def speaks_h2(self) -> bool:
        """Tell whether HTTP/2 was agreed upon."""
        tls = self._inner.get_extra_info("ssl_object")
        return tls is not None and tls.selected_alpn_protocol() == "h2"

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109 - httpcore's
        if self.speaks_h2:
            return await self._read_frames(max_bytes, timeout)
        while not self._reader.ended:
            try:
                data = await self._inner.read(max_bytes, timeout)
            except (httpcore.ReadError, ssl.SSLError) as err:
                self._reader.lost(err.__cause__ or err)
                break
            if data:
                self._reader.feed(data)
            else:
                self._reader.lost(None)
        told, self._told = self._told, True
        return b"" if told else self._reader.over()

    async def _read_frames(self, max_bytes: int, timeout: float | None) -> bytes:  # noqa: ASYNC109
        """Give bytes to the library, which takes any number of frames without a body."""
        data = await self._inner.read(max_bytes, timeout)
        self._left -= len(data)
        if self._left < 0:
            raise httpcore.RemoteProtocolError("hardly anything but HTTP/2 framing")
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109 - httpcore's
        await self._inner.write(buffer, timeout)

    async def aclose(self) -> None:
        await self._inner.aclose()

    async def start_tls(
        self,
        ssl_context: Any,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's
    ) -> httpcore.AsyncNetworkStream:
        self._progress.phase = "tls"
        try:
            inner = await self._inner.start_tls(ssl_context, server_hostname, timeout)
        except Exception as err:
            raise HopFailed(handshake_outcome(err), handshake_reason(err)) from err
        self._progress.tls_facts = tls_facts(inner.get_extra_info("ssl_object"))
        return _Stream(inner, self._reader, self._progress, self._settings)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _Backend(httpcore.AsyncNetworkBackend):
    """Open sockets only where the route says."""

    def __init__(
        self,
        hop: Hop,
        reader: AnswerReader,
        progress: Progress,
        settings: FetchSettings,
        clock: Clock,
    ) -> None:
        self._inner = httpcore.AnyIOBackend()
        self._hop = hop
        self._reader = reader
        self._progress = progress
        self._settings = settings
        self._clock = clock
        self._opened: httpcore.AsyncNetworkStream | None = None
        self.dialler = Dialler(partial(_connect, self._inner, hop.route.port), _close)

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature is httpcore's
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        del host, port, timeout, local_address, socket_options
        started = self._clock.monotonic()
        dialled = await self.dialler.dial(other_way(self._hop.route.addresses))
        self._progress.connect = self._clock.monotonic() - started
        self._progress.ip = dialled.address
        self._progress.ipv6_broken = dialled.ipv6_broken
        self._opened = dialled.connection
        return _Stream(dialled.connection, self._reader, self._progress, self._settings)

    async def sleep(self, seconds: float) -> None:
        await self._inner.sleep(seconds)

    async def close(self) -> None:
        """Close the socket; the library forgets it when a handshake is cancelled."""
        if self._opened is not None:
            await self._opened.aclose()


def other_way(addresses: Sequence[str]) -> list[str]:
    """Put IPv4 before IPv6 and the last before the first: the second opinion asks another server.

    One of several may take connections and fail behind them, which happy eyeballs do not see.
    """
    last_first = list(reversed(addresses))
    return sorted(last_first, key=lambda address: ":" in address)


async def _connect(
    backend: httpcore.AsyncNetworkBackend, port: int, address: str
) -> httpcore.AsyncNetworkStream:
    return await backend.connect_tcp(address, port)


async def _close(stream: httpcore.AsyncNetworkStream) -> None:
    await stream.aclose()


class HttpxHops:
    """Hops of one survey by the second stack; each opens a connection of its own."""

    stack = "httpx"

    def __init__(self, settings: FetchSettings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock

    async def send(self, hop: Hop, progress: Progress) -> Head:
        """Send one request and receive its answer raw."""
        progress.sent = hop.sent()
        reader = AnswerReader(progress, self._settings, self._clock.monotonic)
        try:
            await self._exchange(hop, progress, reader)
        except _RAISED as err:
            if not reader.ended:
                failed = _named(err, progress)
                progress.failure = Refused(outcome=failed.outcome, reason=failed.reason)
                raise failed from err
        return conclude(progress)

    async def close(self) -> None:
        """Nothing stays open between hops."""

    async def _exchange(self, hop: Hop, progress: Progress, reader: AnswerReader) -> None:
        backend = _Backend(hop, reader, progress, self._settings, self._clock)
        connection = httpcore.AsyncHTTPConnection(
            origin=httpcore.Origin(hop.scheme.encode(), hop.hostname.encode(), hop.port),
            ssl_context=self._context(hop),
            http2=True,
            network_backend=backend,
            keepalive_expiry=0,
        )
        patience = _Patience(self._settings.connect_timeout * self._clock.scale)
        try:
            async with patience.timer:
                request = self._request(hop, progress, patience)
                response = await connection.handle_async_request(request)
                await self._receive(response, progress, reader)
        except TimeoutError as err:
            if progress.phase == "tls":
                reason = f"no TLS handshake after {self._settings.connect_timeout:g} s"
                raise HopFailed(Outcome.CONNECT_TIMEOUT, reason) from err
            raise backend.dialler.silence(
                hop.route.addresses, self._settings.connect_timeout
            ) from err
        finally:
            await connection.aclose()
            await backend.close()

    def _context(self, hop: Hop) -> ssl.SSLContext | None:
        if hop.scheme != "https":
            return None
        if hop.relaxed_tls:
            return relaxed_context(http2=True)
        return strict_context(self._settings.roots, http2=True)

    def _request(self, hop: Hop, progress: Progress, patience: "_Patience") -> httpcore.Request:
        began = self._clock.monotonic()

        async def trace(event: str, _info: dict[str, Any]) -> None:
            if event.endswith("send_request_headers.started"):
                patience.over()
                progress.sent_at = self._clock.monotonic()
                if hop.scheme == "https":
                    progress.tls = progress.sent_at - began - (progress.connect or 0.0)
                progress.phase = "headers"

        headers = [(name.encode(), value.encode("latin-1")) for name, value in hop.headers]
        return httpcore.Request(
            method=hop.method,
            url=httpcore.URL(
                scheme=hop.scheme.encode(),
                host=hop.hostname.encode(),
                port=hop.port,
                target=hop.target.encode(),
            ),
            headers=headers,
            content=hop.body,
            extensions={"trace": trace},
        )

    async def _receive(
        self, response: httpcore.Response, progress: Progress, reader: AnswerReader
    ) -> None:
        """Take an HTTP/2 answer; one of HTTP/1 was read on its way in."""
        try:
            if not reader.ended and response.extensions.get("http_version") == b"HTTP/2":
                progress.arrived(self._clock.monotonic(), 0)
                _begin(response, progress, reader, self._settings.header_bytes)
                reader.settle()
                body: AsyncIterator[bytes] = response.aiter_stream()
                async for piece in body:
                    if reader.ended:
                        break
                    progress.arrived(self._clock.monotonic(), len(piece))
                    reader.take(piece)
                reader.body_over()
        finally:
            await response.aclose()


class _Patience:
    """A deadline for connecting that is lifted once the connection stands."""

    def __init__(self, seconds: float) -> None:
        self.timer = asyncio.timeout(seconds)

    def over(self) -> None:
        """Lift it."""
        self.timer.reschedule(None)


def _begin(
    response: httpcore.Response, progress: Progress, reader: AnswerReader, limit: int
) -> None:
    """Give an HTTP/2 head to the reader as it would stand in HTTP/1."""
    headers = tuple(
        (name.decode("latin-1").lower(), value.decode("latin-1"))
        for name, value in response.headers
    )
    raw = head_bytes(f"HTTP/2 {response.status} ", headers)
    if len(raw) > limit:
        reason = f"a head of more than {limit} bytes"
        progress.failure = Refused(outcome=Outcome.HEADERS_TOO_LARGE, reason=reason)
        reader.ended = True
        return
    bodiless = response.status in _NO_BODY
    reader.begin_body(
        Head(
            status=response.status,
            version="2",
            headers=headers,
            raw=raw,
            framing=Framing.NONE if bodiless else Framing.CLOSE,
            length=_announced(headers),
            reusable=False,
        )
    )


def _announced(headers: tuple[tuple[str, str], ...]) -> int | None:
    text = next((value for name, value in headers if name == "content-length"), "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None  # noqa: PLR2004 - 63 bits


def _named(err: Exception, progress: Progress) -> HopFailed:
    reason = f"{type(err).__name__}: {err}"[:300]
    if progress.body.tell():
        return HopFailed(Outcome.OK_TRUNCATED, reason)
    if isinstance(err, httpcore.ReadError | httpcore.WriteError):
        return HopFailed(Outcome.RESET, reason)
    return HopFailed(Outcome.PROTOCOL_ERROR, reason)
