"""Name the column that a 更多 link leads to: its heading, or the head of its panel (选项卡)."""

import itertools
import re
from collections.abc import Iterator

from crawler.extract.page.blocks import Anchor, Block
from crawler.extract.page.layout import Layout
from schema.types.column_names import ColumnNames

_LONGEST_NAME = 14
_HEADING_REACH = 24
_EDGES = "·>》»+-【】[]|"
_MORE_SIGNS = re.compile(r"[\s>》»+…]")
_LONGEST_MORE = 40
_DAY = re.compile(r"\d{1,4}\s*[年月日/.-]|\d+\Z")
_FEWEST, _MOST = 2, 12
"""Heads that stand in one row."""
_PANEL_STEPS, _BAR_BLOCKS, _MOST_SIBLINGS = 8, 30, 200


def is_more(text: str, names: ColumnNames) -> bool:
    """Tell a link's text that says 更多 and nothing else."""
    return len(text) <= _LONGEST_MORE and _MORE_SIGNS.sub("", text).lower() in names.more


def heading_before(layout: Layout, anchor: Anchor, names: ColumnNames) -> str:
    """Find the name of the block that a 更多 link belongs to; empty where it is not sure."""
    head = _heading_of_block(layout, anchor, names) or _head_of_panel(layout, anchor)
    return "" if head in names.friend_words else head


def _heading_of_block(layout: Layout, anchor: Anchor, names: ColumnNames) -> str:
    """Go back to the heading, past rows; behind another 更多 link begins another block."""
    end = anchor.block.first_text
    for place in range(end - 1, max(-1, end - _HEADING_REACH), -1):
        text = _flat(layout.texts[place])
        if is_more(text, names):
            return ""
        if not 2 <= len(text) <= _LONGEST_NAME or not _is_worded(text):  # noqa: PLR2004
            continue
        owner = layout.owners[place]
        if not _is_row(owner, anchor):
            return "" if _is_one_of_heads(layout, owner, anchor, names) else text
    return ""


def _is_worded(text: str) -> bool:
    return any(sign.isalpha() for sign in text) and not _DAY.match(text)


def _flat(text: str) -> str:
    return "".join(text.split()).strip(_EDGES)


def _head_of_panel(layout: Layout, anchor: Anchor) -> str:
    """Give the head with the panel's number, where there are as many heads as panels."""
    for block in _upward(anchor.block.parent, _PANEL_STEPS):
        if block.parent is None:
            return ""
        if len(block.parent.children) > _MOST_SIBLINGS:
            continue
        panels = [one for one in block.parent.children if one.tag == block.tag and one.links]
        if not _FEWEST <= len(panels) <= _MOST + 1:
            continue
        places = ((panels, _before(layout, panels[0])), (panels, _before(layout, block.parent)))
        for boxes, bar in (*places, (panels[1:], panels[0])):
            heads = [] if bar is None or block not in boxes else _heads_in(layout, bar, len(boxes))
            if heads:
                return _flat(layout.text_of(heads[boxes.index(block)]))
    return ""


def _heads_in(layout: Layout, bar: Block, count: int) -> list[Block]:
    """Find a row of that many short names in a bar."""
    if count < _FEWEST:
        return []
    for block in (bar, *layout.inside(bar)[:_BAR_BLOCKS]):
        heads = [one for one in block.children if not _is_blank(layout, one)]
        if len(heads) == count and all(_is_short(layout, one) for one in heads):
            return heads
    return []


def _is_short(layout: Layout, block: Block) -> bool:
    return 2 <= len(_flat(layout.text_of(block))) <= _LONGEST_NAME  # noqa: PLR2004


def _is_blank(layout: Layout, block: Block) -> bool:
    return not block.links and layout.is_blank(block.first_text, block.end_text)


def _before(layout: Layout, block: Block) -> Block | None:
    """Give the block before one that shows anything."""
    siblings = [] if block.parent is None else block.parent.children[:_MOST_SIBLINGS]
    before = itertools.takewhile(lambda one: one is not block, siblings)
    shown = [one for one in before if not _is_blank(layout, one)]
    return shown[-1] if shown else None


def _is_one_of_heads(layout: Layout, owner: Block, anchor: Anchor, names: ColumnNames) -> bool:
    """Tell a text that is one of several heads in a row: which of them is meant is not known."""
    for block in _upward(owner, 3):
        if block.parent is None or _holds(block, anchor.block):
            return False
        if len(block.parent.children) > _MOST_SIBLINGS:
            continue
        alike = [one for one in block.parent.children if one.tag == block.tag]
        heads = [one for one in alike if not is_more(layout.text_of(one), names)]
        if _FEWEST <= len(heads) <= _MOST and all(_is_short(layout, one) for one in heads):
            return True
    return False


def _is_row(owner: Block, anchor: Anchor) -> bool:
    """Tell a text inside an entry of the list from a heading: rows stand in items of a list."""
    row = next((one for one in _upward(owner, 6) if one.tag in {"li", "tr", "dd"}), None)
    return row is not None and row.links > 0 and not _holds(row, anchor.block)


def _upward(block: Block | None, steps: int) -> Iterator[Block]:
    while block is not None and steps > 0:
        yield block
        block, steps = block.parent, steps - 1


def _holds(outer: Block, inner: Block) -> bool:
    return outer.first_block <= inner.first_block < outer.end_block
