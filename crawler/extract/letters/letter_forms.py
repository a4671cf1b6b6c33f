"""Find the links of a page by which its public can write (我要写信, 我要咨询, 12345)."""

from crawler.extract.lists.rows import label_of
from crawler.extract.page.layout import Layout
from schema.types.letter_words import LetterWords

_LONGEST = 16
"""Characters of a button's name; a longer text is a headline that speaks of letters."""


def letter_forms(layout: Layout, words: LetterWords) -> tuple[str, ...]:
    """Give the names of links that lead to a form for letters or to a hotline, each once."""
    found: dict[str, None] = {}
    for anchor in layout.anchors:
        name = label_of(anchor).strip()
        if len(name) <= _LONGEST and any(word in name for word in words.write_links):
            found[name] = None
    return tuple(found)
