"""The interaction engines of the province: one file each, found by its `ENGINE`."""

from importlib import import_module
from pkgutil import iter_modules
from random import Random

from simulator.engine import Engine
from simulator.model import Column, Letter, Sight, Site, Visibility


def _discover() -> dict[str, Engine]:
    found = [import_module(f"{__name__}.{entry.name}").ENGINE for entry in iter_modules(__path__)]
    return {engine.id: engine for engine in sorted(found, key=lambda engine: int(engine.id[1:]))}


#: Every engine by its id, in the order of the ids.
ENGINES: dict[str, Engine] = _discover()
OFFSITE = "I11"
"""The engine whose letters stand on another host."""


def letter_path(column: Column, letter: Letter) -> str:
    """Return the address of a letter of a mailbox."""
    return ENGINES[column.engine].letter_path(column, letter)


def draw_engine(site: Site, usual: tuple[str, ...]) -> tuple[str, Visibility]:
    """Draw a mailbox's engine among those usual in its family, and what its list shows.

    A site with a fault gets an engine that anybody can read: one fault at a time is seen.
    """
    rng = Random(f"{site.seed}:{site.number}:engine")
    plain = tuple(one for one in usual if ENGINES[one].sight is Sight.PLAIN)
    return rng.choice(plain if site.faults and plain else usual), rng.choice(list(Visibility))
