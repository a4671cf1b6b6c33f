"""Read the day of a time stamp that names its zone, as the day that it was in Shanghai."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

_SHANGHAI = ZoneInfo("Asia/Shanghai")
_ZONED = re.compile(
    r"\s*(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::\d\d(?:[.,]\d+)?)?\s?"
    r"(?:(?P<utc>Z|UTC|GMT)|(?P<sign>[+-])(?P<hours>[01]\d|2[0-3]):?(?P<minutes>[0-5]\d))\s*\Z"
)
_ASP_NET = re.compile(r"\s*/Date\((-?\d{1,14})(?:[+-]\d{4})?\)/\s*\Z")


def shanghai_day(stamp: str) -> date | None:
    """Give Shanghai's day of an ISO 8601 time with its offset, or of ASP.NET's /Date(ms)/.

    `2020-04-14T16:00:00.000+0000` is how Java's data writes midnight of 15 April in China.
    None for a text that names no zone: its day stands as it is written.
    """
    match = _ZONED.match(stamp)
    try:
        if match is not None:
            written = datetime.fromisoformat(f"{match[1]}T{match[2]}").replace(tzinfo=UTC)
            return (written - _offset(match)).astimezone(_SHANGHAI).date()
        epoch = _ASP_NET.match(stamp)
        if epoch is not None:
            return datetime.fromtimestamp(int(epoch[1]) / 1000, UTC).astimezone(_SHANGHAI).date()
    except (ValueError, OverflowError):
        return None
    return None


def _offset(match: re.Match[str]) -> timedelta:
    if match["utc"]:
        return timedelta(0)
    size = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"]))
    return size if match["sign"] == "+" else -size
