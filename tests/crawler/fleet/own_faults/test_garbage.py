"""The collector of garbage delays no visit, and forgets none for good."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from crawler.fleet.own_faults.garbage import collecting_between, spare_the_loop


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    was = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*was)


class Page:
    itself: "Page"


def forgotten() -> "weakref.ref[Page]":
    """Make a page that only itself refers to."""
    page = Page()
    page.itself = page
    return weakref.ref(page)


def test_between_two_rounds_the_garbage_of_the_first_is_found() -> None:
    with collecting_between() as collect:
        seen = forgotten()
        collect()

        assert seen() is None


def test_while_rounds_are_made_all_is_looked_through_more_rarely() -> None:
    spare_the_loop()
    usual = gc.get_threshold()

    with collecting_between():
        assert gc.get_threshold()[2] == 10 * usual[2]
        spare_the_loop()  # the watch begins behind the first round's beginning
        assert gc.get_threshold()[2] == 10 * usual[2]

    assert gc.get_threshold() == usual


def test_what_is_loaded_at_the_start_is_walked_no_more() -> None:
    spare_the_loop()

    assert gc.get_freeze_count() > 0
