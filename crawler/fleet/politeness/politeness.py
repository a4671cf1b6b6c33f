"""Hold requests back so that no host, and no address that hosts share, is asked too hard.

Each host has a lane with a delay of its own that follows its answers (`crawler.policy.pace`). Each
address has a lane with fixed limits only: one bad host must not slow its neighbours. The limits of
an address hold over all workers: whoever holds one of its slots may use one slot's share of them.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from crawler.fleet.politeness.lane import Lane, Permit, Turn, permitted
from crawler.policy.pace import PaceLimits, Taken, after
from crawler.policy.retry_after import retry_after
from schema.ports import Clock
from schema.types.pace import HostPace, PaceState
from schema.types.settings import PolitenessSettings

_FIRST_BACKOFF = 1.0
"""Seconds of the sites: the delay after a host's first sign that it is asked too often."""
_NOTICEABLE = 0.5
"""Seconds of the sites over a host's usual time below which no answer is slow."""
_OWN_JITTER = 0.1
"""Seconds of this machine that reading one page, or its own work beside, may add to any answer."""
_LOST_AFTER = 30.0
"""Seconds of the sites in which an answer that never came may have been lost for our own fault."""
REMEMBERED = 4096
"""Idle hosts whose pace is kept in mind; the one asked longest ago is forgotten first."""


Strain = Callable[[float], str]
"""Says how our own machine was overloaded since a monotonic time; empty: it was not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """How a host took one request: its status, its Retry-After, seconds to the first byte.

    All None: no answer came.
    """

    status: int | None
    retry_after: str | None
    seconds: float | None


class HostGate:
    """Let requests start in turn: per host, and per address among the hosts that share it."""

    def __init__(self, settings: PolitenessSettings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self._strains: list[Strain] = []
        self._hosts: OrderedDict[str, Lane] = OrderedDict()
        self._addresses: OrderedDict[str, Lane] = OrderedDict()
        slots = settings.address_slots
        at_once = settings.address_concurrency or slots * settings.concurrency
        self._share_width = max(at_once // slots, 1)
        between = settings.address_delay
        self._share_delay = settings.delay if between is None else between * slots
        self._usual = _usual_limits(settings, clock.scale)

    def lanes(self) -> int:
        """Count the hosts and addresses in memory."""
        return len(self._hosts) + len(self._addresses)

    # --- what is known of a host -------------------------------------------------------------

    def slow_down(self, host: str, delay: float) -> float:
        """Honour a Crawl-delay as far as the settings go; give the seconds in force."""
        lane = self._host(host)
        asked = max(delay, self._settings.delay)
        lane.delay = min(asked, max(self._settings.max_delay, self._settings.delay))
        if lane.known is not None:
            lane.delay = max(lane.delay, lane.known.delay)
        return lane.delay

    def adopt(self, host: str, known: HostPace | None) -> None:
        """Ask a host as slowly as other surveys found that it must be asked; None: as usual."""
        lane = self._host(host)
        lane.known = known
        lane.delay = max(self._settings.delay, 0.0 if known is None else known.delay)
        if known is not None and known.not_before is not None:
            pause = (known.not_before - self._clock.now()).total_seconds()
            closed = self._clock.monotonic() + pause
            if pause > 0:
                lane.pace = replace(lane.pace, closed_until=closed, limited=True)

    def state(self, host: str) -> tuple[PaceState, str, float] | None:
        """Tell why a host needs a slow plan, in a word and a sentence, and how long it is closed.

        None: it takes our requests. A few slow answers alone make no plan; they must have brought
        the delay to that of the plan.
        """
        lane = self._hosts.get(host)
        if lane is None:
            return None
        pace = lane.pace
        if pace.limited:
            pause = max(pace.closed_until - self._clock.monotonic(), 0.0)
            wait = f" and asks for a pause of {pause:.0f} s" if pause else ""
            return PaceState.RATE_LIMITED, f"the host says that we ask too often{wait}", pause
        if pace.delay < max(self._settings.slow_delay, self._settings.delay) or not pace.strained:
            return None
        usual, recent = pace.baseline or 0.0, pace.recent or 0.0
        sentence = f"answers took {recent:.1f} s at last where {usual:.1f} s is usual"
        return PaceState.SLOW, sentence, 0.0

    def excuse(self, strain: Strain) -> None:
        """Hold no slow and no lost answer against a host while our own machine was strained."""
        self._strains.append(strain)

    def heard(self, host: str, address: str, heard: Heard) -> None:
        """Take note of how a host took a request."""
        del address  # its limits are fixed: see the module's sentence on neighbours
        lane = self._hosts.get(host) or self._host(host)
        before = lane.pace
        taken = Taken(
            at=self._clock.monotonic(),
            status=heard.status,
            wait=retry_after(heard.retry_after, self._clock.now()) if heard.retry_after else None,
            seconds=heard.seconds,
        )
        lane.pace = after(before, taken, self._limits(lane))
        slower = lane.pace.delay > before.delay and not lane.pace.limited
        if slower and self._was_strained(heard):
            lane.pace = before
        lane.freed.set()

    def _was_strained(self, heard: Heard) -> bool:
        """Tell whether our machine may have made this answer slow, or lost it."""
        seconds = _LOST_AFTER if heard.seconds is None else heard.seconds
        since = self._clock.monotonic() - seconds * self._clock.scale
        return any(strain(since) for strain in self._strains)

    # --- slots of an address -----------------------------------------------------------------

    @contextmanager
    def holding(self, addresses: Sequence[str]) -> Iterator[None]:
        """Use one more slot's share of each address as long as this is open."""
        lanes = [self._address(address) for address in addresses]
        for lane in lanes:
            lane.users += 1
            self._share(lane, lane.slots + 1)
        try:
            yield
        finally:
            for lane in lanes:
                lane.users -= 1
                self._share(lane, lane.slots - 1)

    def _share(self, lane: Lane, slots: int) -> None:
        """Set how many slots' shares a lane has; a wait under way is shortened in proportion.

        In any stretch of T seconds all workers together start at most
        T / `address_delay` + one request per worker.
        """
        now = self._clock.monotonic()
        before, lane.slots = max(lane.slots, 1), slots
        now_held = max(slots, 1)
        left = max(lane.started + lane.delay - now, 0.0) * before / now_held
        lane.delay = self._share_delay / now_held
        lane.width = self._share_width * now_held
        lane.started = now + left - lane.delay
        lane.freed.set()

    # --- the turn ----------------------------------------------------------------------------

    def turn(self, host: str, address: str = "", permit: Permit | None = None) -> Turn:
        """Wait for this host's turn and hold a place; raise TurnRefused.

        Who is cancelled while waiting leaves no trace: a start is counted when it happens. The
        permit is asked before it, at the head of the queue: who waits for one lets no turns pile
        up that would all start at once.
        """
        mine = self._host(host)
        shared = self._address(address) if address else Lane(delay=0.0, width=mine.width)
        return Turn(mine, shared, permit or permitted, self._clock, self._settings.patience)

    # --- memory ------------------------------------------------------------------------------

    def _limits(self, lane: Lane) -> PaceLimits:
        usual = self._usual
        return usual if lane.delay == usual.delay else replace(usual, delay=lane.delay)

    def _host(self, host: str) -> Lane:
        lane = self._hosts.get(host)
        if lane is None:
            lane = Lane(delay=self._settings.delay, width=self._settings.concurrency)
        return self._remembered(self._hosts, host, lane)

    def _address(self, address: str) -> Lane:
        lane = self._addresses.get(address)
        if lane is None:
            lane = Lane(delay=self._share_delay, width=self._share_width)
        return self._remembered(self._addresses, address, lane)

    def _remembered(self, lanes: OrderedDict[str, Lane], name: str, lane: Lane) -> Lane:
        """Keep a lane as the one used last, and forget the oldest ones that are idle."""
        lanes[name] = lane
        lanes.move_to_end(name)
        if len(lanes) > REMEMBERED:
            self._forget(lanes)
        return lane

    def _forget(self, lanes: OrderedDict[str, Lane]) -> None:
        """Look at the two oldest lanes, so that what is over the limit melts away."""
        for _ in range(2):
            if len(lanes) <= REMEMBERED:
                break
            oldest, one = next(iter(lanes.items()))
            if one.users == 0 and one.due() <= self._clock.monotonic():
                del lanes[oldest]
            else:
                lanes.move_to_end(oldest)


def _usual_limits(settings: PolitenessSettings, scale: float) -> PaceLimits:
    """Give the limits of a host that is asked at the usual delay."""
    return PaceLimits(
        delay=settings.delay,
        first_backoff=_FIRST_BACKOFF * scale,
        max_backoff=settings.max_backoff,
        max_slow=settings.max_delay,
        max_retry_after=settings.max_retry_after,
        slow_factor=settings.slow_factor,
        recover_after=settings.recover_after,
        noticeable=max(_NOTICEABLE, _OWN_JITTER / scale),
    )
