import pytest

from crawler.extract.dates.month_names import MONTHS


@pytest.mark.parametrize(
    ("name", "number"),
    [("january", 1), ("märz", 3), ("mai", 5), ("août", 8), ("października", None), ("грудня", 12)],
)
def test_a_month_is_known_by_its_name(name: str, number: int | None) -> None:
    assert MONTHS.get(name) == number


def test_every_month_has_names_and_no_name_two_months() -> None:
    assert set(MONTHS.values()) == set(range(1, 13))
    assert all(name == name.lower() for name in MONTHS)
