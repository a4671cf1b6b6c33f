"""Tell by its place how plainly a date says that it is the publish date: the title bar."""

import re
from bisect import bisect_right

from crawler.extract.articles.around_date import (
    goes_on,
    in_brackets,
    is_dateline,
    is_of_a_period,
    opens_text,
    tells_event,
)
from crawler.extract.articles.bylines import is_published_by, stands_by_title
from crawler.extract.articles.companions import companion_in, has_companion, is_behind_companion
from crawler.extract.articles.date_boxes import rank_in_box
from crawler.extract.articles.ranks import Rank
from crawler.extract.articles.title_places import FAR, TitlePlaces
from crawler.extract.dates.date_labels import role_before
from crawler.extract.dates.date_text import TextDate
from crawler.extract.page.flow import Flow, Zone
from schema.types.date_words import DateRole, DateWords

STAMP_REACH = 420
"""Characters after the title within which 时间 and 日期 mean the publish date."""

_BAR_REACH = 260
_ALONE_REACH = 160
_AHEAD_REACH = 180
_PROSE = 110
_LONGEST_LINE = 2_000
_TABLE_REACH = 300
_ALONE = 24
_FOLLOWING, _PARAGRAPH = 200, 45
"""Characters behind a bar in which the text goes on, and of a paragraph's line."""
_SIGNED = 48
"""Characters of a line that holds a publisher's name, a day and a time."""
_NEAR = 40
_LINK_TEXT = 8
_NEXT_LINE = 4
_LINE_BEHIND = 8
_CLOCK_REACH = 20
_WEEKDAY = re.compile("(?:星期|周)[一二三四五六日天]")
_CLOCK = re.compile(
    rf"\A[日号]?(?:[\s(（]{{0,2}}{_WEEKDAY.pattern}[)）]?)?[\sT,，|–—-]{{0,3}}\d{{1,2}}\s?[:：时時点點∶]\s?\d\d"
)
_TIME = re.compile(r"\d{1,2}\s?[:：时時点點∶]\s?\d\d(?:\s?[:：分∶]\s?\d\d秒?)?分?")
_FIELD, _FIELD_NAME = 24, 6
_FIELD_BEFORE = re.compile(r"[:：][^:：\n]{1,20}\Z")
"""The value of a field that ends where the label begins (审核：张三)."""
_NOISE = re.compile(r"[\s\d:：|｜\[\]【】()（）·•,，.\-—–/]+")
_HAN = re.compile(r"[\u4e00-\u9fff]")


_LABELS: dict[DateRole | None, Rank] = {
    DateRole.PUBLISH: Rank.LABELLED,
    DateRole.ENTERED: Rank.ENTERED,
}
_BY_LABEL = frozenset({DateRole.PUBLISH, DateRole.ENTERED, DateRole.STAMP})


def rank_date(flow: Flow, found: TextDate, places: TitlePlaces, words: DateWords) -> Rank | None:
    """Rank a date by the label before it, else by its place; None for what is no publish date."""
    role = _role_of(flow, found, words)
    if is_of_a_period(flow, found) or (role in _BY_LABEL and opens_text(flow, found)):
        return None
    if role in _LABELS:
        return Rank.LABELLED_APART if _is_apart(flow, found, places) else _LABELS[role]
    if role is not None:
        return _rank_by_weak_label(flow, found, places, words, role)
    return None if places.hold(flow, found) else _rank_unlabelled(flow, found, places, words)


def _rank_unlabelled(
    flow: Flow, found: TextDate, places: TitlePlaces, words: DateWords
) -> Rank | None:
    """Rank a date by its place: in the element of a theme, in a bar or alone by the title."""
    boxed = rank_in_box(flow, found, places, words)
    if boxed is Rank.IN_TITLE_BAR:
        return boxed
    if _is_events(flow, found, places, words):
        return None
    rank = _rank_by_place(flow, found, places, words)
    return boxed if rank is None else rank


def _rank_by_weak_label(
    flow: Flow, found: TextDate, places: TitlePlaces, words: DateWords, role: DateRole
) -> Rank | None:
    """Rank a date whose label means the publish date by the title alone, if it may mean it."""
    by_title = places.after(found.start) <= STAMP_REACH
    if role is DateRole.STAMP:
        near = by_title or has_companion(flow, found, words)
        return Rank.STAMPED if near and not _is_events(flow, found, places, words) else None
    if role is DateRole.MADE or (role is DateRole.DOCUMENT and _is_entered(flow, found, words)):
        near = by_title and not _behind_prose(flow, found, places)
        return Rank.NOTED if near and has_companion(flow, found, words) else None
    if role is DateRole.AS_OF and _has_clock(flow, found):
        near = by_title or places.before(found.end) <= _AHEAD_REACH
        return Rank.STAMPED if near else None
    return None


def _role_of(flow: Flow, found: TextDate, words: DateWords) -> DateRole | None:
    """Give the role by the label; without blanks another field's value may touch it."""
    role = role_before(flow.text, found.start, words)
    if role is None and not flow.chinese and is_published_by(flow, found, words):
        return DateRole.PUBLISH
    if role is not DateRole.OTHER:
        return role
    start = flow.starts[bisect_right(flow.starts, found.start) - 1]
    label = flow.text[start : found.start]
    before = flow.text[max(0, start - _FIELD) : start]
    if _FIELD_BEFORE.search(before) is None:
        return role
    return role_before(label, len(label), words) or role


def _has_clock(flow: Flow, found: TextDate) -> bool:
    return _CLOCK.match(flow.text[found.end : found.end + _CLOCK_REACH]) is not None


def _is_entered(flow: Flow, found: TextDate, words: DateWords) -> bool:
    """Tell a day with its minute, as a machine notes it, outside a document's head table."""
    near = flow.text[max(0, found.start - _TABLE_REACH) : found.end + _TABLE_REACH]
    return _has_clock(flow, found) and not any(word in near for word in words.document_table)


def _is_events(flow: Flow, found: TextDate, places: TitlePlaces, words: DateWords) -> bool:
    """Tell an event's day; one in a line that names a source or counts readers is the page's."""
    start, end = flow.line_at(found.start, found.end)
    start, end = max(start, found.start - _PROSE), min(end, found.end + _PROSE)
    in_bar = companion_in(flow.text[start:end], words)
    in_bar = in_bar or is_behind_companion(flow, found.start, words)
    in_bar = in_bar or _is_signed(flow, found, places, words)
    return tells_event(flow, found, words, title=places.title, in_bar=in_bar)


def _is_apart(flow: Flow, found: TextDate, places: TitlePlaces) -> bool:
    """Tell whether a labelled date stands elsewhere than by a title that is known."""
    if not places.ends:
        return False
    return places.after(found.start) > STAMP_REACH or _behind_prose(flow, found, places)


def _rank_by_place(
    flow: Flow, found: TextDate, places: TitlePlaces, words: DateWords
) -> Rank | None:
    start, end = flow.line_at(found.start, found.end)
    first, last = max(start, found.start - _LONGEST_LINE), min(end, found.end + _LONGEST_LINE)
    behind = places.behind_title(found.end, last)
    first = max(places.last_before(found.start) or first, first)
    parts = flow.text[first : found.start], flow.text[behind:last]
    rest = "".join(parts)
    clock = _has_clock(flow, found)
    if not clock and _beside_link(flow, found, start, end, words):
        return None
    if len(rest) > _PROSE and not (clock and has_companion(flow, found, words)):
        return None
    if not places.ends:
        stamp = _fills(rest) and (clock or "年" not in found.raw)  # else a signature's
        beside = rest + (flow.text[last : last + _LINE_BEHIND] if stamp else "")
        return Rank.IN_TITLE_BAR if companion_in(beside, words) else None
    if _in_prose(flow, found, places, flow.text[behind:last], words):
        return None
    in_bar = clock or has_companion(flow, found, words)
    in_bar = in_bar or (_fills(_WEEKDAY.sub("", rest)) and _is_right_by_title(flow, found, places))
    in_bar = in_bar or _is_signed(flow, found, places, words)
    if in_bar and places.after(found.start) <= _BAR_REACH:
        return Rank.IN_TITLE_BAR
    alone = _alone_by_title(flow, found, places, parts, words)
    return Rank.BY_TITLE if alone or _is_over_title(flow, found, places, words) else None


def names_weekday(flow: Flow, start: int, end: int) -> bool:
    """Tell whether a day of the week stands in a date's line, as a page's clock has it."""
    first, last = flow.line_at(start, end)
    return _WEEKDAY.search(flow.text[first:last]) is not None


def _in_prose(
    flow: Flow, found: TextDate, places: TitlePlaces, behind: str, words: DateWords
) -> bool:
    """Tell whether the date stands in a sentence (4月14日，县政府召开会议。) or behind one."""
    if is_dateline(behind, words):
        return True
    if goes_on(flow, found, behind) and not companion_in(behind[:_NEAR].partition("，")[0], words):
        return True
    noted = behind.rstrip().endswith("。") or in_brackets(flow, found, behind, words)
    if noted and not companion_in(behind, words):
        return True
    return _behind_prose(flow, found, places) and not _is_bar_between(flow, found, words)


def _is_bar_between(flow: Flow, found: TextDate, words: DateWords) -> bool:
    """Tell a bar of its own between a summary and the text: it names a source, and text follows."""
    start, end = flow.line_at(found.start, found.end)
    if "年" in found.raw or end - start > _SIGNED or not companion_in(flow.text[start:end], words):
        return False
    lines = flow.text[end : end + _FOLLOWING].split("\n")
    return any(len(line) >= _PARAGRAPH and "。" in line for line in lines)


def _is_right_by_title(flow: Flow, found: TextDate, places: TitlePlaces) -> bool:
    """Tell whether a day in digits comes right behind the title, and no row's title behind it."""
    before = flow.text[flow.line_at(found.start, found.end)[0] : found.start]
    weekday = len(before) if _WEEKDAY.match(before) else 0
    if "年" in found.raw or places.after(found.start) - weekday > _NEXT_LINE:
        return False
    following = _line_behind(flow, found)
    if not (flow.zone_at(following) & Zone.LINK and _is_title_long(flow, following)):
        return True
    return len(places.title) >= _LINK_TEXT and flow.piece_at(following).startswith(places.title)


def _is_signed(flow: Flow, found: TextDate, places: TitlePlaces, words: DateWords) -> bool:
    """Tell whether the line right behind the title holds a day in digits and who published it."""
    start, end = flow.line_at(found.start, found.end)
    if "年" in found.raw or end - start > _SIGNED or not 0 <= places.after(start) <= _NEXT_LINE:
        return False
    beside = _NOISE.sub(
        "", _TIME.sub("", flow.text[start : found.start] + flow.text[found.end : end])
    )
    return beside.endswith(words.publishers) and not beside.endswith(words.venues)


def _behind_prose(flow: Flow, found: TextDate, places: TitlePlaces) -> bool:
    """Tell whether a sentence ends between title and date: then it is a signature's (落款日期)."""
    distance = places.after(found.start)
    return distance < FAR and "。" in flow.text[found.start - distance : found.start]


def _fills(rest: str, most: int = 0) -> bool:
    """Tell whether little but the date and a time stands in its line."""
    return len(_NOISE.sub("", _TIME.sub("", rest))) <= most


def _alone_by_title(
    flow: Flow, found: TextDate, places: TitlePlaces, rest: tuple[str, str], words: DateWords
) -> bool:
    beside = "".join(rest)
    following = flow.text[found.end : found.end + _NEAR]
    if flow.japanese or not _HAN.search(beside + following + found.raw):
        return stands_by_title(flow, found, places, rest, words)
    if not _fills(beside, _ALONE):
        return False
    said = _NOISE.sub("", _TIME.sub("", beside))
    if "年" in found.raw and said and not said.endswith(words.publishers):
        return False
    distance = places.after(found.start)
    if distance > _NEXT_LINE and flow.zone_at(found.start) & Zone.TABLE:
        return False  # a cell's heading stands before it or over it
    if "年" in found.raw:  # the form of signatures: by the title it comes right behind
        return distance <= _NEXT_LINE and "。" not in flow.text[places.ends[0] : found.start]
    return distance <= _ALONE_REACH and not _WEEKDAY.search(beside)


def _is_over_title(flow: Flow, found: TextDate, places: TitlePlaces, words: DateWords) -> bool:
    """Tell a day in digits (07 / 2023-12), alone or with its paper, before the title's line."""
    start, end = flow.line_at(found.start, found.end)
    beside = flow.text[start : found.start] + flow.text[found.end : end]
    said = _NOISE.sub("", _TIME.sub("", beside))
    if "年" in found.raw or len(places.title) < _LINK_TEXT or len(said) > _ALONE:
        return False
    if said and not said.endswith(words.publishers):
        return False
    between = places.before(end) - len(places.title)
    return between <= _NEXT_LINE or (
        between <= _CLOCK_REACH and _fills(flow.text[end : end + between])
    )


def _beside_link(flow: Flow, found: TextDate, start: int, end: int, words: DateWords) -> bool:
    """Tell whether a link with a title's length stands right before or behind the date: a row."""
    behind = _text_place(flow.text, found.end, 1)
    before = _text_place(flow.text, found.start - 1, -1)
    return any(
        start <= place < end
        and flow.zone_at(place) & Zone.LINK
        and _is_title_long(flow, place)
        and not _names_source(flow, place, words)
        for place in (behind, before)
    )


def _names_source(flow: Flow, place: int, words: DateWords) -> bool:
    """Tell whether the link at this place stands right behind 来源： or the like."""
    link = flow.starts[bisect_right(flow.starts, place) - 1]
    return companion_in(flow.text[max(0, link - _FIELD_NAME) : link].rpartition("\n")[2], words)


def _is_title_long(flow: Flow, place: int) -> bool:
    return len(flow.piece_at(place)) >= _LINK_TEXT


def _line_behind(flow: Flow, found: TextDate) -> int:
    """Give the place of the next line's first letter or digit."""
    place = flow.line_at(found.start, found.end)[1]
    while place < len(flow.text) - 1 and not flow.text[place].isalnum():
        place += 1
    return place


def _text_place(text: str, place: int, step: int) -> int:
    """Give the next place in this direction that holds a letter or digit."""
    while 0 <= place < len(text) and text[place] != "\n" and not text[place].isalnum():
        place += step
    return place
