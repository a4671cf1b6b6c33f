"""The sockets of the second stack: httpcore speaks through them, our reader hears what arrives."""

import asyncio
import ssl
from collections.abc import Sequence
from functools import partial
from typing import Any

import httpcore

from crawler.fleet.stacks.dial import Dialler
from crawler.fleet.stacks.hop import Hop, HopFailed, Progress
from crawler.fleet.stacks.reader import AnswerReader
from crawler.fleet.stacks.tls import handshake_outcome, handshake_reason, tls_facts, tls_outcome
from crawler.policy.h2_frames import Frames
from schema.ports import Clock
from schema.types.settings import FetchSettings

_FRAMING_BYTES = 16 * 1024
"""Bytes of an HTTP/2 answer, beside its head, after which at least half of them must be body."""
_FRAME_BYTES_AT_ONCE = 8 * 1024
"""The library reads each frame in Python: a flood of tiny ones must not hold the event loop up."""


class HungUp(httpcore.RemoteProtocolError):
    """The server closed an HTTP/2 connection before its answer was over."""


class WireStream(httpcore.AsyncNetworkStream):
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
        self._told = False
        self._frames = Frames()
        self._framed = 0
        """Bytes of frames that came."""

    @property
    def speaks_h2(self) -> bool:
        """Tell whether HTTP/2 was agreed upon."""
        tls = self._inner.get_extra_info("ssl_object")
        return tls is not None and tls.selected_alpn_protocol() == "h2"

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109 - httpcore's
        """Give what the library may read: frames, or only that an HTTP/1 answer is over."""
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
        """Give frames to the library, which takes any number of them without a body.

        Until there is a head they are kept as they came. What is sound before a fault is given.
        """
        progress, limit = self._progress, self._settings.header_bytes
        given = b""
        while not given:
            fault = self._frames.fault
            if self._framed > limit + _FRAMING_BYTES + 2 * progress.body.tell():
                fault = "hardly anything but HTTP/2 framing"
            if fault is not None:
                raise httpcore.RemoteProtocolError(fault)
            try:
                data = await self._inner.read(min(max_bytes, _FRAME_BYTES_AT_ONCE), timeout)
            except ssl.SSLError as err:
                raise HopFailed(tls_outcome(err), handshake_reason(err)) from err
            if not data:
                raise HungUp("the connection ended before the answer was over")
            if progress.head is None and len(progress.unparsed) < limit:
                progress.unparsed = (progress.unparsed + data)[:limit]
            self._framed += len(data)
            given = self._frames.feed(data)
        return given

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109 - httpcore's
        """Send; where an HTTP/2 server takes no more, what it sent before is read all the same."""
        try:
            await self._inner.write(buffer, timeout)
        except httpcore.WriteError:
            if not self.speaks_h2:
                raise

    async def aclose(self) -> None:
        """Close it."""
        await self._inner.aclose()

    async def start_tls(
        self,
        ssl_context: Any,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's
    ) -> "WireStream":
        """Shake hands; raise HopFailed."""
        try:
            inner = await self._inner.start_tls(ssl_context, server_hostname, timeout)
        except Exception as err:
            raise HopFailed(handshake_outcome(err), handshake_reason(err)) from err
        self._progress.tls_facts = tls_facts(inner.get_extra_info("ssl_object"))
        return WireStream(inner, self._reader, self._progress, self._settings)

    def get_extra_info(self, info: str) -> Any:
        """Say what the library asks of the connection."""
        return self._inner.get_extra_info(info)


class PinnedSocket:
    """The one socket of a hop, opened only where its route says."""

    def __init__(
        self,
        hop: Hop,
        reader: AnswerReader,
        progress: Progress,
        settings: FetchSettings,
        clock: Clock,
    ) -> None:
        self._hop = hop
        self._reader = reader
        self._progress = progress
        self._settings = settings
        self._clock = clock
        self._opened: httpcore.AsyncNetworkStream | None = None

    async def open(self, context: ssl.SSLContext | None) -> WireStream:
        """Dial the pinned addresses, then shake hands; each phase is timed. Raise HopFailed."""
        progress, patience = self._progress, self._settings.connect_timeout
        route, began = self._hop.route, self._clock.monotonic()
        dialler = Dialler(partial(_connect, httpcore.AnyIOBackend(), route.port), _close)
        try:
            async with asyncio.timeout(patience * self._clock.scale):
                dialled = await dialler.dial(other_way(route.addresses))
                self._opened = dialled.connection
                progress.ip, progress.ipv6_broken = dialled.address, dialled.ipv6_broken
                progress.connect = self._clock.monotonic() - began
                stream = WireStream(self._opened, self._reader, progress, self._settings)
                if context is None:
                    return stream
                progress.phase = "tls"
                stream = await stream.start_tls(context, self._hop.server_name)
                progress.tls = self._clock.monotonic() - began - progress.connect
                return stream
        except TimeoutError as err:
            raise dialler.late(progress.phase, route.addresses, patience) from err

    async def close(self) -> None:
        """Close it."""
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
