"""Tell where the value behind a label ends: with its table row, or with the letter's own box."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from crawler.extract.blocks import Block, Layout


class Bounds:
    """Maps places in a page's joined text to the blocks that they stand in."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._starts = [0, *accumulate(len(piece) for piece in layout.texts)]

    def end_of_row(self, start: int, end: int) -> int:
        """Give the end of the table row whose cell holds this label and nothing else."""
        cell = self._block(start)
        while cell is not None and cell.tag not in {"td", "th"}:
            cell = cell.parent
        row = cell.parent if cell is not None else None
        if cell is None or row is None or row.children[-1] is cell:
            return self._starts[-1]
        rest = self._layout.text(self._piece(end - 1) + 1, cell.end_text)
        return self._starts[-1] if rest else self._starts[row.end_text]

    def end_of_box(self, places: Sequence[int]) -> int:
        """Give the end of the smallest block that holds all these places."""
        box = self._block(places[0])
        last = self._piece(places[-1])
        while box is not None and box.end_text <= last:
            box = box.parent
        while box is not None and box.parent is not None and box.tag in _PARTS:
            box = box.parent
        return self._starts[box.end_text] if box is not None else self._starts[-1]

    def _piece(self, place: int) -> int:
        return min(bisect_right(self._starts, place) - 1, len(self._layout.owners) - 1)

    def _block(self, place: int) -> Block | None:
        owners = self._layout.owners
        return owners[self._piece(place)] if owners else None


_PARTS = frozenset({"p", "span", "strong", "b", "em", "label", "h1", "h2", "h3", "h4", "h5", "dt"})
"""Elements too small to be a letter's box: the text goes on beside them."""
