"""Read a day whose parts stand in boxes of their own, as cards and rows have it."""

import re
from dataclasses import replace

from crawler.extract.dates.date_text import TextDate

_BOXES = (
    re.compile(
        r"(?<!\d)(?P<d>3[01]|[12]\d|0?[1-9])日?\s+(?P<m>1[0-2]|0?[1-9])月(?:\s+(?P<y>20\d\d)年?(?=\s|\Z))?"
    ),
    re.compile(
        r"(?<!\d)(?P<y>20\d\d)年?\s+(?P<m>1[0-2]|0?[1-9])月?\s+(?P<d>3[01]|[12]\d|0[1-9])日?(?!\d)"
    ),
    re.compile(r"(?<!\d)(?P<d>3[01]|[12]\d|0[1-9])\s+(?P<m>1[0-2]|0[1-9])\s+(?P<y>20\d\d)(?!\d)"),
    re.compile(
        r"(?<![\d年])(?P<m>1[0-2]|0?[1-9])月\s+(?P<d>3[01]|[12]\d|0?[1-9])日?\s+(?P<y>20\d\d)年?(?=\s|\Z)"
    ),
    re.compile(
        r"(?<![\d./-])(?P<m>1[0-2]|0?[1-9])[/.-](?P<d>3[01]|[12]\d|0?[1-9])\s+(?P<y>20\d\d)年?(?=\s|\Z)"
    ),
)
_TWO_FIGURES = re.compile(r"\d[日年月]?\s+[\d]")


def boxed_days(text: str) -> list[TextDate]:
    """Read a date whose parts stand in boxes of their own (14 / 04月 / 2015)."""
    if not _TWO_FIGURES.search(text):
        return []
    for pattern in _BOXES:
        match = pattern.search(text)
        if match is None:
            continue
        year = match.group("y")
        box = TextDate(
            year=int(year) if year else None,
            month=int(match.group("m")),
            day=int(match.group("d")),
            start=match.start(),
            end=match.end(),
            raw=match.group(),
        )
        return [box] if is_possible(box) else []
    return []


def is_possible(found: TextDate) -> bool:
    """Tell whether there is such a day in its year, or in a leap year where it names none."""
    try:
        return replace(found, year=found.year or 2000).value is not None
    except ValueError:
        return False
