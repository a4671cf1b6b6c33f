"""Tell in which order a page writes day and month in figures, where both orders make sense."""

import re
from enum import StrEnum


class DayOrder(StrEnum):
    """How figures alone are read."""

    YEAR_FIRST = "ymd"
    """15-04-14 is 2015; 04/05/2015 may be either: Chinese pages, and those of unknown language."""
    DAY_FIRST = "dmy"
    """04/05/2015 is in May, 14.04.15 in 2015."""
    MONTH_FIRST = "mdy"
    """04/05/2015 is in April; 14-04-15 is no day."""
    UNSURE = "english"
    """English is written in both orders, and most pages do not say whose English theirs is."""


_LANGUAGES = (
    "de fr es it pt nl pl cs sk sl hr bs sr mk bg ro ru uk be el tr ar he hi bn ta te ml kn gu pa"
    " mr th vi id ms da nb nn no fi et lv is sq hy ka az ca gl gsw lb mt"
)
_ENGLISH = (
    "en-gb en-ie en-au en-nz en-in en-za en-ng en-ke en-gh en-ug en-tz en-zw en-pk en-lk en-bd"
    " en-sg en-my en-jm en-tt en-mt"
)
_DAY_FIRST = frozenset(_LANGUAGES.split())
_ENGLISH_DAY_FIRST = frozenset(_ENGLISH.split())
_SHOWN = re.compile(r"(?<![\d/-])(\d\d?)([-/])(\d\d?)\2(?:19|20)\d\d(?![\d/-])")
_MONTHS = 12


def day_order(language: str, text: str, *, chinese: bool) -> DayOrder:
    """Give the order that a page's language (of its `lang`) uses, else that it shows by some day.

    Chinese pages have their own order, whatever a template says of its language.
    """
    tag = language.lower().replace("_", "-")
    if chinese or tag.startswith("zh"):
        return DayOrder.YEAR_FIRST
    if tag in _ENGLISH_DAY_FIRST or tag.partition("-")[0] in _DAY_FIRST:
        return DayOrder.DAY_FIRST
    shown = _order_shown(text)
    if shown is not None:
        return shown
    return DayOrder.UNSURE if tag.startswith("en") else DayOrder.YEAR_FIRST


def _order_shown(text: str) -> DayOrder | None:
    """Give the order of the days that make sense in one alone (25/06/2019), if they agree."""
    orders = {
        DayOrder.DAY_FIRST if int(day[1]) > _MONTHS else DayOrder.MONTH_FIRST
        for day in _SHOWN.finditer(text)
        if (int(day[1]) > _MONTHS) != (int(day[3]) > _MONTHS)
    }
    return orders.pop() if len(orders) == 1 else None
