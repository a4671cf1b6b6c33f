"""Find text that somebody forgot to replace: 测试, 请在此输入, {标题}, lorem ipsum."""

import re
from collections.abc import Iterator

from crawler.extract.page.blocks import Block
from crawler.extract.page.flow import Flow, Zone
from crawler.extract.text.made_once import made_once
from schema.types.content_words import ContentWords

_DATE = re.compile(r"[\[(（【]?\d{2,4}[-./年]\d{1,2}(?:[-./月]\d{1,2}日?)?[\])）】]?")
_DIGITS = re.compile(r"[\d一二三四五六七八九十]+\Z")
_REPEATED = re.compile(r"(\S{2,12}?)\1+")
_EDGES = " \t\r\n\u3000\xa0·•●■◆>»,.;:!，。；：！、…-—_'\"“”‘’()（）[]【】《》"
_FORMS = frozenset({"form", "textarea", "label", "button", "select", "fieldset"})
_LONGEST_START = 40
"""A longer line that begins with such words may be a sentence."""


def find_placeholders(flow: Flow, words: ContentWords) -> Iterator[tuple[int, str]]:
    """Give each placeholder's place and line; a sentence that merely has such a word is none."""
    fields = _fields(words)
    place = 0
    for line in flow.text.split("\n"):
        start, place = place, place + len(line) + 1
        text = line.strip()
        if not text:
            continue
        if (
            fields.search(text)
            or _anywhere(text, words)
            or (_whole(text, words) and not _is_set_apart(flow, start))
        ):
            yield start, text


def _is_set_apart(flow: Flow, start: int) -> bool:
    """Tell a menu's entry, and what a form says to those who fill it in."""
    if flow.zone_at(start) & (Zone.SIDE | Zone.FOOT):
        return True
    here: Block | None = flow.owner_at(start)
    while here is not None:
        if here.tag in _FORMS:
            return True
        here = here.parent
    return False


def is_placeholder_title(title: str, words: ContentWords) -> bool:
    """Tell a document's title that was never written."""
    return _bare(title) in _lines(words)


def _anywhere(text: str, words: ContentWords) -> bool:
    folded = text.lower()
    return any(word in folded for word in words.placeholder_anywhere)


def _whole(text: str, words: ContentWords) -> bool:
    if len(text) > _LONGEST_START:
        return False
    bare = _bare(text)
    known = bare in _lines(words) or _repeats(bare, words)
    return known or text.startswith(words.placeholder_starts)


def _repeats(bare: str, words: ContentWords) -> bool:
    """Tell a line that says such a word over and over (测试测试测试)."""
    repeated = _REPEATED.fullmatch(bare)
    return repeated is not None and repeated[1] in _lines(words)


def _bare(text: str) -> str:
    """Take a row's date, its marks and the number behind a word away."""
    bare = _DATE.sub("", text).strip(_EDGES).lower()
    return _DIGITS.sub("", bare).strip(_EDGES)


@made_once
def _lines(words: ContentWords) -> frozenset[str]:
    return frozenset(_bare(line) for line in words.placeholder_lines)


@made_once
def _fields(words: ContentWords) -> re.Pattern[str]:
    name = "|".join(map(re.escape, sorted(words.placeholder_fields, key=len, reverse=True)))
    return re.compile(rf"\$?\{{+\s*(?:{name})\s*\}}+|#(?:{name})#|<%=?\s*(?:{name})\s*%>")
