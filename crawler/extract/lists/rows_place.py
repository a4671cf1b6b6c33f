"""Find the rows of a list's next page where the page before had them.

One row repeats nothing, and beside it a side bar looks more like a list: the last page of a list
is read by its template's place, not by its own looks.
"""

from typing import Literal

from crawler.extract.page.blocks import Block
from crawler.extract.page.layout import Layout
from crawler.extract.page.records import Group, Record, groups_at, only_record, without_digits
from schema.types.reading import RowsPlace


def place_of(layout: Layout, group: Group, *, dated: bool) -> RowsPlace:
    """Tell where the rows of a list stand."""
    shape = _shape(group.place)
    alike = _alike(layout, shape)
    first = alike.index(group.place)
    last = alike.index(group.end_place) if group.end_place in alike else first
    return RowsPlace(
        shape=shape,
        before=first,
        after=len(alike) - last - 1,
        head=group.records[0].head.tag,
        cut=_cut_of(group.records),
        parts=last - first + 1,
        dated=dated,
    )


def blocks_at(layout: Layout, known: RowsPlace) -> list[Block]:
    """Find the elements that hold the rows; none where it is not sure which of several they are.

    Beside a list stand side bars of its shape: as many must stand before it and behind it here.
    """
    alike = _alike(layout, known.shape)
    own = alike[known.before : len(alike) - known.after]
    return own if len(own) <= known.parts else []


def groups_in(layout: Layout, block: Block, known: RowsPlace) -> list[Group]:
    """Give the groups of rows that stand in a list's own element, be it of one row."""
    found = [group for group in groups_at(layout, block) if is_like(group, known)]
    heads = [child for child in block.children if child.tag == known.head]
    if found or len(heads) != 1:
        return found
    return [Group(place=block, records=[only_record(block, heads[0], known.cut)])]


def is_like(group: Group, known: RowsPlace) -> bool:
    """Tell whether a group is cut into rows as the list of the page before was."""
    return group.records[0].head.tag == known.head and _cut_of(group.records) == known.cut


def _alike(layout: Layout, shape: str) -> list[Block]:
    tag = shape.rpartition(">")[2].partition(" ")[0]
    return [block for block in layout.blocks if block.tag == tag and _shape(block) == shape]


def _shape(block: Block) -> str:
    steps: list[str] = []
    here: Block | None = block
    while here is not None:
        steps.append(f"{here.tag} {without_digits(here.hints)}".rstrip())
        here = here.parent
    return ">".join(reversed(steps))


def _cut_of(records: list[Record]) -> Literal["whole", "before", "behind"]:
    begin = all(one.first_text == one.head.first_text for one in records)
    end = all(one.end_text == one.head.end_text for one in records)
    if begin and end:
        return "whole"
    return "before" if begin else "behind"
