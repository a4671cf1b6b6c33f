from datetime import date

import pytest

from simulator.draw import draw_site, faults_of, host_of, number_named
from simulator.model import ColumnClass
from simulator.plan import Order

FIRST = date(2026, 11, 23)


def order(sites: int = 500, profile: str = "clean", columns: int = 0) -> Order:
    return Order(sites=sites, seed=7, profile=profile, columns=columns)


def test_every_registered_name_leads_back_to_its_site() -> None:
    assert [number_named(order(), host_of(order(), n)) for n in range(1, 501)] == [*range(1, 501)]


@pytest.mark.parametrize(
    "name", ["", "www.example.com", "www99.yuanling.gov.cn.test", "xx.yuanling.gov.cn.test"]
)
def test_a_name_of_nobody_leads_nowhere(name: str) -> None:
    assert number_named(order(), name) is None


def test_a_site_beyond_the_last_has_no_name() -> None:
    assert number_named(order(sites=9), host_of(order(), 10)) is None


def test_faults_are_known_without_drawing_the_site() -> None:
    asked = order(sites=24, profile="demo")

    for number in range(1, 25):
        assert faults_of(asked, number) == draw_site(asked, FIRST, number).faults


def test_a_sample_of_columns_keeps_news_and_no_more_than_asked_for() -> None:
    sampled = [draw_site(order(columns=3), FIRST, n) for n in range(1, 20)]

    assert {len(site.columns) for site in sampled} == {3}
    assert all(any(column.kind is ColumnClass.NEWS for column in site.columns) for site in sampled)
