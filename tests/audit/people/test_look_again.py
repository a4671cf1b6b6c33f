from typing import Any

from audit.people.look_again import Seen, look_again
from schema.types.casework import Key
from schema.types.column import ColumnClass
from schema.types.reading import ListState
from testkit.side_facts import make_link, make_links

DEAD = "http://dead.example/"
LINK = Key(edition="census-2015", item="A2.1", cause=f"link:{DEAD}")


def look(make: Any, key: Key, *rows: Any) -> Seen:
    return look_again(key, make.sheet(*rows), rows).seen


def test_a_place_that_is_still_proved_is_still_there(make: Any) -> None:
    rows = [make.visit(), *make.twice(make_link(url=DEAD))]
    found = look_again(LINK, make.sheet(*rows), rows)

    assert found.seen is Seen.STILL_THERE
    assert found.evidence == (rows[-1].id,)


def test_a_link_that_opened_again_is_gone_though_the_rest_is_open(make: Any) -> None:
    rows = [make.visit(), make.evidence(make_links(opened=(DEAD,), left=7), make.home)]
    found = look_again(LINK, make.sheet(*rows), rows)

    assert found.seen is Seen.GONE
    assert found.evidence == (rows[1].id,)


def test_what_nobody_looked_at_is_not_known(make: Any) -> None:
    assert look(make, LINK, make.visit()) is Seen.UNKNOWN


def test_a_link_that_failed_once_is_not_known(make: Any) -> None:
    once = make.evidence(make_link(url=DEAD), make.home)

    assert look(make, LINK, make.visit(), once) is Seen.UNKNOWN


def test_a_whole_item_is_kept_by_its_verdict(make: Any) -> None:
    key = Key(edition="census-2015", item="V4")

    assert look(make, key, make.visit()) is Seen.UNKNOWN


def test_a_veto_that_no_longer_holds_closes_its_columns(make: Any) -> None:
    key = Key(edition="census-2015", item="V3c", cause=f"column:{make.home}k1/")
    empty = [make.empty_column(f"k{n}/", at) for n in range(5) for at in (None, make.later())]
    fresh = [make.fresh_column("k1/")]

    assert look(make, key, make.visit(), *empty) is Seen.STILL_THERE
    assert look(make, key, make.visit(), *fresh) is Seen.GONE


def test_an_item_that_the_edition_does_not_have_is_not_known(make: Any) -> None:
    assert look(make, Key(edition="census-2015", item="Z9"), make.visit()) is Seen.UNKNOWN


def test_what_is_only_listed_is_closed_though_the_count_is_open(make: Any) -> None:
    stale = [make.column(f"c{n}/") for n in range(10)]
    rows = [make.visit(), *stale, make.column("budget/", column_class=ColumnClass.FINANCE)]
    blind = make.column("u/", list_state=ListState.UNREADABLE, items=())
    key = Key(edition="census-2015", item="V3b", cause=f"column:{make.home}budget/")

    assert look(make, key, *rows, blind) is Seen.GONE
