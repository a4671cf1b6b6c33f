"""Lay a page out once, in one walk over its markup: all readers share blocks, links and text."""

import re
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser

from crawler.extract.page.anchors import add_picture, anchor_of, is_clicked
from crawler.extract.page.blocks import Block
from crawler.extract.page.dom import FALLBACK_TAGS, HIDDEN_TAGS, INLINE_TAGS
from crawler.extract.page.flow import Flow, FlowWriter, Zone
from crawler.extract.page.language import stated_language
from crawler.extract.page.layout import Layout, Script
from crawler.extract.page.marks import NO_MARKS, Marks, marks_in, marks_of
from crawler.extract.page.markup import (
    RAW_TAGS,
    VOID_TAGS,
    attributes_of,
    has_attribute,
    plain,
    tokens,
)
from crawler.extract.page.script_writes import written_by

_MAX_DEPTH = 150
"""Deeper elements are hung on the ancestor at this depth, so that walks up a page stay short."""

_WHITE = re.compile(r"[\s\u200b\ufeff]+")
_BLANKS = re.compile(" {2,}")
_FLOW_WHITE = re.compile(r"[ \t\r\n\f\u200b\ufeff]+")

_RIGHT, _LEFT = "\u200f", "\u200e"
"""Marks of direction: Arabic and Hebrew pages have them between the figures of a day."""

_SPACE = " \t\r\n\f"
_CLICKED = frozenset({"li", "tr", "td", "div", "dl", "p", "span"})
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

_Facts = tuple[bool, bool, bool, bool, int, bool, bool]
"""What is known of a tag: hidden, void, inline, left out, its zone, may name one, is clicked."""

_UNKNOWN: _Facts = (False, False, False, False, Zone.PLAIN, False, False)
_FACTS: dict[str, _Facts] = {
    name: (
        name in HIDDEN_TAGS,
        name in VOID_TAGS,
        name in INLINE_TAGS,
        name in _LEFT_OUT,
        _ZONE_TAGS.get(name, Zone.PLAIN),
        name in _NAMED_TAGS,
        name in _CLICKED,
    )
    for name in (HIDDEN_TAGS | VOID_TAGS | INLINE_TAGS | _LEFT_OUT | _NAMED_TAGS | _CLICKED)
    | _ZONE_TAGS.keys()
}

_Open = tuple[str, Block, Block | None, int, bool, bool]
"""An open element: name, block, the block that holds what is inside, zone, left out, inline."""


def lay_blocks(tree: LexborHTMLParser) -> Layout:
    """Lay a page out; the readers of one page share what this gives."""
    return _lay(tree)


def lay_out(tree: LexborHTMLParser) -> Flow:
    """Give the visible text of a page."""
    return _lay(tree).flow


@lru_cache(maxsize=2)
def _lay(tree: LexborHTMLParser) -> Layout:
    return _Walk(tree).run()


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
        self.asides: dict[tuple[Block | None, str], int] = {}
        self.flow = FlowWriter()

    def run(self) -> Layout:
        layout = self.layout
        for name, written, text in tokens(layout.source):
            if name[:1] == "/":
                self._end(name[1:])
            elif name:
                self._begin(name, written, text)
                if name in FALLBACK_TAGS:
                    continue
            if text and self.open and not self.hidden:
                self._write(text)
        while self.open:
            self._end(self.open[-1][0])
        body = layout.blocks[0] if layout.blocks else None
        layout.flow = self.flow.flow(body, stated_language(layout.source))
        return layout

    def _begin(self, name: str, written: str, text: str) -> None:
        self.layout.tags.add(name)
        facts = _FACTS.get(name, _UNKNOWN)
        if name in _NOTED and not self.template and (name != "a" or self.hidden):
            self._note(name, written, text)
        if self.hidden or facts[0]:
            if name == "script" and self.open and not self.hidden:
                self._write_for(written, text)
            if not facts[1]:
                self.hidden += 1
            if name == "template" and not self.template:
                self.template = self.hidden
        elif self.open or name == "body":
            self._enter(name, written, facts)

    def _write_for(self, written: str, text: str) -> None:
        """Write what a script surely writes in its place."""
        said = written_by(written, text)
        if said:
            self._write(said)

    def _note(self, name: str, written: str, text: str) -> None:
        """Note an element; the title of a drawing is not the page's."""
        if name != "title" or all(opened[0] != "svg" for opened in self.open):
            _note(self.layout, name, written, text)

    def _enter(self, name: str, written: str, facts: _Facts) -> None:
        _, void, inline, left_out, zone, named, clicked = facts
        above: Block | None = None
        box: Block | None = None
        if self.open:
            _, above, box, outer, above_left_out, _ = self.open[-1]
            left_out = left_out or above_left_out
            zone |= outer
        if not (inline or self.flow.fresh):
            self.flow.break_line()
        attributes = attributes_of(written) if name == "a" else None
        if attributes is None:
            marks = marks_of(name, written) if written else NO_MARKS
        else:
            marks = marks_in(attributes)
        if named:
            zone |= marks.zone
        if left_out:
            block = self._aside(name, written, marks, above)
            self.layout.linked += attributes is not None and "href" in attributes
        else:
            block = self._add(name, written, marks, box, inline=inline)
            if attributes is not None:
                self._link(block, attributes)
            elif written and (clicked or name == "img"):
                self._act(block, box)
        if not void:
            inner = box if block.hung or left_out else block
            self.open.append((name, block, inner, zone, left_out, inline))
        elif not left_out and not block.hung:
            _close(self.layout, block, inline=inline)

    def _end(self, name: str) -> None:
        if self.hidden:
            if name not in VOID_TAGS:
                self.hidden -= 1
                self.template = self.template if self.hidden >= self.template else 0
            return
        if not self.open or self.open[-1][0] != name:
            return
        _, block, box, _, left_out, inline = self.open.pop()
        if not (inline or self.flow.fresh):
            self.flow.break_line()
        if left_out:
            return
        if not block.hung:
            _close(self.layout, block, inline=inline)
        else:
            self._leave(block, box, inline=inline)

    def _leave(self, block: Block, box: Block | None, *, inline: bool) -> None:
        """End a block that hangs on another: what is behind it is kept apart all the same."""
        _read_link(self.layout, block, len(self.texts))
        if box is not None and not inline:
            self.texts.append("\n")
            self.text_owners.append(box)

    def _write(self, text: str) -> None:
        name, own, box, zone, left_out, _ = self.open[-1]
        if "&" in text and name not in RAW_TAGS:
            text = plain(text)
        if text.isspace() and not text.strip(_SPACE):
            folded, piece = " ", "\n" if text == "\n" else " "
        elif text.isprintable():  # of white space it holds blanks alone
            folded = piece = text if "  " not in text else _BLANKS.sub(" ", text)
        else:
            if _RIGHT in text or _LEFT in text:
                text = text.replace(_RIGHT, "").replace(_LEFT, "")
            folded = _FLOW_WHITE.sub(" ", text)
            piece = _WHITE.sub(" ", folded)
        if box is not None and not left_out:
            self.texts.append(piece)
            self.text_owners.append(box)
        self.flow.write(folded, own, zone)

    def _add(
        self, name: str, written: str, marks: Marks, box: Block | None, *, inline: bool
    ) -> Block:
        """Add a block; what stands around it is kept apart by lines."""
        texts, anchors, blocks = self.texts, self.layout.anchors, self.layout.blocks
        hidden = False  # a body that hides itself waits for the page's scripts
        if box is not None:
            hidden = marks.hidden or box.hidden
            if not inline:
                texts.append("\n")
                self.text_owners.append(box)
        hung = len(self.open) >= _MAX_DEPTH
        block = Block(
            name, marks.hints, written, box, len(texts), len(anchors), len(blocks), hidden, hung
        )
        blocks.append(block)
        if box is not None:
            box.take(block)
        if hung:
            block.end_text, block.end_block = block.first_text, len(blocks)
            block.end_link = block.first_link
        return block

    def _act(self, block: Block, box: Block | None) -> None:
        """Add what a click on a block opens, or the picture that it shows to a link."""
        if block.tag != "img":
            if is_clicked(block.written):
                self._link(block, attributes_of(block.written))
        elif self.layout.anchors:
            add_picture(self.layout.anchors[-1], box, block.written)

    def _link(self, block: Block, attributes: dict[str, str]) -> None:
        """Add the link that a block is."""
        self.layout.linked += block.tag == "a" and "href" in attributes
        self.layout.anchors.append(anchor_of(block, attributes))
        if block.hung:
            block.end_link = len(self.layout.anchors)

    def _aside(self, name: str, written: str, marks: Marks, above: Block | None) -> Block:
        """Make a block that only the flow knows, counted among its like."""
        block = Block(name, marks.hints, written, above, 0, 0, 0)
        key = (above, name)
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


def _close(layout: Layout, block: Block, *, inline: bool) -> None:
    end = block.end_text = len(layout.texts)
    block.end_link, block.end_block = len(layout.anchors), len(layout.blocks)
    if block.end_link > block.first_link:
        _read_link(layout, block, end)
    if not inline and block.parent is not None:
        layout.texts.append("\n")
        layout.owners.append(block.parent)


def _read_link(layout: Layout, block: Block, end: int) -> None:
    """Give the link that a block is its text."""
    if block.first_link < len(layout.anchors):
        anchor = layout.anchors[block.first_link]
        if anchor.block is block:
            anchor.text = layout.text(block.first_text, end)
