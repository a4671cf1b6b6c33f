"""Give the names that stand above a link: the menus and headings that it belongs to (层级)."""

import re
from collections.abc import Iterator, Sequence

from crawler.extract.page.blocks import Block
from crawler.extract.page.layout import Layout
from crawler.extract.page.markup import attributes_of
from schema.types.column_names import ColumnNames

LONGEST_NAME = 14
_DEEPEST, _MOST_STEPS = 5, 14
_HEADS = frozenset(
    {"a", "span", "h2", "h3", "h4", "h5", "h6", "dt", "p", "strong", "b", "em", "i", "font"}
)
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "dt", "strong", "b"})
_LISTS = frozenset({"ul", "ol", "dl", "dd", "table", "div", "section", "nav"})
_BOXES = frozenset({"div", "li", "td", "dt"})
_EDGES = "·>》»+-【】[]|：: "
_POINTS = re.compile(r"[A-Za-z][\w-]+")
_NUMBERED = re.compile(r"(?P<stem>.*?[A-Za-z_-])_?(?P<number>\d{1,3})\Z")
_MAY_POINT = re.compile(r"onmouse|onclick|data-|rel=|#[\w-]|aria-")
_POINTING = re.compile(r"\A(?:on(?:mouse\w+|click)|data-[\w-]+|rel|aria-(?:controls|owns)|href)\Z")
_PAIR, _MOST_STEMS = 2, 60
_REACH = 40
"""Siblings before a list among which its heading is looked for."""


class Crumbs:
    """Knows the names above each link of a page; panels named by id belong to their entry."""

    def __init__(self, layout: Layout, names: ColumnNames) -> None:
        self._layout = layout
        self._more = frozenset(names.more)
        self._silent = frozenset(names.more) | frozenset(names.no_column)
        self._panel = re.compile("|".join(map(re.escape, names.panel_hints)))
        self._above = _panels(layout, self._panel)
        self._places: dict[int, int] = {}

    def of(self, block: Block) -> tuple[str, ...]:
        """Give the names above the link that a block is, the outermost first."""
        own = self._layout.text_of(block)
        names: list[str] = []
        for name in self._upward(block):
            if name != own and name not in names:
                names.append(name)
            if len(names) >= _DEEPEST:
                break
        return tuple(reversed(names))

    def _upward(self, block: Block) -> Iterator[str]:
        here: Block = block
        for _ in range(_MOST_STEPS):
            entry = self._above.get(id(here))
            if entry is not None:
                yield from filter(None, [self._name(entry)])
                here = entry
                continue
            head = self._head_of(here)
            if head is not None:
                name = self._name(head)
                if name:
                    yield name
            if here.parent is None:
                return
            here = here.parent

    def _name(self, block: Block) -> str:
        """Give a heading's name: its text without a 更多 link, else its picture's."""
        name = _flat(self._layout.text_of(block))
        if block.links == 1:
            anchor = self._layout.anchors[block.first_link]
            link = _flat(anchor.text)
            if not name:
                name = _flat(anchor.title or anchor.picture)
            elif link.lower() in self._more:
                name = name.removeprefix(link).removesuffix(link).strip(_EDGES)
        if not 2 <= len(name) <= LONGEST_NAME or name.lower() in self._silent:  # noqa: PLR2004
            return ""
        return name if any(sign.isalpha() for sign in name) else ""

    def _head_of(self, block: Block) -> Block | None:
        """Find the heading of the list that a block is: the sibling before it."""
        head = self._before(block)
        if head is None or head.links > 1 or "logo" in head.hints:
            return None
        if block.tag == "a":
            return head if head.tag in _HEADINGS else None
        if block.tag not in _LISTS or block.links == 0:
            return None
        if head.tag in _HEADS:
            return head
        drops = block.tag in {"ul", "ol", "dl"} or self._panel.search(block.hints) is not None
        alike = head.tag == block.tag and head.hints == block.hints
        return head if head.tag in _BOXES and drops and not alike else None

    def _before(self, block: Block) -> Block | None:
        """Give what stands before a block; links and `dd` in a row share what is before them."""
        if block.parent is None or block.tag in {"li", "tr", "td"}:
            return None
        siblings = block.parent.children
        place = self._place_of(block, siblings)
        for one in reversed(siblings[max(0, place - _REACH) : place]):
            if not self._is_blank(one) and not (block.tag in {"a", "dd"} and one.tag == block.tag):
                return one
        return None

    def _place_of(self, block: Block, siblings: Sequence[Block]) -> int:
        """Give a block's place among its siblings, each family counted once."""
        if id(block) not in self._places:
            self._places.update((id(one), n) for n, one in enumerate(siblings))
        return self._places[id(block)]

    def _is_blank(self, block: Block) -> bool:
        return block.links == 0 and self._layout.is_blank(block.first_text, block.end_text)


def _flat(text: str) -> str:
    return "".join(text.split()).strip(_EDGES)


def _panels(layout: Layout, panel: re.Pattern[str]) -> dict[int, Block]:
    """Give for each panel (by its identity) the entry that opens it, by id or by number."""
    boxes: dict[str, Block] = {}
    for block in layout.blocks:
        if block.links and "id=" in block.written:
            name = attributes_of(block.written).get("id", "")
            if name:
                boxes.setdefault(name, block)
    if not boxes:
        return {}
    found = _pointed(layout, boxes)
    for entry, box in _numbered(boxes, panel):
        found.setdefault(id(box), entry)
    return found


def _pointed(layout: Layout, boxes: dict[str, Block]) -> dict[int, Block]:
    """Follow what an entry's attributes name: `show('sub1')`, `data-target="#sub1"`, `#sub1`."""
    found: dict[int, Block] = {}
    for block in layout.blocks:
        if block.links <= 1 and _MAY_POINT.search(block.written):
            for word in _pointing_words(block):
                box = boxes.get(word)
                if box is not None and not _holds(box, block) and not _holds(block, box):
                    found.setdefault(id(box), block)
    return found


def _pointing_words(block: Block) -> Iterator[str]:
    for key, value in attributes_of(block.written).items():
        if _POINTING.match(key) and (key != "href" or "#" in value):
            yield from _POINTS.findall(value)


def _numbered(boxes: dict[str, Block], panel: re.Pattern[str]) -> Iterator[tuple[Block, Block]]:
    """Pair `nav1, nav2, …` with `subnav1, subnav2, …`: their script puts the number together."""
    stems: dict[str, dict[str, Block]] = {}
    for name, box in boxes.items():
        found = _NUMBERED.match(name)
        if found:
            stems.setdefault(found["stem"], {})[found["number"]] = box
    if len(stems) > _MOST_STEMS:
        return
    for lower, dropped in stems.items():
        if not panel.search(lower.lower()):
            continue
        for upper, entries in stems.items():
            pairs = [(entries[n], dropped[n]) for n in dropped if n in entries]
            single = all(entry.links == 1 and not _holds(entry, box) for entry, box in pairs)
            if (
                upper != lower
                and len(pairs) >= _PAIR
                and single
                and not panel.search(upper.lower())
            ):
                yield from pairs


def _holds(outer: Block, inner: Block) -> bool:
    return outer.first_block <= inner.first_block < outer.end_block
