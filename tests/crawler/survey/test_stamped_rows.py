from datetime import UTC, date, datetime, timedelta

import pytest

from crawler.survey.stamped_rows import Stamps, is_refuted, stamp_of
from schema.types.dates import DateClaim, DateSource
from testkit.facts import make_claim
from testkit.pages import make_entry

LOOK = datetime(2026, 11, 29, 17, 0, tzinfo=UTC)
TODAY = date(2026, 11, 30)
"""In Shanghai."""


def shown(day: date, source: DateSource = DateSource.VISIBLE) -> DateClaim:
    return make_claim(day, source=source)


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
    assert Stamps().of(items, LOOK) == expected


def test_a_busy_day_above_older_rows_is_no_stamp_of_the_list() -> None:
    days = [TODAY] * 6 + [TODAY - timedelta(days=3)]
    items = [make_entry(number, date=shown(day)) for number, day in enumerate(days)]

    assert stamp_of(items, LOOK) == TODAY
    assert Stamps().of(items, LOOK) is None


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
