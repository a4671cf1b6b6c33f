"""Tell a column's own rows from those of a longer side bar: by their folder, or their heading."""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from crawler.extract.lists.candidates import Candidate, find_undated
from crawler.extract.lists.list_score import Surroundings
from crawler.extract.page.blocks import Anchor, Block
from crawler.extract.page.layout import Layout
from crawler.extract.text.urls import resolve
from schema.types.lexicon import Lexicon

_LEAST_FOLDERS = 4
"""Slashes of an address with a folder of its own: http://host/folder/."""
_SHARE = 0.8
_FEWEST_UNDATED = 3
_ENTRY = re.compile(r"(?:content/|art/(?=\d))?(?:\d[\d_-]*/)*[^/?#]+(?:[?#].*)?\Z")
"""A page right in the folder, or below folders of days: ./201905/t1.html; a child has a name.

Some systems keep a column's articles in a folder that all columns have: content/post_1.html."""
_REACH = 8
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_TITLED = re.compile(r"tit|lm_?(?:name|mc)|column_?name")


class Choice(NamedTuple):
    """The list of a page, and the longer one that was left aside for it, if that may be it too."""

    best: Candidate | None
    rival: Candidate | None = None


def own_first(  # noqa: PLR0913 (what the page is, and what was found in it)
    layout: Layout,
    candidates: Sequence[Candidate],
    about: Surroundings,
    *,
    names: Sequence[str],
    base: str | None,
    page: str | None,
    lexicon: Lexicon,
) -> Choice:
    """Give the best list, or another that is the page's own as the best is not.

    All its rows lie in the page's folder and none of the best one's, or the page's name heads it
    and something else the best.

    A column of few entries, or of entries without dates, is less of a list than 最新公开 beside it.
    A place that speaks for the best list (a pager behind it, a main container) is believed.
    A folder alone may be that of an old block, the column's entries lying elsewhere: the best list
    stays a rival then, unless another column's name stands over it.
    """
    best = candidates[0] if candidates else None
    if best is None:
        return Choice(None)
    others = is_anothers(layout, best, names)
    named = _named(layout, candidates, names) if others else None
    if named is not None:
        return Choice(named)
    own = _of_folder(layout, candidates, about, base=base, page=page, lexicon=lexicon)
    if own is None:
        return Choice(best)
    return Choice(own, None if others else best)


def _named(
    layout: Layout, candidates: Sequence[Candidate], names: Sequence[str]
) -> Candidate | None:
    """Give a list behind the best one that the page's name heads."""
    headed = (one for one in candidates[1:] if one.dated and _stands_like(one, candidates[0]))
    return next((one for one in headed if _heading(layout, one) in names), None)


def _of_folder(  # noqa: PLR0913 (as above)
    layout: Layout,
    candidates: Sequence[Candidate],
    about: Surroundings,
    *,
    base: str | None,
    page: str | None,
    lexicon: Lexicon,
) -> Candidate | None:
    """Give a list of the page's own folder where the best one has no row of it."""
    best, folder = candidates[0], _folder(page)
    if folder is None or leads_below(best, base, page):
        return None
    own = _own(layout.anchors, base, folder, page)
    if not own or not any(resolve(base, anchor.href) for anchor in _anchors(best)):
        return None
    others = (one for one in candidates[1:] if one.dated or len(one.rows) >= _FEWEST_UNDATED)
    found = next((one for one in others if _outranks(one, best, own)), None)
    if found is not None:
        return found
    undated = find_undated(layout, _blocks(layout, own), about, lexicon)
    return undated if undated is not None and _outranks(undated, best, own) else None


def is_anothers(layout: Layout, candidate: Candidate, names: Sequence[str]) -> bool:
    """Tell whether a heading that is none of the page's names stands over a list."""
    heading = _heading(layout, candidate)
    return bool(heading) and not any(heading in name or name in heading for name in names)


def _blocks(layout: Layout, own: set[int]) -> Iterator[Block]:
    """Give the blocks that hold own links, several, and hardly any other."""
    counts = list(accumulate((id(anchor) in own for anchor in layout.anchors), initial=0))
    for block in layout.blocks:
        inside = counts[block.end_link] - counts[block.first_link]
        if inside >= _FEWEST_UNDATED and inside >= _SHARE * block.links:
            yield block


def _heading(layout: Layout, candidate: Candidate) -> str:
    """Give the heading right before a list, links that lead on aside; empty without one."""
    first = candidate.group.first_text
    for place in range(first - 1, max(-1, first - _REACH), -1):
        text, owner = layout.texts[place].strip(), layout.owners[place]
        if text and owner.tag != "a":
            return text if is_heading(owner) else ""
    return ""


def is_in_heading(block: Block) -> bool:
    """Tell whether a block is a heading's element, or stands right in one."""
    near = (block, block.parent) if block.parent else (block,)
    return any(one.tag in _HEADINGS for one in near)


def is_heading(owner: Block) -> bool:
    """Tell by its element, or the one around it, whether a text is a heading."""
    near = (owner, owner.parent) if owner.parent else (owner,)
    return any(one.tag in _HEADINGS or _TITLED.search(one.hints) for one in near)


def _folder(page: str | None) -> str | None:
    if page is None or "?" in page:
        return None
    folder = page.partition("#")[0].rpartition("/")[0] + "/"
    return folder if folder.count("/") >= _LEAST_FOLDERS else None


def _anchors(candidate: Candidate) -> list[Anchor]:
    return [row.anchor for row in candidate.rows if row.anchor]


def leads_below(candidate: Candidate, base: str | None, page: str | None) -> bool:
    """Tell whether any row leads below the page's folder, be it by way of a child column's."""
    folder = _folder(page)
    urls = (resolve(base, anchor.href) for anchor in _anchors(candidate))
    return folder is not None and any(url is not None and url.startswith(folder) for url in urls)


def _own(anchors: Sequence[Anchor], base: str | None, folder: str, page: str | None) -> set[int]:
    """Give the links to pages that a folder holds itself, by days or months if at all.

    The page itself, asked otherwise (index.html?month=11), is no entry.
    """
    found = set()
    for anchor in anchors:
        url = resolve(base, anchor.href)
        if url is None or not url.startswith(folder) or url.partition("?")[0] == page:
            continue
        if _ENTRY.match(url, len(folder)):
            found.add(id(anchor))
    return found


def _outranks(one: Candidate, best: Candidate, own: set[int]) -> bool:
    """Tell a list of own rows whose place speaks for it as much as the best one's does."""
    inside = sum(1 for anchor in _anchors(one) if id(anchor) in own)
    return inside >= _SHARE * len(one.rows) and _stands_like(one, best)


def _stands_like(one: Candidate, best: Candidate) -> bool:
    return one.value / one.weight >= max(1.0, best.value / best.weight)
