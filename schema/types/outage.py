"""Announced maintenance of a site (报备停机): what happens in it is not held against the site."""

from dataclasses import dataclass
from datetime import datetime

from schema.types.ids import SiteId


@dataclass(frozen=True, slots=True, kw_only=True)
class Outage:
    """One announced time; it counts once somebody other than the announcer has approved it."""

    id: int
    site_id: SiteId
    starts_at: datetime
    ends_at: datetime
    """The first moment after it."""
    reason: str
    by: str
    """Who announced it (报备人)."""
    approved_by: str | None
    """Who approved it (审核人); None: nobody yet."""
    approved_at: datetime | None
