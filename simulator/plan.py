"""Which site of the province carries which faults, family and robots rule."""

from dataclasses import dataclass
from functools import lru_cache
from random import Random

from simulator.model import Robots
from simulator.profiles import Bundle, profile


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is decided about one site before anything of it is drawn."""

    faults: frozenset[str]
    family: str
    robots: Robots


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What the caller asked for: size, seed and profile; empty families and faults mean all."""

    sites: int
    seed: int
    profile: str
    families: frozenset[str] = frozenset()
    faults: frozenset[str] = frozenset()


def plan_site(order: Order, families: tuple[str, ...], number: int) -> Plan:
    """Decide faults, family and robots of site `number` (from 1) by its place in its block."""
    wanted = tuple(one for one in families if not order.families or one in order.families)
    index, offset = divmod(number - 1, profile(order.profile).block)
    places, bundles = _block(order, index)
    place = places[offset]
    if place < len(bundles):
        chosen = bundles[place]
        able = [one for one in wanted if not chosen.families or one in chosen.families]
        able = able or [one for one in families if one in chosen.families]
        family = able[(place + order.seed + index) % len(able)]
        return Plan(faults=chosen.faults, family=family, robots=Robots.NONE)
    spare = place - len(bundles)
    return Plan(
        faults=frozenset(),
        family=wanted[(spare + index) % len(wanted)],
        robots=_robots(order.profile, spare),
    )


@lru_cache(maxsize=64)
def _block(order: Order, index: int) -> tuple[list[int], tuple[Bundle, ...]]:
    """Draw which place of its block each site takes, and the bundles of the first places."""
    rules = profile(order.profile)
    size = min(rules.block, order.sites - index * rules.block)
    rng = Random(f"{order.seed}:plan:{index}")
    places = rng.sample(range(size), size)
    bundles = tuple(one for one in rules.bundles if not order.faults or one.faults & order.faults)
    if size < rules.block:
        bundles = tuple(rng.sample(bundles, size * len(bundles) // rules.block))
    return places, bundles


def _robots(profile_name: str, spare: int) -> Robots:
    """One site closed to everybody (demo only), one with a delay, some open, most without."""
    if spare == 1 and profile_name == "demo":
        return Robots.CLOSED
    return {0: Robots.DELAY, 2: Robots.OPEN}.get(spare % 7, Robots.NONE)
