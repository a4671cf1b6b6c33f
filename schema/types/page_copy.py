"""A whole copy of a page in the archive, for conditional requests and revisit records."""

from dataclasses import dataclass
from datetime import datetime

from schema.types.evidence import RecordRef
from schema.types.ids import Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class PageCopy:
    """The newest whole copy of one address; a revisit always points here, never at a revisit."""

    url_key: str
    url: str
    """The address as it was requested; it answered by itself, without a redirect."""
    etag: str | None
    last_modified: str | None
    sha256: Digest
    """Of the body, decoded."""
    payload_sha1: str
    """Of the body as received, lower-case hex; the WARC header has the same in base32."""
    record_id: str
    """WARC-Record-ID of the response."""
    record: RecordRef
    fetched_at: datetime
