"""Find a family's marks in a page: words first, for the patterns are slow on long texts.

The words of all families are looked for in one pass: a pass for each would cost more than parsing
the page.
"""

import re
from functools import lru_cache

from crawler.extract.text.words_in import WordSet

_known: dict[str, None] = {}
"""The words of all marks that were made, in order; families make theirs when they are loaded."""


class Marks:
    """A pattern of marks, with words in lower case of which each mark holds one."""

    def __init__(self, pattern: str, *, words: tuple[str, ...], any_case: bool = True) -> None:
        self._pattern = re.compile(pattern, re.IGNORECASE if any_case else 0)
        self._words = frozenset(words)
        _known.update(dict.fromkeys(words))

    def stand_in(self, text: str) -> bool:
        """Tell whether the text holds a mark."""
        return self.may_stand_in(text) and self._pattern.search(text) is not None

    def may_stand_in(self, text: str) -> bool:
        """Tell whether the text holds one of the words, whatever the case of ASCII letters."""
        return not self._words.isdisjoint(_words_in(text, len(_known)))


@lru_cache(maxsize=1)
def _words_in(text: str, count: int) -> frozenset[str]:
    """Give the known words that stand in a text."""
    return _word_set(count).found_in(text, any_case=True)


@lru_cache(maxsize=1)
def _word_set(count: int) -> WordSet:
    return WordSet(tuple(_known)[:count])
