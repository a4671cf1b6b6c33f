from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from crawler.survey.list_walk import ListTarget, ListWalk
from crawler.survey.stamped_rows import Stamps, is_refuted, names_older_days, stamp_of
from schema.types.dates import DateClaim, DateSource
from schema.types.reading import ListItem, ListState
from testkit.facts import HOME, make_claim
from testkit.pages import make_answer, make_entry, make_reading

LOOK = datetime(2026, 11, 29, 17, 0, tzinfo=UTC)
TODAY = date(2026, 11, 30)
"""In Shanghai."""


def shown(day: date, source: DateSource = DateSource.VISIBLE) -> DateClaim:
    return make_claim(day, source=source)


def listed(items: list[ListItem]) -> ListWalk:
    """Make a list whose one page was fetched at the time of the look."""
    url = f"{HOME}tzgg/"
    rows = ListWalk(
        target=ListTarget(name="通知公告", url=url, horizon=TODAY, max_pages=1, max_hops=1),
        items=items,
        state=ListState.READ,
    )
    answer = make_answer(url, make_reading())
    rows.answers.append(replace(answer, page=replace(answer.page, fetched_at=LOOK)))
    return rows


@pytest.mark.parametrize(
    ("rows", "day", "expected"),
    [
        (5, TODAY, TODAY),
        (5, TODAY - timedelta(days=1), TODAY - timedelta(days=1)),
        (4, TODAY, None),
        (9, TODAY - timedelta(days=2), None),
    ],
    ids=["today", "last-night", "few-rows", "an-earlier-day"],
)
def test_rows_of_the_day_of_the_look_may_be_a_clocks(
    rows: int, day: date, expected: date | None
) -> None:
    items = [make_entry(number, date=shown(day, DateSource.LIST_CELL)) for number in range(rows)]

    assert stamp_of(items, LOOK) == expected
    assert Stamps().day(listed(items)) == expected


def test_a_busy_day_above_older_rows_is_no_stamp_of_the_list() -> None:
    days = [TODAY] * 6 + [TODAY - timedelta(days=3)]
    items = [make_entry(number, date=shown(day)) for number, day in enumerate(days)]

    assert stamp_of(items, LOOK) == TODAY
    assert Stamps().day(listed(items)) is None


@pytest.mark.parametrize(
    ("pages", "refuted"),
    [
        ([shown(date(2023, 5, 4)), None], True),
        ([shown(date(2023, 5, 4)), shown(TODAY)], False),
        ([shown(TODAY - timedelta(days=1))], False),
        ([shown(date(2023, 5, 4), DateSource.URL)], False),
        ([None], False),
    ],
    ids=["older", "one-is-new", "a-night", "by-address-alone", "nothing-read"],
)
def test_the_entries_own_pages_refute_a_stamp(
    pages: list[DateClaim | None],
    refuted: bool,  # noqa: FBT001
) -> None:
    assert is_refuted(TODAY, pages) is refuted


@pytest.mark.parametrize(
    ("addresses", "expected"),
    [
        (["202104/t20210416_1.html", "202105/t20210502_2.html"], True),
        (["202104/t20210416_1.html", "202611/t20261129_2.html"], False),
        (["202104/t20210416_1.html", "art/2.html"], False),
        (["202611/t20261115_1.html", "202611/t20261116_2.html"], False),
        ([], False),
    ],
    ids=["all-older", "one-of-today", "one-without-a-day", "a-fortnight-ago", "no-rows"],
)
def test_addresses_that_name_older_days_dispute_a_stamp(
    addresses: list[str],
    expected: bool,  # noqa: FBT001
) -> None:
    base = "http://www.example.gov.cn/xw/"
    items = [
        make_entry(number, url=base + leaf, date=shown(TODAY, DateSource.LIST_CELL))
        for number, leaf in enumerate(addresses)
    ]

    assert names_older_days(items, TODAY) is expected
