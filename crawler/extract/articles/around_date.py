"""Tell by the words around a date that it is an event's, a period's or a sentence's."""

import re
from bisect import bisect_left

from crawler.extract.articles.companions import companion_in
from crawler.extract.dates.date_text import TextDate
from crawler.extract.page.flow import Flow
from crawler.extract.text.made_once import made_once
from schema.types.date_words import DateWords

_NEAR = 40
_EVENT_REACH = 60
_BEFORE = 6
_VENUE = 30
"""Characters beside a day that may be a place's name and a time."""
_DASHES = "-‐‑‒–—―−─－~～"
_RANGE_BEHIND = re.compile(
    r"\A[日号]?\s?(?:\d{1,2}\s?[:：时時∶]\s?(?:\d\d)?(?:\s?[:：分∶]\s?(?:\d\d)?秒?)?\s?)?"
    rf"(?:至|到(?!访)|起(?!草)|前(?![言沿])|[{_DASHES}]+\s?(?:20\d\d|\d{{1,2}}\s?月|\d{{1,2}}[./-]\d{{1,2}}(?![\d:：])))"
)
_HOURS = re.compile(
    rf"\A[日号]?\s?(?:[（(]?(?:星期|周).[)）]?|\S{{1,4}}\s)?\s?(?:[上下中]午|晚上?)?\s?"
    rf"\d{{1,2}}[:：时]\d{{0,2}}分?\s?[{_DASHES}]+\s?\d{{1,2}}\s?[:：时]"
)
"""A time of day to another one: how long an event lasts (15:00-16:00)."""
_APPOINTED = re.compile(
    r"\A\s?(?:[（(]?(?:星期|周)[一二三四五六日天][)）]?)?\s?(?:[上下中]午|晚上?)\s?\d{1,2}\s?[:：时點点](?!\d\d[:：])"
)
"""A time of day as it is appointed (上午9:00), and no machine writes it behind a written day."""
_RANGE_BEFORE = re.compile(
    rf"[至到~～][\s(（]*\Z|(?:[日号]|[-/.月]\s?\d{{1,2}}|\d[:：]\d\d|\d[时点])\s?[{_DASHES}]+\s?\Z"
)
_DAY_TO_DAY = re.compile(
    rf"(?<!\d)(?P<first>\d{{1,2}})(?:st|nd|rd|th|er|\.)?\s?"
    rf"(?:[{_DASHES}]|(?<=\s)(?:bis|to|au|al|tot|till?|do|до|by|e|y|et|and|und)\s)\s?\Z"
)
"""A first day before a last one (12–15 June 2019)."""
_MONTH_NAME = re.compile(r"[^\W\d_\u4e00-\u9fff]{3}")
_HOUR = re.compile(r"\d{1,2}\s?[:：]\s?\d\d")
_COLON = re.compile("[:：]")
_MINUTE = re.compile(
    r"\A[日号]?\s?(?:(?:星期|周).)?\s?\d{1,2}[:：时](?:\d\d[:：分]\d\d|\d[1-46-9](?!\d))"
)
"""A second, or a minute that no event begins at: a machine noted it."""
_COMMA = re.compile(r"\A[^\n]{0,8}?，")
_OPENED = re.compile(r"[（(](?P<said>[^（()）]*)\Z")
_EDGES = " \t\u3000\xa0:：0123456789)）"
_WORDS = re.compile(r"[\u4e00-\u9fff]{2}")
_WORD = re.compile(r"\A(?!星期|周[一二三四五六日])[\u4e00-\u9fff]")


def is_of_a_period(flow: Flow, found: TextDate) -> bool:
    """Tell whether the date is a deadline, or an end of a period (2015-04-14 至 2015-05-14)."""
    if _RANGE_BEFORE.search(flow.text[max(0, found.start - _BEFORE) : found.start]):
        return True
    first = _DAY_TO_DAY.search(flow.text[max(0, found.start - _NEAR) : found.start])
    if (
        first is not None
        and not found.raw[-1:].isalpha()
        and int(first["first"]) < (found.day or 0)
    ):
        return any(char.isalpha() and char not in "年月日" for char in found.raw)
    behind = flow.text[found.end : found.end + _NEAR]
    return _RANGE_BEHIND.match(behind) is not None or _HOURS.match(behind) is not None


def opens_text(flow: Flow, found: TextDate) -> bool:
    """Tell whether a text begins with the date, under a label that was left without one."""
    start, _ = flow.line_at(found.start, found.end)
    if flow.text[start : found.start].strip():
        return False
    return _COMMA.match(flow.text[found.end : found.end + _NEAR]) is not None


def goes_on(flow: Flow, found: TextDate, behind: str) -> bool:
    """Tell whether a sentence goes on behind a date (，县政府召开会议 or 在县政府).

    Days in digits, and those in elements of their own, may touch what stands beside them in a bar.
    """
    if _COMMA.match(behind):
        return True
    if "年" not in found.raw or not _WORD.match(behind):
        return False
    piece = bisect_left(flow.starts, found.end)
    return piece == len(flow.starts) or flow.starts[piece] != found.end


def is_dateline(behind: str, words: DateWords) -> bool:
    """Tell whether a report's dateline goes on behind the day (河溪网4月14日讯（记者 张三）)."""
    return behind.lstrip().startswith(words.datelines)


def in_brackets(flow: Flow, found: TextDate, behind: str, words: DateWords) -> bool:
    """Tell whether a day begins a note in round brackets, as laws and pictures have it.

    A day in digits may stand there alone, or with who published it.
    """
    start, _ = flow.line_at(found.start, found.end)
    opened = _OPENED.search(flow.text, max(start, found.start - _NEAR), found.start)
    if opened is None:
        return False
    told = opened["said"].strip()
    if told:
        return not (companion_in(told, words) or told.endswith(words.publishers))
    said = behind.strip(_EDGES)
    if "年" in found.raw or said.startswith(words.taken):
        return True
    return _WORDS.search(said) is not None and not said.endswith(words.publishers)


def tells_event(
    flow: Flow, found: TextDate, words: DateWords, *, title: str = "", in_bar: bool = False
) -> bool:
    """Tell whether a day is an event's: its place or its people are named by it, or its hour is.

    `in_bar`: the day's line names a source or counts readers; then the next line is the text's own.
    `title`: the page's, which may itself end as places do.
    """
    if _MINUTE.match(flow.text[found.end : found.end + _NEAR]):
        return False
    _, end = flow.line_at(found.start, found.end)
    following = bisect_left(flow.dates, found.end, key=lambda one: one.start)
    other = flow.dates[following].start if following < len(flow.dates) else len(flow.text)
    reach = min(found.end + _EVENT_REACH, other)
    behind = flow.text[found.end : min(end, reach) if in_bar else reach]
    if _event_words(words).search(behind) is not None:
        return True
    if in_bar:
        return False
    appointed = "年" in found.raw and _APPOINTED.match(behind) is not None
    return appointed or _names_venue(flow, found, words, title)


def _names_venue(flow: Flow, found: TextDate, words: DateWords, title: str) -> bool:
    """Tell whether a place and little else stands by a day or in the next line (县政府会议室)."""
    start, end = flow.line_at(found.start, found.end)
    before = flow.text[start : found.start].removeprefix(title)
    behind = flow.text[found.end : end]
    if len(before) + len(behind) > _VENUE:
        return False
    following = flow.text[end + 1 : end + 1 + _VENUE].partition("\n")[0]
    parts = (one.rstrip(" \u3000\xa0)）。") for one in (before, behind, following))
    named = (_HOUR.sub("", one).strip() for one in parts if one.endswith(words.venues))
    return any(
        len(one) < _VENUE and not _COLON.search(one) and not (title and title.endswith(one))
        for one in named
    )


@made_once
def _event_words(words: DateWords) -> re.Pattern[str]:
    some = "|".join(re.escape(word) for word in words.events)
    return re.compile(rf"(?:{some})\s?[:：]")
