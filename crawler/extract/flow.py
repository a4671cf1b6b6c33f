"""Lay a page's visible text out in one string, knowing for each place the element it stands in."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import IntFlag

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.extract.dom import HIDDEN_TAGS, INLINE_TAGS


class Zone(IntFlag):
    """What a piece of text stands in; pieces inherit it from their elements."""

    PLAIN = 0
    LINK = 1
    FOOT = 2
    SIDE = 4
    TABLE = 8
    ITEM = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """The visible text, blocks apart by line ends; `starts`, `nodes` and `zones` run parallel."""

    text: str
    starts: tuple[int, ...]
    nodes: tuple[LexborNode, ...]
    zones: tuple[Zone, ...]

    def zone_at(self, place: int) -> Zone:
        """Give the zone of the text at this place."""
        return self.zones[bisect_right(self.starts, place) - 1]

    def node_at(self, place: int) -> LexborNode:
        """Give the element that the text at this place stands in."""
        node = self.nodes[bisect_right(self.starts, place) - 1]
        return node.parent or node

    def piece_at(self, place: int) -> str:
        """Give the stretch of text in one element that holds this place."""
        index = bisect_right(self.starts, place) - 1
        following = self.starts[index + 1] if index + 1 < len(self.starts) else len(self.text)
        return self.text[self.starts[index] : following].strip()

    def line_at(self, start: int, end: int) -> tuple[int, int]:
        """Give the bounds of the block that holds this stretch."""
        return self.text.rfind("\n", 0, start) + 1, _or_end(self.text, end)


def _or_end(text: str, place: int) -> int:
    found = text.find("\n", place)
    return len(text) if found < 0 else found


_ZONE_TAGS = {
    "a": Zone.LINK,
    "footer": Zone.FOOT,
    "aside": Zone.SIDE,
    "nav": Zone.SIDE,
    "table": Zone.TABLE,
    "li": Zone.ITEM,
    "dd": Zone.ITEM,
    "option": Zone.LINK,
}
_NAMED_ZONES = re.compile(
    r"(?P<foot>(?:\A|[\s_-])(?:foot|copyright|siteinfo))"
    r"|(?P<side>(?:\A|[\s_-])(?:side|aside|relat|recommend|hotnews|xgxw|xgwz|xgyd|xglj|comment"
    r"|respond|breadcrumb|menu|nav(?:bar|i)?(?=\Z|[\s_-])|navbar|prevnext|friendlink))",
    re.IGNORECASE,
)
_NAMED_TAGS = frozenset({"div", "section", "ul", "ol", "dl", "table", "td", "p", "header"})
_WHITE = re.compile(r"[ \t\r\n\f\u200b\ufeff]+")


def lay_out(tree: LexborHTMLParser) -> Flow:
    """Lay out the body of a page, in one walk."""
    writer = _Writer()
    if tree.body is not None:
        _walk(tree.body, writer)
    return writer.flow(tree.body)


class _Writer:
    """Gathers text in document order, folding white space as a browser does."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.starts: list[int] = []
        self.nodes: list[LexborNode] = []
        self.zones: list[Zone] = []
        self.blank = True

    def write(self, node: LexborNode, zone: Zone) -> None:
        text = _WHITE.sub(" ", node.text_content or "")
        if self.blank:
            text = text.lstrip(" ")
        if not text:
            return
        self.starts.append(self.length)
        self.nodes.append(node)
        self.zones.append(zone)
        self.parts.append(text)
        self.length += len(text)
        self.blank = text.endswith(" ")

    def break_line(self) -> None:
        if self.parts and self.parts[-1] != "\n":
            self.parts.append("\n")
            self.length += 1
        self.blank = True

    def flow(self, body: LexborNode | None) -> Flow:
        starts, nodes, zones = self.starts, self.nodes, self.zones
        if not starts and body is not None:
            starts, nodes, zones = [0], [body], [Zone.PLAIN]
        return Flow(
            text="".join(self.parts),
            starts=tuple(starts),
            nodes=tuple(nodes),
            zones=tuple(zones),
        )


def _walk(body: LexborNode, writer: _Writer) -> None:
    """Visit every element without recursion: trees of hostile pages are deep."""
    stack: list[tuple[LexborNode, Zone] | None] = [(body, Zone.PLAIN)]
    while stack:
        step = stack.pop()
        if step is None:
            writer.break_line()
            continue
        node, zone = step
        tag = node.tag
        if tag == "-text":
            writer.write(node, zone)
        elif tag is not None and tag not in HIDDEN_TAGS:
            if tag not in INLINE_TAGS:
                writer.break_line()
                stack.append(None)
            inner = zone | _zone_of(node, tag)
            children = list(node.iter(include_text=True))
            stack.extend((child, inner) for child in reversed(children))


def _zone_of(node: LexborNode, tag: str) -> Zone:
    zone = _ZONE_TAGS.get(tag, Zone.PLAIN)
    if tag not in _NAMED_TAGS:
        return zone
    attributes = node.attributes
    if not attributes:
        return zone
    name = f"{attributes.get('id') or ''} {attributes.get('class') or ''}"
    match = _NAMED_ZONES.search(name) if name != " " else None
    if match is None:
        return zone
    return zone | (Zone.FOOT if match["foot"] else Zone.SIDE)
