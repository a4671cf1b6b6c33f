"""Tell the links of a page that lead into its own folder: a parent column (上级栏目) has such."""

import re
from collections.abc import Iterable, Sequence

from crawler.extract.page.layout import Layout
from crawler.extract.text.urls import resolve

_INDEX = re.compile(r"(?:index|default|list)\.\w{2,5}\Z", re.IGNORECASE)
_CHILD = re.compile(
    r"(?!\d{4,}\b)[\w-]{1,40}(?:/|/(?:index|default|list)\.\w{2,5})\Z", re.IGNORECASE
)
_FEWEST = 2


def leads_to_children(layout: Layout, *, base: str | None, page: str | None) -> bool:
    """Tell whether a page links to columns below its own address, two at least."""
    found = {
        url
        for anchor in layout.anchors
        if (url := resolve(base, anchor.href)) is not None and is_child(url, page)
    }
    return len(found) >= _FEWEST


def shows_one_child(
    urls: Sequence[str | None], layout: Layout, *, base: str | None, page: str | None
) -> bool:
    """Tell whether all entries lie in one of several child columns that a page links to.

    Such a parent shows the list of its first child; what the others hold is not on the page.
    """
    folder = _folder(page)
    if folder is None or not all(_lies_deeper(url, folder) for url in urls):
        return False
    below = {url[len(folder) :].partition("/")[0] for url in urls if url is not None}
    if len(below) != 1:
        return False
    found = {
        url[len(folder) :].partition("/")[0]
        for anchor in layout.anchors
        if (url := resolve(base, anchor.href)) is not None and is_child(url, page)
    }
    return len(found) >= _FEWEST and below <= found


def all_children(urls: Iterable[str | None], page: str | None) -> bool:
    """Tell whether every one of some addresses, two at least, is a column below the page."""
    every = list(urls)
    return len(every) >= _FEWEST and all(url is not None and is_child(url, page) for url in every)


def is_child(url: str, page: str | None) -> bool:
    """Tell a folder right below the page's own; the home page has no such folder of its own."""
    folder = _folder(page)
    return folder is not None and url.startswith(folder) and bool(_CHILD.match(url[len(folder) :]))


def _lies_deeper(url: str | None, folder: str) -> bool:
    """Tell whether an address lies below a folder of a folder."""
    return url is not None and url.startswith(folder) and "/" in url[len(folder) :]


def _folder(page: str | None) -> str | None:
    if page is None or "?" in page:
        return None
    folder, _, leaf = page.partition("#")[0].rpartition("/")
    if leaf and not _INDEX.match(leaf):
        return None
    return f"{folder}/" if "/" in folder.partition("://")[2] else None
