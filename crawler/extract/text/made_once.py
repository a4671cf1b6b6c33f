"""Keep what is made of a lexicon's words: compiled once, and found again without hashing them."""

from collections.abc import Callable
from typing import TypeVar

W = TypeVar("W")
M = TypeVar("M")

_KEPT = 4


def made_once(make: Callable[[W], M]) -> Callable[[W], M]:
    """Remember the results for the last few arguments by identity.

    The words are frozen models with thousands of strings: hashing them for a cache of the usual
    kind costs more than the search that they are compiled for.
    """
    kept: list[tuple[W, M]] = []

    def made(words: W) -> M:
        for known, result in kept:
            if known is words:
                return result
        result = make(words)
        kept[:] = [(words, result), *kept[: _KEPT - 1]]
        return result

    return made
