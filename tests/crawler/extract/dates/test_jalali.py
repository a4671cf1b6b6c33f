from datetime import date

import pytest

from crawler.extract.dates.jalali import gregorian


@pytest.mark.parametrize(
    ("persian", "ours"),
    [
        ((1395, 1, 1), date(2016, 3, 20)),
        ((1398, 3, 14), date(2019, 6, 4)),
        ((1399, 12, 30), date(2021, 3, 20)),
        ((1400, 1, 1), date(2021, 3, 21)),
        ((1404, 1, 1), date(2025, 3, 21)),
    ],
)
def test_a_persian_day_is_turned_into_ours(persian: tuple[int, int, int], ours: date) -> None:
    assert date(*gregorian(*persian)) == ours
