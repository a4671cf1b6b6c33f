from datetime import UTC, date, datetime

import pytest

from crawler.extract.dates.possible_days import is_possible, latest_possible


def test_the_day_after_the_fetch_is_the_last_one() -> None:
    assert latest_possible(datetime(2026, 3, 1, 8, 0, tzinfo=UTC)) == date(2026, 3, 2)


def test_the_day_of_the_fetch_is_that_of_shanghai() -> None:
    assert latest_possible(datetime(2026, 3, 1, 16, 0, tzinfo=UTC)) == date(2026, 3, 3)


def test_without_a_fetch_no_day_is_the_last() -> None:
    assert latest_possible(None) is None
    assert is_possible(date.max, None)


@pytest.mark.parametrize(
    ("day", "possible"),
    [
        (date(1994, 12, 31), False),
        (date(1995, 1, 1), True),
        (date(2026, 3, 2), True),
        (date(2026, 3, 3), False),
    ],
    ids=["before_all_sites", "the_first_day", "the_last_day", "later"],
)
def test_a_publish_date_is_neither_older_than_the_web_nor_to_come(
    day: date,
    possible: bool,  # noqa: FBT001
) -> None:
    assert is_possible(day, date(2026, 3, 2)) is possible
