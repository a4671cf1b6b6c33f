from datetime import date

import pytest

from crawler.extract.stated_dates import day_stated


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2015-04-14 10:20", date(2015, 4, 14)),
        ("20150414", date(2015, 4, 14)),
        ("20150414102030", date(2015, 4, 14)),
        ("1429027200", date(2015, 4, 15)),
        ("1429027200000", date(2015, 4, 15)),
        ("2015-04", None),
        ("20151332", None),
        ("15-04-14", None),
        ("true", None),
        ("", None),
        ("99999999999999999", None),
    ],
)
def test_field_gives_a_whole_day_or_nothing(value: str, day: date | None) -> None:
    assert day_stated(value) == day
