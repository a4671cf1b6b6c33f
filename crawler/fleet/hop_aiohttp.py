"""The first client stack: aiohttp connects and writes; addresses are pinned, answers read raw."""

import asyncio
import socket
import ssl
from collections.abc import Callable, Collection
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, cast

import aiohttp
from aiohttp.abc import ResolveResult
from aiohttp.client_proto import ResponseHandler
from aiohttp.client_reqrep import ConnectionKey
from aiohttp.connector import Connection
from yarl import URL

from crawler.fleet.dial import Dialler
from crawler.fleet.hop import Hop, HopFailed, Progress, conclude
from crawler.fleet.reader import AnswerReader
from crawler.fleet.route import Route
from crawler.fleet.tls import (
    NO_TLS,
    TlsFacts,
    handshake_outcome,
    handshake_reason,
    relaxed_context,
    strict_context,
    tls_facts,
)
from crawler.policy.framing import Head
from schema.ports import Clock
from schema.types.outcome import Outcome
from schema.types.settings import FetchSettings


@dataclass(slots=True)
class _Errand:
    """One request under way in this task: what it asks, and where its answer goes."""

    hop: Hop
    progress: Progress
    reader: AnswerReader
    fresh: bool
    key: ConnectionKey | None = None
    """Where aiohttp keeps the connection that it used."""


_ERRAND: ContextVar[_Errand] = ContextVar("errand")


class _Protocol(ResponseHandler):
    """Hand what arrives to our reader; aiohttp only learns when the answer is over.

    A kept connection is asked again without aiohttp's requests and responses, which would cost
    more than all the rest of a fetch.
    """

    reader: AnswerReader | None = None
    facts: TlsFacts = NO_TLS
    ip: str | None = None
    _over: "asyncio.Future[None] | None" = None

    async def ask(self, sent: bytes, reader: AnswerReader) -> None:
        """Send one more request on this connection and wait until its answer is over."""
        transport = self.transport
        if transport is None:
            reader.lost(None)
            return
        self.reader, self._over = reader, self._loop.create_future()
        try:
            transport.write(sent)
            await self._over
        finally:
            self._over = None

    def data_received(self, data: bytes) -> None:
        reader = self.reader
        if reader is None or reader.ended:
            self._hang_up()  # nobody asked for this
            return
        reader.feed(data)
        if reader.ended:
            self._tell(reader)

    def connection_lost(self, exc: BaseException | None) -> None:
        reader = self.reader
        if reader is not None and not reader.ended:
            reader.lost(exc)
            self._tell(reader)
        super().connection_lost(exc)

    def _tell(self, reader: AnswerReader) -> None:
        if self._over is None:
            super().data_received(reader.over())
        elif not self._over.done():
            self._over.set_result(None)

    def _hang_up(self) -> None:
        self.force_close()
        if self.transport is not None:
            self.transport.close()


class _Ready(Exception):
    """A connection for a request that goes out byte for byte: aiohttp writes UTF-8 alone."""

    def __init__(self, connection: Connection) -> None:
        super().__init__()
        self.connection = connection


class _Connector(aiohttp.TCPConnector):
    """Connect only where the route says, also for IP literals, which skip aiohttp's resolver."""

    def __init__(self, settings: FetchSettings, clock: Clock) -> None:
        super().__init__(limit=0)
        self._patience = settings.connect_timeout
        self._clock = clock
        self._factory: Any = partial(_Protocol, loop=self._loop)

    async def connect(self, req: Any, traces: Any, timeout: Any) -> Any:  # noqa: ASYNC109 - aiohttp's
        errand = _ERRAND.get()
        errand.progress.reused = True
        errand.progress.phase = "connect"
        connection = await super().connect(req, traces, timeout)
        protocol = cast(_Protocol, connection.protocol)
        protocol.reader = errand.reader
        errand.progress.tls_facts = protocol.facts
        peer = connection.transport.get_extra_info("peername") if connection.transport else None
        errand.progress.ip = protocol.ip = peer[0] if peer else errand.progress.ip
        errand.key = req.connection_key
        errand.progress.phase = "headers"
        errand.progress.sent_at = self._clock.monotonic()
        if not errand.progress.sent.isascii():
            raise _Ready(connection)
        return connection

    async def kept(self, key: ConnectionKey, addresses: Collection[str]) -> Connection | None:
        """Take a connection that carried a request before, leads where it may, and is open."""
        while (connection := await super()._get(key, [])) is not None:
            if cast(_Protocol, connection.protocol).ip in addresses:
                return connection
            connection.close()
        return None

    async def _get(self, key: Any, traces: Any) -> Any:
        del traces
        errand = _ERRAND.get()
        return None if errand.fresh else await self.kept(key, errand.hop.route.addresses)

    async def _resolve_host(self, host: str, port: int, traces: Any = None) -> list[ResolveResult]:
        del traces, port
        route = _ERRAND.get().hop.route
        return [
            ResolveResult(hostname=host, host=address, port=route.port, family=0, proto=0, flags=0)
            for address in route.addresses[:1]
        ]

    async def _wrap_create_connection(
        self, *args: Any, **kwargs: Any
    ) -> tuple[asyncio.Transport, ResponseHandler]:
        errand = _ERRAND.get()
        context: ssl.SSLContext | None = kwargs.get("ssl")
        name = kwargs["server_hostname"] if context else ""
        return await self.open(args[0], errand.hop.route, errand.progress, context, name)

    async def open(
        self,
        factory: Callable[[], ResponseHandler],
        route: Route,
        progress: Progress,
        context: ssl.SSLContext | None,
        name: str,
    ) -> tuple[asyncio.Transport, ResponseHandler]:
        """Dial the pinned addresses, then shake hands; each phase is timed."""
        progress.reused = False
        started = self._clock.monotonic()
        dialler = Dialler(partial(_open_socket, port=route.port), _close_socket)
        try:
            async with asyncio.timeout(self._patience * self._clock.scale):
                dialled = await dialler.dial(route.addresses)
                progress.ip, progress.ipv6_broken = dialled.address, dialled.ipv6_broken
                progress.connect = self._clock.monotonic() - started
                if context is None:
                    return await self._loop.create_connection(factory, sock=dialled.connection)
                return await self._shake_hands(factory, dialled.connection, progress, context, name)
        except TimeoutError as err:
            if progress.phase == "tls":
                reason = f"no TLS handshake after {self._patience:g} s"
                raise HopFailed(Outcome.CONNECT_TIMEOUT, reason) from err
            raise dialler.silence(route.addresses, self._patience) from err

    async def _shake_hands(
        self,
        factory: Callable[[], ResponseHandler],
        sock: socket.socket,
        progress: Progress,
        context: ssl.SSLContext,
        name: str,
    ) -> tuple[asyncio.Transport, ResponseHandler]:
        progress.phase = "tls"
        started = self._clock.monotonic()
        try:
            made = await self._loop.create_connection(
                factory, sock=sock, ssl=context, server_hostname=name
            )
        except TimeoutError:
            raise
        except OSError as err:  # ssl.SSLError is one too
            raise HopFailed(handshake_outcome(err), handshake_reason(err)) from err
        progress.tls = self._clock.monotonic() - started
        transport, protocol = made
        cast(_Protocol, protocol).facts = tls_facts(transport.get_extra_info("ssl_object"))
        return made


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
        self._connector: _Connector | None = None
        self._keys: dict[tuple[str, str, int, bool], ConnectionKey] = {}

    async def send(self, hop: Hop, progress: Progress) -> Head:
        """Send one request and receive its answer raw.

        A kept connection that the server closed just then is no failure of the site: the request
        goes out once more on a fresh one. Our POSTs only query, so they may be repeated as well.
        """
        if not self._keep_alive:  # aiohttp would say so by itself, and the record would not
            hop = replace(hop, headers=(*hop.headers, ("Connection", "close")))
        progress.sent = hop.sent()
        await self._exchange(hop, progress, fresh=False)
        failure = progress.failure
        stale = progress.reused and not progress.received
        if failure is not None and failure.outcome is Outcome.RESET and stale:
            progress.failure, progress.first_byte = None, None
            await self._exchange(hop, progress, fresh=True)
        return conclude(progress)

    async def close(self) -> None:
        """Close all connections."""
        if self._session is not None:
            await self._session.close()
        elif self._connector is not None:
            await self._connector.close()

    async def _exchange(self, hop: Hop, progress: Progress, *, fresh: bool) -> None:
        reader = AnswerReader(progress, self._settings, self._clock.monotonic)
        kept = None if fresh else await self._kept(hop)
        if kept is not None:
            progress.reused = True
            await self._ask(kept, progress, reader)
            return
        if not self._keep_alive:
            await self._once(hop, progress, reader)
            return
        errand = _Errand(hop, progress, reader, fresh)
        _ERRAND.set(errand)
        try:
            async with self._opened().request(
                hop.method,
                URL(hop.url, encoded=True),
                headers=hop.headers,
                data=hop.body,
                allow_redirects=False,
                ssl=self._context(hop),
            ):
                pass
        except _Ready as ready:
            await self._ask(ready.connection, progress, reader)
        except (aiohttp.ClientError, OSError) as err:
            if not reader.ended:
                raise HopFailed(*_named(err, progress)) from err
        finally:
            if errand.key is not None:
                self._keys[_place(hop)] = errand.key

    async def _once(self, hop: Hop, progress: Progress, reader: AnswerReader) -> None:
        """Open a connection for this request alone.

        Thousands of visits begin at once: aiohttp's requests, which only a pool of connections
        needs, would take as long as all the rest of a beginning.
        """
        connector, context = self._joined(), self._context(hop)
        progress.phase = "connect"
        try:
            transport, opened = await connector.open(
                partial(_Protocol, loop=asyncio.get_running_loop()),
                hop.route,
                progress,
                context if isinstance(context, ssl.SSLContext) else None,
                hop.hostname.strip("[]").rstrip("."),  # certificates have no dot at the end
            )
        except OSError as err:
            raise HopFailed(*_named(err, progress)) from err
        protocol = cast(_Protocol, opened)
        protocol.ip = progress.ip
        try:
            await self._sent_on(protocol, progress, reader)
        finally:
            transport.close()

    async def _kept(self, hop: Hop) -> Connection | None:
        key = self._keys.get(_place(hop))
        if key is None or self._connector is None:
            return None
        return await self._connector.kept(key, hop.route.addresses)

    async def _ask(self, connection: Connection, progress: Progress, reader: AnswerReader) -> None:
        try:
            await self._sent_on(cast(_Protocol, connection.protocol), progress, reader)
        except BaseException:
            connection.close()
            raise
        if reader.reusable:
            connection.release()
        else:
            connection.close()

    async def _sent_on(self, protocol: _Protocol, progress: Progress, reader: AnswerReader) -> None:
        progress.phase = "headers"
        progress.ip, progress.tls_facts = protocol.ip, protocol.facts
        progress.sent_at = self._clock.monotonic()
        await protocol.ask(progress.sent, reader)

    def _context(self, hop: Hop) -> ssl.SSLContext | bool:
        if hop.scheme != "https":
            return True
        return relaxed_context() if hop.relaxed_tls else strict_context(self._settings.roots)

    def _joined(self) -> _Connector:
        if self._connector is None:
            self._connector = _Connector(self._settings, self._clock)
        return self._connector

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=self._joined(),
                cookie_jar=aiohttp.DummyCookieJar(),  # the fetcher keeps them, for both stacks
                auto_decompress=False,
                trust_env=False,
                timeout=aiohttp.ClientTimeout(total=None),
                skip_auto_headers=("Content-Type", "Accept", "Accept-Encoding", "User-Agent"),
            )
            # aiohttp repeats on fresh connections too, which would ask a failing server twice.
            self._session._retry_connection = False  # noqa: SLF001
        return self._session


def _place(hop: Hop) -> tuple[str, str, int, bool]:
    return hop.scheme, hop.hostname, hop.port, hop.relaxed_tls


def _named(err: Exception, progress: Progress) -> tuple[Outcome, str]:
    reason = f"{type(err).__name__}: {err}"[:300]
    if isinstance(err, OSError | aiohttp.ClientConnectionError) and progress.phase != "connect":
        return Outcome.RESET, reason
    return Outcome.PROTOCOL_ERROR, reason


async def _open_socket(address: str, *, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_STREAM)
    try:
        sock.setblocking(False)  # noqa: FBT003 - the signature is the socket's
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        await asyncio.get_running_loop().sock_connect(sock, (address, port))
    except BaseException:
        sock.close()
        raise
    return sock


async def _close_socket(sock: socket.socket) -> None:
    sock.close()
