"""Find a family's marks in a page: words first, for the patterns are slow on long texts."""

import re
from functools import lru_cache


class Marks:
    """A pattern of marks, with words in lower case of which each mark holds one."""

    def __init__(self, pattern: str, *, words: tuple[str, ...], any_case: bool = True) -> None:
        self._pattern = re.compile(pattern, re.IGNORECASE if any_case else 0)
        self._words = tuple(word.encode() for word in words)

    def stand_in(self, text: str) -> bool:
        """Tell whether the text holds a mark."""
        return self.may_stand_in(text) and self._pattern.search(text) is not None

    def may_stand_in(self, text: str) -> bool:
        """Tell whether the text holds one of the words, whatever their case."""
        folded = _folded(text)
        return any(word in folded for word in self._words)


@lru_cache(maxsize=1)
def _folded(text: str) -> bytes:
    """Give the text with ASCII letters in lower case; as bytes it costs a tenth."""
    return text.encode("utf-8", "surrogatepass").lower()
