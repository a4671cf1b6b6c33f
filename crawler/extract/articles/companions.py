"""Find the words of a title bar that stand beside its date (来源, 字号, 浏览)."""

import re

from crawler.extract.page.flow import Flow
from crawler.extract.text.made_once import made_once
from schema.types.date_words import DateWords

_SHORT_LINE = 24


def companion_in(text: str, words: DateWords) -> bool:
    """Tell whether the text holds a word of title bars (来源, 字号, 浏览)."""
    return companion_words(words).search(text) is not None


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
    return re.compile("|".join(re.escape(word) for word in words.companions))
