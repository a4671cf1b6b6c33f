"""Give year-less dates of a list their years (columns-and-interaction §3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

_HALF_YEAR = timedelta(days=183)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowDay:
    """What a row says of its day; `hint` is the day or month that its address carries."""

    year: int | None
    month: int
    day: int
    hint: date | None = None
    pinned: bool = False


def guess_years(rows: Sequence[RowDay | None], latest: date | None) -> list[date | None]:
    """Give each row's date: the latest year that keeps the list falling and out of the future.

    `latest` is the last day that is no future; without it and without a dated row above, a
    year-less row stays without a date.
    """
    bound = latest
    found: list[date | None] = []
    for row in rows:
        value = _resolve(row, bound, latest) if row is not None else None
        found.append(value)
        if value is not None and row is not None and not row.pinned:
            bound = value
    return found


def _resolve(row: RowDay, bound: date | None, latest: date | None) -> date | None:
    if row.year is not None:
        return _day(row.year, row)
    if row.hint is not None:
        return _near(row, row.hint)
    limit = latest if row.pinned else bound
    if limit is None:
        return None
    years = range(limit.year, limit.year - 9, -1)
    days = (_day(year, row) for year in years)
    return next((day for day in days if day is not None and day <= limit), None)


def _near(row: RowDay, hint: date) -> date | None:
    days = (_day(year, row) for year in (hint.year, hint.year + 1, hint.year - 1))
    real = [day for day in days if day is not None and abs(day - hint) <= _HALF_YEAR]
    return min(real, key=lambda day: abs(day - hint), default=None)


def _day(year: int, row: RowDay) -> date | None:
    try:
        return date(year, row.month, row.day)
    except ValueError:
        return None
