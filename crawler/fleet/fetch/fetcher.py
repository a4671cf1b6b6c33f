"""Fetch one request within all bounds: every end is one outcome, and what arrived is kept."""

import asyncio
import logging

from crawler.fleet.fetch.forgiven import Forgiven
from crawler.fleet.fetch.journey import Journey
from crawler.fleet.fetch.past_caches import asks_past_caches, is_aged, is_conditional
from crawler.fleet.fetch.past_ipv6 import PastIpv6, told_of_half, told_of_ipv6
from crawler.fleet.fetch.past_sessions import asks_past_session, session_was_why
from crawler.fleet.fetch.redirect_rules import RedirectRules, held_back
from crawler.fleet.fetch.repetition import fresher, standing
from crawler.fleet.fetch.request_head import manners, own_headers, request_body
from crawler.fleet.fetch.ways import Ways
from crawler.fleet.politeness.lane import Permit, TurnRefused
from crawler.fleet.politeness.politeness import HostGate
from crawler.fleet.stacks.decoding import undo_transfer
from crawler.fleet.stacks.endings import came_whole, cut_word, failed_word, late_word, was_handshake
from crawler.fleet.stacks.hop import Hop, HopClient, HopFailed, Progress
from crawler.fleet.stacks.route import Router
from crawler.policy.canonical import Address
from crawler.policy.cookies import CookieJar
from crawler.policy.framing import Head
from crawler.policy.redirect import location_of, redirect_target
from crawler.policy.status import outcome_of_status
from schema.ports import Clock
from schema.types.capture import Page, Request
from schema.types.errors import PuchaError
from schema.types.outcome import Defect, Outcome
from schema.types.settings import FetchSettings

_LOG = logging.getLogger(__name__)
_NOT_MODIFIED = 304


class Fetcher:
    """A `Transport` over one client stack; its clock counts seconds of the sites.

    `permit` is asked when a request's turn has come: whoever lost the work in the queue raises.
    `rules` are asked before a redirect is followed.
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
        rules: RedirectRules | None = None,
    ) -> None:
        self.stack = hops.stack
        self._hops = hops
        self._ways = Ways(router, clock)
        self._gate = gate
        self._clock = clock
        self._settings = settings
        self._permit = permit
        self._rules = rules
        self._cookies = CookieJar()
        self._past_ipv6 = PastIpv6()
        self._forgiven = Forgiven()
        self._manners = manners(user_agent)

    async def fetch(self, request: Request) -> Page:
        """Fetch, following redirects; the network's failures are outcomes, never exceptions."""
        journey = Journey.begin(request, request_body(request), self._clock)
        if not journey.address.host:
            return await self._page(journey, Outcome.BLOCKED_BY_POLICY, "no http or https address")
        self._ways.name(journey.address, request.purpose)
        page = await self._ended(journey, request.deadline or self._settings.deadline)
        if journey.before is None:
            return page
        return (fresher if journey.aged else standing)(journey.before, page)

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
            journey.progress = Progress()  # what came before this request is no answer to it
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
            if journey.led and (page := await self._held_back(journey)) is not None:
                return page
            if not self._ways.recall(journey):
                async with self._limit(journey, deadline):
                    nowhere = await self._ways.find(journey)
                if nowhere is not None:
                    return await self._page(journey, *nowhere)
            asked = self._clock.monotonic()
            host, address = journey.route.host, journey.route.limited
            async with self._gate.turn(host, address, self._permit):
                journey.waited(self._clock.monotonic() - asked)
                given_up = False
                try:
                    async with self._limit(journey, deadline) as journey.timer:
                        page = await self._one_hop(journey, deadline)
                except asyncio.CancelledError:
                    given_up = True  # by us, which says nothing of the host
                    raise
                finally:
                    if not given_up:
                        self._gate.heard(host, address, journey.heard())
            if page is None:
                continue
            if not self._past_ipv6.asks_again(journey, page):
                return told_of_ipv6(journey, page)
            journey.before = journey.before or page

    async def _held_back(self, journey: Journey) -> Page | None:
        """Give the page where robots.txt forbids the target of a redirect; asking takes no time."""
        journey.led = False
        if self._rules is None:
            return None
        began = self._clock.monotonic()
        refused = await self._rules.refusal(journey.request, journey.url)
        journey.waited(self._clock.monotonic() - began)
        if refused is None:
            return None
        journey.progress = Progress()  # the redirect's own body is no page
        return await self._page(journey, *held_back(journey.url, refused))

    def _limit(self, journey: Journey, deadline: float) -> asyncio.Timeout:
        """Give the timer of what is left."""
        return asyncio.timeout(self._left(journey, deadline))

    def _left(self, journey: Journey, deadline: float) -> float:
        """Give the seconds of this machine that are left."""
        most = max(self._settings.deadline, deadline)
        left = journey.left(self._clock.monotonic(), deadline, most)
        return max(left * self._clock.scale, 0.001)

    # --- one request -------------------------------------------------------------------------

    async def _one_hop(self, journey: Journey, deadline: float) -> Page | None:
        """Send one request; give the page when it is the last."""
        began = self._clock.monotonic()
        relaxed = journey.address.scheme == "https" and self._forgiven.knows(journey)
        if relaxed:
            self._forgiven.note(journey)
        try:
            head = await self._send(journey, relaxed=relaxed)
        except HopFailed as err:
            if not relaxed and was_handshake(err, journey.progress):
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
            self._forgiven.forgive(journey, met)
            return await self._failed(journey, err)
        self._forgiven.forgive(journey, met)
        return await self._answered(journey, head)

    async def _failed(self, journey: Journey, err: HopFailed) -> Page:
        journey.keep(self._clock.now())
        posted = journey.body is not None
        outcome, reason = failed_word(err, journey.progress.head, posted=posted)
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
            route=self._past_ipv6.way(journey),
            relaxed_tls=relaxed,
        )
        try:
            return await self._hops.send(hop, progress)
        finally:
            journey.lift_deadline()
            if progress.ipv6_broken:
                journey.note_defect(Defect.IPV6_BROKEN)

    def _headers(self, journey: Journey, address: Address) -> tuple[tuple[str, str], ...]:
        cookie = None if journey.without_cookies else self._cookies.header(address)
        journey.had_cookies = cookie is not None
        session = () if cookie is None else (("Cookie", cookie),)
        return (("Host", address.host), *self._manners, *session, *own_headers(journey, address))

    # --- what came ---------------------------------------------------------------------------

    async def _answered(self, journey: Journey, head: Head) -> Page | None:
        """Keep the answer; follow it where it redirects, repeat it where a cache gave it."""
        address = journey.address
        limit = self._settings.decoded_bytes
        undone = not head.transfer_codings or await undo_transfer(journey.progress, head, limit)
        journey.keep(self._clock.now())
        if head.first("set-cookie") is not None:
            self._cookies.take(address, head.headers, self._clock.now())
        if not undone:
            return await self._page(journey, Outcome.DECODE_ERROR, "broken transfer coding")
        if session_was_why(journey, head):
            self._cookies.refuse(address.hostname)
        if await self._repeats(journey, head):
            return None
        try:
            named = None if head.first("location") is None else location_of(head.headers)
            target = redirect_target(address.href, head.status, named)
        except ValueError as err:
            journey.progress.stranded = True
            return await self._page(journey, Outcome.PROTOCOL_ERROR, str(err))
        if target is None:
            return await self._final(journey, head)
        ended = journey.follow(target, head.status, self._settings.redirects)
        return None if ended is None else await self._page(journey, *ended)

    async def _repeats(self, journey: Journey, head: Head) -> bool:
        """Tell whether to ask once more: past a cache, or as a stranger; keep what came."""
        refused = asks_past_caches(journey, head) or asks_past_session(journey, head)
        aged = not refused and is_aged(journey, head)
        if not (refused or aged):
            return False
        before = await self._final(journey, head)
        journey.repeat(before, self._clock.monotonic(), aged=aged)
        return True

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
        self._past_ipv6.late(journey)
        journey.keep(self._clock.now())
        phase = "dns" if journey.phase == "dns" else progress.phase
        last = progress.last_data_at or journey.started
        outcome, reason = late_word(phase, self._clock.monotonic() - last, deadline, progress.head)
        page = await self._page(journey, outcome, reason)
        if outcome is Outcome.BODY_TIMEOUT and came_whole(page):
            return await self._came_whole(journey, last, "nothing ended the answer")
        return page

    async def _came_whole(self, journey: Journey, last: float, then: str) -> Page:
        """Give a page whose last byte came, though its length was wrong or its end never told."""
        outcome, reason = cut_word(journey.progress.head, f"the page came whole, then {then}")
        return await self._page(journey, outcome, reason, done=last)

    async def _page(
        self, journey: Journey, outcome: Outcome, reason: str, *, done: float | None = None
    ) -> Page:
        outcome, reason = told_of_half(journey, outcome, reason)
        return await journey.page(
            outcome,
            reason,
            done=self._clock.monotonic() if done is None else done,
            limit=self._settings.decoded_bytes,
            stack=self.stack,
        )
