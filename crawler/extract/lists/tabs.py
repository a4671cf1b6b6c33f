"""Tell a list that is the pane of one tab: what the others hold, a script shows on a click."""

import re
from collections.abc import Sequence

from crawler.extract.lists.emptiness import is_beside
from crawler.extract.page.blocks import Block
from crawler.extract.page.layout import Layout
from crawler.extract.text.urls import resolve
from schema.types.list_words import ListWords

_TAB = re.compile(r"(?:\A|[\s_-])(?:tabs?|qiehuan|switch)(?![a-z])|tab[_-]")
_SHORTEST, _LONGEST = 2, 10
"""Characters of a tab's label; 大 中 小 choose the size of letters."""
_FEWEST = 2
_FIGURES = re.compile(r"[\d\W]*\Z")
_YEAR = re.compile(r"(?:19|20)\d\d年?\Z")


def is_pane(layout: Layout, first: int, end: int, *, base: str | None, words: ListWords) -> bool:
    """Tell whether a row of tabs stands right before a range, and their panes are not all there.

    Tabs are links without an address or to other queries of the page, or elements of a row that is
    called so. Panes that are in the page are lists of it, which speak for themselves.
    """
    row = _row_before(layout, first)
    if row is None or (is_beside(layout, row, words) and not _TAB.search(row.hints)):
        return False
    tabs = [one for one in row.children if not layout.is_blank(one.first_text, one.end_text)]
    texts = ["".join(layout.text_of(one).split()) for one in tabs]
    if len(tabs) < _FEWEST or not all(map(_is_label, texts)) or set(texts) & set(words.pager):
        return False
    if len({one.tag for one in tabs}) > 1:
        return False
    linked = layout.anchors[row.first_link : row.end_link]
    if any(_leads_away(resolve(base, anchor.href), base) for anchor in linked):
        return False
    if len(linked) != len(tabs) and not _is_called_tabs(row):
        return False
    return _panes(row, end) < len(tabs)


def is_one_year(layout: Layout) -> bool:
    """Tell whether a field chooses one of several years, and nothing else, to be shown."""
    fields = layout.tree.css("select") if "select" in layout.tags else []
    for field in fields:
        choices = ["".join((one.text() or "").split()) for one in field.css("option")]
        if len(choices) >= _FEWEST and all(map(_YEAR.match, choices)):
            return True
    return False


def _leads_away(url: str | None, base: str | None) -> bool:
    """Tell a link to another page; `?state=2` of one without a query is a tab (cms-patterns §4)."""
    if url is None:
        return False
    return base is None or "?" in base or url.partition("?")[0] != base


def _row_before(layout: Layout, first: int) -> Block | None:
    """Give the block of the text right before a range that holds labels side by side."""
    place = first - 1
    while place >= 0 and not layout.texts[place].strip():
        place -= 1
    row: Block | None = layout.owners[place] if place >= 0 else None
    while row is not None and len(row.children) < _FEWEST:
        row = row.parent
    return row if row is not None and row.end_text <= first else None


def _panes(row: Block, end: int) -> int:
    """Count the panes that the page itself holds: blocks with links, like the one of the range."""
    above = row.parent
    while above is not None and above.end_text < end:
        above = above.parent
    behind = [] if above is None else above.children
    behind = [one for one in behind if one.first_text >= row.end_text and one.links]
    tag = next((one.tag for one in behind if one.end_text >= end), "")
    return sum(one.tag == tag for one in behind)


def _is_label(text: str) -> bool:
    figures = _FIGURES.match(text) and not _YEAR.match(text)
    return _SHORTEST <= len(text) <= _LONGEST and not figures


def _is_called_tabs(row: Block) -> bool:
    near: Sequence[Block] = (row, row.parent) if row.parent is not None else (row,)
    return any(_TAB.search(one.hints) for one in near)
