"""Tell a page of blocks, each leading to a column of its own, from a page with one main list."""

from crawler.extract.lists.candidates import Candidate
from crawler.extract.lists.list_score import Surroundings, is_paged
from crawler.extract.lists.rows import label_of
from crawler.extract.page.layout import Layout
from schema.types.list_words import ListWords

_RIVAL = 0.4
"""Share of the best list's weight from which another block is as good as it."""
_RIVALS, _RIVALS_WITHOUT_MORE = 2, 3
_REACH = 16


def portal_blocks(
    layout: Layout,
    candidates: list[Candidate],
    about: Surroundings,
    words: ListWords,
    *,
    home: bool = False,
) -> list[Candidate]:
    """Give the blocks in the page's order where the best list is only one of several like it.

    Of a homepage (`home`) every dated block is one, be they two, and each as short as it is.
    """
    best = candidates[0]
    if is_paged(layout, best.group, about):
        return []
    least = _RIVALS if _leads_on(layout, best, words) else _RIVALS_WITHOUT_MORE
    apart = [best]
    for candidate in candidates[1:]:
        if candidate.value < _RIVAL * best.value and not home:
            break
        dated = 2 * candidate.dated >= len(candidate.rows)
        if dated and all(_disjoint(candidate, other) for other in apart):
            apart.append(candidate)
    if len(apart) <= (1 if home else least):
        return []
    return sorted(apart, key=lambda candidate: candidate.group.first_text)


def _leads_on(layout: Layout, candidate: Candidate, words: ListWords) -> bool:
    first, end = candidate.group.first_text, candidate.group.end_text
    return any(
        label_of(anchor).strip("[]【】 +>»") in words.more
        for anchor in layout.anchors
        if first - _REACH <= anchor.block.first_text < first
        or end <= anchor.block.first_text < end + _REACH
    )


def _disjoint(one: Candidate, other: Candidate) -> bool:
    return (
        one.group.end_text <= other.group.first_text or other.group.end_text <= one.group.first_text
    )
