"""The first client stack: aiohttp, with every address pinned and every body raw."""

import ssl
from typing import Any

import aiohttp
from aiohttp.abc import ResolveResult
from yarl import URL

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

# From the narrower to the wider class: the first that fits names the failure.
_BY_KIND: tuple[tuple[type[Exception], Outcome], ...] = (
    (aiohttp.ClientResponseError, Outcome.PROTOCOL_ERROR),
    (aiohttp.ConnectionTimeoutError, Outcome.CONNECT_TIMEOUT),
    (TimeoutError, Outcome.CONNECT_TIMEOUT),
    (aiohttp.ServerDisconnectedError, Outcome.RESET),
    (aiohttp.ClientConnectorError, Outcome.CONNECT_REFUSED),
    (OSError, Outcome.RESET),
)


class _PinnedConnector(aiohttp.TCPConnector):
    """Connect only where the route says, also for IP literals, which skip aiohttp's resolver."""

    routes: dict[tuple[str, int], Route]

    async def _resolve_host(self, host: str, port: int, traces: Any = None) -> list[ResolveResult]:
        del traces
        route = self.routes[host.strip("[]").lower(), port]
        return [
            ResolveResult(hostname=host, host=address, port=route.port, family=0, proto=0, flags=0)
            for address in route.addresses
        ]


class AiohttpHops:
    """Hops of one survey: its connections and cookies are shared by nobody else."""

    stack = "aiohttp"

    def __init__(self, settings: FetchSettings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self._session: aiohttp.ClientSession | None = None
        self._connector: _PinnedConnector | None = None

    async def send(self, hop: Hop, progress: Progress) -> None:
        """Send one request and receive its answer raw."""
        session, connector = self._opened()
        url = URL(hop.url, encoded=True)
        connector.routes[(url.raw_host or "").strip("[]").lower(), url.port or 0] = hop.route
        trace: dict[str, float] = {"start": self._clock.monotonic()}
        progress.ip = hop.route.addresses[0] if len(hop.route.addresses) == 1 else None
        try:
            async with session.request(
                hop.method,
                url,
                headers=hop.headers,
                data=hop.body,
                allow_redirects=False,
                ssl=relaxed_context() if hop.relaxed_tls else strict_context(),
                trace_request_ctx=(trace, progress),
            ) as response:
                await self._receive(response, trace, progress)
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as err:
            raise _failure(err, progress) from err

    async def close(self) -> None:
        """Close all connections."""
        if self._session is not None:
            await self._session.close()

    def _opened(self) -> tuple[aiohttp.ClientSession, _PinnedConnector]:
        if self._session is None or self._connector is None:
            self._connector = _PinnedConnector(limit=0)
            self._connector.routes = {}
            tracing = aiohttp.TraceConfig()
            tracing.on_connection_create_end.append(self._connected)
            tracing.on_connection_reuseconn.append(self._connected)
            self._session = aiohttp.ClientSession(
                connector=self._connector,
                cookie_jar=aiohttp.CookieJar(unsafe=True),
                auto_decompress=False,
                trust_env=False,
                timeout=aiohttp.ClientTimeout(
                    total=None, sock_connect=self._settings.connect_timeout
                ),
                trace_configs=[tracing],
                max_line_size=self._settings.header_bytes,
                max_field_size=self._settings.header_bytes,
                skip_auto_headers=("Content-Type",),
            )
        return self._session, self._connector

    async def _connected(self, _session: Any, context: Any, _params: Any) -> None:
        trace, progress = context.trace_request_ctx
        progress.phase = "headers"
        progress.connect = self._clock.monotonic() - trace["start"]
        trace["connected"] = self._clock.monotonic()

    async def _receive(
        self, response: aiohttp.ClientResponse, trace: dict[str, float], progress: Progress
    ) -> None:
        now = self._clock.monotonic()
        progress.first_byte = now - trace.get("connected", trace["start"])
        progress.phase = "body"
        progress.last_data_at = now
        transport = response.connection.transport if response.connection else None
        peer = transport.get_extra_info("peername") if transport else None
        # A small answer is whole, and its connection given back, before we can ask it for its peer.
        progress.ip = peer[0] if peer else progress.ip
        self._note_heads(response, progress)
        async for chunk in response.content.iter_any():
            progress.last_data_at = self._clock.monotonic()
            room = self._settings.wire_bytes - len(progress.body)
            progress.body += chunk[:room]
            if len(chunk) > room:
                progress.over_wire_limit = True
                response.close()
                return
        progress.complete = True

    def _note_heads(self, response: aiohttp.ClientResponse, progress: Progress) -> None:
        version = response.version or aiohttp.HttpVersion11
        raw = list(response.raw_headers)
        check_head_size(raw, self._settings.header_bytes)
        progress.status = response.status
        progress.headers = as_text(raw)
        line = f"HTTP/{version.major}.{version.minor} {response.status} {response.reason or ''}"
        progress.head = head_bytes(line, raw)
        asked = response.request_info
        sent = [(n.encode(), v.encode("utf-8", "replace")) for n, v in asked.headers.items()]
        progress.sent = head_bytes(f"{response.method} {asked.url.raw_path_qs} HTTP/1.1", sent)


def _failure(err: Exception, progress: Progress) -> HopFailed:
    """Name what the library met; unknown errors of the protocol are `protocol_error`."""
    cause = getattr(err, "os_error", None) or getattr(err, "certificate_error", None) or err
    outcome = next(filter(None, (_by_cause(cause), _by_kind(err, progress))), None)
    return HopFailed(outcome or Outcome.PROTOCOL_ERROR, f"{type(err).__name__}: {err}"[:300])


def _by_cause(cause: Exception) -> Outcome | None:
    if isinstance(cause, ssl.SSLError):
        return tls_outcome(cause)
    if isinstance(cause, OSError):
        return outcome_of_errno(cause)
    return None


def _is_hang_up(cause: OSError) -> bool:
    """Tell a server that hung up in the handshake: TCP's own failures carry a number."""
    return isinstance(cause, ConnectionResetError) and cause.errno is None


def _by_kind(err: Exception, progress: Progress) -> Outcome | None:
    if isinstance(err, aiohttp.ClientConnectorError) and _is_hang_up(err.os_error):
        return Outcome.TLS_UNSUPPORTED
    if isinstance(err, aiohttp.ClientPayloadError):
        return Outcome.OK_TRUNCATED if progress.body else Outcome.RESET
    if isinstance(err, aiohttp.ClientResponseError) and "Got more than" in str(err):
        return Outcome.HEADERS_TOO_LARGE
    return next((word for kind, word in _BY_KIND if isinstance(err, kind)), None)
