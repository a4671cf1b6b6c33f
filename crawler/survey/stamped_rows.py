"""Tell rows that are all dated with the day of the look: a clock stamps them, whatever their age.

Such days (那曲 2018: the list's date is that of every visit) are believed only as long as the
entries' own pages do not show another one (interpretation notes §4).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from crawler.extract.dates.url_dates import url_date
from crawler.survey.list_walk import ListWalk
from schema.types.dates import DateClaim, DateSource
from schema.types.reading import ListItem

SHOWN_BY_PAGES = frozenset({DateSource.VISIBLE, DateSource.META, DateSource.PUBLISH_CELL})
"""Sources of the day that an entry's own page shows: these go before a list's (vocabulary §7)."""
_NIGHT, _CONFLICT = timedelta(days=1), timedelta(days=30)
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
        self._found: dict[int, tuple[date | None, bool]] = {}

    def day(self, rows: ListWalk) -> date | None:
        """Give the day of the look where no row shows another."""
        return self._of(rows)[0]

    def is_redated(self, rows: ListWalk) -> bool:
        """Tell whether the addresses of stamped rows name older days."""
        return self._of(rows)[1]

    def is_clock(self, rows: ListWalk, shown: Iterable[DateClaim | None]) -> bool:
        """Tell whether the day that all rows show is that of every look, as their pages say."""
        day = self.day(rows)
        return day is not None and is_refuted(day, shown)

    def _of(self, rows: ListWalk) -> tuple[date | None, bool]:
        if (known := len(rows.items)) not in self._found:
            day = stamp_of(rows.items, rows.first.page.fetched_at) if rows.first else None
            alike = all(item.date is None or item.date.value == day for item in rows.items)
            stamp = day if alike else None
            redated = stamp is not None and names_older_days(rows.items, stamp)
            self._found[known] = stamp, redated
        return self._found[known]


def names_older_days(items: Iterable[ListItem], stamp: date) -> bool:
    """Tell whether the address of every row that a clock dates names a day long before it.

    Pages made anew on the day of the look, or rows dated anew: whose day it is nobody can say
    (a conflict of more than 30 days, columns-and-interaction §3).
    """
    stamped = [one.url for one in items if one.date is not None and one.date.value == stamp]
    named = [url_date(url) if url else None for url in stamped]
    days = [found.value for found in named if found and found.day and found.value is not None]
    return bool(days) and len(days) == len(stamped) and max(days) < stamp - _CONFLICT


def is_refuted(stamp: date, shown: Iterable[DateClaim | None]) -> bool:
    """Tell whether the entries' own pages that were read all show an earlier day."""
    days = [claim.value for claim in shown if claim and claim.source in SHOWN_BY_PAGES]
    return bool(days) and all(day < stamp - _NIGHT for day in days)
