"""Find what a homepage shows without a day: a lead story (头条), a slide show (轮播)."""

import re
from collections.abc import Container

from crawler.extract.page.blocks import Anchor, Block
from crawler.extract.page.layout import Layout
from crawler.extract.text.urls import host_in, resolve

_COLUMN = re.compile(r"(?:index|list|more|col|channel|node|default)[\w-]*\.", re.IGNORECASE)
"""How the file of a list is called."""
_PAGE = re.compile(r"\.(?:s?html?|jsp|aspx?|php)\Z", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_BY_NUMBER = re.compile(r"=\w{0,40}\d")
_LONGEST = 400
_MENU_TAGS = frozenset({"header", "footer", "nav", "select"})
_MENU = re.compile(r"(?:\A|[\s_-])(?:foot|copyright|nav|menu|header|topbar|friend|yqlj|link)")
_LEAST_TITLE = 9
"""Characters of a headline; the name of a column or of a service is shorter."""


def headlines(layout: Layout, *, base: str | None, shown: Container[str]) -> tuple[str, ...]:
    """Give the addresses of entries that are not among those `shown` with the page's lists."""
    found: dict[str, None] = {}
    for anchor in layout.anchors:
        if not is_entry_address(anchor.href or "") or not _is_titled(anchor):
            continue
        url = resolve(base, anchor.href)
        own = url is not None and host_in(url) == host_in(base)
        if url is not None and own and url not in shown and not _is_in_menu(anchor.block):
            found[url] = None
    return tuple(found)


def is_entry_address(href: str) -> bool:
    """Tell the address of one entry, which has a number, from that of a column."""
    path, asks, query = href[:_LONGEST].partition("#")[0].partition("?")
    leaf = path.rpartition("/")[2]
    if _COLUMN.match(leaf):
        return False
    if asks:
        return _BY_NUMBER.search(query) is not None
    return _DIGIT.search(leaf) is not None and _PAGE.search(leaf) is not None


def is_column_address(href: str) -> bool:
    """Tell the address of a folder, of a file that is called as lists are, or of a query."""
    path, asks, _ = href[:_LONGEST].partition("#")[0].partition("?")
    leaf = path.rpartition("/")[2]
    return bool(asks) or not leaf or _COLUMN.match(leaf) is not None


def _is_titled(anchor: Anchor) -> bool:
    """Tell a title from the name of a column; a picture may show any."""
    return not anchor.text or len(anchor.text) >= _LEAST_TITLE


def _is_in_menu(block: Block | None) -> bool:
    while block is not None:
        if block.hidden or block.tag in _MENU_TAGS or _MENU.search(block.hints):
            return True
        block = block.parent
    return False
