"""Give every address that a page links to."""

from selectolax.lexbor import LexborHTMLParser

from crawler.extract.page.layout import Layout
from crawler.extract.text.urls import resolve


def linked_addresses(tree: LexborHTMLParser, base: str | None) -> tuple[str, ...]:
    """Give the distinct addresses of links and image maps in document order, hidden ones too."""
    hrefs = dict.fromkeys(node.attributes.get("href") for node in tree.css("a[href], area[href]"))
    found = (resolve(base, href) for href in hrefs)
    return tuple(dict.fromkeys(url for url in found if url))


def unseen_addresses(layout: Layout, base: str | None) -> tuple[str, ...]:
    """Give the addresses that hidden links alone have: nobody can follow them."""
    by_sight: dict[bool, set[str]] = {True: set(), False: set()}
    for anchor in layout.anchors:
        url = resolve(base, anchor.href) if anchor.href else None
        if url:
            by_sight[anchor.block.hidden].add(url)
    return tuple(sorted(by_sight[True] - by_sight[False]))
