"""The families of the province: one file each, found by its `FAMILY`."""

from importlib import import_module
from pkgutil import iter_modules

from simulator.family import Family


def _discover() -> dict[str, Family]:
    found = [import_module(f"{__name__}.{entry.name}").FAMILY for entry in iter_modules(__path__)]
    return {family.id: family for family in sorted(found, key=lambda family: int(family.id[1:]))}


#: Every family by its id, in the order of the ids.
FAMILIES: dict[str, Family] = _discover()
