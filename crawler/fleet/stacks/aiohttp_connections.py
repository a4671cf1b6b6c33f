"""The connections of the first stack: aiohttp opens and keeps them, our own bytes go through them.

Every request goes out as the bytes that are kept as sent, on a fresh connection as on a kept one:
aiohttp's own writer would drop an empty query, and its requests cost more than all the rest.
"""

import asyncio
import errno
import os
import socket
import ssl
from collections.abc import Callable, Collection
from contextvars import ContextVar
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

import aiohttp
from aiohttp.abc import ResolveResult
from aiohttp.client_proto import ResponseHandler
from aiohttp.client_reqrep import ConnectionKey
from aiohttp.connector import Connection

from crawler.fleet.stacks.dial import Dialler
from crawler.fleet.stacks.hop import Hop, HopFailed, Progress
from crawler.fleet.stacks.reader import AnswerReader
from crawler.fleet.stacks.tls import (
    NO_TLS,
    TlsFacts,
    handshake_outcome,
    handshake_reason,
    tls_facts,
)
from schema.ports import Clock
from schema.types.settings import FetchSettings


@dataclass(slots=True)
class Errand:
    """One request under way in this task: what it asks, and where its answer goes."""

    hop: Hop
    progress: Progress
    reader: AnswerReader
    key: ConnectionKey | None = None
    """Where aiohttp keeps the connection that it used."""


_UNDER_WAY = {errno.EINPROGRESS, errno.EINTR}
"""What connecting says that goes on (connect(2)); EAGAIN is a want of ports, which is ours."""

ERRAND: ContextVar[Errand] = ContextVar("errand")
"""Aiohttp asks for connections far below what we call; this is what it asks for."""


class AnswerProtocol(ResponseHandler):
    """Hand what arrives to our reader, and tell who asked when the answer is over."""

    reader: AnswerReader | None = None
    facts: TlsFacts = NO_TLS
    ip: str | None = None
    _over: "asyncio.Future[None] | None" = None

    async def ask(self, sent: bytes, reader: AnswerReader) -> None:
        """Send a request on this connection and wait until its answer is over."""
        self.reader = reader
        try:
            if self.transport is None:
                reader.lost(None)
            elif not reader.ended:  # some servers speak before they are asked
                self._over = self._loop.create_future()
                self.transport.write(sent)
                await self._over
        finally:
            self._over = self.reader = None  # a kept connection keeps no answer

    def close(self) -> None:
        """Close the connection at once; so does aiohttp with those that it gives up.

        In good order it would wait for who reads nothing of what we send, or for half a minute for
        who does not say goodbye (TLS).
        """
        if self.transport is not None:
            self.transport.abort()
        super().close()

    def data_received(self, data: bytes) -> None:
        """Take in what the server sends; what nobody asked for ends the connection."""
        reader = self.reader
        if reader is None or reader.ended:
            self.force_close()  # nobody asked for this
            self.close()
            return
        reader.feed(data)
        if reader.ended:
            self._tell()

    def connection_lost(self, exc: BaseException | None) -> None:
        """Take in that the connection is gone."""
        reader = self.reader
        if reader is not None and not reader.ended:
            reader.lost(exc)
            self._tell()
        super().connection_lost(exc)

    def _tell(self) -> None:
        if self._over is not None and not self._over.done():
            self._over.set_result(None)


class Ready(Exception):
    """A connection is there: what aiohttp would do with it, we do."""

    def __init__(self, connection: Connection) -> None:
        super().__init__()
        self.connection = connection


class PinnedConnector(aiohttp.TCPConnector):
    """Connect only where the route says, also for IP literals, which skip aiohttp's resolver."""

    def __init__(self, settings: FetchSettings, clock: Clock) -> None:
        super().__init__(limit=0)
        self._patience = settings.connect_timeout
        self._clock = clock
        self._factory: Any = partial(AnswerProtocol, loop=self._loop)

    async def connect(self, req: Any, traces: Any, timeout: Any) -> Any:  # noqa: ASYNC109 - aiohttp's
        """Open a connection and raise it as Ready."""
        connection = await super().connect(req, traces, timeout)
        ERRAND.get().key = req.connection_key
        raise Ready(connection)

    async def kept(self, key: ConnectionKey, addresses: Collection[str]) -> Connection | None:
        """Take a connection that carried a request before, leads where it may, and is open."""
        while (connection := await super()._get(key, [])) is not None:
            if cast(AnswerProtocol, connection.protocol).ip in addresses:
                return connection
            connection.close()
        return None

    async def _get(self, key: Any, traces: Any) -> None:
        """Give no kept connection: who wants one has looked for it before."""
        del key, traces

    async def _resolve_host(self, host: str, port: int, traces: Any = None) -> list[ResolveResult]:
        del traces, port
        route = ERRAND.get().hop.route
        return [
            ResolveResult(hostname=host, host=address, port=route.port, family=0, proto=0, flags=0)
            for address in route.addresses[:1]
        ]

    async def _wrap_create_connection(
        self, *args: Any, **kwargs: Any
    ) -> tuple[asyncio.Transport, ResponseHandler]:
        errand = ERRAND.get()
        factory = partial(_listening, args[0], errand.reader)
        return await self._open(factory, errand.hop, errand.progress, kwargs.get("ssl"))

    async def open_once(
        self,
        hop: Hop,
        progress: Progress,
        reader: AnswerReader,
        context: ssl.SSLContext | None,
    ) -> AnswerProtocol:
        """Open a connection that nobody keeps, without aiohttp's requests and its pool."""
        factory = partial(_listening, self._factory, reader)
        _, protocol = await self._open(factory, hop, progress, context)
        return protocol

    async def _open(
        self,
        factory: Callable[[], AnswerProtocol],
        hop: Hop,
        progress: Progress,
        context: ssl.SSLContext | None,
    ) -> tuple[asyncio.Transport, AnswerProtocol]:
        """Dial the pinned addresses, then shake hands; each phase is timed."""
        progress.phase = "connect"
        route, started = hop.route, self._clock.monotonic()
        dialler = Dialler(partial(_open_socket, port=route.port), _close_socket)
        try:
            async with asyncio.timeout(self._patience * self._clock.scale):
                dialled = await dialler.dial(route.addresses)
                progress.ip, progress.ipv6_broken = dialled.address, dialled.ipv6_broken
                progress.connect = self._clock.monotonic() - started
                sock, name = dialled.connection, hop.server_name
                if context is None:
                    made = await self._loop.create_connection(factory, sock=sock)
                else:
                    made = await self._shake_hands(factory, sock, progress, context, name)
        except TimeoutError as err:
            raise dialler.late(progress.phase, route.addresses, self._patience) from err
        made[1].ip = dialled.address
        return made

    async def _shake_hands(
        self,
        factory: Callable[[], AnswerProtocol],
        sock: socket.socket,
        progress: Progress,
        context: ssl.SSLContext,
        name: str,
    ) -> tuple[asyncio.Transport, AnswerProtocol]:
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
        protocol.facts = tls_facts(transport.get_extra_info("ssl_object"))
        return made


def _listening(factory: Callable[[], AnswerProtocol], reader: AnswerReader) -> AnswerProtocol:
    """Make a protocol that hears its server from the first byte on."""
    made = factory()
    made.reader = reader
    return made


async def _open_socket(address: str, *, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_STREAM)
    try:
        sock.setblocking(False)  # noqa: FBT003 - the signature is the socket's
        await _connected(sock, (address, port))
    except BaseException:
        sock.close()
        raise
    return sock


async def _connected(sock: socket.socket, place: tuple[str, int]) -> None:
    """Connect to an address; raise OSError. The loop's own way would look for names first."""
    number = sock.connect_ex(place)
    if number in _UNDER_WAY:
        loop, handle = asyncio.get_running_loop(), sock.fileno()
        writable: asyncio.Future[None] = loop.create_future()
        loop.add_writer(handle, _tell_once, writable)
        try:
            await writable
        finally:
            loop.remove_writer(handle)
        number = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
    if number:
        raise OSError(number, os.strerror(number))


def _tell_once(writable: "asyncio.Future[None]") -> None:
    if not writable.done():
        writable.set_result(None)


async def _close_socket(sock: socket.socket) -> None:
    sock.close()
