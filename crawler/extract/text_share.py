"""Measure how much of a page's reading matter a list is."""

from crawler.extract.blocks import Block, Layout
from crawler.extract.records import Group

_PARAGRAPH = 30


def share_of_text(layout: Layout, group: Group) -> float:
    """Give the list's share of a page's long texts, 0 to 1; menus and captions are left out."""
    inside = outside = 0
    for place, (piece, owner) in enumerate(zip(layout.texts, layout.owners, strict=True)):
        size = len(piece.strip())
        if group.first_text <= place < group.end_text:
            inside += size
        elif size >= _PARAGRAPH and not _is_aside(owner):
            outside += size
    return inside / (inside + outside) if inside else 0.0


def prose_of(layout: Layout) -> int:
    """Count the characters of a page's long texts."""
    return sum(
        len(piece)
        for piece, owner in zip(layout.texts, layout.owners, strict=True)
        if len(piece) >= _PARAGRAPH and not _is_aside(owner)
    )


def _is_aside(block: Block) -> bool:
    here: Block | None = block
    while here is not None:
        if here.tag in {"a", "footer", "option", "label"} or "foot" in here.hints:
            return True
        here = here.parent
    return False
