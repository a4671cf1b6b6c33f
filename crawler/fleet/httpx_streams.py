"""The sockets of the second stack: httpcore speaks through them, our reader hears what arrives."""

import ssl
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

import httpcore

from crawler.fleet.dial import Dialler
from crawler.fleet.hop import Hop, HopFailed, Progress
from crawler.fleet.reader import AnswerReader
from crawler.fleet.tls import handshake_outcome, handshake_reason, tls_facts, tls_outcome
from crawler.policy.h2_frames import Frames
from schema.ports import Clock
from schema.types.settings import FetchSettings

_FRAMING_BYTES = 16 * 1024
"""Bytes of an HTTP/2 answer, beside its head, after which at least half of them must be body."""
_FRAME_BYTES_AT_ONCE = 8 * 1024
"""The library reads each frame in Python: a flood of tiny ones must not hold the event loop up."""


class HungUp(httpcore.RemoteProtocolError):
    """The server closed an HTTP/2 connection before its answer was over."""


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

        Until there is a head they are kept as they came.
        """
        progress, limit = self._progress, self._settings.header_bytes
        given = b""
        while not given:
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
            fault = self._frames.fault
            if self._framed > limit + _FRAMING_BYTES + 2 * progress.body.tell():
                fault = "hardly anything but HTTP/2 framing"
            if fault is not None:
                raise httpcore.RemoteProtocolError(fault)
        return given

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109 - httpcore's
        """Send; where an HTTP/2 server takes no more, what it sent before is read all the same."""
        try:
            await self._inner.write(buffer, timeout)
        except httpcore.WriteError:
            if not self.speaks_h2:
                raise

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


class PinnedBackend(httpcore.AsyncNetworkBackend):
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
        """Dial the pinned addresses."""
        del host, port, timeout, local_address, socket_options
        started = self._clock.monotonic()
        dialled = await self.dialler.dial(other_way(self._hop.route.addresses))
        self._progress.connect = self._clock.monotonic() - started
        self._progress.ip = dialled.address
        self._progress.ipv6_broken = dialled.ipv6_broken
        self._opened = dialled.connection
        return _Stream(dialled.connection, self._reader, self._progress, self._settings)

    async def sleep(self, seconds: float) -> None:
        """Wait, for the library's own repetitions, which are switched off."""
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
