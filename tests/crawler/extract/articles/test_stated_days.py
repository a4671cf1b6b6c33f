from datetime import date

import pytest

from crawler.extract.articles.stated_days import claim, day_stated
from crawler.extract.dates.day_order import DayOrder
from schema.types.dates import DateSource


@pytest.mark.parametrize(
    ("value", "order", "day"),
    [
        ("04/06/2019 10:22", DayOrder.DAY_FIRST, date(2019, 6, 4)),
        ("04/06/2019 10:22", DayOrder.UNSURE, None),
        ("6/4/2019 8:15:00 PM", DayOrder.DAY_FIRST, None),
        ("6/14/2019 8:15:00 PM", DayOrder.DAY_FIRST, date(2019, 6, 14)),
        ("4 juin 2019", DayOrder.UNSURE, date(2019, 6, 4)),
    ],
)
def test_figures_of_a_field_are_read_in_the_pages_order_but_for_an_american_clocks(
    value: str, order: DayOrder, day: date | None
) -> None:
    assert day_stated(value, order) == day


def test_a_field_without_a_day_claims_none() -> None:
    assert list(claim("soon", DateSource.META, "meta")) == []
    (found,) = claim(" 2019-06-04 ", DateSource.META, "meta")
    assert (found.value, found.raw) == (date(2019, 6, 4), "2019-06-04")
