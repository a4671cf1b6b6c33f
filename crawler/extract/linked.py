"""Give every address that a page links to."""

from selectolax.lexbor import LexborHTMLParser

from crawler.extract.urls import resolve


def linked_addresses(tree: LexborHTMLParser, base: str | None) -> tuple[str, ...]:
    """Give the distinct addresses of links and image maps in document order, hidden ones too."""
    hrefs = dict.fromkeys(node.attributes.get("href") for node in tree.css("a[href], area[href]"))
    found = (resolve(base, href) for href in hrefs)
    return tuple(dict.fromkeys(url for url in found if url))
