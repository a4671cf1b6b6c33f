"""Find the entries of a table whose rows hold several: each a cell with its picture or its day.

A day may stand in a cell of its own, behind its entry or before it.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from crawler.extract.page.blocks import Block
from crawler.extract.page.layout import Layout

_FEWEST = 2
_DAY = re.compile(r"\d{1,2}\s?[-/.月]\s?\d{1,2}")

_Rows = Sequence[Sequence[Block]]


class CellEntry(NamedTuple):
    """The cell that an entry's link stands in, and the range of text that is the entry's."""

    cell: Block
    first_text: int
    end_text: int


def entries_of_cells(
    layout: Layout, table: Block, *, fits: Callable[[Block], bool]
) -> Iterator[list[CellEntry]]:
    """Give the ways to cut a table's rows into entries by cells; none where a row is one entry."""
    rows = [row.children for row in table.children if row.tag == "tr" and row.links]
    cells = [[cell for cell in row if cell.links and fits(cell)] for row in rows]
    several = [row for row in cells if len(row) >= _FEWEST]
    if not several or len(several) < len(cells) - 1:
        return
    entries = [CellEntry(cell, cell.first_text, cell.end_text) for cell in chain(*cells)]
    if all(_holds_picture(layout, one.cell) for one in entries) or _are_dated(layout, entries):
        yield entries
        return
    for apart in (_with_cells_behind(rows, cells), _with_cells_before(rows, cells)):
        if _are_dated(layout, apart):
            yield apart


def _are_dated(layout: Layout, entries: Sequence[CellEntry]) -> bool:
    return all(_DAY.search(layout.text(one.first_text, one.end_text)) for one in entries)


def _with_cells_behind(rows: _Rows, cells: _Rows) -> list[CellEntry]:
    found = []
    for row, linked in zip(rows, cells, strict=True):
        ends = [cell.first_text for cell in linked[1:]] + [row[-1].end_text]
        found += [
            CellEntry(cell, cell.first_text, end) for cell, end in zip(linked, ends, strict=False)
        ]
    return found


def _with_cells_before(rows: _Rows, cells: _Rows) -> list[CellEntry]:
    found = []
    for row, linked in zip(rows, cells, strict=True):
        begins = [row[0].first_text] + [cell.end_text for cell in linked[:-1]]
        found += [
            CellEntry(cell, first, cell.end_text)
            for cell, first in zip(linked, begins, strict=False)
        ]
    return found


def _holds_picture(layout: Layout, cell: Block) -> bool:
    """Tell whether a picture is a link: the sign of a file's type beside its name is none."""
    links = layout.anchors[cell.first_link : cell.end_link]
    return any(one.tag == "img" for link in links for one in layout.inside(link.block))
