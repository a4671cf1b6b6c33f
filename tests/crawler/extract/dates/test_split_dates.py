from datetime import date

import pytest

from crawler.extract.dates.date_text import find_dates
from crawler.extract.dates.split_dates import completed, place_of_year, without_year


@pytest.mark.parametrize(
    ("text", "year"),
    [("04-14 2015", 6), ("2015 04-14", 0), ("2015年 04-14", 0)],
)
def test_a_year_beside_a_day_makes_it_whole(text: str, year: int) -> None:
    found = completed(text, find_dates(text)[0])

    assert (found.value, place_of_year(text, found)) == (date(2015, 4, 14), year)


def test_a_day_beside_a_month_makes_it_whole() -> None:
    text = "14 2015-04"
    found = completed(text, find_dates(text)[0])

    assert found.value == date(2015, 4, 14)


def test_the_year_of_a_whole_date_stands_in_itself() -> None:
    text = "2015-04-14"
    found = completed(text, find_dates(text)[0])

    assert place_of_year(text, found) is None


def test_a_year_that_is_another_thing_is_taken_back() -> None:
    text = "2019 10-07"
    found = without_year(text, completed(text, find_dates(text)[0]))

    assert (found.year, found.month, found.day, found.raw) == (None, 10, 7, "10-07")
