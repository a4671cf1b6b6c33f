"""The first client stack: aiohttp connects; addresses are pinned, requests and answers are raw."""

import ssl
from typing import cast

import aiohttp
from aiohttp.client_reqrep import ConnectionKey
from aiohttp.connector import Connection
from yarl import URL

from crawler.fleet.stacks.aiohttp_connections import (
    ERRAND,
    AnswerProtocol,
    Errand,
    PinnedConnector,
    Ready,
)
from crawler.fleet.stacks.hop import Hop, HopFailed, Progress, conclude
from crawler.fleet.stacks.reader import AnswerReader
from crawler.fleet.stacks.tls import relaxed_context, strict_context
from crawler.policy.framing import Head
from schema.ports import Clock
from schema.types.outcome import Outcome
from schema.types.settings import FetchSettings

_REQUEST_TIMEOUT = 408
_CLOSE = (("Connection", "close"),)


class AiohttpHops:
    """Hops of one survey: its connections are shared by nobody else.

    Without `keep_alive` each request has a connection of its own, so that many visits may share
    the hops: a session for each would cost more than its request.
    """

    stack = "aiohttp"

    def __init__(self, settings: FetchSettings, clock: Clock, *, keep_alive: bool = True) -> None:
        self._settings = settings
        self._clock = clock
        self._keep_alive = keep_alive
        self._session: aiohttp.ClientSession | None = None
        self._connector: PinnedConnector | None = None
        self._keys: dict[tuple[str, str, int, bool], ConnectionKey] = {}

    async def send(self, hop: Hop, progress: Progress) -> Head:
        """Send one request and receive its answer raw.

        A kept connection that the server closed just then is no failure of the site: the request
        goes out once more on a fresh one. Our POSTs only query, so they may be repeated as well.
        """
        progress.sent = hop.sent(() if self._keep_alive else _CLOSE)
        kept = await self._kept(hop)
        await self._exchange(hop, progress, kept)
        if kept is not None and _was_closed(progress):
            progress.forget_answer()
            await self._exchange(hop, progress, None)
        return conclude(progress)

    async def close(self) -> None:
        """Close all connections."""
        if self._session is not None:
            await self._session.close()
        elif self._connector is not None:
            await self._connector.close()

    async def _exchange(self, hop: Hop, progress: Progress, kept: Connection | None) -> None:
        """Ask on a kept connection, or on one that is opened for it."""
        reader = AnswerReader(progress, self._settings, self._clock.monotonic)
        if not self._keep_alive:
            await self._once(hop, progress, reader)
            return
        if kept is None:
            kept = await self._connected(Errand(hop, progress, reader))
        await self._ask(kept, progress, reader)

    async def _once(self, hop: Hop, progress: Progress, reader: AnswerReader) -> None:
        """Ask on a connection for this request alone.

        Thousands of visits begin at once: aiohttp's requests, which only a pool of connections
        needs, would take as long as all the rest of a beginning.
        """
        context = self._context(hop)
        try:
            protocol = await self._joined().open_once(
                hop, progress, reader, context if isinstance(context, ssl.SSLContext) else None
            )
        except OSError as err:
            raise HopFailed(*_named(err, progress)) from err
        try:
            await _send_on(protocol, progress, reader, self._clock)
        finally:
            protocol.close()

    async def _connected(self, errand: Errand) -> Connection:
        """Have aiohttp connect; what it would send it never comes to."""
        ERRAND.set(errand)
        hop = errand.hop
        place = URL(f"{hop.scheme}://{hop.hostname}:{hop.port}/", encoded=True)
        try:
            async with self._opened().request("GET", place, ssl=self._context(hop)):
                raise HopFailed(Outcome.OWN_FAULT, "aiohttp sent a request of its own")
        except Ready as ready:
            return ready.connection
        except (aiohttp.ClientError, OSError) as err:
            raise HopFailed(*_named(err, errand.progress)) from err
        finally:
            if errand.key is not None:
                self._keys[_place(hop)] = errand.key
            # A connection remembers the context that it was opened in: it must keep no answer.
            del errand.progress, errand.reader

    async def _kept(self, hop: Hop) -> Connection | None:
        key = self._keys.get(_place(hop))
        if key is None or self._connector is None:
            return None
        return await self._connector.kept(key, hop.route.addresses)

    async def _ask(self, connection: Connection, progress: Progress, reader: AnswerReader) -> None:
        protocol = cast(AnswerProtocol, connection.protocol)
        try:
            await _send_on(protocol, progress, reader, self._clock)
        finally:
            if reader.ended and reader.reusable:
                connection.release()
            else:
                connection.close()

    def _context(self, hop: Hop) -> ssl.SSLContext | bool:
        if hop.scheme != "https":
            return True
        return relaxed_context() if hop.relaxed_tls else strict_context(self._settings.roots)

    def _joined(self) -> PinnedConnector:
        if self._connector is None:
            self._connector = PinnedConnector(self._settings, self._clock)
        return self._connector

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=self._joined(),
                cookie_jar=aiohttp.DummyCookieJar(),  # the fetcher keeps them, for both stacks
                trust_env=False,
                timeout=aiohttp.ClientTimeout(total=None),
            )
        return self._session


async def _send_on(
    protocol: AnswerProtocol, progress: Progress, reader: AnswerReader, clock: Clock
) -> None:
    progress.phase = "headers"
    progress.ip, progress.tls_facts = protocol.ip, protocol.facts
    progress.sent_at = clock.monotonic()
    await protocol.ask(progress.sent, reader)


def _was_closed(progress: Progress) -> bool:
    """Tell whether the server had given up the connection: without a word, or with one.

    408 is said to a connection that was idle too long, whatever is asked on it just then (RFC 9110
    §15.5.9).
    """
    failure, head = progress.failure, progress.head
    if head is not None:
        return head.status == _REQUEST_TIMEOUT
    return failure is not None and failure.outcome is Outcome.RESET and not progress.received


def _place(hop: Hop) -> tuple[str, str, int, bool]:
    return hop.scheme, hop.hostname, hop.port, hop.relaxed_tls


def _named(err: Exception, progress: Progress) -> tuple[Outcome, str]:
    reason = f"{type(err).__name__}: {err}"[:300]
    if isinstance(err, OSError | aiohttp.ClientConnectionError) and progress.phase != "connect":
        return Outcome.RESET, reason
    return Outcome.PROTOCOL_ERROR, reason
