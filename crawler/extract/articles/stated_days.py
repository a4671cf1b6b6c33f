"""Read the day that a field states, in whatever form."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from crawler.extract.dates.date_text import find_dates
from crawler.extract.dates.day_order import DayOrder
from crawler.extract.dates.slow_dates import date_in_words
from schema.types.dates import DateClaim, DateSource

_SHANGHAI = ZoneInfo("Asia/Shanghai")
_COMPACT = re.compile(
    r"\s*((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:\d{4}|\d{6})?\s*\Z"
)
_EPOCH = re.compile(r"\s*(\d{10})(?:\d{3})?\s*\Z")
_HALF_DAY = re.compile(r"\d\s?[AP]M\b")
"""A machine's American clock: it writes the month first, whatever the page's language."""


def day_stated(value: str, order: DayOrder = DayOrder.YEAR_FIRST) -> date | None:
    """Read a whole day from a field: any date form, digits alone, or seconds since 1970."""
    order = DayOrder.UNSURE if _HALF_DAY.search(value) else order
    for found in find_dates(value, order):
        if found.day is not None and found.year is not None and not found.short_year:
            return found.value
    compact = _COMPACT.match(value)
    if compact is not None:
        year, month, day = map(int, compact.groups())
        try:
            return date(year, month, day)
        except ValueError:
            return None
    epoch = _EPOCH.match(value)
    if epoch is not None:
        return datetime.fromtimestamp(int(epoch.group(1)), tz=UTC).astimezone(_SHANGHAI).date()
    return date_in_words(value)


def claim(
    raw: str, source: DateSource, locator: str, order: DayOrder = DayOrder.YEAR_FIRST
) -> Iterator[DateClaim]:
    """Give the claim that a field makes, if it states a day; `order` is that of its figures."""
    value = day_stated(raw, order)
    if value is not None:
        yield DateClaim(value=value, source=source, raw=raw.strip(), locator=locator)
