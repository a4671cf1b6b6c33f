"""Tell the days on which a page may have been published: from the first sites to the day after."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

_SHANGHAI = ZoneInfo("Asia/Shanghai")
_EARLIEST = date(1995, 1, 1)
"""Before the first government website."""
_GRACE = timedelta(days=1)


def latest_possible(fetched_at: datetime | None) -> date | None:
    """Give the last day that may be a publish date: the day after the fetch."""
    return None if fetched_at is None else fetched_at.astimezone(_SHANGHAI).date() + _GRACE


def is_possible(day: date, latest: date | None) -> bool:
    """Tell whether a day may be a publish date: from 1995, and not in the future."""
    return day >= _EARLIEST and (latest is None or day <= latest)
