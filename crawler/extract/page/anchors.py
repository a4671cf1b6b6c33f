"""Read what makes an element a link: its address, what a click opens, the picture that it shows."""

import re

from crawler.extract.page.blocks import Anchor, Block
from crawler.extract.page.dom import fold_space
from crawler.extract.page.markup import attributes_of, has_attribute

_ONCLICK = re.compile(
    r"""(?:location(?:\.href)?\s*=|location\.(?:assign|replace)\(|window\.open\()\s*["']([^"'\s]+)["']""",
)
_ADDRESSES = ("data-url", "data-href", "data-link")
"""Attributes that the scripts of menus and lists read an address from."""
_LIKE_ADDRESS = re.compile(
    r"(?:https?:/|\.{1,2})?/[^\s{}<>]*\Z|[\w/-]+\.(?:s?html?|jsp|aspx?|php)\Z"
)


def is_clicked(written: str) -> bool:
    """Tell whether a click on an element does something."""
    return "onclick=" in written and has_attribute(written, "onclick")


def anchor_of(block: Block, attributes: dict[str, str]) -> Anchor:
    """Make a link of a block; where its address leads nowhere, a click may."""
    href = attributes.get("href", "").strip()
    if not href or href[0] == "#" or href[:11].lower() == "javascript:":
        clicked = _ONCLICK.search(f"{href} {attributes.get('onclick', '')}")
        href = clicked.group(1) if clicked else _noted(attributes) or href
    title = attributes.get("title")
    return Anchor(block, href or None, fold_space(title) if title else "")


def _noted(attributes: dict[str, str]) -> str:
    """Give the address that a link without one notes for a script; empty without any."""
    noted = (attributes.get(name, "").strip() for name in _ADDRESSES)
    return next((value for value in noted if _LIKE_ADDRESS.match(value)), "")


def add_picture(anchor: Anchor, box: Block | None, written: str) -> None:
    """Give a link the name of a picture, if the picture stands in it."""
    here = box
    while here is not None and here is not anchor.block and here.tag != "a":
        here = here.parent
    if here is not anchor.block:
        return
    found = attributes_of(written)
    text = found.get("alt") or found.get("title") or ""
    if text.strip():
        anchor.picture = fold_space(text)
