from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.windows import ClassWindow, Unit, Window, day_of

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 12, 31))


@pytest.mark.parametrize(
    ("n", "unit", "point", "expected"),
    [
        pytest.param(2, Unit.MONTHS, date(2015, 3, 1), date(2015, 1, 1), id="the-sheets-example"),
        pytest.param(2, Unit.WEEKS, date(2015, 3, 1), date(2015, 2, 15), id="two-weeks"),
        pytest.param(10, Unit.DAYS, date(2015, 3, 1), date(2015, 2, 19), id="days"),
        pytest.param(6, Unit.MONTHS, date(2015, 8, 31), date(2015, 2, 28), id="clamped"),
        pytest.param(6, Unit.MONTHS, date(2024, 8, 31), date(2024, 2, 29), id="clamped-leap"),
        pytest.param(1, Unit.YEARS, date(2024, 2, 29), date(2023, 2, 28), id="leap-day"),
        pytest.param(1, Unit.MONTHS, date(2015, 1, 31), date(2014, 12, 31), id="over-new-year"),
        pytest.param(14, Unit.MONTHS, date(2015, 1, 5), date(2013, 11, 5), id="over-a-year"),
    ],
)
def test_window_is_counted_back_in_calendar_units(
    n: int, unit: Unit, point: date, expected: date
) -> None:
    assert Window(n=n, unit=unit).start(point) == expected


def test_margin_reaches_further_back() -> None:
    yearly = ClassWindow(
        window=Window(n=1, unit=Unit.YEARS), margin=Window(n=3, unit=Unit.MONTHS), source=""
    )

    assert yearly.start(date(2026, 11, 23)) == date(2025, 8, 23)


def test_day_is_that_of_shanghai() -> None:
    late_in_london = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)

    assert day_of(late_in_london) == date(2026, 11, 23)


def test_length_reads_as_the_sheet_writes_it() -> None:
    assert Window(n=6, unit=Unit.MONTHS).chinese == "6个月"


@given(point=DAYS, n=st.integers(1, 120), unit=st.sampled_from(Unit))
def test_start_lies_before_its_point(point: date, n: int, unit: Unit) -> None:
    assert Window(n=n, unit=unit).start(point) < point


@given(point=DAYS, later=DAYS, n=st.integers(1, 120), unit=st.sampled_from(Unit))
def test_later_point_never_has_an_earlier_start(
    point: date, later: date, n: int, unit: Unit
) -> None:
    first, second = sorted((point, later))
    window = Window(n=n, unit=unit)

    assert window.start(first) <= window.start(second)
