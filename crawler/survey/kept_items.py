"""Which entries of a very long list are kept as evidence: its front, and what is newest behind."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from schema.types.reading import ListItem

MAX_KEPT_ITEMS = 300
"""Entries kept per column."""
_NEWEST = 20
"""Of them those that are newest behind the front, wherever they stand in the list."""


class Kept(NamedTuple):
    """The entries in order; `settled` tells that each one left out is dated and older."""

    items: tuple[ListItem, ...]
    settled: bool


def kept_items(items: Sequence[ListItem]) -> Kept:
    """Choose the entries; a list out of order may have its newest one far down."""
    if len(items) <= MAX_KEPT_ITEMS:
        return Kept(tuple(items), settled=True)
    front = MAX_KEPT_ITEMS - _NEWEST
    behind = sorted(range(front, len(items)), key=lambda place: _day(items[place]), reverse=True)
    chosen = sorted(behind[:_NEWEST])
    left_out = (items[place] for place in behind[_NEWEST:])
    settled = all(item.date is not None for item in left_out)
    return Kept((*items[:front], *(items[place] for place in chosen)), settled)


def _day(item: ListItem) -> date:
    return item.date.value if item.date is not None else date.min
