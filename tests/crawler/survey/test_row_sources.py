from datetime import date

from crawler.survey.row_sources import RowSources
from schema.types.reading import Follow, ListState
from testkit.facts import HOME
from testkit.pages import make_answer, make_entry, make_reading

ROWS = (Follow(url=f"{HOME}a", purpose="rows"), Follow(url=f"{HOME}b", purpose="rows"))
NEXT = Follow(url=f"{HOME}c", purpose="next")


def offered(*follow: Follow) -> RowSources:
    sources = RowSources()
    sources.offer(make_reading(follow=follow))
    return sources


def test_addresses_are_tried_in_the_pages_order() -> None:
    sources = offered(NEXT, *ROWS)

    assert [sources.take(), sources.take(), sources.take()] == [*ROWS, None]


def test_dated_rows_settle_it() -> None:
    answer = make_answer(reading=make_reading(items=(make_entry(1, date(2026, 1, 2)),)))

    assert offered(*ROWS).settles(answer)


def test_menu_among_several_units_is_held_back() -> None:
    menu = make_answer(reading=make_reading(items=(make_entry(1),)))
    sources = offered(*ROWS)

    assert not sources.settles(menu)
    assert sources.held is menu


def test_undated_rows_of_the_only_address_are_the_list() -> None:
    sources = offered(ROWS[0])
    sources.take()

    assert sources.settles(make_answer(reading=make_reading(items=(make_entry(1),))))


def test_one_of_several_blocks_does_not_say_empty_for_all() -> None:
    empty = make_answer(reading=make_reading(list_state=ListState.EMPTY))
    one, several = offered(ROWS[0]), offered(*ROWS)
    for sources in (one, several):
        while sources.take():
            pass

    assert one.settles(empty)
    assert not several.settles(empty)
