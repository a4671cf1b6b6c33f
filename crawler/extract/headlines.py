"""Find what a homepage shows without a day: a lead story (头条), a slide show (轮播)."""

import re
from collections.abc import Container

from crawler.extract.blocks import Anchor, Block, Layout
from crawler.extract.urls import host_in, resolve

_ENTRY = re.compile(
    r"/(?!(?:index|list|col|channel|node|default)[\w-]*\.)[\w.-]*\d[\w.-]*\.(?:s?html?|jsp|aspx?|php)\Z"
    r"|[?&]\w*id=\w*\d",
    re.IGNORECASE,
)
"""The address of one entry: a page with a number of its own."""
_MENU_TAGS = frozenset({"header", "footer", "nav", "select"})
_MENU = re.compile(r"(?:\A|[\s_-])(?:foot|copyright|nav|menu|header|topbar|friend|yqlj|link)")
_LEAST_TITLE = 9
"""Characters of a headline; the name of a column or of a service is shorter."""


def headlines(layout: Layout, *, base: str | None, shown: Container[str]) -> tuple[str, ...]:
    """Give the addresses of entries that are not among those `shown` with the page's lists."""
    found: dict[str, None] = {}
    for anchor in layout.anchors:
        if not _ENTRY.search((anchor.href or "").partition("#")[0]) or not _is_titled(anchor):
            continue
        url = resolve(base, anchor.href)
        own = url is not None and host_in(url) == host_in(base)
        if url is not None and own and url not in shown and not _is_in_menu(anchor.block):
            found[url] = None
    return tuple(found)


def _is_titled(anchor: Anchor) -> bool:
    """Tell a title from the name of a column; a picture may show any."""
    return not anchor.text or len(anchor.text) >= _LEAST_TITLE


def _is_in_menu(block: Block | None) -> bool:
    while block is not None:
        if block.hidden or block.tag in _MENU_TAGS or _MENU.search(block.hints):
            return True
        block = block.parent
    return False
