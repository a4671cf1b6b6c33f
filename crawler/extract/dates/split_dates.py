"""Put a date together whose day or year stands beside it: 14 / 2015-04, 04-14 / 2015."""

import re
from dataclasses import replace

from crawler.extract.dates.date_text import TextDate
from crawler.extract.dates.day_boxes import is_possible

_DAY_ALONE = re.compile(r"(?<!\d)(3[01]|[12]\d|0?[1-9])\s?[日号]?\Z")
_DAY_NEXT = re.compile(r"\A\s*(3[01]|[12]\d|0?[1-9])\s?[日号]?(?!\d)")
_YEAR_NEXT = re.compile(r"\A[\s/.,-]*((?:19|20)\d\d)年?(?=\s|\Z)")
_YEAR_BEFORE = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?[年/.-]?\s*\Z")
_YEAR_LAST = re.compile(r"\s+(?=(?:19|20)\d\d年?\Z)")
"""What stands before a year that a date ends with: 04-14 2015."""
_NEXT_TO = 8
"""Characters behind a date within which its year begins."""


def completed(text: str, found: TextDate) -> TextDate:
    """Add the day or the year that stands in a neighbouring element."""
    before, after = text[: found.start].rstrip(), text[found.end :]
    if found.year is not None and found.day is None:
        match = _DAY_ALONE.search(before[-4:]) or _DAY_NEXT.search(after)
        if match and _gap(text, found, match.re is _DAY_ALONE):
            whole = replace(found, day=int(match.group(1)), raw=f"{match.group()} {found.raw}")
            return whole if is_possible(whole) else found
    if found.year is None:
        match = _YEAR_NEXT.search(after) or _YEAR_BEFORE.search(before[-8:])
        if match:
            whole = replace(
                found, year=int(match.group(1)), raw=f"{match.group().strip()} {found.raw}"
            )
            return whole if is_possible(whole) else found
    return found


def _gap(text: str, found: TextDate, is_before: bool) -> bool:  # noqa: FBT001
    near = text[found.start - 1 : found.start] if is_before else text[found.end : found.end + 1]
    return near.isspace()


def place_of_year(text: str, found: TextDate) -> int | None:
    """Give where the year of a completed date stands; None for one that has it in itself."""
    own = text[found.start : found.end]
    if found.year is None:
        return None
    if last := _YEAR_LAST.search(own):
        return found.start + last.end()
    if found.raw == own or not found.raw.endswith(f" {own}"):
        return None
    year = str(found.year)
    after = text.find(year, found.end, found.end + _NEXT_TO)
    place = after if after >= 0 else text.rfind(year, 0, found.start)
    return place if place >= 0 else None


def without_year(text: str, found: TextDate) -> TextDate:
    """Take the year back from a completed date."""
    own = text[found.start : found.end]
    last = _YEAR_LAST.search(own)
    raw = own[: last.start()] if last else own
    return replace(found, year=None, end=found.start + len(raw), raw=raw)
