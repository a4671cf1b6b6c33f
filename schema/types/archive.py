"""What the store's rows say of the archive, for those who check, ship and show it."""

from dataclasses import dataclass
from datetime import datetime

from schema.types.evidence import RecordRef
from schema.types.ids import Digest, LeaseToken, SiteId, SweepId
from schema.types.lease import SegmentRow


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedAttempt:
    """An attempt whose result stands; a batch of probes has no sweep and counts no pages."""

    token: LeaseToken
    sweep_id: SweepId | None
    site_id: SiteId | None
    pages: int | None
    evidence_rows: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A row that names a record; `source` says which row, `url` the page it speaks of."""

    source: str
    url: str
    record: RecordRef
    digest: Digest | None = None
    """sha256 of the page's decoded body; None where the row names none."""
    whole: bool = False
    """Whether it must be a whole response, for revisits point at it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptSegment:
    """A named segment; `row.root` is empty for one written before segments had a tree."""

    row: SegmentRow
    shipped_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something in the archive or its rows that does not bear out the other."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"
