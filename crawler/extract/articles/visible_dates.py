"""Find the dates on an article's page that a person takes for its publish date."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from crawler.extract.articles.companions import companion_in, is_behind_companion
from crawler.extract.articles.glued_dates import glued_dates
from crawler.extract.articles.labelled_days import is_of_another
from crawler.extract.articles.other_days import is_of_card, is_of_something_else
from crawler.extract.articles.ranks import LABELLED, Rank
from crawler.extract.articles.title_bar import STAMP_REACH, names_weekday, rank_date
from crawler.extract.articles.title_places import FAR, TitlePlaces
from crawler.extract.dates.date_text import TextDate
from crawler.extract.dates.day_order import DayOrder
from crawler.extract.dates.relative_dates import relative_date
from crawler.extract.page.flow import Flow, Zone
from crawler.extract.text.made_once import made_once
from schema.types.date_words import DateRole, DateWords


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A visible date that may be the publish date."""

    value: date
    rank: Rank
    distance: int
    """Characters after the title's end."""
    place: int
    raw: str
    in_document_table: bool = False
    hidden: bool = False
    """The element says that it is not shown."""
    in_cell: bool = False
    """It stands in a table, and nothing in its line says what it is."""
    in_own_line: bool = False
    """Its own line, or the next, is a title bar's: it names the source or counts the readers."""


_ROWS = 3
_REACH_BY_RANK = {
    Rank.LABELLED: STAMP_REACH,
    Rank.ENTERED: STAMP_REACH,
    Rank.STAMPED: STAMP_REACH,
    Rank.NOTED: STAMP_REACH,
    Rank.IN_TITLE_BAR: 40,
}
"""Characters after the title within which a date is the article's, however many rows follow."""
_TOLD = LABELLED | {Rank.STAMPED, Rank.NOTED}
"""Ranks of dates with a label."""
_OF_BAR = frozenset({Rank.STAMPED, Rank.IN_TITLE_BAR})
_RELATIVE_REACH = 160
_RIGHT_BY_TITLE = 60
_NEXT_LINE = 4
_LINE = 60
_SHORT_LINE = 24
_SHORT_CLOCK = 2  # 今天 alone is how a day is told; 今天是 begins a clock
_TABLE_REACH = 300

# A date whose parts stand in blocks of their own: 14 / 2015-04, 2015 / 04-14, 04-14 / 2015.
_MONTH = r"(?P<m>1[0-2]|0?[1-9])"
_DAY = r"(?P<d>3[01]|[12]\d|0?[1-9])"
_SPLIT = (
    re.compile(rf"(?<!\d){_DAY}日?\n(?P<y>20\d\d)[-/.年]{_MONTH}月?(?![-/.]?\d)"),
    re.compile(rf"(?<!\d)(?P<y>20\d\d)年?\n{_MONTH}[-/.月]{_DAY}日?(?!\d)"),
    re.compile(rf"(?<![\d/.-]){_MONTH}[-/.月]{_DAY}日?\n(?P<y>20\d\d)年?(?![-/.]?\d)"),
    re.compile(rf"(?<![\d/.-]){_DAY}日?\n{_MONTH}月\n(?P<y>20\d\d)年?(?![-/.]?\d)"),
    re.compile(rf"(?<![\d/.-]){_MONTH}月\n{_DAY}日?\n(?P<y>20\d\d)年?(?![-/.]?\d)"),
)
_YEAR_BEFORE_LINE_END = re.compile(r"20\d\d年?\n")
_YEAR_BEHIND_LINE_END = re.compile(r"\n20\d\d")
_SPLIT_BEFORE, _SPLIT_BEHIND = 8, 24
"""Characters around such a year that its date's other parts, and what may not follow, stand in."""


def seen_dates(
    flow: Flow,
    title_ends: Iterable[int],
    words: DateWords,
    today: date | None,
    *,
    title: str = "",
) -> list[Seen]:
    """List the candidates for the publish date, the plainest first, then the nearest."""
    places = TitlePlaces(ends=tuple(sorted(title_ends)), title=title)
    until = _end_of_article(flow, places, words)
    dates = (*flow.dates, *flow.bare, *_split_dates(flow.text), *glued_dates(flow, until))
    seen = [
        found
        for candidate in dates
        if candidate.start < until
        if (found := _weigh(flow, candidate, places, words)) is not None
        and not _may_be_clock(flow, found, today)
    ]
    seen.extend(_told_from_today(flow, places, today, words))
    kept = _bar_before_labels(flow, _no_rows(seen))
    return sorted(kept, key=_plainness)


def _plainness(one: Seen) -> tuple[bool, int, int, int]:
    """Give the order of candidates: a weak label is worth as much as a place in the bar."""
    rank = Rank.IN_TITLE_BAR if one.rank is Rank.NOTED else one.rank
    return one.hidden, rank, one.distance, one.place


def _may_be_clock(flow: Flow, found: Seen, today: date | None) -> bool:
    """Tell the day of reading beside its weekday, which a page's clock shows on every page.

    Alone over the title it may be a clock's too.
    """
    if found.rank in LABELLED or found.value != today:
        return False
    if found.rank is Rank.BY_TITLE and found.distance >= FAR // 2:
        return True
    return names_weekday(flow, found.place, found.place + len(found.raw))


def _bar_before_labels(flow: Flow, seen: list[Seen]) -> list[Seen]:
    """Set labels back that follow a whole title bar: a reprint brings its first paper's along."""
    bar = min(
        (found for found in seen if found.in_own_line and found.distance <= _RIGHT_BY_TITLE),
        key=lambda found: found.place,
        default=None,
    )
    if bar is None:
        return seen
    _, end = flow.line_at(bar.place, bar.place + len(bar.raw))
    return [
        replace(found, rank=Rank.LABELLED_APART)
        if found.rank in _TOLD and found.place > end
        else found
        for found in seen
    ]


def _no_rows(seen: list[Seen]) -> list[Seen]:
    """Drop dates that repeat like rows: an article says its date once or twice, a list many."""
    labelled = {found.value for found in seen if found.rank in LABELLED}
    others = {found.value for found in seen if found.rank not in _TOLD}
    return [
        found
        for found in seen
        if _is_near(found) or _days_like(found, labelled, others) < _ROWS - found.in_cell
    ]


def _is_near(found: Seen) -> bool:
    """Tell a date that is the article's however many rows follow it."""
    return not found.in_cell and found.distance <= _REACH_BY_RANK.get(found.rank, 0)


def _days_like(found: Seen, labelled: set[date], others: set[date]) -> int:
    return len(labelled if found.rank in LABELLED else others)


def _weigh(flow: Flow, found: TextDate, places: TitlePlaces, words: DateWords) -> Seen | None:
    value = found.value
    if value is None or found.day is None:
        return None
    zone = flow.zone_at(found.start) & ~places.frame(flow, found.start)
    if zone & Zone.FOOT or (zone & Zone.LINK and not _is_own_link(flow, found, zone)):
        return None
    rank = rank_date(flow, found, places, words)
    beside = zone & Zone.SIDE and rank not in LABELLED
    if rank is None or beside or _is_anothers(flow, found, rank, places, words):
        return None
    if rank not in _TOLD and (found.short_year or found.bare) and not _is_short_day(flow, found):
        return None  # figures that only a label makes a day
    in_table = bool(zone & Zone.TABLE) and _in_document_table(flow, found, words)
    if in_table and rank not in _TOLD and _fills_line(flow, found):
        return None  # its heading stands elsewhere, over the column
    bar = rank is Rank.IN_TITLE_BAR and _is_bar(flow, found, words)
    distance = places.distance(found)
    return Seen(
        value=value,
        rank=rank,
        distance=distance,
        place=found.start,
        raw=found.raw,
        in_document_table=in_table,
        hidden=flow.owner_at(found.start).hidden,
        in_cell=bool(zone & Zone.TABLE)
        and rank not in _TOLD
        and distance > _NEXT_LINE
        and not (
            bar or (distance <= _RIGHT_BY_TITLE and is_behind_companion(flow, found.start, words))
        ),
        in_own_line=bar or (rank in _OF_BAR and _is_bar(flow, found, words, beside=True)),
    )


def _is_short_day(flow: Flow, found: TextDate) -> bool:
    """Tell a day without century (18.04.17) that fills its line, where figures begin with days."""
    return flow.order is DayOrder.DAY_FIRST and found.short_year and _fills_line(flow, found)


def _is_anothers(
    flow: Flow, found: TextDate, rank: Rank, places: TitlePlaces, words: DateWords
) -> bool:
    """Tell whether the day is data's, an entry's, or that of another page which is linked to."""
    if rank in LABELLED:
        apart = rank is Rank.LABELLED_APART
        other = is_of_another(flow, found, places.ends, words, apart=apart)
        return other or (apart and is_of_card(flow, found, places.ends))
    return rank not in _TOLD and is_of_something_else(flow, found, words)


def _is_own_link(flow: Flow, found: TextDate, zone: int) -> bool:
    """Tell whether a link holds the date alone (a permalink), and is no menu's or list's."""
    return not zone & Zone.ITEM and len(flow.piece_at(found.start)) <= len(found.raw)


def _is_bar(flow: Flow, found: TextDate, words: DateWords, *, beside: bool = False) -> bool:
    """Tell whether a date's line is a title bar's; `beside`: it may go on in the next lines."""
    start, end = flow.line_at(found.start, found.end)
    if end - start > _LINE:
        return False
    if companion_in(flow.text[start:end], words):
        return True
    following = flow.text[end + 1 : end + 1 + _LINE].partition("\n")[0]
    return beside and len(following) < _SHORT_LINE and companion_in(following, words)


def _fills_line(flow: Flow, found: TextDate) -> bool:
    start, end = flow.line_at(found.start, found.end)
    return not flow.text[start : found.start].strip() and not flow.text[found.end : end].strip()


def _in_document_table(flow: Flow, found: TextDate, words: DateWords) -> bool:
    around = flow.text[max(0, found.start - _TABLE_REACH) : found.end + _TABLE_REACH]
    return any(word in around for word in words.document_table)


def _end_of_article(flow: Flow, places: TitlePlaces, words: DateWords) -> int:
    """Give the place where other articles begin: a line that starts with such a heading.

    It stands behind the title, or behind the first sentence where no title is known: before the
    article a side bar may have the same heading.
    """
    start = places.ends[-1] if places.ends else flow.text.find("。")
    match = _ends(words).search(flow.text, start) if start >= 0 else None
    return match.start() if match is not None else len(flow.text)


@made_once
def _ends(words: DateWords) -> re.Pattern[str]:
    some = "|".join(re.escape(word) for word in words.ends_of_article)
    return re.compile(rf"\n\W{{0,3}}(?:{some})")


def _split_dates(text: str) -> Iterator[TextDate]:
    beside = (_YEAR_BEHIND_LINE_END.finditer(text), _YEAR_BEFORE_LINE_END.finditer(text))
    places = sorted({year.start() for year in chain(*beside)})
    for form in _SPLIT:
        for match in _near(form, text, places):
            year, month, day = (int(match[part]) for part in "ymd")
            start, end = match.span()
            try:
                date(year, month, day)
            except ValueError:
                continue
            yield TextDate(year=year, month=month, day=day, start=start, end=end, raw=match.group())


def _near(form: re.Pattern[str], text: str, places: list[int]) -> Iterator[re.Match[str]]:
    """Give the matches around the places, each once: over a whole text the forms are slow."""
    end = 0
    for place in places:
        first = max(end, place - _SPLIT_BEFORE)
        for match in form.finditer(text, first, place + _SPLIT_BEHIND):
            end = match.end()
            yield match


def _told_from_today(
    flow: Flow, places: TitlePlaces, today: date | None, words: DateWords
) -> Iterator[Seen]:
    """Read 3天前 in the line by the title, where the day of reading is known."""
    if today is None or not places.ends:
        return
    start = place = places.ends[0]
    for line in flow.text[start : start + _RELATIVE_REACH].split("\n"):
        value = relative_date(line, today) if len(line) <= _LINE else None
        telling = value is not None and not _is_pages_own(flow, place, line, words)
        if value and telling and (companion_in(line, words) or len(line) <= _SHORT_LINE):
            yield Seen(value=value, rank=Rank.IN_TITLE_BAR, distance=FAR, place=start, raw=line)
            return
        place += len(line) + 1


def _is_pages_own(flow: Flow, place: int, line: str, words: DateWords) -> bool:
    """Tell a clock (今天是…) or a footer from what is said of the article."""
    clocks = (
        word for group in words.labels if group.role is DateRole.CLOCK for word in group.words
    )
    said = any(len(word) > _SHORT_CLOCK and word in line for word in clocks)
    return said or bool(flow.zone_at(place) & (Zone.FOOT | Zone.LINK))
