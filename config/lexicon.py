"""Load the readers' words (column names, reply words, date labels, signs) from config/reading."""

import tomllib
from functools import cache
from importlib import resources

from config.traditional import with_traditional
from schema.types.lexicon import Lexicon

_ALSO_TRADITIONAL = frozenset({"date_words", "letter_words", "list_words", "page_signs"})
"""Parts whose words pages in traditional characters have too."""


@cache
def load_lexicon() -> Lexicon:
    """Read config/reading/*.toml, one file a part of the lexicon."""
    folder = resources.files("config") / "reading"
    parts = {
        name: tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))
        for name in Lexicon.model_fields
        if name != "traditional"
    }
    both = {
        name: with_traditional(words) if name in _ALSO_TRADITIONAL else words
        for name, words in parts.items()
    }
    return Lexicon.model_validate(parts | {"traditional": both})
