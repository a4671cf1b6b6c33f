import pytest

from crawler.extract.dates.month_names import JALALI, MONTHS, month_of


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("january", 1),
        ("märz", 3),
        ("mai", 5),
        ("août", 8),
        ("aout", 8),
        ("października", 10),
        ("грудня", 12),
        ("Ağustos", 8),
        ("HAZİRAN", 6),
        ("Ιουνίου", 6),
        ("tháng  sáu", 6),
        ("thg 6", 6),
        ("ফেব্রুয়ারি", 2),
        ("lundi", None),
    ],
)
def test_a_month_is_known_by_its_name(name: str, number: int | None) -> None:
    assert month_of(name) == number


def test_every_month_has_names_all_in_lower_case() -> None:
    assert set(MONTHS.values()) == set(range(1, 13))
    assert all(name == name.lower() for name in MONTHS)
    assert sorted(JALALI.values()) == list(range(1, 13))


def test_no_name_means_two_months_unless_the_point_before_it_decides() -> None:
    assert (month_of("listopada"), month_of("listopada", ordinal=True)) == (11, 10)
    assert (month_of("srp"), month_of("srp", ordinal=True)) == (None, None)
