"""Load the words of reasons from config/reports/reasons.toml."""

import tomllib
from functools import cache
from importlib import resources

from pydantic import TypeAdapter

from schema.types.reason_words import ReasonWords

_WORDS = TypeAdapter(ReasonWords)


@cache
def load_reason_words() -> ReasonWords:
    """Give the words of every reason that a judgement or a void visit can have."""
    file = resources.files("config") / "reports" / "reasons.toml"
    return _WORDS.validate_python(tomllib.loads(file.read_text(encoding="utf-8")))
