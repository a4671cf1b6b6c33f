"""Measure how much of a page's reading matter a list is."""

from collections.abc import Sequence
from functools import lru_cache

from crawler.extract.page.blocks import Block
from crawler.extract.page.layout import Layout
from crawler.extract.page.records import Group

_PARAGRAPH = 30
_ASIDE_TAGS = frozenset({"a", "footer", "option", "label"})


def share_of_text(layout: Layout, group: Group, *, foot: Sequence[str] = ()) -> float:
    """Give the list's share of a page's long texts, 0 to 1; menus and captions are left out.

    So are lines with a word of `foot`: the footers of old pages have no names.
    """
    first, end = group.first_text, group.end_text
    inside = sum(len(piece.strip()) for piece in layout.texts[first:end])
    sizes = (
        len(layout.texts[place].strip())
        for place in _long_texts(layout)
        if not first <= place < end and not any(word in layout.texts[place] for word in foot)
    )
    outside = sum(size for size in sizes if size >= _PARAGRAPH)
    return inside / (inside + outside) if inside else 0.0


def prose_of(layout: Layout, *, foot: Sequence[str] = ()) -> int:
    """Count the characters of a page's long texts, lines with a word of `foot` left out."""
    texts = (layout.texts[place] for place in _long_texts(layout))
    return sum(len(text) for text in texts if not any(word in text for word in foot))


@lru_cache(maxsize=1)
def _long_texts(layout: Layout) -> tuple[int, ...]:
    """Give the places of the texts of a paragraph's length."""
    asides: dict[int, bool] = {}
    return tuple(
        place
        for place, piece in enumerate(layout.texts)
        if len(piece) >= _PARAGRAPH and not _is_aside(layout.owners[place], asides)
    )


def _is_aside(block: Block, asides: dict[int, bool]) -> bool:
    known = asides.get(id(block))
    if known is None:
        known = block.tag in _ASIDE_TAGS or "foot" in block.hints
        if not known and block.parent is not None:
            known = _is_aside(block.parent, asides)
        asides[id(block)] = known
    return known
