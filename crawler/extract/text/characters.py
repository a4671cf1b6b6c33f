"""Tell by its characters whether a text is written in traditional Chinese, and give its words."""

import re
from itertools import islice

from schema.types.lexicon import Lexicon

_TRADITIONAL = re.compile(
    "[發機關國時會縣頁為來無請處個這對說們與後號編題覽話單開應區業員經資訊長門問間書電動實現點網]"
)
"""Frequent characters of Taiwan, Hong Kong and Macao that simplified texts do not have."""
_FEWEST = 6
"""A link to the other edition (繁體版) has less."""
_REACH = 40_000
"""Characters of a page that are looked at: its head, its menu and its beginning."""


def is_traditional(text: str) -> bool:
    """Tell whether a text holds enough characters that only traditional Chinese has."""
    found = islice(_TRADITIONAL.finditer(text, 0, _REACH), _FEWEST)
    return sum(1 for _ in found) == _FEWEST


def words_for(text: str, lexicon: Lexicon) -> Lexicon:
    """Give the words to read a text by: the traditional spellings cost time on every other page."""
    if lexicon.traditional is None or not is_traditional(text):
        return lexicon
    return lexicon.traditional
