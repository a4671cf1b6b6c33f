"""Which faults a province carries and how often: profiles fill blocks of sites with bundles."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

from simulator.faults import FAULTS, LANES


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """Faults that share one site, and the families that can carry all of them; none: any."""

    faults: frozenset[str]
    families: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Sites come in blocks: sites drawn at random carry a bundle each, the rest no fault."""

    name: str
    block: int
    bundles: tuple[Bundle, ...]


_DEMO = (
    ("Z-ZOMBIE", "D-REGEN"),
    ("Z-DORMANT", "R-UNANSWERED"),
    ("Z-EMPTY-REAL", "E-SOFT404", "D-YEARLESS"),
    ("D-DOC-ONLY", "X-INFINITE-CALENDAR", "C-GBK-NOHEADER"),
    ("D-PINNED", "D-FUTURE", "C-META-LIES"),
    ("D-DETAIL-ONLY", "X-PARENT-REFRESH", "R-ACK-ONLY"),
)
_DEMO_ALONE = (
    "A-DNS-NX", "A-REFUSED", "A-TIMEOUT-CONNECT", "A-5XX", "S-521", "S-412", "E-MAINT-200",
    "X-JS-SHELL",
)  # fmt: skip
_VETOES = (
    # V1 and W2: what a single visit shows of them, and what it must not take for one
    "A-5XX", "A-DNS-NX", "A-REFUSED", "S-521", "S-BLOCK-200", "E-MAINT-200", "E-EMPTY-200",
    "E-CLOSED", "X-JS-SHELL",
    # V4 and W1
    "E-PARKED", "E-DEFACED-LINK",
    # V2 and W3, V3 and W4
    "Z-ZOMBIE", "Z-DORMANT", "Z-SECOND-LEVEL", "Z-EMPTY-REAL", "D-DOC-ONLY", "D-COUNTER",
    "Z-ARCHIVE", "Z-COPY",
    # V5 and W5
    "R-UNANSWERED", "R-ACK-ONLY", "R-OFFSITE", "R-NO-CHANNEL",
    # W6
    "L-GUIDE-BARE",
)  # fmt: skip
"""Every kind of veto of both editions, each alone on a site, and what only looks like one."""
_SECOND = (
    ("Z-EMPTY-REAL", 3), ("R-UNANSWERED", 3), ("L-BROKEN", 1), ("Z-COPY", 1), ("Z-ARCHIVE", 1),
)  # fmt: skip
"""How many sites have what one look leaves open and a second one settles, or only looks like it."""
_DEMO_BLOCK, _ALL_BLOCK, _BARS_BLOCK = 24, 200, 1000
_VETOES_BLOCK = 32
_SECOND_BLOCK = 12
_ALL_TIMES, _BARS_TIMES = 2, 7


def bundle(faults: Iterable[str]) -> Bundle:
    """Join faults into a bundle; raise ValueError where no family can carry them all."""
    names = frozenset(faults)
    families: frozenset[str] = frozenset()
    for name in names:
        own = FAULTS[name].families
        families = own if not families else (families & own if own else families)
        if own and not families:
            raise ValueError(f"no family carries all of {sorted(names)}")
    return Bundle(faults=names, families=families)


def paired() -> tuple[Bundle, ...]:
    """Give every fault a bundle: those of the front lane alone, the others lane beside lane."""
    lanes: dict[str, list[str]] = {}
    for name, lane in LANES.items():
        lanes.setdefault(lane, []).append(name)
    alone = [bundle([name]) for name in lanes.pop("front", [])]
    shared: list[Bundle] = []
    for names in zip_longest(*lanes.values()):
        shared.extend(_fitting([name for name in names if name is not None]))
    return (*alone, *shared)


def _fitting(names: Sequence[str]) -> Iterable[Bundle]:
    """Give one bundle, or one for each fault where no family carries them all."""
    try:
        yield bundle(names)
    except ValueError:
        yield from (bundle([name]) for name in names)


@lru_cache
def profile(name: str) -> Profile:
    """Give a profile by its name; raise KeyError for one that there is not."""
    return _PROFILES[name]()


def _demo() -> Profile:
    bundles = (*(bundle([name]) for name in _DEMO_ALONE), *map(bundle, _DEMO))
    return Profile(name="demo", block=_DEMO_BLOCK, bundles=bundles)


def _clean() -> Profile:
    return Profile(name="clean", block=_DEMO_BLOCK, bundles=())


def _all() -> Profile:
    return Profile(name="all", block=_ALL_BLOCK, bundles=paired() * _ALL_TIMES)


def _bars() -> Profile:
    """Every fault alone, seven times in a thousand sites: twenty-one times over three seeds."""
    alone = tuple(bundle([name]) for name in FAULTS)
    return Profile(name="bars", block=_BARS_BLOCK, bundles=alone * _BARS_TIMES)


def _vetoes() -> Profile:
    bundles = tuple(bundle([name]) for name in _VETOES)
    return Profile(name="vetoes", block=_VETOES_BLOCK, bundles=bundles)


def _second() -> Profile:
    bundles = tuple(bundle([name]) for name, times in _SECOND for _ in range(times))
    return Profile(name="second", block=_SECOND_BLOCK, bundles=bundles)


_PROFILES = {
    "demo": _demo, "clean": _clean, "all": _all, "bars": _bars, "vetoes": _vetoes,
    "second": _second,
}  # fmt: skip
PROFILES = tuple(_PROFILES)
