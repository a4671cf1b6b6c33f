"""Read the rows of list data as items: their titles, addresses, and the day that each tells."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from crawler.extract.dates.date_text import find_dates
from crawler.extract.dates.possible_days import is_possible, latest_possible
from crawler.extract.dates.stamps import shanghai_day
from crawler.extract.lists.json_fields import FieldMap, field_text
from crawler.extract.lists.json_rows import JsonList
from crawler.extract.page.dom import fold_space, parse, text_of
from crawler.extract.text.urls import resolve
from schema.types.dates import DateClaim, DateSource
from schema.types.reading import ListItem, ListState

_SHANGHAI = ZoneInfo("Asia/Shanghai")
_MILLISECONDS = 10**11
"""A larger epoch counts milliseconds: in seconds it would be the year 5138."""
_LATEST_EPOCH = 4 * 10**9
_LONGEST_DAY = 32
"""Characters of a field that holds a day: a title may name one."""
_BARE_NAMES = frozenset({"date", "time"})
"""Names of days that may be of anything; a plainer one goes before them."""


def json_items(
    rows: Sequence[Mapping[str, Any]],
    fields: FieldMap,
    *,
    base: str | None,
    fetched_at: datetime | None,
) -> tuple[ListItem, ...]:
    """Give the rows as items; a field of publishing beats one of creation."""
    latest = latest_possible(fetched_at)
    items = []
    for place, row in enumerate(rows):
        claim = _claim(row, fields, latest)
        items.append(
            ListItem(
                title=_plain(field_text(row, fields.title)),
                url=resolve(base, field_text(row, fields.url) or None),
                date=claim,
                pinned=_is_pinned(row),
                locator=f"[{place}]",
            ),
        )
    return tuple(items)


def state_of(found: JsonList, items: Sequence[ListItem]) -> ListState:
    """Give the state of an answer's list: zero records are an empty list."""
    if items:
        return ListState.READ
    return ListState.EMPTY if found.says_empty else ListState.UNREADABLE


def _claim(row: Mapping[str, Any], fields: FieldMap, latest: date | None) -> DateClaim | None:
    kinds = (
        (fields.published, DateSource.PUBLISH_FIELD),
        (fields.created, DateSource.CREATION_FIELD),
    )
    lower = {name.lower(): value for name, value in row.items()}
    for names, source in kinds:
        told = [
            (name, day)
            for name in names
            if (day := day_of(lower.get(name))) is not None and is_possible(day, latest)
        ]
        if told:
            name, day = _surest(told, fields)
            bare = fields.any_vendor and name in _BARE_NAMES
            sure = source if not (bare and _tells_more(lower, day)) else DateSource.CREATION_FIELD
            return DateClaim(value=day, source=sure, raw=str(lower[name]), locator=name)
    return None


def _tells_more(row: Mapping[str, Any], day: date) -> bool:
    """Tell whether a row holds a later day, or the parts of one: which is shown nobody knows."""
    parts = all(name in row for name in ("year", "month", "day"))
    short = (value for value in row.values() if len(str(value)) <= _LONGEST_DAY)
    return parts or any((other := day_of(value)) and day < other for value in short)


def _surest(told: Sequence[tuple[str, date]], fields: FieldMap) -> tuple[str, date]:
    """Choose a day: the surest name's, or of a vendor that nobody knows the latest that is plain.

    `publishdate` may be the day of a document's issue there, `pubdate` that of its page.
    """
    plain = [one for one in told if one[0] not in _BARE_NAMES]
    return max(plain, key=lambda one: one[1]) if fields.any_vendor and plain else told[0]


def day_of(value: Any) -> date | None:
    """Read a field's day: an epoch in seconds or milliseconds as Shanghai's day, or a text."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, str) and not value.strip().isdecimal():
        zoned = shanghai_day(value)
        return zoned or next((one.value for one in find_dates(value) if one.day), None)
    if isinstance(value, str) and len(value.strip()) < 9:  # noqa: PLR2004 (20150414 is no epoch)
        return _compact(value.strip())
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    seconds = number / 1000 if number > _MILLISECONDS else number
    if not 0 < seconds < _LATEST_EPOCH:
        return None
    return datetime.fromtimestamp(seconds, _SHANGHAI).date()


def _compact(value: str) -> date | None:
    try:
        return date(int(value[:4]), int(value[4:6]), int(value[6:]))
    except ValueError:
        return None


def _plain(title: str) -> str:
    return text_of(parse(title).body) if "<" in title else fold_space(title)


def _is_pinned(row: Mapping[str, Any]) -> bool:
    return any(
        row.get(name) in (1, True, "1", "true") for name in ("isTop", "is_top", "istop", "top")
    )
