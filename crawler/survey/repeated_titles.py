"""Choose entries of one title under days far apart: an old text may be put up anew (旧文新发)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from crawler.policy.canonical import same_site, url_key
from crawler.survey.column_walk import ColumnWalk
from schema.types.reading import ListItem, ListState

MOST_PAIRS = 3
"""Titles of a site whose articles are opened, two each."""
FAR_APART = timedelta(days=30)
"""A shorter while lies between a notice and its correction."""
_TWICE = 2


def repeated_titles(columns: Iterable[ColumnWalk]) -> frozenset[str]:
    """Give the keys of the pages to be compared: those of the newest repetitions.

    A title that stands three times and more in a column is one that comes again and again
    (常务会议, 领导接待日).
    """
    pairs = [pair for column in columns for pair in _pairs(column)]
    newest = sorted(pairs, key=lambda pair: (pair[0], pair[1]), reverse=True)
    return frozenset(key for _, *keys in newest[:MOST_PAIRS] for key in keys)


def _pairs(column: ColumnWalk) -> list[tuple[date, str, str]]:
    """Give the day of the newer entry of each title that stands twice, and both pages."""
    if column.rows.state is not ListState.READ:
        return []
    by_title: dict[str, dict[str, tuple[date, str]]] = defaultdict(dict)
    for item in column.rows.items:
        seen = _dated_page(item, column.target.url)
        if seen is not None:
            by_title[item.title][seen[1]] = seen
    twice = [sorted(pages.values()) for pages in by_title.values() if len(pages) == _TWICE]
    return [(day, new, old) for (since, old), (day, new) in twice if day - since > FAR_APART]


def _dated_page(item: ListItem, column_url: str) -> tuple[date, str] | None:
    if item.url is None or item.date is None or not same_site(item.url, column_url):
        return None
    return item.date.value, url_key(item.url)
