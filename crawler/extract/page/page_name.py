"""Give the names that a column's page goes by, its parents' names left out."""

import re
from bisect import bisect_left
from functools import lru_cache

from crawler.extract.page.blocks import Block
from crawler.extract.page.dom import fold_space
from crawler.extract.page.layout import Layout
from crawler.extract.page.markup import attributes_of

_TITLE_PARTS = re.compile(r"[-_|—–>»]+")
_CRUMB_PARTS = re.compile(r"\s*(?:[>＞»/→›]+|&gt;|::)\s*")
_CRUMB_HINT = re.compile(r"crumb|dqwz|weizhi|location|\bpos|sitenow|curr")
CRUMB_WORD = re.compile(r"(?:当前|现在|所在|[您你])的?位置")
"""What stands before breadcrumbs (您当前的位置：)."""
_PLACE = "位置"
_LIST_WORD = "列表"
_WORD_REACH = 3
"""Pieces of text at the start of a block in which the word stands."""
_LONGEST = 120
_MOST_LINKS = 8


def page_names(layout: Layout) -> tuple[str, ...]:
    """Give the first part of the title, the last of the breadcrumb, and the standard tag's name."""
    names = [_first_of_title(layout), _tagged(layout), *_last_crumbs(layout)]
    return tuple(dict.fromkeys(name for name in names if name))


def crumbs_above(layout: Layout) -> tuple[str, ...]:
    """Give the names above a page in its breadcrumb, without blanks; its own name is none.

    A last crumb that names no column (列表) leaves it open which one is the page's own: none then.
    """
    above: dict[str, None] = {}
    for crumbs in _crumbs(layout):
        flat = ["".join(crumb.split()) for crumb in crumbs]
        if _LIST_WORD not in flat[-1]:
            above.update(dict.fromkeys(crumb for crumb in flat[:-1] if crumb != flat[-1]))
    return tuple(above)


def _first_of_title(layout: Layout) -> str:
    text = fold_space(layout.title or "")
    parts = [part.strip() for part in _TITLE_PARTS.split(text) if part.strip()]
    return parts[0] if parts else ""


def _tagged(layout: Layout) -> str:
    for written in layout.metas:
        if "columnname" in written.lower():
            attributes = attributes_of(written)
            if attributes.get("name", "").lower() == "columnname":
                return fold_space(attributes.get("content", ""))
    return ""


def _last_crumbs(layout: Layout) -> list[str]:
    return [crumbs[-1] for crumbs in _crumbs(layout)]


@lru_cache(maxsize=1)
def _crumbs(layout: Layout) -> tuple[list[str], ...]:
    """Give the parts of each breadcrumb."""
    found = []
    worded = _crumb_words(layout)
    named = {hints for hints in {block.hints for block in layout.blocks} if _names_crumbs(hints)}
    for block in layout.blocks:
        if block.end_link - block.first_link > _MOST_LINKS:
            continue
        if (worded or block.hints in named) and _is_crumb(layout, block, worded, named):
            text = layout.text_of(block)
            if 0 < len(text) <= _LONGEST:
                found.append(_CRUMB_PARTS.split(text.rstrip(" >＞»/›→")))
    return tuple(found)


def _crumb_words(layout: Layout) -> list[int]:
    """Give the pieces of text that may hold a word of breadcrumbs or a part of one."""
    if _PLACE not in layout.whole:
        return []
    return [place for place, text in enumerate(layout.texts) if _PLACE[0] in text]


def _names_crumbs(hints: str) -> bool:
    return _CRUMB_HINT.search(hints) is not None


def _is_crumb(layout: Layout, block: Block, worded: list[int], named: set[str]) -> bool:
    if block.end_text - block.first_text > _LONGEST:
        return False
    if block.hints in named:
        return True
    first = block.first_text
    place = bisect_left(worded, first)
    if place == len(worded) or worded[place] >= first + _WORD_REACH:
        return False
    return CRUMB_WORD.search("".join(layout.texts[first : first + _WORD_REACH])) is not None
