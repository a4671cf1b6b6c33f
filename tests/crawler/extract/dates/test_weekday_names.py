import pytest

from crawler.extract.dates.weekday_names import WEEKDAYS, weekday_before


@pytest.mark.parametrize(
    ("before", "number"),
    [
        ("Tue, ", 1),
        ("mardi ", 1),
        ("Freitag, ", 4),
        ("вторник, ", 1),
        ("Posted on ", None),
        ("", None),
    ],
)
def test_the_weekday_right_before_a_place_is_known(before: str, number: int | None) -> None:
    assert weekday_before(f"{before}02/12/2013", len(before)) == number


def test_every_weekday_has_names() -> None:
    assert set(WEEKDAYS.values()) == set(range(7))
