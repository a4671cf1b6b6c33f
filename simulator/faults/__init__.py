"""All kinds of faults, one file for each part of the list in the specification (§5)."""

from datetime import datetime

from simulator.fault import Fault, Hides
from simulator.faults import (
    availability,
    blinds,
    content,
    dates,
    encoding,
    interaction,
    shields,
    soft_errors,
    structure,
    tls,
    traps,
    zombies,
)
from simulator.model import Site

_GROUPS = (
    availability,
    tls,
    shields,
    soft_errors,
    encoding,
    structure,
    traps,
    blinds,
    dates,
    zombies,
    interaction,
    content,
)
FAULTS: dict[str, Fault] = {fault.id: fault for group in _GROUPS for fault in group.FAULTS}
LANES: dict[str, str] = {fault.id: group.LANE for group in _GROUPS for fault in group.FAULTS}
"""What may share a site: faults of different lanes; those of the lane `front` share none."""

UNREADABLE = frozenset(one.id for one in FAULTS.values() if one.hides is Hides.EVERYTHING)
"""Faults that keep every page of the site from being read."""

HOMELESS = UNREADABLE | {one.id for one in FAULTS.values() if one.hides is Hides.HOME}
"""Faults that keep the home page from being read."""


def carried(faults: frozenset[str]) -> list[Fault]:
    """Give a site's faults in the order of the list: hooks are applied in it."""
    return [fault for name, fault in FAULTS.items() if name in faults]


def is_down(site: Site, moment: datetime) -> bool:
    """Tell whether a site that is down at times only is down now."""
    return any(one.down is not None and one.down(site, moment) for one in carried(site.faults))
