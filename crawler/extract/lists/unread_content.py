"""Tell whether a page may show rows that nobody read, wherever they stand beside its list.

Frames, places that scripts fill, tables of plug-ins, loops that write rows, newer days without
links: with such a list of old days and nothing that speaks for it proves no column old.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import islice

from crawler.extract.dates.date_text import find_dates
from crawler.extract.lists.list_place import BarePlace, is_plugged, is_unfilled
from crawler.extract.lists.newer_entries import Beside, heading_over, top_beside
from crawler.extract.lists.own_rows import is_heading
from crawler.extract.lists.row_dates import dated_pieces
from crawler.extract.page.asked_places import asked_elements
from crawler.extract.page.blocks import Block
from schema.types.reading import Follow, ListState

_DECORATION = re.compile(
    r"(?:\A|/)(?:top|head|foot|bottom|nav|menu|left|share|weather|tianqi|count|login|search|banner|link|copyright)",
    re.IGNORECASE,
)
"""Beginnings of the files of frames that hold no list."""
_PAGER = re.compile(
    r"pag(?:e|ing|ination)|fenye|\bfy\b|share|weather|count|visit|crumb|nav|foot|head"
)
_LOOP = re.compile(r"\b(?:for|while)\s*\(")
_ROW = re.compile(r"document\.write(?:ln)?\s*\([^;]{0,400}<(?:li|tr)\b")
_BODY = 1500
"""Characters of a loop before what it writes."""
_MOST_WRITES = 20
_LONGEST_TEXT = 80
_FEWEST_DAYS = 3
_DAY = timedelta(days=1)


def may_show_unread(page: Beside, bare: BarePlace) -> bool:
    """Tell whether any such place stands in the page, side bars, menus and pagers aside."""
    return (
        _is_headed_elsewhere(page)
        or any(not _DECORATION.search(step.url) for step in _frames(bare))
        or any(_is_place(page, block) for block in _places(page, bare))
        or is_plugged(page.layout)
        or any(script.inline and _writes_rows(script.text) for script in page.layout.scripts)
        or _count_newer(page) >= _FEWEST_DAYS
    )


def _is_headed_elsewhere(page: Beside) -> bool:
    """Tell whether the page's own name heads something behind the list."""
    layout, end = page.layout, page.best.group.end_text
    return any(
        layout.texts[place].strip() in page.names and is_heading(layout.owners[place])
        for place in range(end, len(layout.texts))
        if len(layout.texts[place]) <= _LONGEST_TEXT and layout.owners[place].tag != "a"
    )


def _frames(bare: BarePlace) -> Sequence[Follow]:
    return [step for step in bare.follow if step.purpose == "rows"]


def _places(page: Beside, bare: BarePlace) -> Iterator[Block]:
    """Give the elements that hold nothing yet: called like lists, or by the scripts that fetch."""
    layout = page.layout
    if bare.state is ListState.UNREADABLE:
        yield from (block for block in layout.blocks if is_unfilled(layout, block))
        yield from (
            owner for text, owner in zip(layout.texts, layout.owners, strict=True) if "{{" in text
        )
    yield from asked_elements(layout)


def _is_place(page: Beside, block: Block) -> bool:
    group = page.best.group
    inside = group.first_text <= block.first_text < group.end_text
    named = _PAGER.search(block.hints) is not None
    return not (inside or named or block.hidden or page.about.is_side(block))


def _writes_rows(text: str) -> bool:
    """Tell whether a loop of a script writes rows."""
    if "document.write" not in text:
        return False
    rows = (one.start() for one in islice(_ROW.finditer(text), _MOST_WRITES))
    return any(_LOOP.search(text, max(0, row - _BODY), row) is not None for row in rows)


def _count_newer(page: Beside) -> int:
    """Count the newer days behind the list, under no heading, in texts that are no rows."""
    layout, end = page.layout, page.best.group.end_text
    found: set[date] = set()
    for place in dated_pieces(layout):
        owner = layout.owners[place]
        if place < end or owner.hidden or len(layout.texts[place]) > _LONGEST_TEXT:
            continue
        days = [one.value for one in find_dates(layout.texts[place]) if one.day and one.year]
        newer = [day for day in days if day and _is_newer(page, day)]
        if newer and not page.about.is_side(owner) and not _is_headed(page, owner, place):
            found.update(newer)
    return len(found)


def _is_newer(page: Beside, day: date) -> bool:
    return page.newest < day < (page.latest or date.max) - _DAY


def _is_headed(page: Beside, owner: Block, place: int) -> bool:
    return bool(heading_over(page, top_beside(owner, page.best), place))
