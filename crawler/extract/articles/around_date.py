"""Tell by the words around a date that it is an event's, a period's or a sentence's."""

import re
from bisect import bisect_left

from crawler.extract.dates.date_text import TextDate
from crawler.extract.page.flow import Flow
from crawler.extract.text.made_once import made_once
from schema.types.date_words import DateWords

_NEAR = 40
_EVENT_REACH = 60
_BEFORE = 6
_DASHES = "-‐‑‒–—―−─－~～"
_RANGE_BEHIND = re.compile(
    r"\A[日号]?\s?(?:\d{1,2}\s?[:：时時∶]\s?(?:\d\d)?(?:\s?[:：分∶]\s?(?:\d\d)?秒?)?\s?)?"
    rf"(?:至|到(?!访)|起(?!草)|前(?![言沿])|[{_DASHES}]+\s?(?:20\d\d|\d{{1,2}}\s?月))"
)
_RANGE_BEFORE = re.compile(rf"[至到~～][\s(（]*\Z|[\d日号]\s?[{_DASHES}]+\s?\Z")
_COMMA = re.compile(r"\A[^\n]{0,8}?，")
_WORD = re.compile(r"\A(?!星期|周[一二三四五六日])[\u4e00-\u9fff]")


def is_of_a_period(flow: Flow, found: TextDate) -> bool:
    """Tell whether the date is a deadline, or an end of a period (2015-04-14 至 2015-05-14)."""
    if _RANGE_BEFORE.search(flow.text[max(0, found.start - _BEFORE) : found.start]):
        return True
    return _RANGE_BEHIND.match(flow.text[found.end : found.end + _NEAR]) is not None


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


def in_brackets(flow: Flow, found: TextDate) -> bool:
    """Tell whether a written day begins a note in round brackets, as laws and speeches have it."""
    return "年" in found.raw and flow.text[max(0, found.start - 1) : found.start] in {"（", "("}


def tells_event(flow: Flow, found: TextDate, words: DateWords) -> bool:
    """Tell whether 时间 is an event's: its place and its people are named behind it."""
    behind = flow.text[found.end : found.end + _EVENT_REACH]
    return _event_words(words).search(behind) is not None


@made_once
def _event_words(words: DateWords) -> re.Pattern[str]:
    some = "|".join(re.escape(word) for word in words.events)
    return re.compile(rf"(?:{some})\s?[:：]")
