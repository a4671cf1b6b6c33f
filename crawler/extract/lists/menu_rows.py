"""Tell rows that are no list of their page: its menu, or a side bar beside a place without rows."""

import re

from crawler.extract.columns.headlines import is_column_address
from crawler.extract.lists.child_columns import all_children
from crawler.extract.lists.list_place import is_unfilled
from crawler.extract.page.layout import Layout
from schema.types.reading import ListItem

_NAME = 8
"""Characters of what a menu calls a column, on average; entries of a list say far more."""
_INDEX = re.compile(r"/(?:index|default)\.\w{2,5}\Z", re.IGNORECASE)
_ROWS_PLACES = frozenset({"ul", "ol", "tbody", "table", "dl"})


def is_menu(items: tuple[ListItem, ...]) -> bool:
    """Tell the names of columns from the titles of entries: short, and none with a date."""
    characters = sum(len(item.title) for item in items)
    return characters <= _NAME * len(items) and not any(item.date for item in items)


def names_itself(items: tuple[ListItem, ...], page: str | None) -> bool:
    """Tell the menu that a page stands in: it leads to the page itself beside the other columns."""
    here = None if page is None else _place_in_site(page)
    return here is not None and any(item.url and _place_in_site(item.url) == here for item in items)


def names_others(items: tuple[ListItem, ...], page: str | None) -> bool:
    """Tell a menu by where it leads: to the page itself, or to nothing but columns of others."""
    urls = [item.url or "?" for item in items]
    folders = all("?" not in url and is_column_address(url) for url in urls)
    return names_itself(items, page) or (folders and not all_children(urls, page))


def has_bare_rows(layout: Layout) -> bool:
    """Tell whether a page has a place made for rows, and none in it."""
    return any(
        block.tag in _ROWS_PLACES and not block.hidden and is_unfilled(layout, block)
        for block in layout.blocks
    )


def _place_in_site(url: str) -> str:
    """Give an address without scheme, index file and fragment."""
    return _INDEX.sub("/", url.partition("#")[0].partition("://")[2])
