"""The second client stack: httpcore's connections (HTTP/2 on), on sockets that we opened."""

import ssl
from collections.abc import AsyncIterator

import h2.events
import h2.exceptions
import httpcore

from crawler.fleet.stacks.hop import Hop, HopFailed, Progress, conclude
from crawler.fleet.stacks.httpx_streams import HungUp, PinnedSocket, WireStream
from crawler.fleet.stacks.reader import AnswerReader
from crawler.fleet.stacks.tls import relaxed_context, strict_context
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
        except HopFailed as err:
            progress.failure = Refused(outcome=err.outcome, reason=err.reason)
            raise
        except _RAISED as err:
            if not reader.ended:
                failed = _named(err, progress)
                progress.failure = Refused(outcome=failed.outcome, reason=failed.reason)
                raise failed from err
        return conclude(progress)

    async def close(self) -> None:
        """Nothing stays open between hops."""

    async def _exchange(self, hop: Hop, progress: Progress, reader: AnswerReader) -> None:
        socket = PinnedSocket(hop, reader, progress, self._settings, self._clock)
        try:
            stream = await socket.open(self._context(hop))
            progress.phase = "headers"
            progress.sent_at = self._clock.monotonic()
            connection = _connection(hop, stream)
            try:
                response = await connection.handle_async_request(_request(hop))
                await self._receive(response, progress, reader)
            finally:
                await connection.aclose()
        finally:
            await socket.close()

    def _context(self, hop: Hop) -> ssl.SSLContext | None:
        if hop.scheme != "https":
            return None
        if hop.relaxed_tls:
            return relaxed_context(http2=True)
        return strict_context(self._settings.roots, http2=True)

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


class _Http2Connection(httpcore.AsyncHTTP2Connection):
    """Give the fields of an answer's head as they came: the library takes none for status 200."""

    async def _receive_response(
        self, request: httpcore.Request, stream_id: int
    ) -> tuple[int, list[tuple[bytes, bytes]]]:
        while True:
            event = await self._receive_stream_event(request, stream_id)
            if isinstance(event, h2.events.ResponseReceived):
                return 0, [(bytes(name), bytes(value)) for name, value in event.headers or ()]


def _connection(hop: Hop, stream: WireStream) -> httpcore.AsyncHTTP11Connection | _Http2Connection:
    """Give what speaks the protocol that was agreed upon."""
    origin = httpcore.Origin(hop.scheme.encode(), hop.hostname.encode(), hop.port)
    speaking = _Http2Connection if stream.speaks_h2 else httpcore.AsyncHTTP11Connection
    return speaking(origin=origin, stream=stream, keepalive_expiry=0)


def _request(hop: Hop) -> httpcore.Request:
    return httpcore.Request(
        method=hop.method,
        url=httpcore.URL(
            scheme=hop.scheme.encode(),
            host=hop.hostname.encode(),
            port=hop.port,
            target=hop.target.encode(),
        ),
        headers=[
            (name.encode(), value.encode("latin-1", "replace")) for name, value in hop.headers
        ],
        content=hop.body,
    )


def _begin(
    response: httpcore.Response, progress: Progress, reader: AnswerReader, limit: int
) -> None:
    """Give an HTTP/2 head to the reader as it would stand in HTTP/1."""
    head = judge_fields(response.headers, limit)
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
