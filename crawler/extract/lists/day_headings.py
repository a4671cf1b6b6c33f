"""Lend the day of a heading to the rows under it (2018年5月6日 over the day's news).

One such line may be a clock; where several of one kind stand over rows that show no day of their
own, each is the day of those below it.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, pairwise

from crawler.extract.dates.date_text import find_dates
from crawler.extract.lists.row_dates import Spot, dated_pieces, find_spots, row_text
from crawler.extract.lists.rows import Row, label_of
from crawler.extract.page.blocks import Block
from crawler.extract.page.layout import Layout
from schema.types.date_words import DateWords

_LONGEST = 24
_FEWEST = 2
_TITLE = 4
_NEAR, _SIGN = 8, 3
"""Pieces of text, and characters, between a heading and the first link of its rows."""
_BESIDE = re.compile(r"(?:星期|周)[一二三四五六日天]|[\s()（）\[\]【】]")
"""What may stand beside the day in its heading."""


class DayHeadings:
    """The headings of a page that are days, by the pieces of text that they are."""

    def __init__(self, layout: Layout, words: DateWords) -> None:
        self._layout = layout
        self._words = words
        self._places = _places(layout)

    def over(self, first: int) -> int | None:
        """Give the heading right before a piece of text, nothing but blanks between."""
        number = bisect_left(self._places, first) - 1
        place = self._places[number] if number >= 0 else None
        return place if place is not None and self._layout.is_blank(place + 1, first) else None

    def lend(self, rows: list[Row]) -> list[Row]:
        """Give rows their headings' days, if none has its own and the first has one over it."""
        here = self.over(rows[0].record.first_text) if rows and self._places else None
        if here is None or any(row.spots or row.other_date for row in rows):
            return rows
        found = []
        for row in rows:
            last = bisect_left(self._places, row.record.first_text) - 1
            here = max(here, self._places[last])
            found.append(replace(row, spots=tuple(self._spots(here))))
        return found

    def _spots(self, place: int) -> Sequence[Spot]:
        text = row_text(self._layout, place, place + 1)
        return find_spots(self._layout, text, range(0), self._words)


def _places(layout: Layout) -> list[int]:
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place in dated_pieces(layout):
        if _is_heading(layout, place):
            owner = layout.owners[place]
            found[owner.tag, owner.hints].append(place)
    return sorted(chain.from_iterable(p for p in found.values() if _head_several(layout, p)))


def _head_several(layout: Layout, places: Sequence[int]) -> bool:
    """Tell days of which one at least stands over several entries, be the last one's what they be.

    Over one each they are the parts of rows.
    """
    if _days(layout, places) < _FEWEST:
        return False
    titled = [one.block.first_text for one in layout.anchors if len(label_of(one)) >= _TITLE]
    counts = (
        bisect_left(titled, following) - bisect_left(titled, place)
        for place, following in pairwise(places)
    )
    return any(count > 1 for count in counts)


def _days(layout: Layout, places: Sequence[int]) -> int:
    return len({find_dates(layout.texts[place])[0].value for place in places})


def _is_heading(layout: Layout, place: int) -> bool:
    """Tell a whole day alone on its line, with rows behind it that stand in the block around it."""
    if len(layout.texts[place]) > _LONGEST:
        return False
    before, behind = _next(layout, place, -1), _next(layout, place, 1)
    around: Block | None = layout.owners[place]
    while around is not None and not around.links:
        around = around.parent
    if behind is None or around is None or around.end_text <= behind:
        return False
    if around is layout.owners[place] or not _is_linked(layout, behind):
        return False
    alone = before is None or "\n" in layout.texts[before + 1 : place]
    if not alone or "\n" not in layout.texts[place + 1 : behind]:
        return False
    like = before is not None and _is_like(layout, before, place)
    return not like and _is_day(layout.texts[place])


def _is_like(layout: Layout, before: int, place: int) -> bool:
    """Tell a day in an element like a heading's: days below each other are a column of them."""
    one, other = layout.owners[before], layout.owners[place]
    return (one.tag, one.hints) == (other.tag, other.hints) and _is_day(layout.texts[before])


def _is_day(text: str) -> bool:
    if len(text) > _LONGEST:
        return False
    days = find_dates(text)
    whole = len(days) == 1 and days[0].year is not None and days[0].day is not None
    return whole and not _BESIDE.sub("", text.replace(days[0].raw, "", 1))


def _next(layout: Layout, place: int, step: int) -> int | None:
    """Give the nearest piece that is not blank, before or behind another."""
    place += step
    while 0 <= place < len(layout.texts):
        if layout.texts[place].strip():
            return place
        place += step
    return None


def _is_linked(layout: Layout, place: int) -> bool:
    """Tell a piece of a link, or a dot or a number that stands before one."""
    number = bisect_left(layout.anchors, place, key=lambda anchor: anchor.block.end_text - 1)
    if number == len(layout.anchors):
        return False
    first = layout.anchors[number].block.first_text
    said = "".join("".join(layout.texts[place:first]).split()) if first - place < _NEAR else ""
    return first <= place or 0 < len(said) <= _SIGN
