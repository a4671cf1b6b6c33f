from datetime import date, timedelta
from typing import Any

import pytest

from audit.people.terms import check_until, stands_until
from schema.types.errors import UsageError

DAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("item", "last"),
    [
        pytest.param("V1", date(2026, 12, 5), id="a-week-of-visits"),
        pytest.param("V2", date(2026, 12, 12), id="its-own-window"),
        pytest.param("B2.1", date(2026, 12, 12), id="the-window-of-its-class"),
        pytest.param("A2.1", None, id="links-know-no-window"),
        pytest.param("V4", None, id="nor-do-words"),
    ],
)
def test_a_denial_stands_as_long_as_the_items_window(
    make: Any, item: str, last: date | None
) -> None:
    assert stands_until(make.pack, item, DAY) == last


def test_the_longest_of_several_windows_counts_with_its_margin(make: Any) -> None:
    last = stands_until(make.pack, "B2.3", DAY)
    longest = make.pack.windows["规划计划"]

    assert last is not None
    assert longest.start(last) <= DAY < longest.start(last + timedelta(days=1))


def test_classes_of_elements_are_no_column_classes(make_2019: Any) -> None:
    assert stands_until(make_2019.pack, "W6", DAY) is None


def test_a_day_that_is_over_is_refused() -> None:
    check_until(DAY, DAY)
    with pytest.raises(UsageError, match="lies before today"):
        check_until(DAY - timedelta(days=1), DAY)
