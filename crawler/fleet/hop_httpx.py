"""The second client stack: httpx (HTTP/2 on) over a pool that connects only to pinned routes."""

import ssl
from collections.abc import AsyncIterator, Iterable
from typing import Any

import httpcore
import httpx
from httpcore._backends.auto import AutoBackend

from crawler.fleet.hop import (
    Hop,
    HopFailed,
    Progress,
    as_text,
    check_head_size,
    head_bytes,
    outcome_of_errno,
)
from crawler.fleet.route import Route
from crawler.fleet.tls import relaxed_context, strict_context, tls_outcome
from schema.ports import Clock
from schema.types.outcome import Outcome
from schema.types.settings import FetchSettings

_BY_ERROR: tuple[tuple[type[Exception], Outcome], ...] = (
    (httpcore.ConnectTimeout, Outcome.CONNECT_TIMEOUT),
    (httpcore.ReadTimeout, Outcome.HEADER_TIMEOUT),
    (httpcore.WriteTimeout, Outcome.RESET),
    (httpcore.PoolTimeout, Outcome.OWN_FAULT),
    (httpcore.ConnectError, Outcome.CONNECT_REFUSED),
    (httpcore.ReadError, Outcome.RESET),
    (httpcore.WriteError, Outcome.RESET),
    (httpcore.RemoteProtocolError, Outcome.PROTOCOL_ERROR),
    (httpcore.LocalProtocolError, Outcome.PROTOCOL_ERROR),
    (httpcore.UnsupportedProtocol, Outcome.PROTOCOL_ERROR),
)


class _PinnedBackend(httpcore.AsyncNetworkBackend):
    """Open sockets only where the route says."""

    def __init__(self) -> None:
        self.routes: dict[str, Route] = {}
        self._inner = AutoBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature is httpcore's
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        del port
        route = self.routes[host.strip("[]").lower()]
        failure: Exception | None = None
        for address in route.addresses:
            try:
                return await self._inner.connect_tcp(
                    address, route.port, timeout, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as err:
                failure = err
        raise failure or httpcore.ConnectError("no address")

    async def sleep(self, seconds: float) -> None:
        await self._inner.sleep(seconds)


class HttpxHops:
    """Hops of one survey by the second stack; each opens a connection of its own."""

    stack = "httpx"

    def __init__(self, settings: FetchSettings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock

    async def send(self, hop: Hop, progress: Progress) -> None:
        """Send one request and receive its answer raw."""
        backend = _PinnedBackend()
        url = httpx.URL(hop.url)
        backend.routes[url.host.strip("[]").lower()] = hop.route
        context = relaxed_context() if hop.relaxed_tls else strict_context()
        start = self._clock.monotonic()
        request = httpx.Request(hop.method, url, headers=list(hop.headers), content=hop.body)
        raw_request = [(bytes(n), bytes(v)) for n, v in request.headers.raw]
        target = url.raw_path.decode("ascii", "replace")
        progress.sent = head_bytes(f"{hop.method} {target} HTTP/1.1", raw_request)
        pool = httpcore.AsyncConnectionPool(
            ssl_context=context, http2=True, network_backend=backend, keepalive_expiry=0
        )
        try:
            async with pool:
                await self._exchange(pool, request, start, progress)
        except ssl.SSLError as err:
            raise HopFailed(tls_outcome(err), str(err)[:300]) from err
        except tuple(kind for kind, _ in _BY_ERROR) as err:
            raise _failure(err, progress) from err

    async def close(self) -> None:
        """Nothing stays open between hops."""

    async def _exchange(
        self,
        pool: httpcore.AsyncConnectionPool,
        request: httpx.Request,
        start: float,
        progress: Progress,
    ) -> None:
        timeouts = {"connect": self._settings.connect_timeout}
        core = httpcore.Request(
            method=request.method,
            url=httpcore.URL(
                scheme=request.url.raw_scheme,
                host=request.url.raw_host,
                port=request.url.port,
                target=request.url.raw_path,
            ),
            headers=request.headers.raw,
            content=request.content,
            extensions={"timeout": timeouts, "trace": self._tracer(start, progress)},
        )
        response = await pool.handle_async_request(core)
        try:
            await self._receive(response, start, progress)
        finally:
            await response.aclose()

    def _tracer(self, start: float, progress: Progress) -> Any:
        async def trace(event: str, _info: dict[str, Any]) -> None:
            if event.endswith("send_request_headers.started"):
                progress.connect = self._clock.monotonic() - start
                progress.phase = "headers"

        return trace

    async def _receive(self, response: httpcore.Response, start: float, progress: Progress) -> None:
        now = self._clock.monotonic()
        progress.first_byte = now - start - (progress.connect or 0.0)
        progress.phase = "body"
        progress.last_data_at = now
        stream = response.extensions.get("network_stream")
        peer = stream.get_extra_info("server_addr") if stream else None
        progress.ip = peer[0] if peer else None
        version = response.extensions.get("http_version", b"HTTP/1.1").decode("ascii", "replace")
        phrase = response.extensions.get("reason_phrase", b"").decode("latin-1")
        check_head_size(response.headers, self._settings.header_bytes)
        progress.status = response.status
        progress.headers = as_text(response.headers)
        progress.head = head_bytes(f"{version} {response.status} {phrase}", response.headers)
        body: AsyncIterator[bytes] = response.aiter_stream()
        async for chunk in body:
            progress.last_data_at = self._clock.monotonic()
            room = self._settings.wire_bytes - len(progress.body)
            progress.body += chunk[:room]
            if len(chunk) > room:
                progress.over_wire_limit = True
                return
        progress.complete = True


def _failure(err: Exception, progress: Progress) -> HopFailed:
    reason = f"{type(err).__name__}: {err}"[:300]
    if progress.body and isinstance(err, httpcore.RemoteProtocolError | httpcore.ReadError):
        return HopFailed(Outcome.OK_TRUNCATED, reason)
    inner: BaseException | None = err
    while inner is not None:
        if isinstance(inner, ssl.SSLError):
            return HopFailed(tls_outcome(inner), reason)
        known = outcome_of_errno(inner) if isinstance(inner, OSError) else None
        if known is not None:
            return HopFailed(known, reason)
        inner = inner.__cause__ or inner.__context__
    if "without sending a response" in str(err):
        return HopFailed(Outcome.RESET, reason)
    return HopFailed(next(word for kind, word in _BY_ERROR if isinstance(err, kind)), reason)
