"""Find the cells that name a table's columns, for a list's rows."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice

from crawler.extract.page.blocks import Block
from crawler.extract.page.layout import Layout

_REACH = 60
_LONGEST = 12
_LEAST_CELLS = 2


def header_cells(layout: Layout, head: Block) -> tuple[str, ...]:
    """Give the names above a row's cells, blanks removed; nothing where no header stands there.

    A header has as many cells as the row, all short, no link and no figure in them.
    """
    count = len(head.children)
    if count < _LEAST_CELLS:
        return ()
    for block in islice(_above(layout, head.first_text), _REACH):
        if len(block.children) == count and not block.links:
            names = cell_names(layout, block)
            if names:
                return names
    return ()


def _above(layout: Layout, place: int) -> Iterator[Block]:
    """Give the blocks that end before this place of the text, the last first."""
    last = bisect_right(layout.blocks, place, key=lambda block: block.first_text)
    for number in range(last - 1, -1, -1):
        if layout.blocks[number].end_text <= place:
            yield layout.blocks[number]


def cell_names(layout: Layout, block: Block) -> tuple[str, ...]:
    """Give the texts of a row's cells if they can be names of columns."""
    texts = tuple(re.sub(r"\s", "", layout.text_of(child)) for child in block.children)
    if any(len(text) > _LONGEST or re.search(r"\d", text) for text in texts):
        return ()
    return texts if any(texts) else ()


def is_head(layout: Layout, row: Block) -> bool:
    """Tell the row of a table that names its columns: several short cells, no link, no figure."""
    several = row.tag == "tr" and len(row.children) >= _LEAST_CELLS and not row.links
    return several and all(name for name in cell_names(layout, row) or ("",))


def cell_of(head: Block, place: int) -> int | None:
    """Give the number of the cell that a piece of text stands in."""
    for number, child in enumerate(head.children):
        if child.first_text <= place < child.end_text:
            return number
    return None
