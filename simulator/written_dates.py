"""Dates in words: 二〇二六年十一月二十日, and months without a day."""

from collections.abc import Callable, Mapping
from datetime import date

from simulator.model import Dating

_DIGITS = "〇一二三四五六七八九"
_TEN = 10


def in_numerals(day: date) -> str:
    """Write a day as the end of a document does."""
    year = "".join(_DIGITS[int(digit)] for digit in str(day.year))
    return f"{year}年{_number(day.month)}月{_number(day.day)}日"


def _number(number: int) -> str:
    """Write a number below 100: 十, 十一, 二十, 三十一."""
    tens, ones = divmod(number, _TEN)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")


def month_alone(day: date) -> str:
    """Write the month and no day."""
    return f"{day.year}年{day.month}月"


WRITTEN: Mapping[Dating, Callable[[date], str]] = {
    Dating.NUMERAL: in_numerals,
    Dating.MONTH: month_alone,
}
"""The ways to date that show nothing else, in lists and articles alike."""
