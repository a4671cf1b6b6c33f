from datetime import date

import pytest

from crawler.extract.dates.relative_dates import relative_date

TODAY = date(2015, 4, 14)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3天前", date(2015, 4, 11)),
        ("３天前", date(2015, 4, 11)),
        ("2小时前", TODAY),
        ("昨天 10:20", date(2015, 4, 13)),
        ("前天", date(2015, 4, 12)),
        ("1周前", date(2015, 4, 7)),
        ("刚刚", TODAY),
        ("今天是2015年4月14日", None),
        ("2015年4月10日前有效", None),
        ("请于10日前提交", None),
        ("三百年前", None),
        ("来源：本站", None),
    ],
)
def test_relative_date_counts_from_the_day_of_reading(text: str, day: date | None) -> None:
    assert relative_date(text, TODAY) == day
