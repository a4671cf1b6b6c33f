"""The second client stack: httpx's transport (HTTP/2 on), which connects to pinned routes alone."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from typing import Any

import h2.exceptions
import httpcore

from crawler.fleet.hop import Hop, HopFailed, Progress, conclude
from crawler.fleet.httpx_streams import HungUp, PinnedBackend
from crawler.fleet.reader import AnswerReader
from crawler.fleet.tls import relaxed_context, strict_context
from crawler.policy.framing import Head, Refused, judge_fields
from schema.ports import Clock
from schema.types.outcome import Outcome
from schema.types.settings import FetchSettings

_RAISED = (
    httpcore.NetworkError,
    httpcore.TimeoutException,
    httpcore.ProtocolError,
    httpcore.ConnectionNotAvailable,
    h2.exceptions.ProtocolError,  # the library lets those pass that a body brings
    OSError,
)


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
        backend = PinnedBackend(hop, reader, progress, self._settings, self._clock)
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
                response = await _answer(connection, request)
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
            extensions={"trace": trace, "sni_hostname": hop.server_name},
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
                while not reader.ended:  # asked before each piece: there may never be one
                    piece = await anext(body, None)
                    if piece is None:
                        reader.body_over()
                        break
                    progress.arrived(self._clock.monotonic(), len(piece))
                    reader.take(piece)
        finally:
            await response.aclose()


class _Patience:
    """A deadline for connecting that is lifted once the connection stands."""

    def __init__(self, seconds: float) -> None:
        self.timer = asyncio.timeout(seconds)

    def over(self) -> None:
        """Lift it."""
        self.timer.reschedule(None)


async def _answer(
    connection: httpcore.AsyncHTTPConnection, request: httpcore.Request
) -> httpcore.Response:
    """Send a request and receive the head; the library reads any text as an HTTP/2 status."""
    try:
        return await connection.handle_async_request(request)
    except ValueError as err:
        raise httpcore.RemoteProtocolError(str(err)) from err


def _begin(
    response: httpcore.Response, progress: Progress, reader: AnswerReader, limit: int
) -> None:
    """Give an HTTP/2 head to the reader as it would stand in HTTP/1."""
    head = judge_fields(response.status, response.headers, limit)
    if isinstance(head, Refused):
        progress.failure = head
        reader.ended = True
        return
    reader.begin_body(head)


def _named(err: Exception, progress: Progress) -> HopFailed:
    """Name what ended an HTTP/2 answer, by the words that HTTP/1 has for it."""
    reason = f"{type(err).__name__}: {err}"[:300]
    if isinstance(err, HungUp):
        return HopFailed(Outcome.RESET if progress.head is None else Outcome.OK_TRUNCATED, reason)
    if isinstance(err, httpcore.ReadError | httpcore.WriteError):
        return HopFailed(Outcome.RESET, reason)
    if progress.body.tell():
        return HopFailed(Outcome.OK_TRUNCATED, reason)
    return HopFailed(Outcome.PROTOCOL_ERROR, reason)
