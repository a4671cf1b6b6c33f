"""Give the pictures that a page shows: a missing one is one of its broken links (包括图片)."""

import re

from crawler.extract.page.blocks import Block
from crawler.extract.page.layout import Layout
from crawler.extract.page.markup import attributes_of
from crawler.extract.page.style_rules import is_hidden_by_rule
from crawler.extract.text.urls import resolve

_PICTURE = re.compile(r"[^?#]+\.(?:jpe?g|png|gif|bmp|webp)\Z", re.IGNORECASE)
"""A file's own address: a program's may be a counter, or the code of a form."""
_NO_SIZE = frozenset({"0", "1", "0px", "1px"})
_LAZY = "data-"
"""How the attributes begin that name the true picture of a place holder."""


def shown_pictures(layout: Layout, base: str | None) -> tuple[str, ...]:
    """Give the distinct addresses of picture files in document order.

    Pictures that a script puts in, now or where the first is missing, that are hidden or as small
    as a dot, are left out: their lack nobody sees.
    """
    written = (one.written for one in layout.blocks if one.tag == "img" and _is_seen(layout, one))
    sources = (_source(attributes_of(tag)) for tag in dict.fromkeys(written))
    aside = {node.attributes.get("src") for node in layout.tree.css("noscript img")}
    found = (resolve(base, source) for source in sources if source not in aside)
    return tuple(dict.fromkeys(url for url in found if url))


def _is_seen(layout: Layout, block: Block) -> bool:
    return not block.hidden and not is_hidden_by_rule(layout, block)


def _source(attributes: dict[str, str]) -> str | None:
    dot = {attributes.get("width", ""), attributes.get("height", "")} & _NO_SIZE
    other = "onerror" in attributes
    lazy = any(name.startswith(_LAZY) and "." in value for name, value in attributes.items())
    source = attributes.get("src", "").strip()
    return source if _PICTURE.match(source) and not (dot or lazy or other) else None
