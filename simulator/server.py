"""The servers of the province: one loopback address for each site, one port plain, one with TLS."""

import asyncio
import contextlib
import logging
import socket
import struct
from collections import deque
from dataclasses import replace
from ipaddress import IPv4Address, IPv4Network
from typing import cast

from typing_extensions import override

from simulator.fault import Refusal
from simulator.faults import carried
from simulator.latency import usual_wait
from simulator.message import BadRequestError, Message, message, read_request
from simulator.meters import Meters
from simulator.model import Delivery, Page, Request, Site
from simulator.respond import respond
from simulator.steering import listeners
from simulator.tls import HANDSHAKES, context_for
from simulator.world import World

_LOOPBACK = IPv4Network("127.0.0.0/8")
_IDLE_SECONDS = 75
_BACKLOG = 4_096
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)  # SO_LINGER with no time to linger sends RST
_BLANKS = b" " * 65_536
_METHODS = {"GET", "HEAD", "POST"}
_MISDIRECTED = Page(text="misdirected\n", media_type="text/plain", status=421)
_NOT_ALLOWED = Page(text="method not allowed\n", media_type="text/plain", status=405)
_LOG = logging.getLogger(__name__)


class ProvinceServer:
    """Serves every site of a world; the site is the local address of the accepted socket.

    `latency` multiplies the usual wait of each site and every wait that a fault asks for (0: none);
    `time_scale` is how many real seconds a second of the province takes.
    """

    def __init__(self, world: World, latency: float = 1.0, time_scale: float = 1.0) -> None:
        self.world = world
        self.latency = latency * time_scale
        self.meters = Meters(scale=time_scale)
        self.tasks: set[asyncio.Task[None]] = set()
        self._servers: list[asyncio.Server] = []
        self._open: set[asyncio.Transport] = set()

    async def start(self, port: int, *, secure: bool = False) -> int:
        """Listen on `port` (0 picks one) and return it."""
        (door,) = listeners(1, port)
        await self.open(door, secure=secure)
        bound: int = door.getsockname()[1]
        return bound

    async def open(self, door: socket.socket, *, secure: bool = False) -> None:
        """Answer what comes to a socket that listens (simulator/steering.py)."""
        loop = asyncio.get_running_loop()
        kind = Handshake if secure else Conversation
        server = await loop.create_server(lambda: kind(self), sock=door, backlog=_BACKLOG)
        self._servers.append(server)

    async def stop(self) -> None:
        """Stop listening and drop every open connection."""
        for server in self._servers:
            server.close()
        for transport in tuple(self._open):
            transport.abort()
        for task in tuple(self.tasks):
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    def opened(self, transport: asyncio.Transport) -> None:
        """Note a connection."""
        self._open.add(transport)

    def closed(self, transport: asyncio.Transport) -> None:
        """Forget a connection."""
        self._open.discard(transport)

    def site_of(self, transport: asyncio.Transport) -> Site | None:
        """Find the site by local address; None off loopback and where no site lives."""
        address = IPv4Address(transport.get_extra_info("sockname")[0])
        return self.world.site_at(address) if address in _LOOPBACK else None

    def answer(self, site: Site, request: Request) -> Page | Refusal:
        """Answer a request to a site."""
        host = request.headers.get("host", "").partition(":")[0].lower()
        known = host == site.host or any(fault.any_host for fault in carried(site.faults))
        if not known and not self._is_other_name(site, host):
            return _MISDIRECTED
        if request.method not in _METHODS:
            return _NOT_ALLOWED
        return respond(site, request, self.world.moment)

    def _is_other_name(self, site: Site, host: str) -> bool:
        """Tell whether a name leads to the site as well (www and bare, an alias)."""
        address, _ = self.world.lookup(host)
        return address is not None and self.world.site_at(address) is site


class Conversation(asyncio.Protocol):
    """One connection: requests are answered in their order."""

    def __init__(self, server: ProvinceServer, *, secure: bool = False) -> None:
        self._server = server
        self._secure = secure
        self._buffer = bytearray()
        self._waiting: deque[Request] = deque()
        self._transport: asyncio.Transport | None = None
        self._site: Site | None = None
        self._busy = False
        self._idle: asyncio.TimerHandle | None = None
        self._writable = asyncio.Event()
        self._writable.set()

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._server.opened(self._transport)
        self._site = self._server.site_of(self._transport)
        if self._site is None:
            reset(self._transport)
            return
        loop = asyncio.get_running_loop()
        self._idle = loop.call_later(_IDLE_SECONDS, self._transport.close)
        if not self._secure and any(fault.deaf for fault in carried(self._site.faults)):
            reset(self._transport)
        else:
            self._go_on()  # behind a handshake a request may have come before us

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        if self._transport is not None:
            self._server.closed(self._transport)
        self._writable.set()
        if self._idle is not None:
            self._idle.cancel()
        if self._busy and self._site is not None:
            self._server.meters.ended(self._site.number)
        self._busy = False

    @override
    def data_received(self, data: bytes) -> None:
        self._buffer += data
        try:
            while (request := read_request(self._buffer, secure=self._secure)) is not None:
                self._waiting.append(request)
        except BadRequestError as error:
            _LOG.debug("connection ended: %s", error)
            self._end()
            return
        self._go_on()

    def _go_on(self) -> None:
        while self._waiting and not self._busy and self._transport is not None:
            self._take(self._waiting.popleft())

    def _take(self, request: Request) -> None:
        site, transport = self._site, self._transport
        if site is None or transport is None:
            return
        self._busy = True
        seen = self._server.meters.begun(site.number, request)
        answer = self._server.answer(site, replace(request, seen=seen))
        if answer is Refusal.SILENCE:
            return
        if isinstance(answer, Refusal):
            reset(transport)
            return
        closing = request.headers.get("connection", "").lower() == "close"
        out = message(site, request, answer)
        wait = self._server.latency and self._server.latency * usual_wait(site.seed, site.number)
        if answer.delivery.is_prompt or request.method == "HEAD":
            if wait:
                loop = asyncio.get_running_loop()
                loop.call_later(wait, self._send, site, out, closing)
            else:
                self._send(site, out, closing)
            return
        task = asyncio.ensure_future(self._deliver(site, out, answer.delivery, closing=closing))
        self._server.tasks.add(task)
        task.add_done_callback(self._server.tasks.discard)

    def _send(self, site: Site, out: Message, closing: bool) -> None:  # noqa: FBT001 - call_later's
        """Send an answer at once and whole."""
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(out.head + out.body)
        self._done(site, closing=closing)

    async def _deliver(
        self, site: Site, out: Message, delivery: Delivery, *, closing: bool
    ) -> None:
        """Send an answer slowly or in part, as its delivery says."""
        transport = self._transport
        if transport is None:
            return
        scale = self._server.latency
        await asyncio.sleep(delivery.wait * scale)
        transport.write(out.head)
        whole = len(out.body)
        stop = min(
            whole if end is None else end for end in (delivery.stall_after, delivery.reset_after)
        )
        if delivery.drip:
            for place in range(stop):
                transport.write(out.body[place : place + 1])
                await asyncio.sleep(delivery.drip * scale)
                if transport.is_closing():
                    return
        else:
            transport.write(out.body[:stop])
        if delivery.reset_after is not None:
            await asyncio.sleep(0.02)  # let the bytes leave before the reset
            reset(transport)
        elif delivery.stall_after is None:
            await self._fill(delivery.filling)
            self._done(site, closing=closing)

    async def _fill(self, left: int) -> None:
        """Send blanks as fast as the client takes them."""
        while left and self._transport is not None and not self._transport.is_closing():
            await self._writable.wait()
            self._transport.write(_BLANKS[:left])
            left -= min(left, len(_BLANKS))

    @override
    def pause_writing(self) -> None:
        self._writable.clear()

    @override
    def resume_writing(self) -> None:
        self._writable.set()

    def _done(self, site: Site, *, closing: bool) -> None:
        self._busy = False
        self._server.meters.ended(site.number)
        if closing:
            self._end()
        else:
            self._go_on()

    def _end(self) -> None:
        if self._transport is not None:
            self._transport.close()


class Handshake(asyncio.Protocol):
    """A connection of the port with TLS, until the handshake that its site's faults ask for."""

    def __init__(self, server: ProvinceServer) -> None:
        self._server = server

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        raw = cast("asyncio.Transport", transport)
        raw.pause_reading()  # the hello belongs to the handshake
        self._server.opened(raw)
        site = self._server.site_of(raw)
        shown = next((one.tls for one in carried(site.faults) if one.tls), None) if site else None
        if site is None or (shown is None and not site.secure):
            reset(raw)  # the site has no https
            return
        task = asyncio.ensure_future(self._begin(raw, site, shown or "good"))
        self._server.tasks.add(task)
        task.add_done_callback(self._server.tasks.discard)

    async def _begin(self, raw: asyncio.Transport, site: Site, shown: str) -> None:
        if shown in HANDSHAKES:
            raw.write(HANDSHAKES[shown])
            raw.close()
            return
        loop = asyncio.get_running_loop()
        conversation = Conversation(self._server, secure=True)
        context = await asyncio.to_thread(context_for, shown, site.host)
        try:
            upgraded = await loop.start_tls(raw, conversation, context, server_side=True)
        except (OSError, ConnectionError) as error:
            _LOG.debug("handshake ended: %r", error)
            return
        if upgraded is not None:
            conversation.connection_made(upgraded)

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        del exc


def reset(transport: asyncio.Transport) -> None:
    """End a connection with RST."""
    raw = transport.get_extra_info("socket")
    with contextlib.suppress(OSError):
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
    transport.abort()
