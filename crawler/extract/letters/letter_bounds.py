"""Tell where the value behind a label ends: with its table row, or with the letter's own box."""

from bisect import bisect_left, bisect_right
from collections.abc import Container, Sequence
from functools import cached_property
from itertools import accumulate

from crawler.extract.page.blocks import Block
from crawler.extract.page.flow import Zone
from crawler.extract.page.layout import Layout
from crawler.extract.page.marks import marks_of
from crawler.extract.page.markup import attributes_of

_FEWEST_HEADS = 2
_LONE_ROWS = 3
_LONE_TEXT = 12
"""Characters: a shorter row is a button or a link back."""
_LEAST_LINKS, _LINKED = 3, 0.6
_HEADING = 8
"""Characters of a heading over a list of links."""
_FILLED = frozenset({"td", "dd", "div", "p", "span", "section", "pre"})
_SHOWN = frozenset({"img", "video", "audio", "embed", "object", "iframe"})
"""Elements that may show what a text would say."""


class Bounds:
    """Maps places in a page's joined text to the blocks that they stand in."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._starts = [0, *accumulate(len(piece) for piece in layout.texts)]

    def end_of_row(self, start: int, end: int) -> int:
        """Give the end of the table row whose cell holds this label and nothing else.

        A row without a value beside the label ends nothing, for the value may stand in the next
        row; but behind the last row of a table stands no value of its labels.
        """
        cell = self._block(start)
        while cell is not None and cell.tag not in {"td", "th"}:
            cell = cell.parent
        row = cell.parent if cell is not None else None
        if cell is None or row is None or row.children[-1] is cell:
            return self._starts[-1]
        behind = self._piece(end - 1) + 1
        if self._layout.text(behind, cell.end_text):
            return self._starts[-1]
        if self._layout.text(behind, row.end_text) or self._ends_table(row):
            return self._starts[row.end_text]
        return self._starts[-1]

    def end_of_lone_cells(self, end: int, limit: int) -> int:
        """Give the end of the rows of one cell behind a row that ends here, if they tell enough.

        What stands under the row of the unit and the day, as wide as the table, is the reply.
        """
        behind = self._piece(end)
        while behind < len(self._layout.texts) and not self._layout.texts[behind].strip():
            behind += 1
        here = self._layout.owners[behind] if behind < len(self._layout.texts) else None
        while here is not None and here.tag != "tr":
            here = here.parent
        if here is None or here.parent is None or here.first_text < self._piece(end):
            return end
        rows, place = here.parent.children, here.place - 1
        if rows[place] is not here:  # other elements stand between the rows
            return end
        last = end
        for row in rows[place : place + _LONE_ROWS]:
            stop = self._starts[row.end_text]
            if len(row.children) != 1 or stop > limit:
                break
            last = stop
        said = self._layout.text(self._piece(end), self._piece(last - 1) + 1) if last > end else ""
        return last if len(said) >= _LONE_TEXT else end

    def end_before_links(self, start: int, end: int) -> int:
        """Give where a list of links begins in a range (other letters, news): no value holds one.

        A short line right before it is its heading, if something else stands before that.
        """
        first = self._piece(start - 1) + 1
        number = bisect_left(self._link_lists, first, key=lambda one: one.first_text)
        if number == len(self._link_lists):
            return end
        place = self._link_lists[number].first_text
        if self._starts[place] >= end:
            return end
        before = "".join(self._layout.texts[first:place]).rstrip()
        rest, _, heading = before.rpartition("\n")
        if len(heading.strip()) > _HEADING or "。" in heading or not rest.strip():
            return max(start, self._starts[place])
        return max(start, self._starts[first] + len(before) - len(heading))

    @cached_property
    def _link_lists(self) -> list[Block]:
        """The blocks that hold some links and little else, in order, the outer first."""
        layout = self._layout
        said = [0, *accumulate(len(piece.strip()) for piece in layout.texts)]
        linked = [0, *accumulate(len(anchor.text) for anchor in layout.anchors)]
        return [
            one
            for one in layout.blocks
            if one.links >= _LEAST_LINKS
            and linked[one.end_link] - linked[one.first_link]
            > _LINKED * (said[one.end_text] - said[one.first_text])
        ]

    def _ends_table(self, row: Block) -> bool:
        """Tell whether nothing more is said in the table behind a row."""
        table = row.parent
        while table is not None and table.tag != "table":
            table = table.parent
        return table is not None and self._layout.is_blank(row.end_text, table.end_text)

    def cell_below(self, start: int, labels: Container[str]) -> tuple[int, int] | None:
        """Give the range of the cell under a heading cell, where the whole row is headings."""
        cell = self._block(start)
        while cell is not None and cell.tag not in {"td", "th"}:
            cell = cell.parent
        row = cell.parent if cell is not None else None
        if cell is None or row is None or row.parent is None or len(row.children) < _FEWEST_HEADS:
            return None
        texts = ["".join(self._layout.text_of(one).split()) for one in row.children]
        rows = row.parent.children
        place = next(number for number, one in enumerate(rows) if one is row) + 1
        if any(text not in labels for text in texts) or place >= len(rows):
            return None
        below = rows[place].children
        if len(below) != len(texts):
            return None
        value = below[next(number for number, one in enumerate(row.children) if one is cell)]
        return self._starts[value.first_text], self._starts[value.end_text]

    def holds_picture(self, start: int, end: int) -> bool:
        """Tell whether a picture, a film or a document stands in a range of the text."""
        first, last = self._piece(start - 1) + 1, self._piece(end)
        place = bisect_left(self._pictures, first)
        return place < len(self._pictures) and self._pictures[place] <= last

    @cached_property
    def _pictures(self) -> list[int]:
        """The pieces of text before which something is shown, in order."""
        return sorted(one.first_text for one in self._layout.blocks if one.tag in _SHOWN)

    def bare_places(self, start: int, end: int) -> frozenset[str]:
        """Give the ids of the elements in a range that hold nothing: a script finds them."""
        first, last = self._piece(start - 1) + 1, self._piece(end)
        place = bisect_left(self._bare_places, (first, ""))
        behind = bisect_left(self._bare_places, (last + 1, ""))
        return frozenset(name for _, name in self._bare_places[place:behind])

    @cached_property
    def _bare_places(self) -> list[tuple[int, str]]:
        """The pieces of text before which such an element stands, in order, with its id."""
        found = (
            (one.first_text, attributes_of(one.written).get("id"))
            for one in self._layout.blocks
            if one.tag in _FILLED and self._layout.is_blank(one.first_text, one.end_text)
        )
        return sorted((place, name) for place, name in found if name is not None)

    def end_of_box(self, places: Sequence[int]) -> int:
        """Give the end of the smallest block that holds all these places."""
        box = self._block(places[0])
        last = self._piece(places[-1])
        while box is not None and box.end_text <= last:
            box = box.parent
        while box is not None and box.parent is not None and self._is_part(box):
            box = box.parent
        if box is None:
            return self._starts[-1]
        foot = self._foot_behind(box, last)
        return self._starts[box.end_text if foot is None else foot.first_text]

    def _foot_behind(self, box: Block, last: int) -> Block | None:
        """Give the page's footer inside a box that is the whole page; None where there is none."""
        inside = self._layout.blocks[box.first_block + 1 : box.end_block]
        return next((one for one in inside if one.first_text > last and _is_foot(one)), None)

    def _is_part(self, box: Block) -> bool:
        """Tell an element too small for a letter: a layout's cell may hold a whole one."""
        if box.tag in _CELLS:
            return len(self._layout.text_of(box)) <= _LONGEST_CELL
        return box.tag in _PARTS

    def begins_element(self, place: int) -> bool:
        """Tell whether the text of an element begins here (spans without a space between)."""
        return self._starts[self._piece(place)] == place

    def _piece(self, place: int) -> int:
        return min(bisect_right(self._starts, place) - 1, len(self._layout.owners) - 1)

    def _block(self, place: int) -> Block | None:
        owners = self._layout.owners
        return owners[self._piece(place)] if owners else None


def _is_foot(block: Block) -> bool:
    return block.tag == "footer" or bool(marks_of(block.tag, block.written).zone & Zone.FOOT)


_PARTS = frozenset({"p", "span", "strong", "b", "em", "label", "h1", "h2", "h3", "h4", "h5", "dt"})
"""Elements too small to be a letter's box: the text goes on beside them."""
_CELLS = frozenset({"td", "th", "tr", "li", "dd"})
_LONGEST_CELL = 40
"""Characters of a row that holds labels and dates, and no letter's text."""
