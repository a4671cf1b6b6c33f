from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.case.freshness import (
    Emptiness,
    Freshness,
    ItemAge,
    dated_after,
    emptiness,
    freshness,
    item_age,
    newest,
    window_start,
)
from schema.types.column import ColumnClass
from schema.types.dates import DateClaim, DateSource, Undated
from schema.types.outcome import Outcome, PageClass
from schema.types.reading import ListState
from testkit.facts import HOME
from testkit.side_facts import make_navigation

TODAY = date(2026, 11, 23)
SINCE = date(2026, 11, 9)
FOUR_HOURS = timedelta(hours=4)
DECIDING = [
    DateSource.VISIBLE,
    DateSource.META,
    DateSource.PUBLISH_CELL,
    DateSource.LIST_CELL,
    DateSource.PUBLISH_FIELD,
]
WEAK = [source for source in DateSource if source not in DECIDING]


def judge(make: Any, *sightings: Any) -> Freshness:
    case = make.case(*sightings)
    return freshness(case.columns[0], SINCE, case)


def emptied(make: Any, *evidence: Any) -> Emptiness:
    case = make.case(*evidence)
    column = next(one for one in case.columns if one.url == evidence[0].fact.url)
    return emptiness(column, case, FOUR_HOURS)


@pytest.mark.parametrize("source", DateSource)
def test_any_date_inside_the_window_is_an_update(make: Any, source: DateSource) -> None:
    assert item_age(make.item(3, source=source), SINCE, TODAY) is ItemAge.UPDATED


@pytest.mark.parametrize("source", DECIDING)
def test_publish_date_outside_the_window_is_old(make: Any, source: DateSource) -> None:
    assert item_age(make.item(15, source=source), SINCE, TODAY) is ItemAge.OLD


def test_an_edition_may_trust_fewer_dates(make: Any) -> None:
    """A date beside the item in its list, where a province lets only the article's own decide."""
    case = make.case(make.column(items=(make.item(15), make.item(40))))
    strict = replace(case, trusted_dates=frozenset({DateSource.VISIBLE}))

    assert freshness(case.columns[0], SINCE, case) is Freshness.STALE
    assert freshness(strict.columns[0], SINCE, strict) is Freshness.NEEDS_PERSON


@pytest.mark.parametrize("source", WEAK)
def test_weak_date_outside_the_window_never_proves(make: Any, source: DateSource) -> None:
    assert item_age(make.item(15, source=source), SINCE, TODAY) is ItemAge.OLD_BY_WEAK_DATE


def test_inferred_year_outside_the_window_never_proves(make: Any) -> None:
    item = make.item(300, inferred_year=True)

    assert item_age(item, SINCE, TODAY) is ItemAge.OLD_BY_WEAK_DATE


def test_month_alone_outside_the_window_never_proves(make: Any) -> None:
    item = make.item(0, precision="month", value=date(2026, 10, 31))

    assert item_age(item, SINCE, TODAY) is ItemAge.OLD_BY_WEAK_DATE


def test_current_month_is_an_update_and_not_in_the_future(make: Any) -> None:
    item = make.item(0, precision="month", value=date(2026, 11, 30))

    assert item_age(item, SINCE, TODAY) is ItemAge.UPDATED


@pytest.mark.parametrize(
    ("days_ago", "expected"),
    [
        pytest.param(14, ItemAge.UPDATED, id="first-day-inside"),
        pytest.param(15, ItemAge.OLD, id="day-before"),
        pytest.param(0, ItemAge.UPDATED, id="the-day-itself"),
        pytest.param(-1, ItemAge.FUTURE, id="tomorrow"),
    ],
)
def test_both_ends_of_the_window_are_in(make: Any, days_ago: int, expected: ItemAge) -> None:
    assert item_age(make.item(days_ago), SINCE, TODAY) is expected


@pytest.mark.parametrize(
    ("undated", "expected"),
    [
        pytest.param(Undated.NONE_SHOWN, ItemAge.OLD, id="none-shown-is-not-updated"),
        pytest.param(Undated.UNASSIGNED, ItemAge.UNKNOWN, id="unassigned"),
        pytest.param(Undated.UNREAD, ItemAge.UNKNOWN, id="unread"),
        pytest.param(None, ItemAge.UNKNOWN, id="unsaid"),
    ],
)
def test_undated_item_is_old_only_when_it_shows_no_date(
    make: Any, undated: Undated | None, expected: ItemAge
) -> None:
    assert item_age(make.item(undated=undated), SINCE, TODAY) is expected


def test_month_that_has_begun_is_not_in_the_future() -> None:
    month = DateClaim(value=date(2026, 11, 30), source=DateSource.URL, precision="month")

    assert not dated_after(month, TODAY)
    assert dated_after(month, date(2026, 10, 31))


def test_newest_is_the_largest_date_and_no_future_one(make: Any) -> None:
    items = (make.item(40, pinned=True), make.item(3), make.item(-30), make.item())
    fact = make.column(items=items).fact

    assert newest(fact, TODAY) == items[1].date


def test_a_day_goes_before_its_own_month_alone(make: Any) -> None:
    month = make.item(value=date(2026, 7, 31), precision="month", days_ago=1)
    day = make.item(value=date(2026, 7, 19), days_ago=1)
    fact = make.column(items=(month, day)).fact

    assert newest(fact, date(2026, 11, 23)) == day.date


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        pytest.param({}, Freshness.STALE, id="whole-list-of-old-items"),
        pytest.param({"complete_to": SINCE}, Freshness.STALE, id="read-to-the-windows-start"),
        pytest.param({"complete_to": TODAY}, Freshness.UNKNOWN, id="not-read-on"),
        pytest.param({"complete_to": None}, Freshness.UNKNOWN, id="order-unknown"),
        pytest.param({"items": ()}, Freshness.UNKNOWN, id="rows-without-items"),
        pytest.param({"list_state": ListState.EMPTY, "items": ()}, Freshness.EMPTY, id="empty"),
        pytest.param({"list_state": ListState.UNREADABLE}, Freshness.UNKNOWN, id="unreadable"),
        pytest.param({"list_state": ListState.ELSEWHERE}, Freshness.UNKNOWN, id="elsewhere"),
        pytest.param({"list_state": ListState.PARENT}, Freshness.UNCOUNTED, id="parent"),
        pytest.param({"list_state": ListState.SINGLE}, Freshness.UNCOUNTED, id="single"),
        pytest.param({"list_state": ListState.LINKS_ONLY}, Freshness.UNCOUNTED, id="links-only"),
        pytest.param({"list_state": ListState.NONE}, Freshness.UNCOUNTED, id="no-list"),
        pytest.param(
            {"list_state": ListState.NONE, "registered": True},
            Freshness.UNKNOWN,
            id="no-list-in-a-registered-column",
        ),
        pytest.param({"exempt": "archive"}, Freshness.UNCOUNTED, id="exempt"),
        pytest.param({"outcome": Outcome.HTTP_5XX}, Freshness.UNKNOWN, id="server-error"),
        pytest.param({"outcome": Outcome.OK_TRUNCATED}, Freshness.UNKNOWN, id="cut-off"),
        pytest.param({"page_class": PageClass.CHALLENGE}, Freshness.UNKNOWN, id="shield"),
        pytest.param(
            {"page_class": None, "outcome": Outcome.RESET, "list_state": ListState.NONE},
            Freshness.UNKNOWN,
            id="not-fetched-is-not-uncounted",
        ),
    ],
)
def test_column_is_judged_by_what_was_read(
    make: Any, given_: dict[str, Any], expected: Freshness
) -> None:
    assert judge(make, make.column(**given_)) is expected


def test_one_update_makes_a_column_fresh_however_little_was_read(make: Any) -> None:
    column = make.column(items=(make.item(), make.item(2)), complete_to=None)

    assert judge(make, column) is Freshness.UPDATED


def test_weak_old_date_leaves_the_column_to_a_person(make: Any) -> None:
    items = (make.item(300), make.item(300, source=DateSource.URL))

    assert judge(make, make.column(items=items)) is Freshness.NEEDS_PERSON


def test_item_of_unknown_date_leaves_the_column_unknown(make: Any) -> None:
    items = (make.item(300), make.item(undated=Undated.UNASSIGNED))

    assert judge(make, make.column(items=items)) is Freshness.UNKNOWN


def test_future_dates_are_set_aside(make: Any) -> None:
    assert judge(make, make.column(items=(make.item(-9), make.item(300)))) is Freshness.STALE


def test_nothing_but_future_dates_proves_nothing(make: Any) -> None:
    assert judge(make, make.column(items=(make.item(-9),))) is Freshness.UNKNOWN


def test_update_seen_in_any_visit_counts(make: Any) -> None:
    first = make.column("a/", items=(make.item(2),))

    assert judge(make, first, make.column("a/", make.later())) is Freshness.UPDATED


def test_registered_days_go_before_the_class(make: Any) -> None:
    case = make.case(make.column("a/", update_days=30))

    assert window_start(case.columns[0], case) == TODAY - timedelta(days=30)


def test_class_without_a_window_has_no_start(make: Any) -> None:
    case = make.case(make.column("a/", column_class=ColumnClass.FINANCE))

    assert window_start(case.columns[0], case) is None


def test_empty_twice_is_an_empty_column(make: Any) -> None:
    rows = (make.empty_column("a/"), make.empty_column("a/", make.later()))

    assert emptied(make, *rows) is Emptiness.EMPTY


@pytest.mark.parametrize("hours", [None, 3], ids=["one-visit", "too-soon"])
def test_empty_once_is_not_yet_an_empty_column(make: Any, hours: float | None) -> None:
    rows = [make.empty_column("a/")]
    if hours is not None:
        rows.append(make.empty_column("a/", make.later(hours)))

    assert emptied(make, *rows) is Emptiness.ONCE


def test_cut_off_page_does_not_say_empty(make: Any) -> None:
    second = make.empty_column("a/", make.later(), outcome=Outcome.OK_TRUNCATED)

    assert emptied(make, make.empty_column("a/"), second) is Emptiness.ONCE


def test_content_seen_once_ends_the_suspicion(make: Any) -> None:
    rows = (
        make.empty_column("a/"),
        make.column("a/", make.later(2)),
        make.empty_column("a/", make.later(5)),
    )

    assert emptied(make, *rows) is Emptiness.NO


@pytest.mark.parametrize(
    ("child", "expected"),
    [
        pytest.param("a/b/", Emptiness.NO, id="below"),
        pytest.param("ab/", Emptiness.EMPTY, id="beside"),
    ],
)
def test_child_with_content_saves_its_parent(make: Any, child: str, expected: Emptiness) -> None:
    rows = (make.empty_column("a/"), make.empty_column("a/", make.later()), make.column(child))

    assert emptied(make, *rows) is expected


def test_child_in_the_navigation_saves_its_parent(make: Any) -> None:
    navigation = make_navigation(col1=("政务公开",), col2=("政务公开", "col1"), col3=("政务公开",))
    rows = (make.empty_column("col1/"), make.empty_column("col1/", make.later()))
    navigated = make.evidence(navigation, HOME)

    assert emptied(make, *rows, navigated, make.column("col2/")) is Emptiness.NO
    assert emptied(make, *rows, navigated, make.column("col3/")) is Emptiness.EMPTY


def test_parent_is_as_fresh_as_its_freshest_child(make: Any) -> None:
    parent, child = make.column("zwgk/"), make.fresh_column("zwgk/tzgg/")

    assert judge(make, parent) is Freshness.STALE
    assert judge(make, parent, child) is Freshness.UPDATED


@pytest.mark.parametrize(
    ("shown", "days_ago", "expected"),
    [
        pytest.param("news/t1.html", 3, Freshness.NEEDS_PERSON, id="newer"),
        pytest.param("news/t1.html", 30, Freshness.STALE, id="as-old"),
        pytest.param("notices/t1.html", 3, Freshness.STALE, id="of-another-column"),
        pytest.param("news/towns/t1.html", 3, Freshness.STALE, id="of-a-column-below"),
    ],
)
def test_old_list_whose_newer_articles_the_homepage_shows_goes_to_a_person(
    make: Any, shown: str, days_ago: int, expected: Freshness
) -> None:
    item = make.item(days_ago, url=f"{HOME}{shown}")
    home = make.column("", column_class=ColumnClass.HOME, on_home=True, items=(item,))
    others = make.column("notices/"), make.column("news/towns/", column_class=ColumnClass.OTHER)

    assert judge(make, make.column("news/"), *others, home) is expected


def test_page_with_a_query_has_no_children(make: Any) -> None:
    rows = [make.empty_column("list.aspx?id=1", at) for at in (None, make.later())]

    assert emptied(make, *rows, make.column("list.aspx/2/")) is Emptiness.EMPTY


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        pytest.param({"list_state": ListState.UNREADABLE}, Emptiness.UNKNOWN, id="unreadable"),
        pytest.param({"list_state": ListState.ELSEWHERE}, Emptiness.UNKNOWN, id="elsewhere"),
        pytest.param({"page_class": PageClass.SOFT_404}, Emptiness.UNKNOWN, id="soft-404"),
        pytest.param({"outcome": Outcome.HTTP_4XX}, Emptiness.UNKNOWN, id="not-found"),
        pytest.param({"list_state": ListState.PARENT}, Emptiness.NO, id="parent"),
        pytest.param({"list_state": ListState.NONE}, Emptiness.NO, id="no-list"),
        pytest.param({"exempt": "archive"}, Emptiness.NO, id="exempt"),
    ],
)
def test_only_the_pages_own_word_makes_a_column_empty(
    make: Any, given_: dict[str, Any], expected: Emptiness
) -> None:
    rows = [make.empty_column("a/", at, **given_) for at in (None, make.later())]

    assert emptied(make, *rows) is expected


@given(data=st.data())
def test_unknown_items_never_make_a_column_stale(make: Any, data: st.DataObject) -> None:
    ages = data.draw(st.lists(st.integers(-30, 600), min_size=1, max_size=5))
    items = tuple(make.item(age) for age in ages)
    before = judge(make, make.column("a/", items=items))
    after = judge(make, make.column("a/", items=(*items, make.item(undated=Undated.UNREAD))))

    assert after in {before, Freshness.UNKNOWN}


@given(ages=st.lists(st.integers(-30, 600), max_size=5), update=st.integers(0, 14))
def test_added_update_always_makes_a_column_fresh(make: Any, ages: list[int], update: int) -> None:
    items = (*(make.item(age) for age in ages), make.item(update))

    assert judge(make, make.column("a/", items=items)) is Freshness.UPDATED


def opened(make: Any, count: int) -> tuple[Any, ...]:
    """Give entries of a list without dates whose articles tell days, the newest first."""
    return tuple(make.item(30 + place, source=DateSource.VISIBLE) for place in range(count))


@pytest.mark.parametrize("weak", [True, False], ids=["made_on_a_day", "undated"])
def test_what_nobody_opened_behind_a_proved_order_is_older(make: Any, weak: bool) -> None:  # noqa: FBT001
    last = make.item(90, source=DateSource.CREATION_FIELD) if weak else make.item()
    items = (*opened(make, 12), make.item(), last)
    column = make.column(items=items, complete_to=SINCE, ordered_by_articles=True)

    assert judge(make, column) is Freshness.STALE


def test_an_update_behind_a_proved_order_counts_all_the_same(make: Any) -> None:
    items = (*opened(make, 12), make.item(2, source=DateSource.URL))
    column = make.column(items=items, complete_to=SINCE, ordered_by_articles=True)

    assert judge(make, column) is Freshness.UPDATED


def test_where_articles_prove_no_order_an_entry_without_a_date_stays_open(make: Any) -> None:
    items = (*opened(make, 12), make.item())

    assert judge(make, make.column(items=items, complete_to=SINCE)) is Freshness.UNKNOWN


def test_what_was_opened_behind_a_proved_order_and_told_no_date_stays_open(make: Any) -> None:
    items = (*opened(make, 12), make.item(), make.item(undated=Undated.UNASSIGNED))
    column = make.column(items=items, complete_to=SINCE, ordered_by_articles=True)

    assert judge(make, column) is Freshness.UNKNOWN
