"""Read the date that an article's address carries."""

import re
from datetime import date
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from crawler.extract.dates.date_text import TextDate

_Y = r"(?P<y>(?:19|20)\d\d)"
_M = r"(?P<m>1[0-2]|0?[1-9])"
_MM = r"(?P<m>1[0-2]|0[1-9])"
_D = r"(?P<d>3[01]|[12]\d|0?[1-9])"
_DD = r"(?P<d>3[01]|[12]\d|0[1-9])"

_YEAR = re.compile(r"(?:19|20)\d\d")

# In order of trust; the last two name a month only.
_FORMS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"/{_Y}/{_M}/{_D}(?=[/_.-]|\Z)",
        rf"/{_Y}-{_M}[-/]{_D}(?=[/_.]|\Z)",
        rf"(?<=/t){_Y}{_MM}{_DD}(?=_)",
        rf"/{_Y}/{_MM}-?{_DD}(?=[/_.]|\Z)",
        rf"/{_Y}{_MM}/{_DD}(?=[/_.]|\Z)",
        rf"(?<![0-9A-Fa-f]){_Y}{_MM}{_DD}(?:\d{{6,11}})?(?![0-9A-Fa-f])",
        rf"(?<=[/_-]){_Y}-{_MM}-{_DD}(?!\d)",
        rf"(?<=[/_-]){_DD}-{_MM}-{_Y}(?=[/_.]|\Z)",
        rf"/{_Y}{_MM}(?=/)",
        rf"/{_Y}[-/]{_M}(?=/)",
    )
)


def url_date(url: str) -> TextDate | None:
    """Read the date in an address's path (/art/2015/4/14/, t20150414_, /201504/); None without."""
    if not _YEAR.search(url) and "%" not in url:
        return None
    return _read_once(url) if len(url) <= _LONG else _read(url)


def _read(url: str) -> TextDate | None:
    try:
        path = unquote(urlsplit(url).path)
    except ValueError:
        return None
    for form in _FORMS if _YEAR.search(path) else ():
        for match in form.finditer(path):
            found = _dated(match)
            if found is not None:
                return found
    return None


_LONG = 300
"""Addresses longer than this are read each time: no page may fill the cache."""
_read_once = lru_cache(maxsize=4096)(_read)


def _dated(match: re.Match[str]) -> TextDate | None:
    parts = match.groupdict()
    year, month = int(parts["y"]), int(parts["m"])
    day = int(parts["d"]) if parts.get("d") else None
    try:
        date(year, month, day or 1)
    except ValueError:
        return None
    start, end = match.span()
    return TextDate(year=year, month=month, day=day, start=start, end=end, raw=match.group())
