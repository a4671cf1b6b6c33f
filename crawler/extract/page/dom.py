"""Parse a page once, and give its nodes' visible text and their place in the page."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.extract.page.bounds import bounded
from crawler.extract.text.urls import resolve

HIDDEN_TAGS = frozenset({"script", "style", "noscript", "template", "head", "title", "-comment"})
"""Elements whose text nobody sees."""

FALLBACK_TAGS = frozenset({"iframe", "noembed", "noframes"})
"""Elements whose text is shown by no browser of today; the elements are."""

INLINE_TAGS = frozenset(
    {
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "publishtime",
    }
)
"""Elements that do not break the line; the text before and after them is read as one."""

_SPACE = re.compile(r"\s+")
_ODD = re.compile(r"[^\w-]")
_ID = re.compile(r"[A-Za-z_][\w-]*\Z", re.ASCII)


def parse(text: str) -> LexborHTMLParser:
    """Parse a page as a browser does; any text gives a tree, one beyond all bounds a part of it."""
    return parse_bounded(bounded(text)[0])


def parse_bounded(text: str) -> LexborHTMLParser:
    """Parse what `bounds.bounded` gave: to bound it again would cost as much as the parsing."""
    return LexborHTMLParser(text)


def fold_space(text: str) -> str:
    """Fold each run of white space into one blank and strip the ends."""
    return _SPACE.sub(" ", text).strip()


def text_of(node: LexborNode | None) -> str:
    """Give a node's visible text: no scripts and styles, white space folded, blocks apart."""
    if node is None:
        return ""
    parts: list[str] = []
    top = node.mem_id
    here: LexborNode | None = node
    while here is not None:
        child = _enter(here, parts)
        here = child if child is not None else _leave(here, top, parts)
    return fold_space("".join(parts))


def _enter(node: LexborNode, parts: list[str]) -> LexborNode | None:
    tag = node.tag
    if tag == "-text":
        parts.append(node.text_content or "")
        return None
    if tag in HIDDEN_TAGS:
        return None
    if tag not in INLINE_TAGS:
        parts.append(" ")
    return None if tag in FALLBACK_TAGS else node.first_child


def _leave(node: LexborNode, top: int, parts: list[str]) -> LexborNode | None:
    here: LexborNode | None = node
    while here is not None and here.mem_id != top:
        following = here.next
        if following is not None:
            return following
        here = here.parent
        if here is not None and here.tag not in INLINE_TAGS:
            parts.append(" ")
    return None


def is_plain_id(name: str) -> bool:
    """Tell whether a selector can name this id without escapes."""
    return _ID.match(name) is not None


def css_name(tag: str) -> str:
    """Write a tag's name as a selector has it: Word's `o:p` holds a colon."""
    return _ODD.sub(r"\\\g<0>", tag)


def css_path(node: LexborNode) -> str:
    """Give a CSS path that finds this node and no other: from the nearest unique id downwards."""
    steps: list[str] = []
    here: LexborNode | None = node
    while here is not None and here.is_element_node:
        name = here.attributes.get("id")
        if name and is_plain_id(name) and len(here.parser.css(f"[id='{name}']")) == 1:
            steps.append(f"#{name}")
            break
        steps.append(_step(here))
        here = here.parent
    return ">".join(reversed(steps))


def _step(node: LexborNode) -> str:
    tag = str(node.tag)
    if tag in {"html", "body", "head"}:
        return tag
    place = 1
    before = node.prev
    while before is not None:
        place += before.tag == tag
        before = before.prev
    return f"{css_name(tag)}:nth-of-type({place})"


def base_url(tree: LexborHTMLParser, url: str | None) -> str | None:
    """Give the address that relative links start from (HTML: the first base with an href)."""
    base = tree.css_first("base[href]")
    if base is None:
        return url
    href = (base.attributes.get("href") or "").strip()
    resolved = resolve(url, href) if href else None
    if resolved is None or "://" not in resolved:
        return url
    return resolved
