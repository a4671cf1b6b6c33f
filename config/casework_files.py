"""Load the data of casework from config/casework."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from pydantic import TypeAdapter

from schema.types.casework_words import NoticeText, SelfCheckWords

_NOTICES = TypeAdapter(dict[str, NoticeText])
_SELF_CHECK = TypeAdapter(SelfCheckWords)


@cache
def load_notices() -> dict[str, NoticeText]:
    """Give the words of every kind of notice."""
    return _NOTICES.validate_python(_read("notices"))


@cache
def load_self_check_words() -> SelfCheckWords:
    """Give the headings and answers of self-check sheets."""
    return _SELF_CHECK.validate_python(_read("self_check"))


@cache
def min_ratio() -> float:
    """Give the share of running sites that a spot-check must look at."""
    return float(_read("sampling")["min_ratio"])


def _read(name: str) -> dict[str, Any]:
    file = resources.files("config") / "casework" / f"{name}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
