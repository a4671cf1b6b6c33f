from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from crawler.survey.kept_items import MAX_KEPT_ITEMS, kept_items
from schema.types.reading import ListItem
from testkit.pages import make_entry

OLD = date(2024, 1, 5)


def long_list(*newer: int, undated: int | None = None, length: int = 1000) -> list[ListItem]:
    """Give old entries, those at some places newer, one perhaps without a date."""
    days = {place: OLD + timedelta(days=place) for place in newer}
    return [
        make_entry(n) if n == undated else make_entry(n, days.get(n, OLD)) for n in range(length)
    ]


def test_a_list_that_fits_is_kept_as_it_stands() -> None:
    items = long_list(length=MAX_KEPT_ITEMS)

    assert kept_items(items) == (tuple(items), True)


@given(st.integers(0, 999))
def test_the_newest_entry_is_kept_wherever_it_stands(place: int) -> None:
    items = long_list(place)

    kept = kept_items(items)

    assert items[place] in kept.items
    assert len(kept.items) == MAX_KEPT_ITEMS
    assert kept.settled


def test_entries_stay_in_the_order_of_the_list() -> None:
    items = long_list(500, 900, 400)

    kept = kept_items(items).items

    assert [items.index(one) for one in kept] == sorted(items.index(one) for one in kept)


def test_an_entry_left_out_that_nobody_dated_leaves_the_list_open() -> None:
    assert not kept_items(long_list(undated=999)).settled
    assert kept_items(long_list(undated=5)).settled
