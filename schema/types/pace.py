"""How fast a host may be asked beyond the settings: what it asked for, or showed us."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class PaceState(StrEnum):
    """Why a host has a slow plan of its own."""

    RATE_LIMITED = "rate_limited"
    """It said that we ask too often: 429, or 503 and 403 with Retry-After."""
    SHIELDED = "shielded"
    """A shield answered with a challenge; we never try to get around one."""
    SLOW = "slow"
    """It answered much slower than it used to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HostPace:
    """The slow plan of a host, shared by all workers until `until`.

    `delay`: seconds between the starts of two requests. `not_before`: no request at all until
    then (Retry-After); None: the host named no time.
    """

    host: str
    state: PaceState
    delay: float
    until: datetime
    reason: str
    not_before: datetime | None = None
