"""Lay a page out once, in one walk over its markup: all readers share blocks, links and text."""

import re
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser

from crawler.extract.blocks import Anchor, Block, Layout, Script
from crawler.extract.dom import HIDDEN_TAGS, INLINE_TAGS, fold_space
from crawler.extract.flow import Flow, Zone
from crawler.extract.marks import NO_MARKS, Marks, marks_of
from crawler.extract.markup import VOID_TAGS, attributes_of, has_attribute, plain, tokens

_MAX_DEPTH = 150
"""Deeper elements are hung on the ancestor at this depth, so that walks up a page stay short."""

_WHITE = re.compile(r"[\s\u200b\ufeff]+")
_BLANKS = re.compile(" {2,}")
_FLOW_WHITE = re.compile(r"[ \t\r\n\f\u200b\ufeff]+")

_CLICKED = frozenset({"li", "tr", "td", "div", "dl", "p", "span"})
_ONCLICK = re.compile(
    r"""(?:location(?:\.href)?\s*=|location\.(?:assign|replace)\(|window\.open\()\s*["']([^"'\s]+)["']""",
)
_LEFT_OUT = frozenset({"select", "textarea", "object", "svg", "button"})
"""Elements whose text is seen but belongs to no list and no letter."""

_PICTURES = frozenset({"img", "object", "embed", "video", "canvas", "svg"})
_NOTED = _PICTURES | {"a", "script", "meta", "title"}
_ZONE_TAGS: dict[str, int] = {
    "a": Zone.LINK,
    "footer": Zone.FOOT,
    "aside": Zone.SIDE,
    "nav": Zone.SIDE,
    "table": Zone.TABLE,
    "li": Zone.ITEM,
    "dd": Zone.ITEM,
    "option": Zone.LINK,
}
_NAMED_TAGS = frozenset({"div", "section", "ul", "ol", "dl", "table", "td", "p", "header"})

_Open = tuple[str, Block, Block | None, int, bool]
"""An open element: name, block, the block that holds what is inside, zone, whether left out."""


def lay_blocks(tree: LexborHTMLParser) -> Layout:
    """Lay a page out; the readers of one page share what this gives."""
    return _lay(tree)


def lay_out(tree: LexborHTMLParser) -> Flow:
    """Give the visible text of a page."""
    return _lay(tree).flow


@lru_cache(maxsize=2)
def _lay(tree: LexborHTMLParser) -> Layout:
    return _Walk(tree).run()


class _FlowWriter:
    """Gathers the visible text in document order, folding white space as a browser does."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.starts: list[int] = []
        self.owners: list[Block] = []
        self.zones: list[int] = []
        self.blank = True

    def write(self, text: str, owner: Block, zone: int) -> None:
        if self.blank:
            text = text.lstrip(" ")
            if not text:
                return
        self.starts.append(self.length)
        self.owners.append(owner)
        self.zones.append(zone)
        self.parts.append(text)
        self.length += len(text)
        self.blank = text[-1] == " "

    def break_line(self) -> None:
        if self.parts and self.parts[-1] != "\n":
            self.parts.append("\n")
            self.length += 1
        self.blank = True

    def flow(self, body: Block | None) -> Flow:
        starts, owners, zones = self.starts, self.owners, self.zones
        if not starts and body is not None:
            starts, owners, zones = [0], [body], [Zone.PLAIN]
        return Flow(text="".join(self.parts), starts=starts, owners=owners, zones=zones)


class _Walk:
    """Reads the tags in order; `open` holds the elements of the body that the place is in."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        self.layout = Layout(tree=tree, source=tree.html or "")
        self.texts, self.text_owners = self.layout.texts, self.layout.owners
        self.open: list[_Open] = []
        self.hidden = 0
        """Elements open inside one that nobody sees, itself included."""
        self.template = 0
        """How many of them were open when a template began: its content is no part of the page."""
        self.asides: dict[tuple[int, str], int] = {}
        self.flow = _FlowWriter()

    def run(self) -> Layout:
        layout = self.layout
        for name, written, text in tokens(layout.source):
            if name[:1] == "/":
                self._end(name[1:])
            elif name:
                self._begin(name, written, text)
            if text and self.open and not self.hidden:
                self._write(text)
        while self.open:
            self._end(self.open[-1][0])
        layout.flow = self.flow.flow(layout.blocks[0] if layout.blocks else None)
        return layout

    def _begin(self, name: str, written: str, text: str) -> None:
        self.layout.tags.add(name)
        if name in _NOTED and not self.template and (name != "a" or self.hidden):
            _note(self.layout, name, written, text)
        if self.hidden or name in HIDDEN_TAGS:
            if name not in VOID_TAGS:
                self.hidden += 1
            if name == "template" and not self.template:
                self.template = self.hidden
        elif self.open or name == "body":
            self._enter(name, written)

    def _enter(self, name: str, written: str) -> None:
        above: Block | None = None
        box: Block | None = None
        zone, left_out = Zone.PLAIN + 0, name in _LEFT_OUT
        if self.open:
            _, above, box, zone, above_left_out = self.open[-1]
            left_out = left_out or above_left_out
        inline = name in INLINE_TAGS
        if not inline:
            self.flow.break_line()
        marks = marks_of(name, written) if written else NO_MARKS
        zone |= _ZONE_TAGS.get(name, 0) | (marks.zone if name in _NAMED_TAGS else 0)
        if left_out:
            block = self._aside(name, written, marks, above)
            self.layout.linked += name == "a" and has_attribute(written, "href")
        else:
            block = self._add(name, written, marks, box)
        if name not in VOID_TAGS:
            inner = box if block.hung or left_out else block
            self.open.append((name, block, inner, zone, left_out))
            return
        if not left_out and not block.hung:
            _close(self.layout, block)
        if not inline:
            self.flow.break_line()

    def _end(self, name: str) -> None:
        if self.hidden:
            if name not in VOID_TAGS:
                self.hidden -= 1
                self.template = self.template if self.hidden >= self.template else 0
            return
        if not self.open or self.open[-1][0] != name:
            return
        _, block, _, _, left_out = self.open.pop()
        if name not in INLINE_TAGS:
            self.flow.break_line()
        if not left_out and not block.hung:
            _close(self.layout, block)

    def _write(self, text: str) -> None:
        _, own, box, zone, left_out = self.open[-1]
        if "&" in text:
            text = plain(text)
        if text.isspace() and text.isascii():
            folded, piece = " ", "\n" if text == "\n" else " "
        elif text.isprintable():  # of white space it holds blanks alone
            folded = piece = text if "  " not in text else _BLANKS.sub(" ", text)
        else:
            folded = _FLOW_WHITE.sub(" ", text)
            piece = _WHITE.sub(" ", folded)
        if box is not None and not left_out:
            self.texts.append(piece)
            self.text_owners.append(box)
        self.flow.write(folded, own, zone)

    def _add(self, name: str, written: str, marks: Marks, box: Block | None) -> Block:
        """Add a block; what stands around it is kept apart by lines."""
        layout = self.layout
        texts, anchors, blocks = self.texts, layout.anchors, layout.blocks
        if box is not None and name not in INLINE_TAGS:
            texts.append("\n")
            self.text_owners.append(box)
        hidden = marks.hidden or (box is not None and box.hidden)
        hung = len(self.open) >= _MAX_DEPTH
        block = Block(
            name, marks.hints, written, box, len(texts), len(anchors), len(blocks), hidden, hung
        )
        blocks.append(block)
        if box is not None:
            box.children.append(block)
        if name == "a" or (name in _CLICKED and _is_clicked(written)):
            attributes = attributes_of(written)
            layout.linked += name == "a" and "href" in attributes
            layout.anchors.append(_anchor(block, attributes))
        elif name == "img" and layout.anchors:
            _add_picture(layout.anchors[-1], box, written)
        if hung:
            block.end_text, block.end_link = len(layout.texts), len(layout.anchors)
            block.end_block = len(layout.blocks)
        return block

    def _aside(self, name: str, written: str, marks: Marks, above: Block | None) -> Block:
        """Make a block that only the flow knows, counted among its like."""
        block = Block(name, marks.hints, written, above, 0, 0, 0)
        key = (id(above), name)
        self.asides[key] = block.numbered = self.asides.get(key, 0) + 1
        return block


def _note(layout: Layout, name: str, written: str, text: str) -> None:
    """Keep what readers ask of elements that nobody sees or that stand anywhere."""
    if name == "a":
        layout.linked += has_attribute(written, "href")
    elif name == "script":
        layout.scripts.append(Script(written, text))
    elif name == "meta":
        layout.metas.append(written)
    elif name != "title":
        layout.pictured += 1
    elif layout.title is None:
        layout.title = plain(text)


def _close(layout: Layout, block: Block) -> None:
    block.end_text, block.end_link = len(layout.texts), len(layout.anchors)
    block.end_block = len(layout.blocks)
    if block.end_link > block.first_link:
        anchor = layout.anchors[block.first_link]
        if anchor.block is block:
            anchor.text = layout.text(block.first_text, block.end_text)
    if block.parent is not None and block.tag not in INLINE_TAGS:
        layout.texts.append("\n")
        layout.owners.append(block.parent)


def _is_clicked(written: str) -> bool:
    return has_attribute(written, "onclick")


def _anchor(block: Block, attributes: dict[str, str]) -> Anchor:
    href = attributes.get("href", "").strip()
    if not href or href[0] == "#" or href[:11].lower() == "javascript:":
        clicked = _ONCLICK.search(f"{href} {attributes.get('onclick', '')}")
        href = clicked.group(1) if clicked else href
    title = attributes.get("title")
    return Anchor(block, href or None, fold_space(title) if title else "")


def _add_picture(anchor: Anchor, box: Block | None, written: str) -> None:
    here = box
    while here is not None and here is not anchor.block and here.tag != "a":
        here = here.parent
    if here is not anchor.block:
        return
    found = attributes_of(written)
    text = found.get("alt") or found.get("title") or ""
    if text.strip():
        anchor.picture = fold_space(text)
