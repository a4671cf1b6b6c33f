"""Tell the pictures beside the words of an empty list that may be what its page is for (图解)."""

import re
from collections.abc import Sequence

from crawler.extract.lists.emptiness import is_beside
from crawler.extract.page.blocks import Block
from crawler.extract.page.layout import Layout
from crawler.extract.page.markup import attributes_of
from schema.types.list_words import ListWords

_SHOWN = frozenset({"img", "video", "audio", "embed", "object"})
_NAME = re.compile(r"[^a-z]")
_SMALL = 120
"""Pixels of a picture that is a sign; what shows anything is wider and higher."""


def shows_pictures(layout: Layout, said: Sequence[Block], words: ListWords) -> bool:
    """Tell whether a picture, a film or a document stands near these words, no link between.

    A sign of emptiness is none, nor are the pictures of a page's head and foot.
    """
    places = {one.first_link for one in said if one.first_link == one.end_link}
    return any(
        block.tag in _SHOWN
        and block.first_link in places
        and not block.hidden
        and not _is_linked(block)
        and not _is_ornament(block, words)
        and not is_beside(layout, block, words)
        for block in layout.blocks
    )


def _is_linked(block: Block | None) -> bool:
    while block is not None and block.tag != "a":
        block = block.parent
    return block is not None


def _is_ornament(block: Block, words: ListWords) -> bool:
    if block.tag != "img":
        return False
    attributes = attributes_of(block.written)
    leaf = attributes.get("src", "").partition("?")[0].rpartition("/")[2].lower()
    around = "" if block.parent is None else block.parent.hints.lower()
    if any(sign in leaf or sign in around for sign in words.empty_signs):
        return True
    sizes = [attributes.get(name, "").removesuffix("px") for name in ("width", "height")]
    small = any(size.isdecimal() and int(size) <= _SMALL for size in sizes)
    return small or _NAME.split(leaf, maxsplit=1)[0] in words.ornaments
