from datetime import date

import pytest

from crawler.extract.dates.date_text import find_bare, find_dates
from crawler.extract.dates.day_order import DayOrder, day_order


@pytest.mark.parametrize(
    ("language", "text", "order"),
    [
        ("fr", "", DayOrder.DAY_FIRST),
        ("de-CH", "", DayOrder.DAY_FIRST),
        ("en-GB", "", DayOrder.DAY_FIRST),
        ("en_gb", "", DayOrder.DAY_FIRST),
        ("en-US", "", DayOrder.UNSURE),
        ("en", "Posted 25/06/2019", DayOrder.DAY_FIRST),
        ("en-US", "Posted 06/25/2019, 6/2/2019", DayOrder.MONTH_FIRST),
        ("en", "06/25/2019 and 25/06/2019", DayOrder.UNSURE),
        ("", "", DayOrder.YEAR_FIRST),
        ("ja", "", DayOrder.YEAR_FIRST),
        ("zh-CN", "25/06/2019", DayOrder.YEAR_FIRST),
    ],
)
def test_the_order_is_the_languages_or_the_one_that_is_shown(
    language: str, text: str, order: DayOrder
) -> None:
    assert day_order(language, text, chinese=False) is order


def test_a_chinese_page_has_its_own_order_whatever_its_template_says() -> None:
    assert day_order("en", "25/06/2019", chinese=True) is DayOrder.YEAR_FIRST


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("04/05/2019", DayOrder.DAY_FIRST, date(2019, 5, 4)),
        ("04/05/2019", DayOrder.MONTH_FIRST, date(2019, 4, 5)),
        ("04/05/2019", DayOrder.UNSURE, None),
        ("Tue, 02/12/2013 - 14:05", DayOrder.UNSURE, date(2013, 2, 12)),
        ("Monday 02/12/2013", DayOrder.UNSURE, date(2013, 12, 2)),
        ("Friday 02/12/2013", DayOrder.UNSURE, None),
        ("25/12/14", DayOrder.DAY_FIRST, date(2014, 12, 25)),
        ("14-12-25", DayOrder.YEAR_FIRST, date(2014, 12, 25)),
        ("12/11/14", DayOrder.UNSURE, None),
    ],
)
def test_figures_are_read_in_the_pages_order(text: str, order: DayOrder, day: date | None) -> None:
    assert [found.value for found in find_dates(text, order)] == ([day] if day else [])


def test_a_short_day_between_points_is_read_in_the_pages_order() -> None:
    (german,) = find_bare("18.04.17", DayOrder.DAY_FIRST)
    (chinese,) = find_bare("18.04.17")

    assert (german.value, chinese.value) == (date(2017, 4, 18), date(2018, 4, 17))
    assert find_bare("18.04.17", DayOrder.UNSURE) == ()
