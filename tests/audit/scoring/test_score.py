from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from audit.scoring.score import column_state
from schema.types.column import ColumnClass
from schema.types.finding import ColumnState
from schema.types.outcome import CountsAs, Outcome, PageClass
from schema.types.reading import ListState
from schema.types.rulepack import ColumnStates
from schema.types.verdict import Verdict


def state(make: Any, *sightings: Any, **rules: int) -> ColumnState | None:
    case = make.case(*sightings)
    return column_state(case.columns[0], case, ColumnStates(**rules))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param({}, ColumnState.DORMANT, id="past-twice-its-window-in-one-sweep"),
        pytest.param({"exempt": "archive"}, ColumnState.EXEMPT, id="exempt"),
        pytest.param({"list_state": ListState.PARENT}, ColumnState.PARENT, id="parent"),
        pytest.param({"list_state": ListState.SINGLE}, ColumnState.SINGLE, id="single"),
        pytest.param({"list_state": ListState.LINKS_ONLY}, ColumnState.LINKS_ONLY, id="links"),
        pytest.param({"list_state": ListState.UNREADABLE}, ColumnState.UNREADABLE, id="unread"),
        pytest.param({"list_state": ListState.NONE}, None, id="no-list"),
        pytest.param({"complete_to": None}, None, id="read-in-part"),
        pytest.param({"column_class": ColumnClass.OTHER}, None, id="no-window"),
        pytest.param({"update_days": 600}, ColumnState.ACTIVE, id="registered-days"),
        pytest.param({"page_class": PageClass.CHALLENGE}, None, id="shield"),
    ],
)
def test_column_state_is_what_one_sweep_proves(
    make: Any, given: dict[str, Any], expected: ColumnState | None
) -> None:
    assert state(make, make.column(**given)) is expected


def test_column_with_an_update_is_active(make: Any) -> None:
    assert state(make, make.fresh_column()) is ColumnState.ACTIVE


def long_ago(make: Any, days: int, at: Any = None, **given: Any) -> Any:
    return make.column(at=at, items=(make.item(days),), **given)


def test_column_without_anything_new_for_long_is_a_zombie_after_two_sweeps(make: Any) -> None:
    before = make.as_of - timedelta(days=1)

    assert state(make, long_ago(make, 800, before), long_ago(make, 800)) is ColumnState.ZOMBIE
    assert state(make, long_ago(make, 800)) is ColumnState.DORMANT


ALIVE: dict[str, Any] = {
    "something within the year": ((300, None), (300, "before")),
    "seen twice within the hour": ((800, None), (800, "soon")),
}


@pytest.mark.parametrize("looks", ALIVE.values(), ids=ALIVE)
def test_column_is_no_zombie_but_dormant(make: Any, looks: Any) -> None:
    times = {None: make.as_of, "before": make.as_of - timedelta(days=1), "soon": make.later(1)}

    rows = [long_ago(make, days, times[when]) for days, when in looks]

    assert state(make, *rows) is ColumnState.DORMANT


def test_column_whose_window_is_long_is_no_zombie_before_twice_of_it(make: Any) -> None:
    def seen(days: int) -> ColumnState | None:
        before = make.as_of - timedelta(days=1)
        rows = [long_ago(make, days, at, update_days=300) for at in (before, None)]
        return state(make, *rows)

    assert (seen(500), seen(650)) == (ColumnState.DORMANT, ColumnState.ZOMBIE)


def test_an_edition_says_how_old_a_zombie_is_and_how_far_apart_two_visits_lie(make: Any) -> None:
    old = [long_ago(make, 300, at) for at in (make.as_of - timedelta(days=1), None)]
    empty = (make.empty_column("a/"), make.empty_column("a/", make.later(5)))

    assert state(make, *old) is ColumnState.DORMANT
    assert state(make, *old, zombie_least_days=200) is ColumnState.ZOMBIE
    assert state(make, *old, zombie_least_days=200, zombie_windows=30) is ColumnState.DORMANT
    assert state(make, *empty) is ColumnState.EMPTY
    assert state(make, *empty, gap_hours=24) is None


def test_the_sheet_shows_states_by_the_numbers_of_its_edition(make: Any) -> None:
    rows = (make.visit(), make.empty_column("a/"), make.empty_column("a/", make.later(5)))
    strict = make.anew()
    strict.pack = replace(make.pack, column_states=ColumnStates(gap_hours=24))

    assert make.sheet(*rows).columns[0].state is ColumnState.EMPTY
    assert strict.sheet(*rows).columns[0].state is None


def test_column_is_empty_after_two_visits(make: Any) -> None:
    rows = (make.empty_column("a/"), make.empty_column("a/", make.later()))

    assert state(make, *rows) is ColumnState.EMPTY
    assert state(make, rows[0]) is None


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param({"outcome": Outcome.CONNECT_REFUSED}, ColumnState.BROKEN, id="refused"),
        pytest.param({"outcome": Outcome.HTTP_4XX, "status": 404}, ColumnState.BROKEN, id="404"),
        pytest.param({"outcome": Outcome.HTTP_4XX, "status": 403}, None, id="403"),
        pytest.param({"outcome": Outcome.HTTP_5XX, "status": 502}, ColumnState.BROKEN, id="502"),
        pytest.param({"outcome": Outcome.OWN_FAULT}, None, id="our-own-fault"),
        pytest.param(
            {"outcome": Outcome.HTTP_5XX, "status": 503, "page_class": PageClass.CHALLENGE},
            None,
            id="shield-under-503",
        ),
    ],
)
def test_address_dead_twice_is_a_broken_column(
    make: Any, given: dict[str, Any], expected: ColumnState | None
) -> None:
    dead = {"page_class": None, "status": None, "list_state": ListState.NONE, "items": (), **given}
    rows = [make.column("a/", at, **dead) for at in (None, make.later())]

    assert state(make, *rows) is expected
    assert state(make, rows[0]) is None


def test_what_an_edition_does_not_call_failed_breaks_no_column(make: Any) -> None:
    gone = {"outcome": Outcome.HTTP_4XX, "status": 404, "page_class": None, "items": ()}
    rows = (
        make.visit(),
        *(make.column("a/", at, list_state=ListState.NONE, **gone) for at in (None, make.later())),
    )
    lenient = make.anew()
    table = replace(make.pack.visits, failed_statuses=frozenset())
    lenient.pack = replace(make.pack, visits=table)

    assert make.sheet(*rows).columns[0].state is ColumnState.BROKEN
    assert lenient.sheet(*rows).columns[0].state is None


def test_line_shows_the_last_readable_look(make: Any) -> None:
    seen = make.column("a/", items=(make.item(-5), make.item(20), make.item(30)))
    sheet = make.sheet(
        make.visit(), seen, make.column("a/", make.later(), list_state=ListState.UNREADABLE)
    )
    (line,) = sheet.columns

    assert (line.rows, line.evidence, line.list_state) == (3, seen.id, "read")
    assert line.newest is not None
    assert line.newest.value == date(2026, 11, 3)
    assert line.column_class == "动态要闻"


def test_sheet_names_its_edition_and_site(make: Any) -> None:
    sheet = make.sheet(make.visit())

    assert (sheet.edition, sheet.edition_digest) == (make.pack.edition, make.pack.digest)
    assert (sheet.site_name, sheet.site_code) == ("某县人民政府", "4300000001")
    assert sheet.as_of == make.as_of


def test_failed_veto_item_vetoes_the_site(make: Any) -> None:
    stale = [make.column(f"c{number}/") for number in range(5)]
    sheet = make.sheet(make.visit(), *stale)

    assert sheet.vetoed
    assert "V3a" not in sheet.open_vetoes


def test_open_veto_items_are_named(make: Any) -> None:
    sheet = make.sheet(make.visit(counts_as=CountsAs.UNDETERMINED))

    assert not sheet.vetoed
    assert sheet.open_vetoes == ("V1", "V2", "V3a", "V3b", "V3c", "V4", "V5")


def test_items_keep_the_order_and_words_of_the_edition(make: Any) -> None:
    sheet = make.sheet(make.visit(), make.fresh_column(on_home=True))

    assert [(item.id, item.rule) for item in sheet.items] == [
        (item.id, item.rule) for item in make.pack.items
    ]
    assert sheet.items[1].finding.verdict is Verdict.PASS
