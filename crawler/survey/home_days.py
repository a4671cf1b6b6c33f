"""Tell the days of the homepage's entries by the columns that list the same pages."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from crawler.policy.canonical import url_key
from crawler.survey.column_walk import ColumnWalk
from crawler.survey.stamped_rows import is_refuted, names_older_days, stamp_of
from schema.types.dates import DateClaim
from schema.types.reading import ListItem


def column_days(columns: Iterable[ColumnWalk]) -> dict[str, DateClaim]:
    """Give by page the day that its column proves; the latest, where several columns list it."""
    found: dict[str, DateClaim] = {}
    for column in columns:
        for url, claim in column.proved_days():
            known = found.get(url_key(url))
            if known is None or claim.value > known.value:
                found[url_key(url)] = claim
    return found


def clock_day(
    items: Sequence[ListItem], fetched_at: datetime, told: Mapping[str, DateClaim]
) -> date | None:
    """Give the day that a clock writes beside the homepage's entries: the look's own.

    None where no column tells that these entries are older, or one tells that any is as new, unless
    their own addresses name older days.
    """
    day = stamp_of(items, fetched_at)
    if day is None:
        return None
    if names_older_days(items, day):
        return day
    alike = [item.url for item in items if item.url and item.date and item.date.value == day]
    return day if is_refuted(day, (told.get(url_key(url)) for url in alike)) else None


def better_day(
    shown: DateClaim | None, url: str | None, told: Mapping[str, DateClaim]
) -> DateClaim | None:
    """Give an entry's day: what the homepage shows, unless that is weak (11-03) and a column's not.

    An earlier day of the column takes its place only where it is the same but for the year.
    """
    known = told.get(url_key(url)) if url is not None else None
    if known is None or (shown is not None and shown.decides_staleness):
        return shown
    if shown is None or known.value >= shown.value:
        return known
    same_day = (known.value.month, known.value.day) == (shown.value.month, shown.value.day)
    return known if same_day and shown.inferred_year else shown
