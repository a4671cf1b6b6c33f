"""Tell the year of a row's day from what stands around it: a heading's, and no counter's."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from crawler.extract.dates.split_dates import place_of_year, without_year
from crawler.extract.lists.row_dates import Spot
from crawler.extract.lists.rows import Row
from crawler.extract.page.blocks import Block
from crawler.extract.page.layout import Layout

_HEADING = re.compile(r"((?:19|20)\d\d)年?度?")
_REACH = 8
"""Pieces of text before the first row in which its heading stands."""
_YEAR = re.compile(r"(?:19|20)\d\d")

_Slot = tuple[str, str, int]


def without_counters(layout: Layout, rows: Sequence[Row]) -> list[Row]:
    """Take back years that are counters: 2015 beside 11-20, where other rows have 88 in its place.

    The counters of some rows look like years.
    """
    counters: set[_Slot] | None = None
    found = []
    for row in rows:
        spots = []
        for spot in row.spots:
            slot = _slot_of_year(layout, row, spot)
            if slot is not None and counters is None:
                counters = set(_slots_of_counts(layout, rows))
            counted = slot is not None and counters is not None and slot in counters
            spots.append(_without_year(row, spot) if counted else spot)
        found.append(replace(row, spots=tuple(spots)))
    return found


def _slot_of_year(layout: Layout, row: Row, spot: Spot) -> _Slot | None:
    """Give where the year of a row's day stands, if that is in another element than the day."""
    inside = row.record.first_text <= spot.place < row.record.end_text
    place = place_of_year(row.text.text, spot.found) if inside else None
    owner = None if place is None else layout.owners[row.text.piece_at(place)]
    return None if owner is None or owner is spot.cell else _slot(owner)


def _without_year(row: Row, spot: Spot) -> Spot:
    return replace(spot, found=without_year(row.text.text, spot.found))


def _slot(block: Block) -> _Slot:
    return block.tag, block.hints, block.place


def _slots_of_counts(layout: Layout, rows: Sequence[Row]) -> Iterator[_Slot]:
    """Give where figures that are no year stand alone in some row."""
    for row in rows:
        for place in range(row.record.first_text, row.record.end_text):
            if _is_count(layout.texts[place].strip("[]()（）【】 \n")):
                yield _slot(layout.owners[place])


def _is_count(text: str) -> bool:
    return text.isdecimal() and not _YEAR.fullmatch(text)


def years_over(layout: Layout, rows: Sequence[Row]) -> list[int | None]:
    """Give the year of the heading that each row stands under (2018年), None without such.

    Years side by side are tabs, and head nothing.
    """
    found: list[int | None] = []
    year: int | None = None
    end = max(0, rows[0].record.first_text - _REACH) if rows else 0
    for row in rows:
        texts = ("".join(text.split()) for text in layout.texts[end : row.record.first_text])
        said = [text for text in texts if text]
        heading = _HEADING.fullmatch(said[-1]) if said else None
        if heading is not None and not (said[:-1] and _HEADING.fullmatch(said[-2])):
            year = int(heading[1])
        found.append(year)
        end = row.record.end_text
    return found
