"""A light copy of the page's tree in which every block knows its text and its links by range."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.extract.dom import HIDDEN_TAGS, INLINE_TAGS, fold_space

_MAX_DEPTH = 150
"""Deeper elements are hung on the ancestor at this depth, so that recursion stays safe."""

_WHITE = re.compile(r"[\s\u200b\ufeff]+")
_CLICKED = frozenset({"li", "tr", "td", "div", "dl", "p", "span"})
_ONCLICK = re.compile(
    r"""(?:location(?:\.href)?\s*=|location\.(?:assign|replace)\(|window\.open\()\s*["']([^"'\s]+)["']""",
)
_SKIPPED = HIDDEN_TAGS | {"select", "textarea", "object", "svg", "button"}


@dataclass(slots=True)
class Block:
    """An element; `first_text:end_text` and `first_link:end_link` are its ranges in the layout."""

    node: LexborNode
    tag: str
    hints: str
    """Lower-case id and class."""
    parent: "Block | None"
    place: int
    """Position among the siblings of the same tag, from 1."""
    first_text: int
    first_link: int
    end_text: int = 0
    end_link: int = 0
    children: list["Block"] = field(default_factory=list)
    hidden: bool = False

    @property
    def links(self) -> int:
        """Count the links inside."""
        return self.end_link - self.first_link


@dataclass(slots=True)
class Anchor:
    """A link: its block, its title attribute and its folded text, filled in by `lay_blocks`."""

    block: Block
    href: str | None
    title: str
    text: str = ""
    picture: str = ""
    """The alternative text of a picture inside."""


@dataclass(slots=True)
class Layout:
    """Every block in document order, the pieces of text, and the links; blocks are lines apart."""

    blocks: list[Block] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    owners: list[Block] = field(default_factory=list)
    """The block that each piece of text stands in."""
    anchors: list[Anchor] = field(default_factory=list)
    places: dict[tuple[int, str], int] = field(default_factory=dict)

    def next_place(self, parent: Block | None, tag: str) -> int:
        """Count the siblings of one tag while the tree is copied."""
        key = (id(parent), tag)
        self.places[key] = self.places.get(key, 0) + 1
        return self.places[key]

    def text(self, first: int, end: int) -> str:
        """Give the visible text of a range, white space folded."""
        return fold_space("".join(self.texts[first:end]))

    def text_of(self, block: Block) -> str:
        """Give the visible text of a block."""
        return self.text(block.first_text, block.end_text)


@lru_cache(maxsize=1)
def lay_blocks(tree: LexborHTMLParser) -> Layout:
    """Copy the body of a page, in one walk without recursion; the readers of one page share it."""
    layout = Layout()
    body = tree.body
    if body is None:
        return layout
    open_blocks: list[Block] = []
    stack: list[tuple[LexborNode, int] | Block] = [(body, 0)]
    while stack:
        step = stack.pop()
        if isinstance(step, Block):
            _close(step, layout)
            while open_blocks and open_blocks[-1] is not step:
                open_blocks.pop()
            open_blocks.pop()
            continue
        node, depth = step
        tag = node.tag or ""
        if tag == "-text":
            _write(layout, open_blocks[-1], node.text_content or "")
        elif tag not in _SKIPPED and not tag.startswith("-"):
            block = _open(layout, open_blocks[-1] if open_blocks else None, node, tag)
            if depth < _MAX_DEPTH:
                open_blocks.append(block)
                stack.append(block)
            else:
                block.end_text, block.end_link = len(layout.texts), len(layout.anchors)
            children = list(node.iter(include_text=True))
            stack.extend((child, depth + 1) for child in reversed(children))
    return layout


def _write(layout: Layout, owner: Block, text: str) -> None:
    layout.texts.append(text if text == "\n" else _WHITE.sub(" ", text))
    layout.owners.append(owner)


def _open(layout: Layout, parent: Block | None, node: LexborNode, tag: str) -> Block:
    if tag not in INLINE_TAGS and parent is not None:
        _write(layout, parent, "\n")
    attributes = node.attributes
    hints, hidden = "", False
    if attributes:
        hints = f"{attributes.get('id') or ''} {attributes.get('class') or ''}".strip().lower()
        style = (attributes.get("style") or "").replace(" ", "").lower()
        hidden = "display:none" in style or "hidden" in attributes
    block = Block(
        node=node,
        tag=tag,
        hints=hints,
        parent=parent,
        place=layout.next_place(parent, tag),
        first_text=len(layout.texts),
        first_link=len(layout.anchors),
        hidden=hidden or (parent is not None and parent.hidden),
    )
    layout.blocks.append(block)
    if parent is not None:
        parent.children.append(block)
    if tag == "a" or (attributes and "onclick" in attributes and tag in _CLICKED):
        _add_anchor(layout, block, attributes)
    elif tag == "img" and layout.anchors and attributes:
        _add_picture(layout, parent, attributes.get("alt") or attributes.get("title") or "")
    return block


def _add_anchor(layout: Layout, block: Block, attributes: dict[str, str | None]) -> None:
    href = (attributes.get("href") or "").strip()
    if not href or href.startswith("#") or href.lower().startswith("javascript:"):
        clicked = _ONCLICK.search(f"{href} {attributes.get('onclick') or ''}")
        href = clicked.group(1) if clicked else href
    title = fold_space(attributes.get("title") or "")
    layout.anchors.append(Anchor(block=block, href=href or None, title=title))


def _add_picture(layout: Layout, parent: Block | None, text: str) -> None:
    anchor = layout.anchors[-1]
    here = parent
    while here is not None and here is not anchor.block and here.tag != "a":
        here = here.parent
    if here is anchor.block and text.strip():
        anchor.picture = fold_space(text)


def _close(block: Block, layout: Layout) -> None:
    block.end_text, block.end_link = len(layout.texts), len(layout.anchors)
    if block.end_link > block.first_link and layout.anchors[block.first_link].block is block:
        layout.anchors[block.first_link].text = layout.text(block.first_text, block.end_text)
    if block.tag not in INLINE_TAGS and block.parent is not None:
        _write(layout, block.parent, "\n")
