"""How list data writes the time of publishing: epochs, texts, and Java's clock of Greenwich."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone

_CHINA = timezone(timedelta(hours=8))
_MORNING = time(9, 30)

Stamp = Callable[[date], object]


def _at(day: date, moment: time = _MORNING) -> datetime:
    return datetime.combine(day, moment, _CHINA)


def epoch(day: date) -> int:
    """Write seconds."""
    return int(_at(day).timestamp())


def epoch_ms(day: date) -> int:
    """Write milliseconds."""
    return epoch(day) * 1000


def java(day: date) -> str:
    """Write the day's midnight as Java does by default: the evening before, at +0000."""
    return _at(day, time()).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000+0000")


def zoned(day: date) -> str:
    """Write ISO with the zone."""
    return _at(day).isoformat()


def plain(day: date) -> str:
    """Write day and time."""
    return f"{day:%Y-%m-%d} 09:30:00"


def day_alone(day: date) -> str:
    """Write the day."""
    return f"{day:%Y-%m-%d}"


def compact(day: date) -> str:
    """Write eight digits."""
    return f"{day:%Y%m%d}"


def slashed(day: date) -> str:
    """Write the day with strokes."""
    return f"{day:%Y/%m/%d}"
