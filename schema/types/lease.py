"""The right to work on one site until a time, with its fence."""

from dataclasses import dataclass

from schema.types.ids import LeaseToken, SiteId, SweepId


@dataclass(slots=True, kw_only=True)
class Lease:
    """A held site; `deadline` is our own monotonic time, after which it must be renewed first."""

    sweep_id: SweepId
    site_id: SiteId
    token: LeaseToken
    epoch: int
    deadline: float
    lost: bool = False
    committing: bool = False

    def sure(self, monotonic: float) -> bool:
        """Tell whether the site is still ours for certain."""
        return not self.lost and monotonic < self.deadline


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentRow:
    """A sealed segment as the store names it."""

    path: str
    size: int
    sha256: str
