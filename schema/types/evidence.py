"""Evidence: a fact with its provenance, so that every finding can be shown as it was received."""

from dataclasses import dataclass
from datetime import datetime

from schema.types.facts import Fact
from schema.types.ids import Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRef:
    """Where the received bytes lie: a WARC record by offset and length (bytes) in a segment."""

    segment: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where a fact comes from."""

    url: str
    fetched_at: datetime
    digest: Digest | None
    """sha256 of the decoded body; None where no body came."""
    locator: str | None
    """The place in the page, a CSS path."""
    extractor: str
    """Name and version of the reader."""
    record: RecordRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One fact and where it was read; `id` is unique within one site's survey."""

    id: str
    fact: Fact
    provenance: tuple[Provenance, ...]
