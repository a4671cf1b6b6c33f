"""Know the readers' words as Taiwan, Hong Kong and Macao write them: in traditional characters."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from itertools import product
from typing import Any

_MOST = 4
"""Spellings of one word at most: a character with two forms doubles them."""


def with_traditional(words: Any) -> Any:
    """Give words with their traditional spellings behind them, in every list that holds words."""
    if isinstance(words, dict):
        return {name: with_traditional(part) for name, part in words.items()}
    if isinstance(words, list):
        kept = [part if isinstance(part, str) else with_traditional(part) for part in words]
        more = [form for part in kept if isinstance(part, str) for form in traditional(part)]
        return [*kept, *(form for form in dict.fromkeys(more) if form not in kept)]
    return words


def traditional(word: str) -> tuple[str, ...]:
    """Give the traditional spellings of a word; none where it has no other one."""
    forms = _forms()
    spellings = product(*(forms.get(char, char) for char in word))
    found = ("".join(chars) for chars, _ in zip(spellings, range(_MOST), strict=False))
    return tuple(form for form in found if form != word)


@cache
def _forms() -> Mapping[str, str]:
    text = (resources.files("config") / "traditional.toml").read_text(encoding="utf-8")
    return {entry[0]: entry[1:] for entry in tomllib.loads(text)["forms"]}
