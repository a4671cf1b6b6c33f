"""When requests begin that take their turn at a gate."""

from collections.abc import Iterable

from crawler.fleet.politeness.politeness import HostGate
from testkit.clock import VirtualClock


async def starts(gate: HostGate, clock: VirtualClock, hosts: Iterable[str]) -> list[float]:
    """Ask these hosts one after the other; give the clock's seconds at which each turn began."""
    found: list[float] = []
    for host in hosts:
        async with gate.turn(host):
            found.append(round(clock.monotonic(), 3))
    return found
