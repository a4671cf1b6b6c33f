"""Find date expressions in text: Chinese, numeric, ROC years (民國), names of months."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from crawler.extract.dates.day_order import DayOrder
from crawler.extract.dates.folding import fold, in_our_figures
from crawler.extract.dates.named_months import named_days
from crawler.extract.dates.weekday_names import weekday_before

_ROC_EPOCH = 1911
_CENTURY = 2000
_LEAP_YEAR = 2000

_Parts = tuple[int | None, int, int | None]
_Span = tuple[int, int, _Parts]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextDate:
    """A date expression and its place in the text; what the text leaves out is None."""

    year: int | None
    month: int
    day: int | None
    start: int
    end: int
    raw: str

    @property
    def value(self) -> date | None:
        """Give the day; for a month alone its last day; None without a year."""
        if self.year is None:
            return None
        if self.day is not None:
            return date(self.year, self.month, self.day)
        following = date(self.year + self.month // 12, self.month % 12 + 1, 1)
        return following - timedelta(days=1)

    @property
    def short_year(self) -> bool:
        """Tell whether the century was left out (15-04-14)."""
        return _SHORT_YEAR.match(fold(self.raw)) is not None

    @property
    def bare(self) -> bool:
        """Tell figures that only a label or a cell makes a day (20150414, 15.04.14)."""
        return _BARE.fullmatch(self.raw) is not None


_SHORT_YEAR = re.compile(r"\d\d\s?年|\d\d([-/.])\d\d\1\d\d\Z")

_Y = r"(?:19|20)\d\d"
_M = r"(?:1[0-2]|0?[1-9])"
_D = r"(?:3[01]|[12]\d|0?[1-9])"
_MM = r"(?:1[0-2]|0[1-9])"
_DD = r"(?:3[01]|[12]\d|0[1-9])"
_S = r"\ {0,2}"
_YEAR = rf"{_S}[年년]{_S}"
_MONTH = rf"{_S}[月월]{_S}"
_DAY = rf"{_S}[日號号일]"
_HAN = "一二三四五六七八九十"
_HAN_DAY = rf"[{_HAN}廿]{{1,3}}(?:\ {{0,2}}[日号])?"
_CLOCK = r"\d\d?:\d\d"
_END = rf"(?=\D|\Z|{_CLOCK})"  # a time may stick to the day: 2015-04-1410:20

_NO_FIGURE = r"(?!\.\d|\s?[%％个家户人万亿元件次])"
"""2026年1月15.2% and 3月12家 are no days; without 日 a day stands right behind its month."""

# Name, order of the parts (r: ROC year, Y: year without century, h: Chinese numerals, ?: day and
# month in either order), pattern. At one place the first that fits is taken.
_FORMS: tuple[tuple[str, str, str], ...] = (
    ("roc", "rmd", rf"(?:中[華华])?民[國国]{_S}\d{{2,3}}{_YEAR}{_M}{_MONTH}{_D}{_DAY}"),
    ("han", "ymd", rf"(?<!\d){_Y}{_YEAR}{_M}{_S}[月월](?:{_S}{_D}{_DAY}|{_D}{_END}{_NO_FIGURE})"),
    ("han_roc", "rmd", rf"(?<!\d)1[0-4]\d{_YEAR}{_M}{_MONTH}{_D}{_DAY}"),
    ("han_month", "ym", rf"(?<!\d){_Y}{_YEAR}{_M}{_S}[月월]"),
    ("han_short", "Ymd", rf"(?<!\d)\d\d{_YEAR}{_M}{_MONTH}{_D}{_DAY}"),
    (
        "numerals",
        "hhh",
        rf"[一二][〇0Oo零一二三四五六七八九]{{3}}{_S}年{_S}[{_HAN}]{{1,2}}{_S}月(?:{_S}{_HAN_DAY})?",
    ),
    (
        "iso",
        "ymd",
        rf"(?<![\dvV]){_Y}{_S}(?P<iso_s>[-/.]){_S}{_M}{_S}(?P=iso_s){_S}{_D}{_END}(?!\.\d)",
    ),
    ("day_first", "dmy", rf"(?<![\d.]){_D}\.{_S}{_M}\.{_S}{_Y}(?!\d)"),
    ("slashes", "??y", rf"(?<![\d/-]){_D}(?P<slash_s>[-/]){_D}(?P=slash_s){_Y}(?![\d/-])"),
    ("iso_roc", "rmd", rf"(?<![\dvV./-])1[01]\d(?P<roc_s>[-/.]){_M}(?P=roc_s){_D}(?![\d.])"),
    ("iso_month", "ym", rf"(?<![\dvV./-]){_Y}{_S}[-/.]{_S}{_MM}(?![.,/-]?\d|\s?[%年次])"),
    ("han_day", "md", rf"(?<![\d年]){_M}{_MONTH}{_D}{_DAY}"),
    ("short", "Ymd", rf"(?<![\d./-])(?<!\d:)\d\d(?P<short_s>[-/]){_MM}(?P=short_s){_DD}(?![\d/-])"),
    ("month_day", "md", rf"(?<![\d./:-]){_MM}[-/]{_DD}(?![\d./:-]|\s?[%年个])"),
)
_ORDER = {name: order for name, order, _ in _FORMS}
_ANY = re.compile("|".join(f"(?P<{name}>{pattern})" for name, _, pattern in _FORMS))
# Cheap looks for the places where a form may begin, in the text as it stands: folding a whole page
# is slow, and so are the forms.
_BLANKS = " \u3000\xa0\u2002\u2003\u2009\t\r\n"
_STARTS = (
    re.compile(rf"\d{{1,4}}(?=[{_BLANKS}]{{0,2}}[-/.年月년월‐‑‒–—―−－／．])"),
    re.compile(f"[一二](?=[〇0Oo零一二三四五六七八九○◯０Ｏｏ]{{3}}[{_BLANKS}]?年)"),
    re.compile(rf"(?:中[華华])?民[國国](?=[{_BLANKS}]?\d)"),
)
_BEFORE, _BEHIND = 8, 64
"""Characters around a start that its form can depend on."""
_BARE = re.compile(
    rf"(?<![\w.-])(?:(?P<y>20\d\d)|(?P<yy>[0-3]\d)(?P<dot>\.))(?P<m>{_MM})(?(dot)\.)(?P<d>{_DD})(?![\w.-])"
)
_PARTS = re.compile(r"\d+")
_HAN_PARTS = re.compile(rf"[〇0Oo零{_HAN}廿]+")
_NUMERAL = {char: value for value, char in enumerate(_HAN, start=1)} | dict.fromkeys("〇0Oo零", 0)


def find_dates(text: str, order: DayOrder = DayOrder.YEAR_FIRST) -> tuple[TextDate, ...]:
    """Find every date expression, in the order of the text; `order` is that of the page's figures.

    Counters (2015 次), document numbers (〔2015〕15号), telephone numbers and versions are none.
    """
    read = in_our_figures(text)
    spans = sorted(chain(_numeric(read, order), _named(read)), key=lambda span: (span[0], -span[1]))
    found: list[TextDate] = []
    for start, end, (year, month, day) in spans:
        if not found or start >= found[-1].end:
            raw = text[start:end]
            date_ = TextDate(year=year, month=month, day=day, start=start, end=end, raw=raw)
            found.append(date_)
    return tuple(found)


def find_bare(text: str, order: DayOrder = DayOrder.YEAR_FIRST) -> tuple[TextDate, ...]:
    """Find days in figures that are a date only where a label or a cell of their own says so.

    They are eight digits (20150414), or a year without century between dots (15.04.14).
    """
    days = ((found, _bare_parts(found, order)) for found in _BARE.finditer(text))
    return tuple(
        TextDate(
            year=parts[0],
            month=parts[1],
            day=parts[2],
            start=found.start(),
            end=found.end(),
            raw=found.group(),
        )
        for found, parts in days
        if parts is not None
    )


def _bare_parts(found: re.Match[str], order: DayOrder) -> _Parts | None:
    if found["y"]:
        return _checked(int(found["y"]), int(found["m"]), int(found["d"]))
    return _short((int(found["yy"]), int(found["m"]), int(found["d"])), order)


def _short(parts: tuple[int, int, int], order: DayOrder) -> _Parts | None:
    """Read a day whose year has no century: 15-04-14 or 14.04.15."""
    first, month, last = parts
    if order is DayOrder.YEAR_FIRST:
        return _checked(first + _CENTURY, month, last)
    return _checked(last + _CENTURY, month, first) if order is DayOrder.DAY_FIRST else None


def _numeric(text: str, order: DayOrder) -> Iterator[_Span]:
    for form in _STARTS:
        end = 0
        for maybe in form.finditer(text):
            start = maybe.start()
            if start < end:
                continue
            first = max(0, start - _BEFORE)
            match = _ANY.match(fold(text[first : start + _BEHIND]), start - first)
            parts = _read(match, text, start, order) if match else None
            if match and parts:
                end = first + match.end()
                yield start, end, parts


def _named(text: str) -> Iterator[_Span]:
    for start, end, day in named_days(text):
        parts = _checked(*day)
        if parts:
            yield start, end, parts


def _read(match: re.Match[str], text: str, start: int, order: DayOrder) -> _Parts | None:
    form, raw = match.lastgroup or "", match.group()
    parts = _ORDER[form]
    if parts == "hhh":
        return _checked(*_from_numerals(raw))
    numbers = [int(part) for part in _PARTS.findall(raw)]
    if parts == "??y":
        return _from_slashes(
            (numbers[0], numbers[1], numbers[2]), order, weekday_before(text, start)
        )
    if form == "short":
        return _short((numbers[0], numbers[1], numbers[2]), order)
    values = dict(zip(parts, numbers, strict=True))
    return _checked(_year(values), values["m"], values.get("d"))


def _year(values: dict[str, int]) -> int | None:
    if "r" in values:
        return values["r"] + _ROC_EPOCH
    if "Y" in values:
        return values["Y"] + _CENTURY
    return values.get("y")


def _checked(year: int | None, month: int, day: int | None) -> _Parts | None:
    try:
        date(_LEAP_YEAR if year is None else year, month, day or 1)
    except ValueError:
        return None
    return year, month, day


def _from_slashes(
    parts: tuple[int, int, int], order: DayOrder, weekday: int | None
) -> _Parts | None:
    """Read 14/04/2015 and 04/14/2015; where both make sense the weekday or the page's order says.

    Else nothing is read.
    """
    first, second, year = parts
    by_day, by_month = _checked(year, second, first), _checked(year, first, second)
    if by_day is None or by_month is None or by_day == by_month:
        return by_day or by_month
    if weekday is not None:
        is_day = date(year, second, first).weekday() == weekday
        is_month = date(year, first, second).weekday() == weekday
        return None if is_day == is_month else by_day if is_day else by_month
    if order is DayOrder.DAY_FIRST:
        return by_day
    return by_month if order is DayOrder.MONTH_FIRST else None


def _from_numerals(raw: str) -> tuple[int, int, int | None]:
    year, month, *day = _HAN_PARTS.findall(raw)
    value = int("".join(str(_NUMERAL[char]) for char in year))
    return value, _numeral(month), _numeral(day[0]) if day else None


def _numeral(word: str) -> int:
    """Read a Chinese numeral below one hundred: 十四, 二十, 廿一, 三〇."""
    word = word.replace("廿", "二十")
    if "十" not in word:
        return int("".join(str(_NUMERAL[char]) for char in word))
    tens, _, ones = word.partition("十")
    return (_NUMERAL[tens] if tens else 1) * 10 + (_NUMERAL[ones] if ones else 0)
