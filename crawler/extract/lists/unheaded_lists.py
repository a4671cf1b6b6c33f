"""Find lists beside the chosen one that no heading gives to another column, and no sign to it.

A side bar with old days and no heading may be all that is read of a page whose own rows show their
days by scripts, or stand in a container that is called like a side bar's.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from crawler.extract.columns.headlines import is_entry_address
from crawler.extract.lists.candidates import Candidate
from crawler.extract.lists.list_items import items_of
from crawler.extract.lists.list_place import BarePlace
from crawler.extract.lists.list_score import is_paged, turns_in_its_box
from crawler.extract.lists.newer_entries import Beside, heading_over, top_beside
from crawler.extract.lists.own_rows import leads_below
from crawler.extract.lists.rows import label_of
from crawler.extract.lists.unread_content import may_show_unread
from crawler.extract.page.blocks import Anchor
from crawler.extract.text.urls import host_in, resolve
from schema.types.reading import ListState

_FEWEST = 3
_LEAST_TITLE = 9
"""Characters of an entry's title; the names of columns are shorter."""


def newest_unheaded(
    page: Beside, candidates: Sequence[Candidate], bare: BarePlace, address: str | None
) -> date:
    """Give the latest day that such a list may have, of any day where it shows none.

    A pager right behind the chosen list, its own name over it, or the page's folder speak for it;
    the last not where it shows no days and rows may be unread: a footer's links lead there too.
    """
    best, any_day = page.best, page.latest or date.max
    if is_paged(page.layout, best.group, page.about, most=0):
        return date.min
    if heading_over(page, best.group.place, best.group.first_text) in page.names:
        return date.min
    if leads_below(best, page.base, address):
        doubted = page.newest == date.min and may_show_unread(page, bare)
        return any_day if doubted else date.min
    others = max(_days_of_others(page, candidates), default=date.min)
    unread = bare.state is ListState.UNREADABLE or may_show_unread(page, bare)
    silent = unread or _has_silent_list(page, candidates)
    return max(others, any_day if silent else date.min)


def _days_of_others(page: Beside, candidates: Sequence[Candidate]) -> Iterator[date]:
    """Give the newest days of other lists, whatever their places are called.

    No heading may stand over them, but that of a box that holds their pager too.
    """
    best = page.best
    for one in candidates:
        apart = one.group.end_text <= best.group.first_text or (
            best.group.end_text <= one.group.first_text
        )
        if apart and one.dated and (_is_unheaded(page, one) or _is_turned(page, one)):
            items = items_of(
                page.layout, one.rows, page.lexicon.date_words, base=page.base, latest=page.latest
            )
            yield max((item.date.value for item in items if item.date), default=date.min)


def _is_unheaded(page: Beside, one: Candidate) -> bool:
    top = top_beside(one.group.place, page.best)
    return not heading_over(page, top, one.group.first_text)


def _is_turned(page: Beside, one: Candidate) -> bool:
    return turns_in_its_box(page.layout, one.group, page.about)


def _has_silent_list(page: Beside, candidates: Sequence[Candidate]) -> bool:
    """Tell whether several entries without days stand behind the list."""
    found: set[str] = set()
    for anchor in _silent(page, candidates):
        if _is_entry(page, anchor) and not _is_headed(page, anchor):
            found.add(anchor.href or "")
        if len(found) >= _FEWEST:
            return True
    return False


def _silent(page: Beside, candidates: Sequence[Candidate]) -> Iterator[Anchor]:
    """Give the links behind the list that stand in no row whose day was read."""
    read = {
        number
        for one in candidates
        for row in one.rows
        if row.spots
        for number in range(row.record.first_link, row.record.end_link)
    }
    end = page.best.group.end_text
    for number, anchor in enumerate(page.layout.anchors):
        if anchor.block.first_text >= end and number not in read:
            yield anchor


def _is_entry(page: Beside, anchor: Anchor) -> bool:
    url = resolve(page.base, anchor.href)
    titled = not anchor.text or len(label_of(anchor)) >= _LEAST_TITLE
    if url is None or anchor.block.hidden or not titled or page.about.is_side(anchor.block):
        return False
    return host_in(url) == host_in(page.base) and is_entry_address(anchor.href or "")


def _is_headed(page: Beside, anchor: Anchor) -> bool:
    top = top_beside(anchor.block, page.best)
    return bool(heading_over(page, top, anchor.block.first_text))
