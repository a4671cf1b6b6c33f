"""What the servers saw of their visitor: requests under way and a minute, by site."""

import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field

from simulator.model import Request

_MINUTE = 60.0


@dataclass(slots=True)
class SiteMeter:
    """What one site saw; times are real seconds, whatever the province's clock says."""

    requests: int = 0
    under_way: int = 0
    most_under_way: int = 0
    most_a_minute: int = 0
    least_pause: float | None = None
    """Seconds between the starts of two requests at least."""
    after_robots: int = 0
    """Requests after `/robots.txt` was asked for."""
    robots_asked: bool = False
    last: deque[float] = field(default_factory=deque)


class Meters:
    """The meters of all sites that were visited."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._sites: dict[int, SiteMeter] = {}
        self.agents: Counter[str] = Counter()

    def begun(self, number: int, request: Request) -> None:
        """Note that a request began."""
        meter = self._sites.setdefault(number, SiteMeter())
        now = self._clock()
        if meter.last:
            pause = now - meter.last[-1]
            meter.least_pause = (
                pause if meter.least_pause is None else min(meter.least_pause, pause)
            )
        meter.last.append(now)
        while meter.last[0] < now - _MINUTE:
            meter.last.popleft()
        meter.requests += 1
        meter.under_way += 1
        meter.after_robots += meter.robots_asked
        meter.robots_asked = meter.robots_asked or request.path == "/robots.txt"
        meter.most_under_way = max(meter.most_under_way, meter.under_way)
        meter.most_a_minute = max(meter.most_a_minute, len(meter.last))
        self.agents[request.headers.get("user-agent", "")] += 1

    def ended(self, number: int) -> None:
        """Note that a request is over."""
        meter = self._sites.get(number)
        if meter is not None and meter.under_way:
            meter.under_way -= 1

    def of(self, number: int) -> SiteMeter | None:
        """Give the meter of a site; None where nobody came."""
        return self._sites.get(number)

    def as_json(self) -> dict[str, object]:
        """Give what the control port tells: the worst over all sites, and each site's counts."""
        every = self._sites.values()
        return {
            "requests": sum(one.requests for one in every),
            "most_under_way": max((one.most_under_way for one in every), default=0),
            "most_a_minute": max((one.most_a_minute for one in every), default=0),
            "agents": dict(self.agents.most_common(5)),
            "sites": {
                str(number): {
                    "requests": one.requests,
                    "most_under_way": one.most_under_way,
                    "most_a_minute": one.most_a_minute,
                    "least_pause": one.least_pause,
                    "after_robots": one.after_robots,
                }
                for number, one in sorted(self._sites.items())
            },
        }
