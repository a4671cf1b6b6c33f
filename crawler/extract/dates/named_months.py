"""Find days whose month is a word, in whatever script and order: 24 juin 2019, 2019. június 24."""

import re
from collections.abc import Iterator

from crawler.extract.dates.folding import fold
from crawler.extract.dates.jalali import gregorian
from crawler.extract.dates.month_names import JALALI, month_of

NamedDay = tuple[int, int, tuple[int, int, int]]
"""Start, end, and year, month and day."""

_BUDDHIST = 543
"""Years that the calendar of Thailand is ahead."""
_LETTER = (
    r"[A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u058f\u05d0-\u05ea\u0620-\u065f\u066e-\u06d3"
    r"\u0900-\u0dff\u0e01-\u0e4f\u10a0-\u10ff\u1e00-\u1fff]"
)
_NAME = (
    rf"(?:[Tt]h(?:áng|ang|g)\ (?:1[0-2]|0?[1-9]|[A-Za-zăáảưâíờ]{{2,5}}(?:\ (?:[Mm]ột|[Hh]ai))?)"
    rf"|(?:كانون|تشرين)\ {_LETTER}{{5,6}}|{_LETTER}\.{_LETTER}|{_LETTER}{{2,3}}\.{_LETTER}"
    rf"|{_LETTER}{{2,14}})"
)
_D = r"(?:3[01]|[12]\d|0?[1-9])"
_NTH = r"(?:st|nd|rd|th|er|-?го|\.|º|ª)?"
_CLOCK = r"\d\d?:\d\d"
_OF = r"(?:(?:de|of|del|ngày|ta’)\ |d['’]\ ?)?"
_ERA = r"(?:(?:พ\.ศ\.|ค\.ศ\.)\ ?)?"

# What stands before a year: day and month, or month and day.
_BEFORE = re.compile(
    rf"(?:(?<!\d)(?P<day>{_D})(?P<nth>{_NTH})[ -]{{0,2}}{_OF}(?P<month>{_NAME})"
    rf"(?:\ ?[/(–-]\ ?(?P<again>{_LETTER}{{3,10}})\)?)?\ ?[.,]?[ -]{{0,2}}(?:del?\ |năm\ )?{_ERA}"
    rf"|(?<!{_LETTER})(?P<month_2>{_NAME})\.?\ {{1,2}}(?P<day_2>{_D}){_NTH}(?:,?\ {{1,2}}|\ ?,"
    rf"|\ {_CLOCK}:\d\d\ [A-Z]{{3,4}}\ ))\Z"
)
# What stands behind a year that goes first: 2019. június 24., 2019 m. birželio 24 d.
_BEHIND = re.compile(
    rf"(?:\.?\ (?:gada|ж\.|жылғы|жылы)\ (?P<day_2>{_D})\.?\ (?P<month_2>{_NAME})(?!{_LETTER})"
    rf"|\ (?:m\.|թ\.|ж\.|жылғы|жылы|оны)\ (?P<month_3>{_NAME})\ (?P<day_3>{_D})(?!\d)"
    rf"|[.,]?[ /-]{{1,2}}(?P<month>{_NAME})\.?[ /-]{{1,2}}(?P<day>{_D})"
    r"(?!\d|[:%]|(?:st|nd|rd|th)?,?\ \d{4}))"
)
_YEAR = re.compile(r"[12１２][09０９]\d\d(?!\d)")
_OTHER_ERA = re.compile(r"(?<!\d)(?:25[4-9]\d|13[5-9]\d|14[01]\d)(?!\d)")
_SIGNS_OF_ERAS = "คยพدرن"
"""Of these letters every month of Thailand and of the Persian calendar has one."""
_LETTERS = re.compile(rf"{_LETTER}{{2}}|{_LETTER}\.{_LETTER}|[Ａ-Ｚａ-ｚ]{{3}}")
_FOLLOWS = re.compile(rf"\.?,?[ /-](?:{_LETTER}|{_D}\.?\ {_LETTER})")
_JALALI_UNTIL = 1500
_REACH, _NEXT = 44, 32
"""Characters before a year, and behind one, that its day and month may take."""


def named_days(text: str) -> Iterator[NamedDay]:
    """Give the days whose month is a name; which of them are possible is not asked."""
    for year in _YEAR.finditer(text):
        end = year.end()
        found = _before(text, year.start())
        if found is not None:
            start, month, day = found
            yield start, end, (int(year.group()), month, day)
        elif _FOLLOWS.match(text, end) and (later := _behind(text, end)) is not None:
            end, month, day = later
            yield year.start(), end, (int(year.group()), month, day)
    if any(sign in text for sign in _SIGNS_OF_ERAS):
        yield from _of_other_eras(text)


def _before(text: str, place: int) -> tuple[int, int, int] | None:
    """Read day and month before a year: where they begin, the month, the day."""
    match, first = _match_before(text, place)
    if match is None:
        return None
    month = month_of(match["month"] or match["month_2"], ordinal=match["nth"] == ".")
    again = match["again"]
    if month is None or (again and month_of(again) != month):
        return None
    return first + match.start(), month, int(match["day"] or match["day_2"])


def _match_before(text: str, place: int) -> tuple[re.Match[str] | None, int]:
    before = max(0, place - _REACH)
    if not _LETTERS.search(text, before, place):
        return None, 0
    first = max(0, before - 1)
    return _BEFORE.search(fold(text[first:place]), before - first), first


def _behind(text: str, place: int) -> tuple[int, int, int] | None:
    """Read month and day behind a year: where they end, the month, the day."""
    match = _BEHIND.match(fold(text[place : place + _NEXT]))
    if match is None:
        return None
    name = match["month"] or match["month_2"] or match["month_3"]
    if match.group()[0] in ".," and match["month"] and name[0].isupper():
        return None  # a sentence ends with the year, and the next begins with a month
    month = month_of(name)
    day = match["day"] or match["day_2"] or match["day_3"]
    return None if month is None else (place + match.end(), month, int(day))


def _of_other_eras(text: str) -> Iterator[NamedDay]:
    """Read the calendars of Thailand and Iran, each by its own months."""
    for year in _OTHER_ERA.finditer(text):
        match, first = _match_before(text, year.start())
        if match is None:
            continue
        name, number = match["month"] or match["month_2"], int(year.group())
        day = int(match["day"] or match["day_2"])
        month = month_of(name) if number > _JALALI_UNTIL else JALALI.get(name)
        if month is None or (number > _JALALI_UNTIL and not "\u0e01" <= name[0] <= "\u0e4f"):
            continue
        thai = (number - _BUDDHIST, month, day)
        parts = thai if number > _JALALI_UNTIL else gregorian(number, month, day)
        yield first + match.start(), year.end(), parts
