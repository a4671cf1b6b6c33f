"""Find the frames of a page: those of a frameset by their room, and those that hold a menu."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.extract.text.urls import resolve
from schema.types.column_names import ColumnNames
from schema.types.reading import Follow

_WIDTH, _HEIGHT = 1000.0, 700.0
"""A window, for sizes in pixels beside sizes in shares."""
_Part = tuple[LexborNode, float, float]
_WORD = re.compile(r"[a-z]+")
_SIZE = re.compile(r"\s*(\d{1,6}(?:\.\d{1,3})?)?\s*([%*]?)")


def frame_sources(tree: LexborHTMLParser) -> list[str]:
    """Give the addresses of a frameset's frames, largest first: banners and menus are smaller."""
    top = tree.css_first("frameset")
    if top is None:
        return []
    frames = sorted(_frames(top), key=lambda frame: -frame[1])
    return [source for source, _ in frames]


def menu_frames(
    tree: LexborHTMLParser, *, base: str | None, names: ColumnNames
) -> Iterator[Follow]:
    """Give the frames that hold a navigation: all of a frameset but the main one, named iframes."""
    rest = frame_sources(tree)[1:]
    named = [
        (frame.attributes.get("src") or "").strip()
        for frame in tree.css("iframe[src]")
        if _is_menu(frame, names)
    ]
    for source in dict.fromkeys((*rest, *named)):
        url = resolve(base, source)
        if url is not None and url != base:
            yield Follow(url=url, purpose="menu")


def _is_menu(frame: LexborNode, names: ColumnNames) -> bool:
    """Tell by a frame's names and its page's own that a menu is in it; one of no size is unseen."""
    said = [frame.attributes.get(key) or "" for key in ("id", "name", "class", "title")]
    page = (frame.attributes.get("src") or "").partition("?")[0].rpartition("/")[2]
    sizes = {frame.attributes.get("width"), frame.attributes.get("height")}
    words = _WORD.findall(" ".join((*said, page)).lower())
    seen = not sizes & {"0", "1", "0px", "1px"}
    return seen and any(word.startswith(names.frame_hints) for word in words)


def _frames(top: LexborNode) -> Iterator[tuple[str, float]]:
    """Give each frame with its room, in the page's order; framesets stand in one another."""
    waiting = [(top, _WIDTH, _HEIGHT)]
    while waiting:
        node, width, height = waiting.pop()
        if node.tag == "frame":
            source = (node.attributes.get("src") or "").strip()
            if source:
                yield source, width * height
            continue
        waiting.extend(reversed(_parts(node, width, height)))


def _parts(frameset: LexborNode, width: float, height: float) -> list[_Part]:
    """Divide a frameset's room among its children, row by row."""
    columns = _divided(frameset.attributes.get("cols"), width)
    rows = _divided(frameset.attributes.get("rows"), height)
    parts: list[_Part] = []
    for child in frameset.iter():
        if child.tag in {"frame", "frameset"}:
            row, column = divmod(len(parts), len(columns))
            tall = rows[row] if row < len(rows) else 0.0
            parts.append((child, columns[column], tall))
    return parts


def _divided(sizes: str | None, length: float) -> list[float]:
    """Read a list of sizes: pixels, per cent, and stars that share what is left."""
    read = [_SIZE.match(size) for size in (sizes or "*").rstrip(",").split(",")]
    pairs = [(found[1], found[2]) if found else (None, "*") for found in read]
    fixed = [_fixed(number, unit, length) for number, unit in pairs]
    stars = [float(number or 1) if unit == "*" or not number else 0.0 for number, unit in pairs]
    left = max(0.0, length - sum(fixed))
    share = left / (sum(stars) or 1.0)
    return [size + share * star for size, star in zip(fixed, stars, strict=True)]


def _fixed(number: str | None, unit: str, length: float) -> float:
    if number is None or unit == "*":
        return 0.0
    return float(number) * length / 100 if unit == "%" else float(number)
