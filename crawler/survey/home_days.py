"""Tell the days of the homepage's entries by the columns that list the same pages."""

from collections.abc import Iterable, Mapping

from crawler.policy.canonical import url_key
from crawler.survey.column_walk import ColumnWalk
from schema.types.dates import DateClaim


def column_days(columns: Iterable[ColumnWalk]) -> dict[str, DateClaim]:
    """Give by page the day that its column proves; the latest, where several columns list it."""
    found: dict[str, DateClaim] = {}
    for column in columns:
        for url, claim in column.proved_days():
            known = found.get(url_key(url))
            if known is None or claim.value > known.value:
                found[url_key(url)] = claim
    return found


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
