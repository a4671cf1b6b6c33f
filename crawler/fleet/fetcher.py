"""Fetch one request within all bounds: every end is one outcome, and what arrived is kept."""

import asyncio
import logging
from dataclasses import replace
from functools import lru_cache
from urllib.parse import urlencode

from crawler.extract.content_coding import Decoded
from crawler.fleet.decoding import decode
from crawler.fleet.endings import came_whole, was_handshake
from crawler.fleet.hop import Hop, HopClient, HopFailed, Progress
from crawler.fleet.journey import Journey
from crawler.fleet.lane import Permit, TurnRefused
from crawler.fleet.look_up import RouteError
from crawler.fleet.past_caches import asks_past_caches, fresher, is_aged, is_conditional
from crawler.fleet.past_ipv6 import PastIpv6, told_of_ipv6
from crawler.fleet.past_sessions import asks_past_session, session_was_why
from crawler.fleet.politeness import HostGate
from crawler.fleet.route import Router
from crawler.fleet.tls import tls_defect
from crawler.policy.canonical import Address, address_of
from crawler.policy.cookies import CookieJar
from crawler.policy.framing import Head, Headers
from crawler.policy.redirect import location_of, redirect_target
from crawler.policy.status import outcome_of_status
from schema.ports import Clock
from schema.types.capture import Page, Request
from schema.types.errors import PuchaError
from schema.types.outcome import Defect, Outcome
from schema.types.settings import FetchSettings

_LOG = logging.getLogger(__name__)
_IDLE_SECONDS = 5.0
"""A body that brought nothing for so long before the deadline had stopped, not dripped."""
_BY_PHASE = {
    "dns": Outcome.DNS_FAIL,
    "connect": Outcome.CONNECT_TIMEOUT,
    "tls": Outcome.CONNECT_TIMEOUT,
    "headers": Outcome.HEADER_TIMEOUT,
}
_KEEP_METHOD = {307, 308}
_NOT_MODIFIED = 304
_REGISTERED = {"visit", "control"}
"""Purposes whose addresses a person named, with their ports."""
_NOWHERE = Address(href="", scheme="", host="", hostname="", port=0, target="")
_OLD_PROTOCOLS = {"tls/1.0", "tls/1.1"}
_FORM_TYPE = "application/x-www-form-urlencoded; charset=UTF-8"


class Fetcher:
    """A `Transport` over one client stack; its clock counts seconds of the sites.

    `permit` is asked when a request's turn has come: whoever lost the work in the queue raises.
    """

    def __init__(  # noqa: PLR0913 - the parts of one client stack, wired once in pucha.crawling
        self,
        *,
        hops: HopClient,
        router: Router,
        gate: HostGate,
        clock: Clock,
        settings: FetchSettings,
        user_agent: str,
        permit: Permit | None = None,
    ) -> None:
        self.stack = hops.stack
        self._hops = hops
        self._router = router
        self._gate = gate
        self._clock = clock
        self._settings = settings
        self._permit = permit
        self._cookies = CookieJar()
        self._past_ipv6 = PastIpv6()
        self._named_ports: tuple[int, ...] = ()
        self._forgiven: dict[tuple[str, int], Defect | None] = {}
        self._manners = _manners(user_agent)

    async def fetch(self, request: Request) -> Page:
        """Fetch, following redirects; the network's failures are outcomes, never exceptions."""
        address = address_of(request.url)
        journey = Journey(
            request=request,
            address=address or replace(_NOWHERE, href=request.url),
            method=request.method,
            body=_posted(request) if request.method == "POST" else None,
            started=self._clock.monotonic(),
            at=self._clock.now(),
        )
        if address is None:
            return await self._page(journey, Outcome.BLOCKED_BY_POLICY, "no http or https address")
        if request.purpose in _REGISTERED and address.port not in self._named_ports:
            self._named_ports += (address.port,)
        page = await self._ended(journey, request.deadline or self._settings.deadline)
        return page if journey.aged is None else fresher(journey.aged, page)

    async def close(self) -> None:
        """Close all connections."""
        await self._hops.close()

    async def _ended(self, journey: Journey, deadline: float) -> Page:
        try:
            return await self._within(journey, deadline)
        except TimeoutError:
            return await self._late(journey, deadline)
        except TurnRefused as err:
            journey.started = self._clock.monotonic()  # waiting in our own queue is no part of it
            return await self._page(journey, Outcome.RATE_LIMITED, str(err))
        except PuchaError:
            raise  # the work was taken over: nothing of it may be told
        except Exception as err:  # noqa: BLE001 - the last wall: a fault of ours is an outcome
            _LOG.exception("fetching %s failed for a fault of ours", journey.url)
            journey.keep(self._clock.now())
            reason = f"{type(err).__name__}: {err}"[:300]
            return await self._page(journey, Outcome.OWN_FAULT, reason)

    async def _within(self, journey: Journey, deadline: float) -> Page:
        while True:
            if not self._recall_route(journey):
                async with self._limit(journey, deadline):
                    page = await self._find_route(journey)
                if page is not None:
                    return page
            asked = self._clock.monotonic()
            host, address = journey.route.host, journey.route.limited
            async with self._gate.turn(host, address, self._permit):
                journey.waited(self._clock.monotonic() - asked)
                try:
                    async with self._limit(journey, deadline) as journey.timer:
                        page = await self._one_hop(journey, deadline)
                finally:
                    self._gate.heard(host, address, journey.heard())
            if page is not None and not self._past_ipv6.asks_again(journey, page):
                return told_of_ipv6(journey, page)

    def _limit(self, journey: Journey, deadline: float) -> asyncio.Timeout:
        """Give the timer of what is left."""
        return asyncio.timeout(self._left(journey, deadline))

    def _left(self, journey: Journey, deadline: float) -> float:
        """Give the seconds of this machine that are left."""
        most = max(self._settings.deadline, deadline)
        left = journey.left(self._clock.monotonic(), deadline, most)
        return max(left * self._clock.scale, 0.001)

    def _recall_route(self, journey: Journey) -> bool:
        """Go where the last request to this host went, as long as that look-up holds."""
        address = journey.address
        known = self._router.recall(
            address.hostname, address.port, named=address.port in self._named_ports
        )
        if known is None:
            return False
        journey.route, journey.dns = known, 0.0
        return True

    async def _find_route(self, journey: Journey) -> Page | None:
        """Pin where the next hop goes; give the page when there is no way."""
        address = journey.address
        journey.phase = "dns"
        journey.progress = Progress()
        began = self._clock.monotonic()
        try:
            journey.route = await self._router.route(
                address.hostname, address.port, named=address.port in self._named_ports
            )
        except RouteError as err:
            journey.name_servers = err.name_servers
            blocked = err.outcome is Outcome.BLOCKED_BY_POLICY and journey.redirects
            outcome = Outcome.REDIRECT_BLOCKED if blocked else err.outcome
            return await self._page(journey, outcome, err.reason)
        finally:
            journey.dns = self._clock.monotonic() - began
        return None

    # --- one request -------------------------------------------------------------------------

    async def _one_hop(self, journey: Journey, deadline: float) -> Page | None:
        """Send one request; give the page when it is the last."""
        address, began = journey.address, self._clock.monotonic()
        known = (address.hostname, address.port)
        try:
            if address.scheme == "https" and known in self._forgiven:
                journey.note_defect(self._forgiven[known])
                head = await self._send(journey, relaxed=True)
            else:
                head = await self._send(journey, relaxed=False)
        except HopFailed as err:
            if known not in self._forgiven and was_handshake(err, journey.progress):
                journey.forget(self._clock.monotonic() - began)
                journey.go_on(self._left(journey, deadline))
                return await self._second_look(journey, err)
            return await self._failed(journey, err)
        return await self._answered(journey, head)

    async def _second_look(self, journey: Journey, met: HopFailed) -> Page | None:
        """Read without trusting; where that does not bring an answer, say what was met first.

        A person's browser shakes hands once: what the strict look took is no part of the visit.
        """
        try:
            head = await self._send(journey, relaxed=True)
        except HopFailed as err:
            if journey.progress.head is None:
                return await self._failed(journey, met)
            self._forgive(journey, met)
            return await self._failed(journey, err)
        self._forgive(journey, met)
        return await self._answered(journey, head)

    def _forgive(self, journey: Journey, met: HopFailed) -> None:
        """Note what the strict look met, and look relaxed at this host from now on."""
        defect = tls_defect(met.outcome)
        if journey.progress.tls_facts.protocol in _OLD_PROTOCOLS:
            defect = defect or Defect.TLS_PROTOCOL_TOO_OLD
        self._forgiven[journey.address.hostname, journey.address.port] = defect
        journey.note_defect(defect)

    async def _failed(self, journey: Journey, err: HopFailed) -> Page:
        journey.keep(self._clock.now())
        head = journey.progress.head
        outcome, reason = err.outcome, err.reason
        if head is not None and outcome is Outcome.OK_TRUNCATED:
            by_status, said = outcome_of_status(head.status, head.headers)
            if by_status is not Outcome.OK:
                outcome, reason = by_status, f"{said}; {reason}"
        page = await self._page(journey, outcome, reason)
        last = journey.progress.last_data_at
        if outcome is Outcome.RESET and last is not None and came_whole(page):
            return await self._came_whole(journey, last, "the connection was reset")
        return page

    async def _send(self, journey: Journey, *, relaxed: bool) -> Head:
        address = journey.address
        journey.phase = "hop"
        progress = journey.progress = Progress()
        hop = Hop(
            method=journey.method,
            url=address.href,
            scheme=address.scheme,
            hostname=address.hostname,
            port=address.port,
            target=address.target,
            headers=self._headers(journey, address),
            body=journey.body,
            route=self._past_ipv6.way(address.hostname, journey.route),
            relaxed_tls=relaxed,
        )
        try:
            return await self._hops.send(hop, progress)
        finally:
            journey.lift_deadline()
            if progress.ipv6_broken:
                journey.note_defect(Defect.IPV6_BROKEN)

    def _headers(self, journey: Journey, address: Address) -> tuple[tuple[str, str], ...]:
        request = journey.request
        headers = [("Host", address.host), *self._manners]
        cookie = None if journey.without_cookies else self._cookies.header(address)
        journey.had_cookies = cookie is not None
        if cookie is not None:
            headers.append(("Cookie", cookie))
        referer = address_of(request.referer) if request.referer else None
        if referer is not None:
            headers.append(("Referer", referer.href))
            headers.append(("X-Requested-With", "XMLHttpRequest"))
        if journey.past_caches:
            headers += [("Cache-Control", "no-cache"), ("Pragma", "no-cache")]
        elif is_conditional(journey):
            headers += request.validators
        if journey.body is not None:
            headers.append(("Content-Type", request.payload_type or _FORM_TYPE))
            headers.append(("Content-Length", str(len(journey.body))))
        return tuple(headers)

    # --- what came ---------------------------------------------------------------------------

    async def _answered(self, journey: Journey, head: Head) -> Page | None:
        """Keep the answer; follow it where it redirects, repeat it where a cache gave it."""
        address = journey.address
        undone = not head.transfer_codings or await self._undo_transfer(journey.progress, head)
        journey.keep(self._clock.now())
        if head.first("set-cookie") is not None:
            self._cookies.take(address, head.headers, self._clock.now())
        if not undone:
            return await self._page(journey, Outcome.DECODE_ERROR, "broken transfer coding")
        if session_was_why(journey, head):
            self._cookies.refuse(address.hostname)
        if asks_past_caches(journey, head) or asks_past_session(journey, head):
            journey.started = self._clock.monotonic()
            return None
        if is_aged(journey, head):
            journey.aged = await self._final(journey, head)
            journey.started = self._clock.monotonic()  # the repetition has a time of its own
            return None
        try:
            named = None if head.first("location") is None else location_of(head.headers)
            target = redirect_target(address.href, head.status, named)
        except ValueError as err:
            return await self._page(journey, Outcome.PROTOCOL_ERROR, str(err))
        if target is None:
            return await self._final(journey, head)
        return await self._redirected(journey, target, head.status)

    async def _redirected(self, journey: Journey, target: str, status: int) -> Page | None:
        limit = self._settings.redirects
        if len(journey.redirects) >= limit:
            return await self._page(journey, Outcome.REDIRECT_LIMIT, f"more than {limit} redirects")
        journey.redirects.append(target)
        address = address_of(target)
        if address is None:
            known = ":" in target.partition("/")[0] and not target.lower().startswith("http")
            outcome = Outcome.REDIRECT_BLOCKED if known else Outcome.PROTOCOL_ERROR
            return await self._page(journey, outcome, f"redirects to {target[:200]}")
        journey.address = address
        if status not in _KEEP_METHOD:
            journey.method, journey.body = "GET", None
        return None

    async def _undo_transfer(self, progress: Progress, head: Head) -> bool:
        """Undo a coding of the transfer, which is none of the page's own (RFC 9112 §7.2)."""
        codings = ", ".join(head.transfer_codings)
        body, ending = await asyncio.to_thread(
            decode, progress.body.getvalue(), codings, self._settings.decoded_bytes
        )
        progress.body = type(progress.body)(body)
        return ending in {Decoded.WHOLE, Decoded.CUT}

    async def _final(self, journey: Journey, head: Head) -> Page:
        progress = journey.progress
        if head.status == _NOT_MODIFIED and not is_conditional(journey):
            return await self._page(journey, Outcome.PROTOCOL_ERROR, "status 304 to no condition")
        outcome, reason = outcome_of_status(head.status, head.headers)
        if outcome is Outcome.OK and progress.unread is not None:
            outcome, reason = Outcome.OK_TRUNCATED, progress.unread
        return await self._page(journey, outcome, reason)

    async def _late(self, journey: Journey, deadline: float) -> Page:
        progress = journey.progress
        self._past_ipv6.leave(journey)
        journey.keep(self._clock.now())
        phase = "dns" if journey.phase == "dns" else progress.phase
        outcome = _BY_PHASE.get(phase, Outcome.DEADLINE)
        last = progress.last_data_at or journey.started
        if phase == "body" and self._clock.monotonic() - last >= min(_IDLE_SECONDS, deadline / 2):
            outcome = Outcome.BODY_TIMEOUT
        what = "no TLS handshake" if phase == "tls" else "not done"
        reason = f"{what} after {deadline:g} s, while in {phase}"
        page = await self._page(journey, outcome, reason)
        if outcome is Outcome.BODY_TIMEOUT and came_whole(page):
            return await self._came_whole(journey, last, "nothing ended the answer")
        return page

    async def _came_whole(self, journey: Journey, last: float, then: str) -> Page:
        """Give a page whose last byte came, though its length was wrong or its end never told."""
        head = journey.progress.head
        outcome, reason = Outcome.OK_TRUNCATED, f"the page came whole, then {then}"
        if head is not None:
            by_status, said = outcome_of_status(head.status, head.headers)
            if by_status is not Outcome.OK:
                outcome, reason = by_status, f"{said}; {reason}"
        return await self._page(journey, outcome, reason, done=last)

    async def _page(
        self, journey: Journey, outcome: Outcome, reason: str, *, done: float | None = None
    ) -> Page:
        return await journey.page(
            outcome,
            reason,
            done=self._clock.monotonic() if done is None else done,
            limit=self._settings.decoded_bytes,
            stack=self.stack,
        )


def _posted(request: Request) -> bytes:
    return urlencode(request.form).encode() or request.payload.encode("utf-8", "replace")


@lru_cache(maxsize=8)
def _manners(user_agent: str) -> Headers:
    """Give the headers of every request; thousands of fetchers share them."""
    return (
        ("User-Agent", user_agent),
        ("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
        ("Accept-Language", "zh-CN,zh;q=0.9,en;q=0.5"),
        ("Accept-Encoding", "gzip"),
    )
