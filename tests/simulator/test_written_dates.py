from datetime import date

import pytest

from simulator.written_dates import in_numerals, month_alone


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 11, 20), "二〇二六年十一月二十日"),
        (date(2015, 1, 10), "二〇一五年一月十日"),
        (date(2020, 10, 31), "二〇二〇年十月三十一日"),
        (date(2019, 12, 9), "二〇一九年十二月九日"),
    ],
)
def test_days_are_written_as_at_the_end_of_a_document(day: date, text: str) -> None:
    assert in_numerals(day) == text


def test_a_month_is_written_without_its_day() -> None:
    assert month_alone(date(2026, 3, 7)) == "2026年3月"
