"""Look for many words in a text in one pass (Aho-Corasick), where a pass for each would be slow."""

from collections.abc import Iterable, Iterator

from ahocorasick_rs import BytesAhoCorasick

_STEP = 60_000
"""Bytes that are looked through at once: a text of nothing but words costs no more memory."""


class WordSet:
    """Words that are made ready once (`made_once`) and looked for in many texts."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = tuple(dict.fromkeys(filter(None, words)))
        self._finder = BytesAhoCorasick([_bytes(word) for word in self._words])
        self._longest = max((len(_bytes(word)) for word in self._words), default=0)

    def stand_in(self, text: str) -> bool:
        """Tell whether the text holds one of the words."""
        return any(self._finder.find_matches_as_indexes(part) for part in self._parts(_bytes(text)))

    def found_in(self, text: str, *, any_case: bool = False) -> frozenset[str]:
        """Give the words that the text holds, those inside others too.

        With `any_case` the text's ASCII letters are read as lower case; the words are in it.
        """
        raw = _bytes(text).lower() if any_case else _bytes(text)
        found: set[int] = set()
        for part in self._parts(raw):
            matches = self._finder.find_matches_as_indexes(part, overlapping=True)
            found.update([index for index, _, _ in matches])
        return frozenset(self._words[index] for index in found)

    def _parts(self, raw: bytes) -> Iterator[memoryview]:
        """Give the text in parts that share as much as a word may reach across their border."""
        whole = memoryview(raw)
        for start in range(0, len(raw), _STEP):
            yield whole[start : start + _STEP + self._longest]


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
