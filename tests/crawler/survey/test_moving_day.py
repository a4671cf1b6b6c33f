from datetime import date

import pytest

from crawler.survey.moving_day import moving_day

MOVED = date(2026, 11, 1)


def addresses(*days: str) -> list[str]:
    return [f"http://www.county.gov.cn/tzgg/t{day}_{n}.html" for n, day in enumerate(days)]


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (["20261101"] * 5, MOVED),
        (["20261101"] * 4, None),
        ([*["20261101"] * 9, "20261030"], MOVED),
        ([*["20261101"] * 8, "20261030"], None),
        (["20261110", "20261105", *["20261101"] * 6], MOVED),
        ([*["20261105"] * 4, *["20261101"] * 5], None),
        ([f"202611{n:02}" for n in range(1, 10)], None),
    ],
    ids=["all", "too-few", "nearly-all", "not-enough", "news-after-it", "a-busy-day", "many-days"],
)
def test_the_day_that_nearly_all_addresses_up_to_it_name(
    days: list[str], told: date | None
) -> None:
    assert moving_day(addresses(*days)) == told


def test_addresses_without_a_day_tell_nothing() -> None:
    assert moving_day([f"http://www.county.gov.cn/tzgg/{n}.html" for n in range(9)]) is None
    assert moving_day([f"http://www.county.gov.cn/202611/{n}.html" for n in range(9)]) is None
