"""Which site of the province carries which faults, family and robots rule."""

from dataclasses import dataclass
from functools import lru_cache
from random import Random

from simulator.families import FAMILIES
from simulator.model import Robots
from simulator.profiles import Bundle, profile
from simulator.weights import HUNAN_2026

_FURTHER = 3
"""How many families further a fault goes when it is planted again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is decided about one site before anything of it is drawn."""

    faults: frozenset[str]
    family: str
    robots: Robots


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What the caller asked for: size, seed and profile; empty families and faults mean all.

    `columns` is the most that a site without faults has; 0: as many as it would.
    """

    sites: int
    seed: int
    profile: str
    families: frozenset[str] = frozenset()
    faults: frozenset[str] = frozenset()
    columns: int = 0
    events: bool = False
    """Things happen to sites in the days after the first (simulator/events.py)."""


def plan_site(order: Order, families: tuple[str, ...], number: int) -> Plan:
    """Decide faults, family and robots of site `number` (from 1) by its place in its block."""
    wanted = tuple(one for one in families if not order.families or one in order.families)
    index, offset = divmod(number - 1, profile(order.profile).block)
    places, bundles = _block(order, index)
    place = places[offset]
    family = _families(order, index, wanted)[place]
    if place < len(bundles):
        return Plan(faults=bundles[place].faults, family=family, robots=Robots.NONE)
    robots = _robots(order.profile, place - len(bundles))
    return Plan(faults=frozenset(), family=family, robots=robots)


@lru_cache(maxsize=64)
def _families(order: Order, index: int, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Decide the family of each place of a block: of the sites with faults, then of the others.

    The others take the families that the block does not have yet, then those that are drawn by
    their weights. Nothing of a shell can be read, so a fault of any family is not put there. What
    is planted again goes to another family, however many faults there are.
    """
    places, bundles = _block(order, index)
    readable = [one for one in wanted if not FAMILIES[one].shell]
    taken: list[str] = []
    turns: dict[Bundle, int] = {}
    for place, chosen in enumerate(bundles):
        named = chosen.families or frozenset(wanted)
        able = [one for one in readable if one in named] or sorted(named)
        turn = turns.setdefault(chosen, place)
        turns[chosen] = turn + _FURTHER
        taken.append(able[(turn + order.seed + index) % len(able)])
    missing = [one for one in wanted if one not in taken]
    spare = len(places) - len(bundles)
    rng = Random(f"{order.seed}:families:{index}")
    weights = [HUNAN_2026[one] for one in wanted]
    drawn = rng.choices(wanted, weights, k=max(0, spare - len(missing)))
    return (*taken, *missing[:spare], *drawn)


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
