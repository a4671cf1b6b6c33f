"""Read dates whose figures touch those of the next element, as styled boxes and counters have them.

Between inline elements that a style sheet sets apart no blank stands: 02|2026.03, 2026-03-02|128.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from crawler.extract.dates.date_text import TextDate
from crawler.extract.page.flow import Flow

_MONTH = r"(?P<m>1[0-2]|0[1-9])"
_DAY = r"(?P<d>3[01]|[12]\d|0[1-9])"
_MONTH_NAMED = r"(?P<m>1[0-2]|0?[1-9])"
_WHOLE = re.compile(rf"(?<!\d)(?P<y>20\d\d)[-/.年]{_MONTH}[-/.月]{_DAY}\Z")
"""A whole day that a counter follows; shorter figures might go on in the next element."""
_AHEAD = re.compile(rf"(?P<y>20\d\d)[-/.年]{_MONTH}[-/.月]{_DAY}(?!\d)")
"""A whole day behind a counter, or behind the last figures of a name (138****1234)."""
_SPLIT = (
    re.compile(rf"\s*{_DAY}\|(?P<y>20\d\d)[-/.年]{_MONTH}月?\s*\Z"),
    re.compile(rf"\s*(?P<y>20\d\d)\|{_MONTH}[-/.月]{_DAY}日?\s*\Z"),
    re.compile(rf"\s*{_MONTH}[-/.]{_DAY}\|(?P<y>20\d\d)年?\s*\Z"),
)
_THREE = (
    re.compile(rf"\s*{_DAY}日?\|{_MONTH_NAMED}月\|(?P<y>20\d\d)年?\s*\Z"),
    re.compile(rf"\s*{_MONTH_NAMED}月\|{_DAY}日?\|(?P<y>20\d\d)年?\s*\Z"),
)
_TAIL = 12
"""Characters of an element's end that hold a whole day, and what may not stand before it."""
_FIGURES = frozenset("0123456789")
_LONGEST = 24
"""Characters of an element that holds a part of a date and nothing else."""


def glued_dates(flow: Flow, until: int) -> Iterator[TextDate]:
    """Give the days at whose elements' ends another element's figures follow at once."""
    text, starts = flow.text, flow.starts
    for place in range(1, len(starts)):
        bound = starts[place]
        if bound >= until:
            return
        if text[bound - 1] not in _FIGURES or text[bound : bound + 1] not in _FIGURES:
            continue
        end = starts[place + 1] if place + 1 < len(starts) else len(text)
        begin = starts[place - 1]
        whole = _WHOLE.search(text[max(begin, bound - _TAIL) : bound])
        ahead = _AHEAD.match(text[bound : min(end, bound + _TAIL)])
        if whole is not None:
            day = _day_of(whole, bound - len(whole.group()), bound)
        elif ahead is not None:
            day = _day_of(ahead, bound, bound + ahead.end())
        else:
            day = _split_at(text, begin, bound, end) or _of_three(text, starts, place)
        if day is not None:
            yield day


def _split_at(text: str, begin: int, bound: int, end: int) -> TextDate | None:
    """Read two elements that hold the parts of one date."""
    line = text.rfind("\n", 0, begin) + 1
    if bound - begin > _LONGEST or begin - line > _TAIL or text[line:begin].strip():
        return None  # behind other words the first figures may be a counter's
    before, behind = text[begin:bound], text[bound : min(end, bound + _LONGEST)]
    joined = f"{before}|{behind}"
    found = next((one for form in _SPLIT if (one := form.match(joined))), None)
    if found is None:
        return None
    start = begin + len(before) - len(before.lstrip())
    return _day_of(found, start, bound + len(behind.rstrip()))


def _of_three(text: str, starts: Sequence[int], place: int) -> TextDate | None:
    """Read three elements that hold the parts of one date (03|4月|2023), alone in their line."""
    ends = [*starts[max(0, place - 2) : place + 3], len(text)]
    for first in range(len(ends) - 3):
        a, b, c, end = ends[first : first + 4]
        if end - a > _LONGEST or text[text.rfind("\n", 0, a) + 1 : a].strip():
            continue
        joined = "|".join(text[x:y].strip() for x, y in ((a, b), (b, c), (c, end)))
        found = next((one for form in _THREE if (one := form.match(joined))), None)
        if found is not None:
            return _day_of(found, a, a + len(text[a:end].rstrip()))
    return None


def _day_of(found: re.Match[str], start: int, end: int) -> TextDate | None:
    year, month, day = (int(found[part]) for part in "ymd")
    try:
        date(year, month, day)
    except ValueError:
        return None
    raw = " ".join(found.group().split("|")).strip()
    return TextDate(year=year, month=month, day=day, start=start, end=end, raw=raw)
