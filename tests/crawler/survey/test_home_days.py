from datetime import UTC, date, datetime

import pytest

from crawler.policy.canonical import url_key
from crawler.survey.column_walk import ColumnTarget, ColumnWalk
from crawler.survey.home_days import better_day, clock_day, column_days
from crawler.survey.list_walk import ListTarget, ListWalk
from schema.types.column import ColumnClass
from schema.types.dates import DateClaim, DateSource
from schema.types.reading import ListItem, ListState
from testkit.facts import HOME, make_claim
from testkit.pages import make_entry

PAGE = f"{HOME}tzgg/1.html"
DAY = date(2026, 11, 3)
PROVED = make_claim(DAY, source=DateSource.LIST_CELL)


def column(*items: ListItem) -> ColumnWalk:
    url = f"{HOME}tzgg/"
    target = ColumnTarget(
        name="通知公告", url=url, column_class=ColumnClass.NOTICE, registered=False, on_home=True
    )
    rows = ListWalk(
        target=ListTarget(name="通知公告", url=url, horizon=DAY, max_pages=1, max_hops=1),
        items=list(items),
        state=ListState.READ,
    )
    return ColumnWalk(target=target, rows=rows, max_articles=0)


def weak(day: date) -> DateClaim:
    return make_claim(day, source=DateSource.LIST_CELL, inferred_year=True)


def test_a_column_tells_the_days_that_it_proves_the_latest_of_several() -> None:
    older = make_claim(date(2026, 10, 1), source=DateSource.LIST_CELL)

    told = column_days(
        [
            column(make_entry(1, date=older), make_entry(2, date=weak(DAY))),
            column(make_entry(1, date=PROVED)),
        ]
    )

    assert told == {url_key(PAGE): PROVED}


@pytest.mark.parametrize(
    ("shown", "told"),
    [
        (None, True),
        (weak(DAY), True),
        (weak(date(2026, 10, 30)), True),
        (weak(date(2027, 11, 3)), True),
        (weak(date(2026, 11, 20)), False),
        (make_claim(date(2026, 10, 1), source=DateSource.LIST_CELL), False),
    ],
    ids=["no day", "without its year", "earlier", "another year", "later", "proved"],
)
def test_the_column_tells_what_the_homepage_shows_weakly_and_never_an_earlier_day(
    shown: DateClaim | None,
    told: bool,  # noqa: FBT001 - a case's value
) -> None:
    day = better_day(shown, PAGE, {url_key(PAGE): PROVED})

    assert day is (PROVED if told else shown)
    assert better_day(shown, None, {url_key(PAGE): PROVED}) is shown
    assert better_day(shown, PAGE, {}) is shown


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        pytest.param(make_claim(date(2023, 5, 4), source=DateSource.VISIBLE), True, id="older"),
        pytest.param(make_claim(DAY, source=DateSource.VISIBLE), False, id="as-new"),
        pytest.param(None, False, id="nobody-knows"),
    ],
)
def test_entries_that_their_pages_call_older_are_dated_by_a_clock(
    told: DateClaim | None,
    expected: bool,  # noqa: FBT001
) -> None:
    items = [make_entry(number, date=weak(DAY)) for number in range(1, 7)]
    known = {} if told is None else {url_key(PAGE): told}

    found = clock_day(items, datetime(2026, 11, 3, 9, 0, tzinfo=UTC), known)

    assert found == (DAY if expected else None)
