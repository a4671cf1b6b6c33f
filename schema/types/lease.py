"""The right to work on a site, or on a batch of probes, until a time, with its fence."""

from dataclasses import dataclass

from schema.types.ids import BatchId, LeaseToken, RoundId, SiteId, SweepId


@dataclass(slots=True, kw_only=True)
class Hold:
    """Something held; past `deadline`, our own monotonic time, it must be renewed first."""

    token: LeaseToken
    epoch: int
    deadline: float
    lost: bool = False
    committing: bool = False

    def sure(self, monotonic: float) -> bool:
        """Tell whether it is still ours for certain."""
        return not self.lost and monotonic < self.deadline


@dataclass(slots=True, kw_only=True)
class Lease(Hold):
    """A held site, with the addresses of which it holds a slot."""

    sweep_id: SweepId
    site_id: SiteId
    slots: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class BatchLease(Hold):
    """A held batch of probes."""

    batch_id: BatchId
    round_id: RoundId
    vantage: str
    site_ids: tuple[SiteId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentRow:
    """A sealed segment as the store names it; an attempt has one, a big one several parts.

    `records` and `root` are what a seal needs to prove one record: how many there are, and the
    Merkle root (hex) over them.
    """

    path: str
    size: int
    """Bytes."""
    sha256: str
    part: int = 0
    records: int
    root: str
