"""Tell rows that are all dated with the day of the look: a clock stamps them, whatever their age.

Such days (那曲 2018: the list's date is that of every visit) are believed only as long as the
entries' own pages do not show another one (interpretation notes §4).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from schema.types.dates import DateClaim, DateSource
from schema.types.reading import ListItem

SHOWN_BY_PAGES = frozenset({DateSource.VISIBLE, DateSource.META, DateSource.PUBLISH_CELL})
"""Sources of the day that an entry's own page shows: these go before a list's (vocabulary §7)."""
_NIGHT = timedelta(days=1)
_LEAST_ROWS = 5
_SHANGHAI = ZoneInfo("Asia/Shanghai")


def stamp_of(items: Sequence[ListItem], fetched_at: datetime) -> date | None:
    """Give the day of the look, or of the night before it, that the rows show; None without.

    A busy day has as many entries; those of a list stand above older ones, which the caller asks.
    """
    days = Counter(item.date.value for item in items if item.date is not None)
    today = fetched_at.astimezone(_SHANGHAI).date()
    found = (day for day in (today, today - _NIGHT) if days[day] >= _LEAST_ROWS)
    return next(found, None)


class Stamps:
    """The stamp of a list that grows, told once for each number of its rows."""

    def __init__(self) -> None:
        self._found: dict[int, date | None] = {}

    def of(self, items: Sequence[ListItem], fetched_at: datetime) -> date | None:
        """Give the day of the look where no row shows another."""
        if len(items) not in self._found:
            day = stamp_of(items, fetched_at)
            alike = all(item.date is None or item.date.value == day for item in items)
            self._found[len(items)] = day if alike else None
        return self._found[len(items)]


def is_refuted(stamp: date, shown: Iterable[DateClaim | None]) -> bool:
    """Tell whether the entries' own pages that were read all show an earlier day."""
    days = [claim.value for claim in shown if claim and claim.source in SHOWN_BY_PAGES]
    return bool(days) and all(day < stamp - _NIGHT for day in days)
