"""Find the entry that a template sets right over a list's rows: its headline, summary and day.

It is the column's newest one, written larger than the rest.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from crawler.extract.lists.candidates import Candidate
from crawler.extract.lists.rows import Row, read_row
from crawler.extract.page.blocks import Block
from crawler.extract.page.layout import Layout
from crawler.extract.page.records import Record
from crawler.extract.text.urls import resolve
from schema.types.lexicon import Lexicon

_STEPS = 2
"""Elements around the rows over which the entry may stand."""
_MOST_LINKS = 4
"""Its picture, its title, its summary and 详细, all to one page."""
_LEAST_TITLE = 9
_MONTH = timedelta(days=31)


def lead_entry(
    layout: Layout, best: Candidate, *, base: str | None, lexicon: Lexicon
) -> Row | None:
    """Give the entry over a list, if all says that it is the first of it: place, folder and day."""
    block = _right_over(layout, best.group.place, best.group.first_text)
    if block is None or not 0 < block.links <= _MOST_LINKS or block.hidden:
        return None
    anchors = layout.anchors[block.first_link : block.end_link]
    addresses = {resolve(base, one.href) for one in anchors}
    if len(addresses) != 1 or not _share_folder(addresses.pop(), best.rows, base):
        return None
    record = Record(block, block.first_text, block.end_text, block.first_link, block.end_link)
    row = read_row(layout, record, lexicon.list_words, lexicon.date_words)
    if row is None or row.anchor is None or len(row.title) < _LEAST_TITLE or not row.spots:
        return None
    goes_before = _goes_before(row.spots[0].found.value, best.rows)
    return row if goes_before and row.title not in {one.title for one in best.rows} else None


def _goes_before(day: date | None, rows: Sequence[Row]) -> bool:
    """Tell a day that stands before those of the rows as they stand one before another.

    One that is far newer may be of something else: it is the list's rival.
    """
    spots = (one.spots[0].found.value for one in rows if one.spots)
    days = [one for one in spots if one is not None]
    if day is None or not days:
        return False
    gaps = (before - after for before, after in pairwise(days))
    return timedelta(0) <= day - days[0] <= max(_MONTH, *gaps, timedelta(0))


def _right_over(layout: Layout, place: Block, first: int) -> Block | None:
    """Give the element right before a list, or before the element that holds nothing else."""
    here: Block | None = place
    for _ in range(_STEPS):
        above = here.parent if here is not None else None
        if here is None or above is None:
            return None
        before = [one for one in above.children if one.end_text <= here.first_text]
        said = (
            one for one in reversed(before) if not layout.is_blank(one.first_text, one.end_text)
        )
        found = next(said, None)
        if found is not None:
            return found if layout.is_blank(found.end_text, first) else None
        here = above
    return None


def _share_folder(address: str | None, rows: Sequence[Row], base: str | None) -> bool:
    """Tell whether an address lies in the folder of most rows, and is none of theirs."""
    if address is None:
        return False
    others = [resolve(base, row.anchor.href) or "" for row in rows if row.anchor is not None]
    alike = sum(one.rpartition("/")[0] == address.rpartition("/")[0] for one in others)
    return address not in others and 2 * alike > len(rows)
