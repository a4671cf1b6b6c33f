"""Give the places of image maps (`<map><area>`) as links: a menu may be one picture."""

from crawler.extract.page.anchors import anchor_of
from crawler.extract.page.blocks import Anchor
from crawler.extract.page.dom import fold_space
from crawler.extract.page.layout import Layout
from crawler.extract.page.markup import attributes_of


def map_links(layout: Layout) -> list[Anchor]:
    """Give the areas that have an address, in the page's order; alt or title names them."""
    if "area" not in layout.tags:
        return []
    found = []
    for block in layout.blocks:
        if block.tag == "area":
            attributes = attributes_of(block.written)
            anchor = anchor_of(block, attributes)
            anchor.picture = fold_space(attributes.get("alt", ""))
            if anchor.href:
                found.append(anchor)
    return found
