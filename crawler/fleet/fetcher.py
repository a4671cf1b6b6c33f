"""Fetch one request within all bounds: every end is one outcome, and what arrived is kept."""

import asyncio
import hashlib
from dataclasses import dataclass, field, replace
from datetime import datetime
from urllib.parse import urlencode

from crawler.extract.content_coding import Decoded, remove_codings
from crawler.fleet.hop import Hop, HopClient, HopFailed, Progress
from crawler.fleet.politeness import Heard, HostGate
from crawler.fleet.route import Route, RouteError, Router
from crawler.fleet.tls import tls_defect
from crawler.policy.canonical import normalised, parse_http
from crawler.policy.redirect import redirect_target
from crawler.policy.status import outcome_of_status
from crawler.policy.visit import VISIT_LIMIT_SECONDS
from schema.ports import Clock
from schema.types.capture import Exchange, Page, Request, Timings
from schema.types.ids import Digest
from schema.types.outcome import Defect, Outcome
from schema.types.settings import FetchSettings

_DEFAULT_PORTS = {"http:": 80, "https:": 443}
_IDLE_SECONDS = 5.0
"""A body that brought nothing for so long before the deadline had stopped, not dripped."""
_BY_PHASE = {
    "dns": Outcome.DNS_FAIL,
    "connect": Outcome.CONNECT_TIMEOUT,
    "headers": Outcome.HEADER_TIMEOUT,
}


_NO_ROUTE = Route(host="", addresses=(), port=0)


@dataclass(slots=True, kw_only=True)
class _Journey:
    """One fetch under way, over all its redirects."""

    request: Request
    url: str
    method: str
    body: bytes | None
    started: float
    at: datetime
    phase: str = "dns"
    route: Route = _NO_ROUTE
    progress: Progress = field(default_factory=Progress)
    queue: float = 0.0
    dns: float | None = None
    exchanges: list[Exchange] = field(default_factory=list)
    redirects: list[str] = field(default_factory=list)
    defects: list[Defect] = field(default_factory=list)
    wire_bytes: int = 0
    name_servers: int = 0


class Fetcher:
    """A `Transport` over one client stack."""

    def __init__(  # noqa: PLR0913 - the parts of one client stack, wired once in pucha.wire
        self,
        *,
        hops: HopClient,
        router: Router,
        gate: HostGate,
        clock: Clock,
        settings: FetchSettings,
        user_agent: str,
    ) -> None:
        self.stack = hops.stack
        self._hops = hops
        self._router = router
        self._gate = gate
        self._clock = clock
        self._settings = settings
        self._user_agent = user_agent

    async def fetch(self, request: Request) -> Page:
        """Fetch, following redirects; the network's failures are outcomes, never exceptions."""
        url = normalised(request.url)
        form = urlencode(request.form).encode() if request.form else None
        journey = _Journey(
            request=request,
            url=url or request.url,
            method=request.method,
            body=form if request.method == "POST" else None,
            started=self._clock.monotonic(),
            at=self._clock.now(),
        )
        if url is None:
            return self._page(journey, Outcome.BLOCKED_BY_POLICY, "no http or https address")
        deadline = request.deadline or self._settings.deadline
        try:
            return await self._within(journey, deadline)
        except TimeoutError:
            return self._late(journey, deadline)

    async def close(self) -> None:
        """Close all connections."""
        await self._hops.close()

    async def _within(self, journey: _Journey, deadline: float) -> Page:
        while True:
            async with asyncio.timeout(self._left(journey, deadline)):
                page = await self._find_route(journey)
            if page is not None:
                return page
            asked = self._clock.monotonic()
            host, address = journey.route.host, journey.route.addresses[0]
            async with self._gate.turn(host, address):
                waited = self._clock.monotonic() - asked
                journey.queue += waited
                journey.started += waited
                try:
                    async with asyncio.timeout(self._left(journey, deadline)):
                        page = await self._one_hop(journey)
                finally:
                    self._gate.heard(host, address, _heard(journey))
            if page is not None:
                return page

    def _left(self, journey: _Journey, deadline: float) -> float:
        return max(deadline - (self._clock.monotonic() - journey.started), 0.001)

    async def _find_route(self, journey: _Journey) -> Page | None:
        """Pin where the next hop goes; give the page when there is no way."""
        parsed = parse_http(journey.url) or _NO_HOST
        port = int(parsed.port) if parsed.port else _DEFAULT_PORTS[parsed.protocol]
        journey.phase = "dns"
        journey.progress = Progress()
        began = self._clock.monotonic()
        try:
            journey.route = await self._router.route(parsed.hostname, port)
        except RouteError as err:
            journey.name_servers = err.name_servers
            blocked = err.outcome is Outcome.BLOCKED_BY_POLICY and journey.redirects
            outcome = Outcome.REDIRECT_BLOCKED if blocked else err.outcome
            return self._page(journey, outcome, err.reason)
        finally:
            journey.dns = self._clock.monotonic() - began
        return None

    async def _one_hop(self, journey: _Journey) -> Page | None:
        """Send one request; give the page when it is the last."""
        try:
            await self._send(journey, relaxed=False)
        except HopFailed as err:
            return await self._after_failure(journey, err)
        return self._answered(journey)

    async def _after_failure(self, journey: _Journey, err: HopFailed) -> Page | None:
        if not err.outcome.value.startswith("tls_"):
            self._keep(journey)
            return self._page(journey, err.outcome, err.reason)
        defect = tls_defect(err.outcome)
        try:
            await self._send(journey, relaxed=True)
        except HopFailed as second:
            if second.outcome is not Outcome.OK_TRUNCATED:
                return self._unread(journey, err)
            self._keep(journey)
            self._forgive(journey, defect)
            return self._page(journey, second.outcome, second.reason)
        self._forgive(journey, defect)
        return self._answered(journey)

    def _unread(self, journey: _Journey, err: HopFailed) -> Page:
        """Say what the strict look met, for no look could read the page."""
        journey.progress = Progress()
        return self._page(journey, err.outcome, err.reason)

    def _forgive(self, journey: _Journey, defect: Defect | None) -> None:
        if defect is not None and defect not in journey.defects:
            journey.defects.append(defect)

    async def _send(self, journey: _Journey, *, relaxed: bool) -> None:
        journey.phase = "hop"
        journey.progress = Progress()
        hop = Hop(
            method=journey.method,
            url=journey.url,
            headers=self._headers(journey),
            body=journey.body,
            route=journey.route,
            relaxed_tls=relaxed,
        )
        await self._hops.send(hop, journey.progress)

    def _headers(self, journey: _Journey) -> tuple[tuple[str, str], ...]:
        headers = [
            ("User-Agent", self._user_agent),
            ("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
            ("Accept-Language", "zh-CN,zh;q=0.9,en;q=0.5"),
            ("Accept-Encoding", "gzip, deflate, br"),
        ]
        if journey.request.referer:
            headers.append(("Referer", journey.request.referer))
            headers.append(("X-Requested-With", "XMLHttpRequest"))
        if journey.body is not None:
            headers.append(("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8"))
        return tuple(headers)

    def _answered(self, journey: _Journey) -> Page | None:
        """Keep the answer; follow it where it redirects."""
        progress = journey.progress
        self._keep(journey)
        target = redirect_target(journey.url, progress.status, _first(progress, "location"))
        if target is None:
            return self._final(journey)
        if len(journey.redirects) >= self._settings.redirects:
            return self._page(
                journey, Outcome.REDIRECT_LIMIT, f"more than {self._settings.redirects} redirects"
            )
        journey.redirects.append(target)
        if normalised(target) is None:
            return self._page(journey, Outcome.REDIRECT_BLOCKED, f"redirects to {target[:200]}")
        journey.url = normalised(target) or target
        if progress.status not in _KEEP_METHOD:
            journey.method, journey.body = "GET", None
        return None

    def _final(self, journey: _Journey) -> Page:
        progress = journey.progress
        encoding = _first(progress, "content-encoding")
        outcome, reason = outcome_of_status(progress.status or 0, progress.headers)
        if progress.over_wire_limit:
            outcome = Outcome.BODY_TOO_LARGE
            reason = f"more than {self._settings.wire_bytes} bytes on the wire"
        body, ending = remove_codings(bytes(progress.body), encoding, self._settings.decoded_bytes)
        if outcome is Outcome.OK and ending is not Decoded.WHOLE:
            outcome, reason = _BY_ENDING[ending], f"content coding {encoding}: {ending}"
        return self._page(journey, outcome, reason, body)

    def _keep(self, journey: _Journey) -> None:
        progress = journey.progress
        if not progress.head:
            return
        journey.wire_bytes += len(progress.body)
        journey.exchanges.append(
            Exchange(
                url=journey.url,
                ip=progress.ip,
                at=self._clock.now(),
                request=progress.sent,
                head=progress.head,
                body=bytes(progress.body),
                complete=progress.complete,
            )
        )

    def _late(self, journey: _Journey, deadline: float) -> Page:
        progress = journey.progress
        self._keep(journey)
        phase = "dns" if journey.phase == "dns" else progress.phase
        outcome = _BY_PHASE.get(phase, Outcome.DEADLINE)
        idle = self._clock.monotonic() - (progress.last_data_at or journey.started)
        if phase == "body" and idle >= min(_IDLE_SECONDS, deadline / 2):
            outcome = Outcome.BODY_TIMEOUT
        return self._page(journey, outcome, f"not done after {deadline:g} s, while in {phase}")

    def _page(
        self, journey: _Journey, outcome: Outcome, reason: str, body: bytes | None = None
    ) -> Page:
        progress = journey.progress
        if body is None:
            encoding = _first(progress, "content-encoding")
            body, _ = remove_codings(bytes(progress.body), encoding, self._settings.decoded_bytes)
        done = self._clock.monotonic()
        seconds = done - journey.started
        page = Page(
            url=journey.request.url,
            final_url=journey.url,
            outcome=outcome,
            reason=reason,
            fetched_at=journey.at,
            status=progress.status,
            headers=progress.headers,
            body=body,
            wire_bytes=journey.wire_bytes,
            sha256=Digest(hashlib.sha256(body).hexdigest()) if progress.head else None,
            redirects=tuple(journey.redirects),
            seconds=round(seconds, 3),
            timings=_timings(journey, done),
            defects=tuple(journey.defects),
            name_servers=journey.name_servers,
            ip=progress.ip,
            stack=self.stack,
            exchanges=tuple(journey.exchanges),
        )
        slow = seconds > VISIT_LIMIT_SECONDS and outcome is Outcome.OK
        return replace(page, defects=(*page.defects, Defect.SLOW)) if slow else page


class _NoHost:
    """Stands for the parts of an address that is none."""

    hostname = ""
    port = ""
    protocol = "http:"


_NO_HOST = _NoHost()
_KEEP_METHOD = {307, 308}
_BY_ENDING = {
    Decoded.CUT: Outcome.OK_TRUNCATED,
    Decoded.BROKEN: Outcome.DECODE_ERROR,
    Decoded.UNKNOWN: Outcome.DECODE_ERROR,
    Decoded.OVER_LIMIT: Outcome.DECODED_OVER_LIMIT,
}


def _first(progress: Progress, name: str) -> str | None:
    return next((value for key, value in progress.headers if key == name), None)


def _heard(journey: _Journey) -> Heard:
    """Tell the gate how the host took the request: what it said, and how long it thought."""
    progress = journey.progress
    return Heard(
        status=progress.status,
        retry_after=_first(progress, "retry-after"),
        seconds=progress.first_byte,
    )


def _timings(journey: _Journey, done: float) -> Timings:
    progress = journey.progress
    begun = progress.last_data_at
    spent = sum(filter(None, (journey.dns, progress.connect, progress.first_byte)))
    return Timings(
        queue=round(journey.queue, 3),
        dns=_rounded(journey.dns),
        connect=_rounded(progress.connect),
        first_byte=_rounded(progress.first_byte),
        body=None if begun is None else _rounded(max(done - journey.started - spent, 0.0)),
    )


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 4)
