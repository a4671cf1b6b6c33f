from datetime import date

import pytest

from crawler.extract.dates.slow_dates import date_in_words


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("الأربعاء، 07 أكتوبر 2020 - 12:09 م", date(2020, 10, 7)),
        ("14 Nisan 2015", date(2015, 4, 14)),
        ("April 2015", None),
        ("14 April", None),
        ("3 days ago", None),
        ("www.example.com 2015", None),
    ],
)
def test_only_a_whole_date_is_read(text: str, day: date | None) -> None:
    assert date_in_words(text) == day
