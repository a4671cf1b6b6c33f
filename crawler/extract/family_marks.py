"""Find a family's marks in a page: words first, for the patterns are slow on long texts.

The words of all families are looked for in one pass (Aho-Corasick): a pass for each word would cost
more than parsing the page.
"""

import re
from functools import lru_cache

from ahocorasick_rs import BytesAhoCorasick

_STEP = 100_000
"""Bytes that are looked through at once: a page of nothing but marks costs no more memory."""
_LONGEST = 100
"""Bytes of the longest word: one may stand across two parts."""

_known: dict[bytes, None] = {}
"""The words of all marks that were made, in order; families make theirs when they are loaded."""


class Marks:
    """A pattern of marks, with words in lower case of which each mark holds one."""

    def __init__(self, pattern: str, *, words: tuple[str, ...], any_case: bool = True) -> None:
        self._pattern = re.compile(pattern, re.IGNORECASE if any_case else 0)
        self._words = frozenset(word.encode() for word in words)
        if any(len(word) > _LONGEST for word in self._words):
            raise ValueError(f"a word of marks is longer than {_LONGEST} bytes: {words}")
        _known.update(dict.fromkeys(word.encode() for word in words))

    def stand_in(self, text: str) -> bool:
        """Tell whether the text holds a mark."""
        return self.may_stand_in(text) and self._pattern.search(text) is not None

    def may_stand_in(self, text: str) -> bool:
        """Tell whether the text holds one of the words, whatever their case."""
        return not self._words.isdisjoint(_words_in(text, len(_known)))


@lru_cache(maxsize=1)
def _words_in(text: str, count: int) -> frozenset[bytes]:
    """Give the known words that stand in a text, ASCII letters of any case.

    As bytes, bringing the text to lower case costs a tenth.
    """
    words, finder = _finder(count)
    folded = text.encode("utf-8", "surrogatepass").lower()
    found: set[int] = set()
    for start in range(0, len(folded), _STEP):
        part = memoryview(folded)[start : start + _STEP + _LONGEST]
        found.update(
            index for index, _, _ in finder.find_matches_as_indexes(part, overlapping=True)
        )
    return frozenset(words[index] for index in found)


@lru_cache(maxsize=1)
def _finder(count: int) -> tuple[tuple[bytes, ...], BytesAhoCorasick]:
    words = tuple(_known)[:count]
    return words, BytesAhoCorasick(words)
