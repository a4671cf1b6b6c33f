"""Columns whose block is a piece of markup of its own address, named in the page.

`/columns/{uuid}/templates/{uuid}/blocks/{uuid}` (河北), `/public/column/…&action=list` (安徽 and
part of 江西 and 青海): cms-patterns §2.8 and §2.10.
"""

import html
import re

from selectolax.lexbor import LexborHTMLParser

from crawler.extract.lists.lists import find_list
from crawler.extract.page.family import Family, FamilyPage, FamilyReading
from crawler.extract.page.family_marks import Marks
from crawler.extract.text.urls import resolve
from schema.types.reading import Follow, ListState

_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_MARKS = Marks(
    rf"/columns/{_UUID}/templates/{_UUID}/blocks/|/public/column/\d+\?[^\"'\s]*\btype=",
    words=("/columns/", "/public/column/"),
)
_PATH = re.compile(rf"/(?:public|content)/column/\d|/columns/{_UUID}", re.IGNORECASE)
_BLOCK = re.compile(
    rf"""(?P<link>\bhref\s*=\s*)?["'](?P<path>[^"'\s<>]*(?:/columns/{_UUID}/templates/{_UUID}/blocks/{_UUID}"""
    r"""|/public/column/\d+\?[^"'\s<>]*\baction=list)[^"'\s<>]*)["']""",
    re.IGNORECASE,
)


def recognise(text: str, _tree: LexborHTMLParser, url: str | None) -> bool:
    """Tell a page by the address of a block in it, or by its own."""
    return _MARKS.stand_in(text) or (
        url is not None and _PATH.search(url.partition("?")[0]) is not None
    )


def read(page: FamilyPage) -> FamilyReading | None:
    """Name the blocks of a page whose list holds no row of its own."""
    found = list(_BLOCK.finditer(page.text))
    named = dict.fromkeys(html.unescape(block["path"]) for block in found)
    if not named:
        return None
    seen = find_list(
        page.tree, base=page.base, fetched_at=page.fetched_at, lexicon=page.lexicon,
        response=page.response,
    )  # fmt: skip
    is_loaded = any(block["link"] is None for block in found)
    if seen.items or seen.state is ListState.EMPTY:
        return None
    if seen.state is ListState.SINGLE and not is_loaded:
        return None  # a page of text whose menu leads to blocks
    addresses = (resolve(page.base, path) for path in named)
    follow = tuple(
        Follow(url=one, purpose="rows") for one in addresses if one is not None and one != page.url
    )
    return (
        FamilyReading(list_state=ListState.ELSEWHERE, items=(), follow=follow) if follow else None
    )


FAMILY = Family(name="column_blocks", priority=56, recognise=recognise, read=read)
