from datetime import UTC, date, datetime, timedelta

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


def test_a_day_begins_at_midnight_of_shanghai() -> None:
    last, first = (
        datetime(2026, 2, 28, 15, 59, 59, tzinfo=UTC),
        datetime(2026, 2, 28, 16, tzinfo=UTC),
    )

    assert (day_of(last), day_of(first)) == (date(2026, 2, 28), date(2026, 3, 1))


@given(
    moment=st.datetimes(
        datetime(1992, 1, 1),  # noqa: DTZ001 - hypothesis puts the zone to naive bounds
        datetime(2100, 1, 1),  # noqa: DTZ001
        timezones=st.timezones(),
    )
)
def test_a_moment_has_one_day_whatever_zone_it_is_written_in(moment: datetime) -> None:
    assert day_of(moment) == day_of(moment.astimezone(UTC))
    assert day_of(moment) == (moment.astimezone(UTC) + timedelta(hours=8)).date()


@given(point=DAYS, n=st.integers(1, 60))
def test_a_year_is_twelve_months_and_a_week_seven_days(point: date, n: int) -> None:
    def start(number: int, unit: Unit) -> date:
        return Window(n=number, unit=unit).start(point)

    assert start(n, Unit.YEARS) == start(12 * n, Unit.MONTHS)
    assert start(n, Unit.WEEKS) == start(7 * n, Unit.DAYS) == point - timedelta(days=7 * n)


@given(point=DAYS, n=st.integers(1, 60), unit=st.sampled_from(Unit))
def test_a_longer_window_never_begins_later(point: date, n: int, unit: Unit) -> None:
    assert Window(n=n + 1, unit=unit).start(point) < Window(n=n, unit=unit).start(point)


@given(point=DAYS, n=st.integers(1, 240))
def test_months_keep_the_day_or_take_the_last_of_the_month(point: date, n: int) -> None:
    start = Window(n=n, unit=Unit.MONTHS).start(point)

    assert start.day == point.day or (start + timedelta(days=1)).day == 1


@given(point=DAYS, later=DAYS, n=st.integers(1, 120), unit=st.sampled_from(Unit))
def test_later_point_never_has_an_earlier_start(
    point: date, later: date, n: int, unit: Unit
) -> None:
    first, second = sorted((point, later))
    window = Window(n=n, unit=unit)

    assert window.start(first) <= window.start(second)
