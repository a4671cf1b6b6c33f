"""Hours of the day in which no survey begins on its own (静默时段), in Asia/Shanghai."""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from schema.types.errors import ConfigError

_SHANGHAI = ZoneInfo("Asia/Shanghai")
_SPAN = re.compile(r"(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})", re.ASCII)
_DAY = timedelta(days=1)
_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Span:
    """Minutes of the day; one that ends before it begins runs over midnight."""

    start: int
    end: int

    def covers(self, minute: int) -> bool:
        """Tell whether the minute lies in the span, its end left out."""
        if self.start < self.end:
            return self.start <= minute < self.end
        return minute >= self.start or minute < self.end


def parse_hours(text: str) -> tuple[Span, ...]:
    """Read `08:30-11:30, 14:00-17:30`; raise ConfigError, also when no minute is left."""
    spans = tuple(_span(part.strip()) for part in text.split(",") if part.strip())
    if spans and all(any(span.covers(m) for span in spans) for m in range(_MINUTES)):
        raise ConfigError("setting politeness.quiet_hours: no time of the day is left to survey")
    return spans


def quiet_until(hours: tuple[Span, ...], now: datetime) -> datetime | None:
    """Give when the quiet time around `now` ends; None: it is not quiet."""
    local = now.astimezone(_SHANGHAI)
    found: datetime | None = None
    while span := next((one for one in hours if one.covers(local.hour * 60 + local.minute)), None):
        end = datetime.combine(local.date(), time(*divmod(span.end, 60)), _SHANGHAI)
        found = local = end if end > local else end + _DAY
    return found


def _span(text: str) -> Span:
    match = _SPAN.fullmatch(text)
    numbers = [int(part) for part in match.groups()] if match else []
    start, end = (hour * 60 + minute for hour, minute in _pairs(numbers))
    return Span(start, end)


def _pairs(numbers: list[int]) -> tuple[tuple[int, int], tuple[int, int]]:
    match numbers:
        case [a, b, c, d] if a < 24 and c < 24 and b < 60 and d < 60 and (a, b) != (c, d):  # noqa: PLR2004 - hours and minutes
            return (a, b), (c, d)
    raise ConfigError(
        "setting politeness.quiet_hours: the form is 08:30-17:30, several set apart by commas"
    )
