from typing import Any

import pytest

from crawler.policy.canonical import url_key
from crawler.survey.column_walk import ColumnTarget
from crawler.survey.targets import choose_columns
from schema.types.column import ColumnClass
from schema.types.reading import ColumnLink
from testkit.facts import HOME, make_registered_column, make_site


def link(url: str, column_class: ColumnClass = ColumnClass.NOTICE) -> ColumnLink:
    return ColumnLink(name="通知公告", url=url, column_class=column_class)


def discovered(*links: ColumnLink, limit: int = 80) -> tuple[ColumnTarget, ...]:
    return choose_columns(make_site(), links, frozenset(), limit)[0]


def registered(**changes: Any) -> ColumnTarget:
    column = make_registered_column(f"{HOME}tzgg/", **changes)
    ((target,), _) = choose_columns(make_site(columns=(column,)), (), frozenset(), 80)
    return target


def test_registered_columns_stand_in_place_of_the_navigation() -> None:
    site = make_site(columns=(make_registered_column(f"{HOME}tzgg/", update_days=30),))

    ((target,), _) = choose_columns(site, (link(f"{HOME}xwdt/"),), frozenset(), 80)

    assert (target.url, target.registered, target.update_days) == (f"{HOME}tzgg/", True, 30)


def test_a_registered_column_is_on_the_homepage_where_it_is_linked() -> None:
    columns = (make_registered_column(f"{HOME}a/"), make_registered_column(f"{HOME}b/"))
    linked = frozenset({url_key("https://example.gov.cn/a/index.html")})

    targets, _ = choose_columns(make_site(columns=columns), (), linked, 80)

    assert [target.on_home for target in targets] == [True, False]


def test_the_bound_on_columns_is_for_discovered_ones() -> None:
    columns = tuple(make_registered_column(f"{HOME}{n}/") for n in range(5))

    targets, _ = choose_columns(make_site(columns=columns), (), frozenset(), 2)

    assert len(targets) == 5
    assert len(discovered(*(link(f"{HOME}{n}/") for n in range(5)), limit=2)) == 2


def test_each_discovered_column_is_taken_once() -> None:
    targets = discovered(link(f"{HOME}a/"), link("https://example.gov.cn/a/index.html"))

    assert [target.url for target in targets] == [f"{HOME}a/"]


@pytest.mark.parametrize(
    "url",
    [HOME, "http://www.other.gov.cn/tzgg/", "javascript:void(0)", "/relative/"],
    ids=["the homepage", "another site", "a script", "no base"],
)
def test_no_column_of_the_site_is(url: str) -> None:
    assert discovered(link(url)) == ()


def test_a_column_on_another_host_of_the_site_is_taken() -> None:
    (target,) = discovered(link("http://xxgk.example.gov.cn/"))

    assert not target.registered


def test_what_a_menu_leads_to_on_another_host_is_no_column_of_the_site() -> None:
    away = ColumnLink(
        name="办事指南",
        url="http://zwfw.example.gov.cn/",
        column_class=ColumnClass.GUIDE,
        off_site=True,
    )

    assert discovered(away) == ()


EXEMPT = {
    "online system": {"is_system": True},
    "navigation": {"navigation": True},
    "not monitored": {"monitored": False},
    "historical topic": {"column_class": ColumnClass.TOPIC},
}


@pytest.mark.parametrize("changes", EXEMPT.values(), ids=EXEMPT)
def test_columns_that_never_count_say_why(changes: dict[str, Any]) -> None:
    assert registered(**changes).exempt


def test_a_common_column_counts() -> None:
    assert registered().exempt is None
    assert discovered(link(f"{HOME}a/"))[0].exempt is None
    assert discovered(link(f"{HOME}zt/", ColumnClass.TOPIC))[0].exempt


def test_what_the_limit_leaves_out_is_counted_and_a_register_has_no_limit() -> None:
    links = [link(f"{HOME}{number}/") for number in range(5)]
    columns = tuple(make_registered_column(one.url) for one in links)

    assert choose_columns(make_site(), links, frozenset(), 3)[1] == 2
    assert choose_columns(make_site(), links, frozenset(), 5)[1] == 0
    assert choose_columns(make_site(columns=columns), (), frozenset(), 3)[1] == 0
