"""What the servers saw of their visitor: requests under way and a minute, by site."""

import time
from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from simulator.model import Request

Account = dict[str, Any]
"""What one process, or all together, saw: plain values, as the control port tells them."""

_MINUTE = 60.0


@dataclass(slots=True)
class SiteMeter:
    """What one site saw; its seconds go on by themselves, whatever the province's clock says."""

    requests: int = 0
    under_way: int = 0
    most_under_way: int = 0
    most_a_minute: int = 0
    least_pause: float | None = None
    """Seconds between the starts of two requests at least."""
    after_robots: int = 0
    """Requests after `/robots.txt` was asked for."""
    robots: int = 0
    """Requests for `/robots.txt` itself."""
    last: deque[float] = field(default_factory=deque)


class Meters:
    """The meters of all sites that were visited; `scale` real seconds are one of the province."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, *, scale: float = 1.0) -> None:
        self._clock = clock
        self._scale = scale
        self._sites: dict[int, SiteMeter] = {}
        self.agents: Counter[str] = Counter()

    def begun(self, number: int, request: Request) -> int:
        """Note that a request began, and give how many did in the last minute."""
        meter = self._sites.setdefault(number, SiteMeter())
        now = self._clock() / self._scale
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
        meter.after_robots += meter.robots > 0
        meter.robots += request.path == "/robots.txt"
        meter.most_under_way = max(meter.most_under_way, meter.under_way)
        meter.most_a_minute = max(meter.most_a_minute, len(meter.last))
        self.agents[request.headers.get("user-agent", "")] += 1
        return len(meter.last)

    def ended(self, number: int) -> None:
        """Note that a request is over."""
        meter = self._sites.get(number)
        if meter is not None and meter.under_way:
            meter.under_way -= 1

    def of(self, number: int) -> SiteMeter | None:
        """Give the meter of a site; None where nobody came."""
        return self._sites.get(number)

    def as_json(self) -> Account:
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
                    "robots": one.robots,
                }
                for number, one in sorted(self._sites.items())
            },
        }


def joined(accounts: Sequence[Account]) -> Account:
    """Join what several processes saw; each site was served by one of them."""
    agents: Counter[str] = Counter()
    sites: Account = {}
    for one in accounts:
        agents.update(one["agents"])
        sites |= one["sites"]
    return {
        "requests": sum(one["requests"] for one in accounts),
        "most_under_way": max(one["most_under_way"] for one in accounts),
        "most_a_minute": max(one["most_a_minute"] for one in accounts),
        "agents": dict(agents.most_common(5)),
        "sites": dict(sorted(sites.items(), key=lambda pair: int(pair[0]))),
    }
