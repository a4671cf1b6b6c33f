"""Find what stands behind a heading by the page's structure: a table's column, a tab's panel."""

from collections.abc import Sequence

from crawler.extract.guides.guide_heads import holds
from crawler.extract.page.beside import in_frame
from crawler.extract.page.blocks import Block
from crawler.extract.page.layout import Layout
from crawler.extract.page.markup import attributes_of
from crawler.extract.text.made_once import made_once

_CELLS = frozenset({"td", "th"})
_TABLES = frozenset({"table", "dl"})
_TARGETS = (
    "href",
    "data-target",
    "data-bs-target",
    "aria-controls",
    "data-tab",
    "data-id",
    "data-for",
)
_PANELS = frozenset({"div", "section", "ul", "ol", "table", "dl", "article", "li", "dd"})
_TABS = frozenset({"li", "a", "span", "div", "label"})
_LONGEST_TAB = 16
_LEVELS = 4
_FEWEST, _MOST = 2, 40
"""Tabs in a strip, cells in a row; what is behind a strip is looked at no further either."""


def panel_of(layout: Layout, owner: Block, labels: frozenset[str]) -> Block | None:
    """Give the block that holds a heading's content where that does not follow it in the text."""
    below = _below(owner) if _is_head_row(layout, owner, labels) else None
    return below or _target(layout, owner) or _in_order(layout, owner, labels)


def _below(owner: Block) -> Block | None:
    """Give the cell under a heading that stands in a row of headings."""
    cell = _nearest(owner, _CELLS)
    row = None if cell is None else cell.parent
    if cell is None or row is None or row.parent is None:
        return None
    rows = [block for block in row.parent.children if block.tag == "tr"]
    if row not in rows:
        return _under_head(row, cell)
    following = rows[rows.index(row) + 1 :]
    return _same_column(row, cell, following[0]) if following else _under_head(row, cell)


def _under_head(row: Block, cell: Block) -> Block | None:
    """Look into the table's body for a row whose headings stand in its thead."""
    head = row.parent
    if head is None or head.tag != "thead" or head.parent is None:
        return None
    bodies = [block for block in head.parent.children if block.tag == "tbody"]
    rows = [block for body in bodies for block in body.children if block.tag == "tr"]
    return _same_column(row, cell, rows[0]) if rows else None


def _same_column(row: Block, cell: Block, following: Block) -> Block | None:
    heads = [block for block in row.children if block.tag in _CELLS]
    cells = [block for block in following.children if block.tag in _CELLS]
    if len(heads) != len(cells):
        return None
    return cells[heads.index(cell)]


def _is_head_row(layout: Layout, owner: Block, labels: frozenset[str]) -> bool:
    """Tell whether every cell of the heading's row is a heading itself."""
    cell = _nearest(owner, _CELLS)
    row = None if cell is None else cell.parent
    if row is None:
        return False
    cells = [block for block in row.children if block.tag in _CELLS]
    if not _FEWEST <= len(cells) <= _MOST:
        return False
    known = sum(_packed(layout, block) in labels for block in cells)
    plain = all(block.tag == "th" for block in cells) or known == len(cells)
    return known >= _FEWEST and plain


def _target(layout: Layout, owner: Block) -> Block | None:
    """Give the block that a tab names by its id."""
    here: Block | None = owner
    for _ in range(_LEVELS):
        if here is None:
            return None
        attributes = attributes_of(here.written)
        for name in _TARGETS:
            target = attributes.get(name, "").strip().removeprefix("#")
            panel = _by_id(layout, target) if target and "/" not in target else None
            if panel is not None and not holds(panel, owner):
                return panel
        here = here.parent
    return None


def _by_id(layout: Layout, name: str) -> Block | None:
    return _blocks_by_id(layout).get(name)


@made_once
def _blocks_by_id(layout: Layout) -> dict[str, Block]:
    named = [block for block in layout.blocks if "id=" in block.written]
    return {attributes_of(block.written).get("id", ""): block for block in reversed(named)}


def _packed(layout: Layout, block: Block) -> str:
    return "".join(layout.text_of(block).split()).rstrip(":：")


def _in_order(layout: Layout, owner: Block, labels: frozenset[str]) -> Block | None:
    """Give the panel at the tab's own place among as many panels as there are tabs."""
    item = _item(layout, owner, labels)
    if item is None or item.parent is None:
        return None
    tabs = [block for block in item.parent.children if block.tag == item.tag]
    place = tabs.index(item)
    here: Block | None = item.parent
    for _ in range(_LEVELS):
        if here is None or here.parent is None:
            return None
        siblings = here.parent.children
        place_here = siblings.index(here) + 1
        behind = siblings[place_here : place_here + _MOST]
        panels = _panels(behind, len(tabs))
        if panels:
            return panels[place]
        here = here.parent
    return None


def _panels(behind: Sequence[Block], number: int) -> list[Block]:
    """Give exactly as many panels as there are tabs: siblings, or the children of one sibling."""
    apart = [block for block in behind if block.tag in _PANELS and not in_frame(block)]
    if len(apart) == number:
        return apart
    if apart:
        inside = [block for block in apart[0].children if block.tag in _PANELS]
        if len(inside) == number:
            return inside
    return []


def _item(layout: Layout, owner: Block, labels: frozenset[str]) -> Block | None:
    """Give the outermost element that holds the heading alone, where it is one of several tabs."""
    text = layout.text_of(owner)
    item = owner
    while item.parent is not None and _says(layout, item.parent, text):
        item = item.parent
    if item.tag not in _TABS or item.parent is None or item not in item.parent.children:
        return None
    tabs = [block for block in item.parent.children if block.tag == item.tag]
    if not _FEWEST <= len(tabs) <= _MOST:
        return None
    short = all(0 < len(layout.text_of(block)) <= _LONGEST_TAB for block in tabs)
    known = sum(_packed(layout, block) in labels for block in tabs)
    return item if short and known >= _FEWEST else None


def _says(layout: Layout, block: Block, text: str) -> bool:
    """Tell whether a block's whole text is this; a block of many pieces is not asked."""
    return block.end_text - block.first_text <= _MOST and layout.text_of(block) == text


def table_of(layout: Layout, owner: Block) -> Block | None:
    """Give the table or the list of terms that a heading is a part of, where it holds more."""
    part = _nearest(owner, _CELLS | {"dt"})
    whole = None if part is None else _nearest(part, _TABLES)
    if whole is None or _says(layout, whole, layout.text_of(owner)):
        return None
    return whole


def _nearest(block: Block, tags: frozenset[str]) -> Block | None:
    here: Block | None = block
    while here is not None and here.tag not in tags:
        here = here.parent
    return here
