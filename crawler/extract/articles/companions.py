"""Find the words of a title bar that stand beside its date (来源, 字号, 浏览)."""

import re

from crawler.extract.dates.date_text import TextDate
from crawler.extract.page.flow import Flow
from crawler.extract.text.made_once import made_once
from schema.types.date_words import DateWords

_SHORT_LINE = 24
_NEAR = 40


def companion_in(text: str, words: DateWords) -> bool:
    """Tell whether the text holds a word of title bars (来源, 字号, 浏览)."""
    return companion_words(words).search(text) is not None


def has_companion(flow: Flow, found: TextDate, words: DateWords) -> bool:
    """Tell whether a word of title bars stands in a date's line, or in a short one beside it."""
    start, end = flow.line_at(found.start, found.end)
    first, _ = flow.line_at(max(0, start - 1), max(0, start - 1))
    _, last = flow.line_at(min(end + 1, len(flow.text)), min(end + 1, len(flow.text)))
    first = first if _is_short(flow.text[first:start]) else start
    last = last if _is_short(flow.text[end:last]) else end
    before = flow.text[max(first, found.start - _NEAR) : found.start]
    after = flow.text[found.end : min(last, found.end + _NEAR)]
    return companion_in(before, words) or companion_in(after, words)


def _is_short(line: str) -> bool:
    return len(line) <= _NEAR and "。" not in line


def is_behind_companion(flow: Flow, place: int, words: DateWords) -> bool:
    """Tell whether the short line before a place's line holds such a word, as cells of a bar do."""
    start, _ = flow.line_at(place, place)
    first, last = flow.line_at(max(0, start - 1), max(0, start - 1))
    return start > 0 and last - first < _SHORT_LINE and companion_in(flow.text[first:last], words)


def companions_in(text: str, words: DateWords) -> list[str]:
    """Give the words of title bars that a text holds."""
    return companion_words(words).findall(text)


def companion_place(text: str, start: int, end: int, words: DateWords) -> int | None:
    """Give the place of the first such word in a stretch of text; None without one."""
    found = companion_words(words).search(text, start, end)
    return found.start() if found is not None else None


@made_once
def companion_words(words: DateWords) -> re.Pattern[str]:
    """Give the pattern of the words of title bars."""
    some = "|".join(re.escape(word) for word in words.companions)
    ranked = "|".join(re.escape(word) for word in words.rankings)
    return re.compile(rf"(?:{some})(?!{ranked})")
