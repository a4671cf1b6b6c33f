import pytest

from crawler.extract.dates.day_boxes import boxed_days


@pytest.mark.parametrize(
    "text", ["4/14 2015", "04-14 2015年", "14 04月 2015", "2015 4月 14", "4月 14 2015"]
)
def test_parts_that_stand_apart_are_one_day(text: str) -> None:
    (found,) = boxed_days(text)

    assert (found.year, found.month, found.day) == (2015, 4, 14)


@pytest.mark.parametrize("text", ["3/12 2015-04-14", "1.2.3 2015", "第 3 12", "2/30 2015"])
def test_other_figures_are_none(text: str) -> None:
    assert boxed_days(text) == []
