from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from crawler.extract.dates.year_guess import RowDay, guess_years

LATEST = date(2020, 1, 10)


def day(month: int, day_: int, **more: object) -> RowDay:
    return RowDay(year=None, month=month, day=day_, **more)  # type: ignore[arg-type]


def test_year_falls_where_the_month_rises() -> None:
    found = guess_years([day(1, 5), day(12, 30), day(12, 28)], LATEST)

    assert found == [date(2020, 1, 5), date(2019, 12, 30), date(2019, 12, 28)]


def test_address_decides_before_the_order() -> None:
    found = guess_years([day(3, 2, hint=date(2015, 3, 31))], LATEST)

    assert found == [date(2015, 3, 2)]


def test_address_of_december_fits_a_date_of_january() -> None:
    found = guess_years([day(1, 2, hint=date(2018, 12, 31))], LATEST)

    assert found == [date(2019, 1, 2)]


def test_dated_row_binds_those_below() -> None:
    rows = [RowDay(year=2016, month=5, day=1), day(6, 1)]

    assert guess_years(rows, LATEST) == [date(2016, 5, 1), date(2015, 6, 1)]


def test_pin_binds_nothing() -> None:
    found = guess_years([day(2, 1, pinned=True), day(1, 3)], LATEST)

    assert found == [date(2019, 2, 1), date(2020, 1, 3)]


def test_nothing_known_gives_no_year() -> None:
    assert guess_years([day(1, 3), None], None) == [None, None]


def test_leap_day_takes_a_leap_year() -> None:
    assert guess_years([day(2, 29)], date(2019, 6, 1)) == [date(2016, 2, 29)]


@given(st.lists(st.tuples(st.integers(1, 12), st.integers(1, 28)), max_size=8))
def test_guessed_years_never_rise_nor_lie_ahead(parts: list[tuple[int, int]]) -> None:
    found = [one for one in guess_years([day(*part) for part in parts], LATEST) if one]

    assert found == sorted(found, reverse=True)
    assert all(one <= LATEST for one in found)
