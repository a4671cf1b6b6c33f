"""Cut the page into groups of like records: the siblings, segments and rows that may be a list."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from crawler.extract.page.blocks import Anchor, Block
from crawler.extract.page.cell_entries import entries_of_cells
from crawler.extract.page.layout import Layout

_MAX_TEXTS = 400
"""Pieces of text in one record; a longer one is a part of the page, no row."""
_MAX_LINKS = 12
_MIN_SEGMENTS = 2
_TITLE = 4
"""Characters of the shortest title; the words of a pager (2, 下一页) are shorter."""
_FEW, _SAME_SHAPE = 3, 0.4
_ROWS = frozenset({"tr", "li", "a", "p", "dl"})
_BLOCK_TAGS = frozenset({"div", "p", "article", "section", "table", "tbody", "ul", "ol", "font"})
_ROW_TAGS = frozenset({"li", "tr", "td", "dl", "dd", "dt", "a", "span"})
_RECORD_TAGS = _BLOCK_TAGS | _ROW_TAGS | {"h1", "h2", "h3", "h4", "h5", "h6"}
_HEADS = frozenset({"dt", "a"})
_SINGLE_TAGS = frozenset({"li", "tr", "a", "dd", "dl"})
_DIGITS = re.compile(r"\d+")
_SIDES = re.compile(r"(?:left|right)|(?:\A|(?<=[\s_-]))f?[lr](?=\s|\Z)")
"""What tells apart two columns that one list runs in: fl and fr, list_l and list_r, leftList."""
_CELLED = frozenset({"table", "tbody"})
_WORDLESS = re.compile(r"[\s\W_]*\Z")
_BETWEEN = re.compile(r"(?:[\s\d年月日./\-—_|·*()（）]|(?:星期|周)[一二三四五六日天])*\Z")


@dataclass(slots=True)
class Record:
    """A row: its ranges in the layout and the block where it begins."""

    head: Block
    first_text: int
    end_text: int
    first_link: int
    end_link: int


@dataclass(slots=True)
class Group:
    """Like records in one place; `place` is the block they are children of."""

    place: Block
    records: list[Record]
    end_place: Block = field(init=False)

    def __post_init__(self) -> None:
        self.end_place = self.place

    @property
    def first_text(self) -> int:
        """Give the start of the first record."""
        return self.records[0].first_text

    @property
    def end_text(self) -> int:
        """Give the end of the last record."""
        return self.records[-1].end_text

    @property
    def shape(self) -> tuple[str, ...]:
        """Give what equal parts of one list have in common."""
        tag, hints = _shape(self.place)
        return tag, _without_sides(hints), self.records[0].head.tag

    def take(self, group: "Group") -> None:
        """Add the rows of the part that follows."""
        self.records.extend(group.records)
        self.end_place = group.place


def anchors_of(layout: Layout, record: Record) -> list[Anchor]:
    """Give the links of a record."""
    return layout.anchors[record.first_link : record.end_link]


def find_groups(layout: Layout) -> Iterator[Group]:
    """Give every group of siblings that may be the rows of a list."""
    for block in layout.blocks:
        yield from groups_at(layout, block)


def groups_at(layout: Layout, block: Block) -> Iterator[Group]:
    """Give the groups that a block's children make."""
    if block.end_link > block.first_link and block.children:
        yield from _siblings(block)
        if block.tag in _CELLED:
            yield from _cells(layout, block)
        yield from _segments(layout, block)


def has_like_beside(block: Block) -> bool:
    """Tell whether a list in this block could go on in one like it (see `continues`)."""
    above = block.parent
    if above is None:
        return False
    return _has_like(block) or _has_like(above)


def _has_like(block: Block) -> bool:
    if block.parent is None:
        return False
    shape = _shape(block)
    return any(one is not block and _shape(one) == shape for one in block.parent.children)


def _siblings(block: Block) -> Iterator[Group]:
    by_tag: dict[str, list[Block]] = {}
    linked: set[str] = set()
    for child in block.children:
        tag = child.tag
        if tag in _RECORD_TAGS:
            by_tag.setdefault(tag, []).append(child)
            if child.end_link > child.first_link:
                linked.add(tag)
    for tag, children in by_tag.items():
        if tag not in linked or (len(children) == 1 and tag not in _SINGLE_TAGS):
            continue
        records = [_whole(child) for child in children if _fits(child)]
        if records and _alike([record.head for record in records]):
            yield Group(place=block, records=records)


def _cells(layout: Layout, block: Block) -> Iterator[Group]:
    """Give the entries of a table that has several in each row, each with picture or day."""
    for entries in entries_of_cells(layout, block, fits=_fits):
        records = [
            replace(_whole(one.cell), first_text=one.first_text, end_text=one.end_text)
            for one in entries
        ]
        yield Group(place=block, records=records)


def _alike(heads: list[Block]) -> bool:
    """Tell rows from the parts of a page: navigation, main part and footer have names apart."""
    if len(heads) < _FEW:
        return True
    hints = {head.hints for head in heads}
    if len(hints) == 1:
        return True
    shapes = Counter(without_digits(head.hints) for head in heads)
    return max(shapes.values()) >= _SAME_SHAPE * len(heads)


@lru_cache(maxsize=2048)
def without_digits(hints: str) -> str:
    """Give an element's names as a template has them: rows are numbered in some."""
    return _DIGITS.sub("", hints)


def _fits(child: Block) -> bool:
    texts = child.end_text - child.first_text
    return 0 < texts <= _MAX_TEXTS and child.links <= _MAX_LINKS


def _whole(child: Block) -> Record:
    return Record(
        head=child,
        first_text=child.first_text,
        end_text=child.end_text,
        first_link=child.first_link,
        end_link=child.end_link,
    )


def only_record(block: Block, head: Block, cut: Literal["whole", "before", "behind"]) -> Record:
    """Give the one row of a block: its head, or what stands before or behind it as well."""
    record = _whole(head)
    if cut == "before":
        record.end_text, record.end_link = block.end_text, block.end_link
    elif cut == "behind":
        record.first_text, record.first_link = block.first_text, block.first_link
    return record


def _segments(layout: Layout, block: Block) -> Iterator[Group]:
    """Cut a flat run (dt dd dt dd; a span br a span br) before each head, or behind each head."""
    if len(block.children) < _MIN_SEGMENTS:
        return
    linked = [
        child
        for child in block.children
        if child.end_link - child.first_link == 1 or child.tag in _HEADS
    ]
    if len(linked) < _MIN_SEGMENTS:
        return
    if block.end_text == block.first_text and len(linked) == len(block.children) == block.links:
        return
    titled = [child for child in linked if _is_titled(layout, child)] or linked
    key, count = Counter((child.tag, child.hints) for child in titled).most_common(1)[0]
    heads = [child for child in linked if (child.tag, child.hints) == key]
    if count < _MIN_SEGMENTS or _is_bare(layout, block, heads):
        return
    yield Group(place=block, records=_cut_before(block, heads))
    yield Group(place=block, records=_cut_behind(block, heads))


def _is_titled(layout: Layout, child: Block) -> bool:
    """Tell a link that may name a row from a pager's, of which there can be more than rows."""
    return child.links != 1 or len(layout.anchors[child.first_link].text) >= _TITLE


def _is_bare(layout: Layout, block: Block, heads: list[Block]) -> bool:
    """Tell whether nothing but white space stands between the heads."""
    ends = [*(head.first_text for head in heads[1:]), block.end_text]
    between = (layout.text(head.end_text, end) for head, end in zip(heads, ends, strict=True))
    return all(_WORDLESS.match(text) for text in between) and bool(
        _WORDLESS.match(layout.text(block.first_text, heads[0].first_text)),
    )


def _cut_before(block: Block, heads: list[Block]) -> list[Record]:
    records = []
    for place, head in enumerate(heads):
        following = heads[place + 1] if place + 1 < len(heads) else None
        end_text = following.first_text if following else _end_of_last(block, heads)
        end_link = following.first_link if following else head.end_link
        records.append(Record(head, head.first_text, end_text, head.first_link, end_link))
    return records


def _end_of_last(block: Block, heads: list[Block]) -> int:
    """End the last segment where the run's own rhythm ends, not at the end of the block."""
    steps = [after.first_text - head.first_text for head, after in pairwise(heads)]
    return min(block.end_text, heads[-1].first_text + max(steps))


def _cut_behind(block: Block, heads: list[Block]) -> list[Record]:
    records = []
    before_text, before_link = None, None
    steps = [after.end_text - head.end_text for head, after in pairwise(heads)]
    for head in heads:
        first_text = before_text
        if first_text is None:
            first_text = max(block.first_text, head.end_text - max(steps))
        first_link = head.first_link if before_link is None else before_link
        records.append(Record(head, first_text, head.end_text, first_link, head.end_link))
        before_text, before_link = head.end_text, head.end_link
    return records


def continues(layout: Layout, last: Group, group: Group) -> bool:
    """Tell whether a template split one list into equal blocks (every five rows a `ul`)."""
    before, after = last.end_place, group.place
    if before.tag in _ROWS:
        return False
    if before is after or before.parent is None or after.parent is None:
        return False
    same_parent = before.parent is after.parent
    cousins = before.parent.parent is after.parent.parent and _shape(before.parent) == _shape(
        after.parent
    )
    if not (same_parent or cousins):
        return False
    return bool(_BETWEEN.match(layout.text(before.end_text, after.first_text)))


def goes_on_beside(layout: Layout, group: Group) -> bool:
    """Tell whether a block like the list's, with links, stands right beside it."""
    above = group.place.parent
    beside = () if above is None else above.children
    whole = [Group(place=one, records=[_whole(one)]) for one in beside if one.links]
    return any(
        _shape(before.place) == _shape(after.place)
        and group.place in {before.place, after.place}
        and continues(layout, before, after)
        for before, after in pairwise(whole)
    )


def _shape(block: Block) -> tuple[str, str]:
    return block.tag, without_digits(block.hints)


@lru_cache(maxsize=2048)
def _without_sides(hints: str) -> str:
    """Give a list's names as both of its columns have them; of boxes, left and right are apart."""
    return _SIDES.sub("", hints)
