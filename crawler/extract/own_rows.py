"""Tell a column's own rows from those of a longer side bar: they lie in the page's own folder."""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from crawler.extract.blocks import Anchor, Block, Layout
from crawler.extract.candidates import Candidate, find_undated
from crawler.extract.child_columns import is_child
from crawler.extract.list_score import Surroundings
from crawler.extract.urls import resolve
from schema.types.lexicon import Lexicon

_LEAST_FOLDERS = 4
"""Slashes of an address with a folder of its own: http://host/folder/."""
_SHARE = 0.8
_FEWEST_UNDATED = 3


def own_first(  # noqa: PLR0913 (what the page is, and what was found in it)
    layout: Layout,
    candidates: Sequence[Candidate],
    about: Surroundings,
    *,
    base: str | None,
    page: str | None,
    lexicon: Lexicon,
) -> Candidate | None:
    """Give the best list, or another where all its rows lie in the page's folder and none of it.

    A column of few entries, or of entries without dates, is less of a list than 最新公开 beside it.
    A place that speaks for the best list (a pager behind it, a main container) is believed.
    """
    best = candidates[0] if candidates else None
    folder = _folder(page)
    if best is None or folder is None or _own(_anchors(best), base, folder):
        return best
    own = _own(layout.anchors, base, folder)
    if not own or not any(resolve(base, anchor.href) for anchor in _anchors(best)):
        return best
    others = (one for one in candidates[1:] if one.dated or len(one.rows) >= _FEWEST_UNDATED)
    found = next((one for one in others if _outranks(one, best, own)), None)
    if found is not None:
        return found
    undated = find_undated(layout, _blocks(layout, own), about, lexicon)
    return undated if undated is not None and _outranks(undated, best, own) else best


def _blocks(layout: Layout, own: set[int]) -> Iterator[Block]:
    """Give the blocks that hold own links, several, and hardly any other."""
    counts = list(accumulate((id(anchor) in own for anchor in layout.anchors), initial=0))
    for block in layout.blocks:
        inside = counts[block.end_link] - counts[block.first_link]
        if inside >= _FEWEST_UNDATED and inside >= _SHARE * block.links:
            yield block


def _folder(page: str | None) -> str | None:
    if page is None or "?" in page:
        return None
    folder = page.partition("#")[0].rpartition("/")[0] + "/"
    return folder if folder.count("/") >= _LEAST_FOLDERS else None


def _anchors(candidate: Candidate) -> list[Anchor]:
    return [row.anchor for row in candidate.rows if row.anchor]


def _own(anchors: Sequence[Anchor], base: str | None, folder: str) -> set[int]:
    """Give the links to pages in the folder, or below, that are no columns themselves."""
    found = set()
    for anchor in anchors:
        url = resolve(base, anchor.href)
        if url is not None and url.startswith(folder) and not _is_column(url, folder):
            found.add(id(anchor))
    return found


def _is_column(url: str, folder: str) -> bool:
    return url == folder or is_child(url, folder)


def _outranks(one: Candidate, best: Candidate, own: set[int]) -> bool:
    """Tell a list of own rows whose place speaks for it as much as the best one's does."""
    inside = sum(1 for anchor in _anchors(one) if id(anchor) in own)
    return inside >= _SHARE * len(one.rows) and _place(one) >= max(1.0, _place(best))


def _place(candidate: Candidate) -> float:
    return candidate.value / candidate.weight
