"""Which site of the province carries which faults, family and robots rule."""

from dataclasses import dataclass
from random import Random

from simulator.faults import LARGE_BLOCK, LARGE_WORLD, SMALL_BLOCK, SMALL_WORLD, Bundle
from simulator.model import Robots

PROFILES = ("demo", "clean")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is decided about one site before anything of it is drawn."""

    faults: frozenset[str]
    family: str
    robots: Robots


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What the caller asked for: size, seed and profile of the province."""

    sites: int
    seed: int
    profile: str


def plan_site(order: Order, families: tuple[str, ...], number: int) -> Plan:
    """Decide faults, family and robots of site `number` (from 1) by its place in its block."""
    block = LARGE_BLOCK if order.sites >= LARGE_BLOCK else SMALL_BLOCK
    index, offset = divmod(number - 1, block)
    size = min(block, order.sites - index * block)
    rng = Random(f"{order.seed}:plan:{index}")
    places = rng.sample(range(size), size)
    bundles = _bundles(order.profile, block, size, rng)
    place = places[offset]
    if place < len(bundles):
        bundle = bundles[place]
        family = bundle.family or families[(place + order.seed) % len(families)]
        return Plan(faults=bundle.faults, family=family, robots=Robots.NONE)
    spare = place - len(bundles)
    return Plan(
        faults=frozenset(),
        family=families[spare % len(families)],
        robots=_robots(order.profile, spare),
    )


def _bundles(profile: str, block: int, size: int, rng: Random) -> tuple[Bundle, ...]:
    if profile == "clean":
        return ()
    world = LARGE_WORLD if block == LARGE_BLOCK else SMALL_WORLD
    if size == block:
        return world
    return tuple(rng.sample(world, size * len(world) // block))


def _robots(profile: str, spare: int) -> Robots:
    """One site closed to everybody (demo only), one with a delay, some open, most without."""
    if spare == 1 and profile == "demo":
        return Robots.CLOSED
    return {0: Robots.DELAY, 2: Robots.OPEN}.get(spare % 7, Robots.NONE)
