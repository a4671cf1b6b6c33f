"""Tell the day on which a column was moved to another system: its addresses name it, not their own.

It is the day of no entry (columns-and-interaction §3: 90 % of items on one day).
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from crawler.extract.dates.url_dates import url_date

_LEAST_ITEMS = 5


def moving_day(urls: Iterable[str]) -> date | None:
    """Give the day that nearly all addresses name; the few that came after it are news of its own.

    Those must be a third at most: a busy day among others is none.
    """
    named = (url_date(url) for url in urls)
    days = Counter(
        found.value for found in named if found and found.day and found.value is not None
    )
    if days.total() < _LEAST_ITEMS:
        return None
    day, times = days.most_common(1)[0]
    until = sum(count for one, count in days.items() if one <= day)
    most = times * 10 >= until * 9 and times * 3 >= days.total() * 2
    return day if most else None
