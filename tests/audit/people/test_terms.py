from datetime import date, timedelta
from typing import Any

import pytest

from audit.people.terms import check_until, stands_until
from schema.types.column import ColumnClass
from schema.types.errors import UsageError
from testkit.facts import make_column

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


@pytest.mark.parametrize(
    ("item", "changes", "last"),
    [
        pytest.param("V3b", {}, date(2026, 12, 12), id="of-several-classes-the-shortest"),
        pytest.param("B2.3", {}, date(2027, 11, 28), id="this-year-nobody-was-appointed"),
        pytest.param("V3b", {"column_class": ColumnClass.NEWS}, date(2026, 12, 12), id="news"),
        pytest.param("V3b", {"column_class": ColumnClass.PERSONNEL}, date(2027, 11, 28), id="its"),
        pytest.param("V3b", {"update_days": 30}, date(2026, 12, 28), id="its-registered-days"),
        pytest.param("V3c", {"column_class": ColumnClass.NEWS}, None, id="an-empty-column"),
        pytest.param("V2", {"update_days": 90}, date(2026, 12, 12), id="the-items-own-first"),
    ],
)
def test_a_column_has_the_term_of_its_own_window(
    make: Any, item: str, changes: dict[str, Any], last: date | None
) -> None:
    column = make_column(**changes) if changes else None

    assert stands_until(make.pack, item, DAY, column) == last


def test_classes_of_elements_are_no_column_classes(make_2019: Any) -> None:
    assert stands_until(make_2019.pack, "W6", DAY) is None


def test_a_day_that_is_over_is_refused() -> None:
    check_until(DAY, DAY)
    with pytest.raises(UsageError, match="lies before today"):
        check_until(DAY - timedelta(days=1), DAY)
