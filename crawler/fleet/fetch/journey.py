"""One fetch under way, over all its redirects, and the page that it ends in."""

import asyncio
import hashlib
from dataclasses import dataclass, field, replace
from datetime import datetime

from crawler.extract.text.content_coding import Decoded
from crawler.fleet.politeness.politeness import Heard
from crawler.fleet.stacks.decoding import decode
from crawler.fleet.stacks.endings import truncation
from crawler.fleet.stacks.hop import Progress
from crawler.fleet.stacks.route import Route
from crawler.policy.canonical import Address, address_of
from schema.ports import Clock
from schema.types.capture import Exchange, Page, Request, Timings
from schema.types.ids import Digest
from schema.types.outcome import Defect, Outcome
from schema.types.settings import VISIT_LIMIT_SECONDS

_INLINE_BYTES = 1024 * 1024
"""Bodies that decode to more are decoded beside the event loop, which must not stand still."""
_BY_ENDING = {
    Decoded.CUT: Outcome.OK_TRUNCATED,
    Decoded.BROKEN: Outcome.DECODE_ERROR,
    Decoded.UNKNOWN: Outcome.DECODE_ERROR,
    Decoded.OVER_LIMIT: Outcome.DECODED_OVER_LIMIT,
}
_KEEP_METHOD = {307, 308}
_NOWHERE = Address(href="", scheme="", host="", hostname="", port=0, target="")
_NO_ROUTE = Route(host="", addresses=(), port=0)


@dataclass(slots=True, kw_only=True)
class Journey:
    """One fetch: where it is, what it has met and what it has kept."""

    request: Request
    address: Address
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
    led: bool = False
    """A redirect led to where the next request goes."""
    defects: list[Defect] = field(default_factory=list)
    wire_bytes: int = 0
    name_servers: int = 0
    past_caches: bool = False
    """The request is repeated with the wish that no cache answers it."""
    had_cookies: bool = False
    without_cookies: bool = False
    """The request is repeated as a visitor's first one."""
    past_ipv6: bool = False
    """The request is repeated over IPv4, because IPv6 brought no page."""
    by_ipv4: bool = False
    """The last request went over IPv4 alone, though the host has IPv6 as well."""
    before: Page | None = None
    """What came before the request was repeated, in case that the repetition brings nothing."""
    aged: bool = False
    """It is what a cache had kept too long."""
    forgiven: float = 0.0
    """Seconds of strict looks and of what is repeated, which are no part of the visit's time."""
    timer: asyncio.Timeout | None = None
    """Ends the hop that is under way."""
    note: str = ""
    _kept: Progress | None = None
    """What was kept last: each hop is, once."""

    @classmethod
    def begin(cls, request: Request, body: bytes | None, clock: Clock) -> "Journey":
        """Begin at the address of a request; what is no web address has no host."""
        return cls(
            request=request,
            address=address_of(request.url) or replace(_NOWHERE, href=request.url),
            method=request.method,
            body=body,
            started=clock.monotonic(),
            at=clock.now(),
        )

    def note_defect(self, defect: Defect | None) -> None:
        """Remember what is wrong with a page that opens all the same, once."""
        if defect is not None and defect not in self.defects:
            self.defects.append(defect)

    def waited(self, seconds: float) -> None:
        """Count time in our own queue, which is no part of a visit."""
        self.queue += seconds
        self.started += seconds

    def left(self, now: float, deadline: float, most: float) -> float:
        """Give the seconds left: of the visit's own, and of the `most` that all looks may take."""
        spent = now - self.started
        return min(deadline - spent, most - spent - self.forgiven)

    def forget(self, seconds: float) -> None:
        """Take seconds out of the visit's time; the bound of all looks together stays."""
        self.started += seconds
        self.forgiven += seconds

    def repeat(self, before: Page, now: float, *, aged: bool) -> None:
        """Begin the request anew: in a visit's own time, and in what is left of all."""
        if aged or not self.aged:
            self.before, self.aged = before, aged
        self.forget(now - self.started)

    def follow(self, target: str, status: int, most: int) -> tuple[Outcome, str] | None:
        """Go where a redirect leads; give the end of the fetch where that is nowhere."""
        self.progress.stranded = True
        if len(self.redirects) >= most:
            return Outcome.REDIRECT_LIMIT, f"more than {most} redirects"
        self.redirects.append(target)
        address = address_of(target)
        if address is None:
            known = ":" in target.partition("/")[0] and not target.lower().startswith("http")
            outcome = Outcome.REDIRECT_BLOCKED if known else Outcome.PROTOCOL_ERROR
            return outcome, f"redirects to {target[:200]}"
        self.address, self.led = address, True
        if status not in _KEEP_METHOD:
            self.method, self.body = "GET", None
        return None

    def go_on(self, seconds: float) -> None:
        """Let the hop go on for so many seconds of this machine."""
        if self.timer is not None and not self.timer.expired():
            self.timer.reschedule(asyncio.get_running_loop().time() + seconds)

    def lift_deadline(self) -> None:
        """Let our own work on what came take its time: the deadline is the network's."""
        if self.timer is not None and not self.timer.expired():
            self.timer.reschedule(None)

    def keep(self, now: datetime) -> None:
        """Keep what the hop received; bytes that were no HTTP stand as a body without a head."""
        progress = self.progress
        head = progress.head
        if self._kept is progress or (head is None and not progress.unparsed):
            return
        self._kept = progress
        body = progress.unparsed if head is None else progress.body.getvalue()
        self.wire_bytes += len(body)
        self.exchanges.append(
            Exchange(
                url=self.url,
                ip=progress.ip,
                at=now,
                request=progress.sent,
                head=b"" if head is None else head.raw,
                body=body,
                complete=progress.complete,
                ended=truncation(progress),
                protocol=progress.tls_facts.protocol,
                cipher=progress.tls_facts.cipher,
                certificates=progress.tls_facts.certificates,
            )
        )

    @property
    def url(self) -> str:
        """Give the address that is asked now."""
        return self.address.href

    def heard(self) -> Heard:
        """Tell the gate how the host took the request: what it said, and how long it thought."""
        progress = self.progress
        head = progress.head
        return Heard(
            status=None if head is None else head.status,
            retry_after=None if head is None else head.first("retry-after"),
            seconds=progress.first_byte,
        )

    async def page(
        self, outcome: Outcome, reason: str, *, done: float, limit: int, stack: str
    ) -> Page:
        """Give the page: what came, decoded, and what it is; `done` is the clock's reading."""
        progress = self.progress
        head = progress.head
        shown = None if progress.stranded else head
        body = b""
        if shown is not None:
            encoding = shown.first("content-encoding")
            body, ending = await _decoded(progress.body.getvalue(), encoding, limit)
            if outcome is Outcome.OK and ending in _BY_ENDING:
                outcome, reason = _BY_ENDING[ending], f"content coding {encoding}: {ending}"
            elif ending is Decoded.PLAIN:
                reason = f"{reason}; content coding {encoding} was said, not applied"
        seconds = done - self.started
        slow = seconds > VISIT_LIMIT_SECONDS and outcome is Outcome.OK
        return Page(
            url=self.request.url,
            final_url=self.url,
            outcome=outcome,
            reason=f"{reason}; {self.note}" if self.note else reason,
            fetched_at=self.at,
            status=None if head is None else head.status,
            headers=() if head is None else head.headers,
            body=body,
            wire_bytes=self.wire_bytes,
            sha256=None if shown is None else Digest(hashlib.sha256(body).hexdigest()),
            redirects=tuple(self.redirects),
            seconds=round(seconds, 3),
            timings=self._timings(done),
            defects=(*self.defects, Defect.SLOW) if slow else tuple(self.defects),
            name_servers=self.name_servers,
            stack=stack,
            ip=progress.ip,
            exchanges=tuple(self.exchanges),
        )

    def _timings(self, done: float) -> Timings:
        progress = self.progress
        begun = progress.last_data_at
        phases = (self.dns, progress.connect, progress.tls, progress.first_byte)
        spent = sum(filter(None, phases))
        return Timings(
            queue=round(self.queue, 3),
            dns=_rounded(self.dns),
            connect=_rounded(progress.connect),
            tls=_rounded(progress.tls),
            first_byte=_rounded(progress.first_byte),
            body=None if begun is None else _rounded(max(done - self.started - spent, 0.0)),
        )


async def _decoded(body: bytes, encoding: str | None, limit: int) -> tuple[bytes, Decoded]:
    found = decode(body, encoding, min(limit, _INLINE_BYTES))
    if found[1] is Decoded.OVER_LIMIT and limit > _INLINE_BYTES:
        del found
        return await asyncio.to_thread(decode, body, encoding, limit)
    return found


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 4)
