"""Turn days of the Persian calendar (14 خرداد 1398) into those of ours."""

from datetime import date, timedelta

_CYCLE, _LEAPS = 33, frozenset({1, 5, 9, 13, 17, 22, 26, 30})
_YEAR = 365
_FIRST = date(1925, 3, 21)
"""1 Farvardin 1304, with which the calendar in force began."""
_FIRST_YEAR = 1304
_LONG_MONTHS, _LONG, _SHORT = 6, 31, 30


def gregorian(year: int, month: int, day: int) -> tuple[int, int, int]:
    """Give year, month and day of a day of the Persian calendar."""
    before = sum(_YEAR + _is_leap(one) for one in range(_FIRST_YEAR, year))
    months = min(month - 1, _LONG_MONTHS) * _LONG + max(0, month - 1 - _LONG_MONTHS) * _SHORT
    found = _FIRST + timedelta(days=before + months + day - 1)
    return found.year, found.month, found.day


def _is_leap(year: int) -> bool:
    """Tell a leap year by the cycle of 33 years, which holds from 1244 to 1472."""
    return year % _CYCLE in _LEAPS
