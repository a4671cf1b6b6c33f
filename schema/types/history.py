"""What is followed over sweeps."""

from dataclasses import dataclass
from datetime import datetime

from schema.types.dates import DateClaim


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """An entry of a column with every date that it ever claimed, and when it was seen."""

    column_url: str
    title: str
    url_key: str
    url: str | None
    claims: tuple[DateClaim, ...]
    texts: tuple[str, ...]
    """Digests of every text that its article ever showed."""
    first_seen: datetime
    last_seen: datetime
