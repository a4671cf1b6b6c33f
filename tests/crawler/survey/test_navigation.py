from typing import Any

import pytest

from crawler.survey.navigation import navigation_evidence, navigation_fact
from schema.types.column import Column, ColumnClass
from schema.types.navigation import Leaves, Match, NavigationFact
from schema.types.reading import ColumnLink
from testkit.facts import HOME, make_registered_column, make_site
from testkit.pages import make_answer


def link(name: str = "通知公告", url: str = f"{HOME}tzgg/", **changes: Any) -> ColumnLink:
    return ColumnLink(name=name, url=url, column_class=ColumnClass.NOTICE, **changes)


def fact(links: list[ColumnLink], *columns: Column) -> NavigationFact:
    return navigation_fact(make_site(columns=columns), links)


def named(name: str) -> Column:
    return make_registered_column(f"{HOME}old/", name=name)


def test_same_address_matches_whatever_its_form() -> None:
    column = make_registered_column("https://example.gov.cn/tzgg/index.html")
    found = fact([link(name="公告")], column)

    assert [one.match for one in found.found] == [Match.ADDRESS]
    assert (found.unfound, found.unregistered) == ((), ())


@pytest.mark.parametrize(
    "spelling",
    [
        f"{HOME}tzgg/;jsessionid=0A1B",
        f"{HOME}tzgg/index.html",
        HOME.replace("http:", "https:") + "tzgg/",
    ],
    ids=["session id", "index file", "other scheme"],
)
def test_what_is_matched_by_address_bears_the_registered_one(spelling: str) -> None:
    found = fact(
        [link(url=spelling), link(url=f"{HOME}rsxx/")], make_registered_column(f"{HOME}tzgg/")
    )

    assert [one.url for one in found.found] == [f"{HOME}tzgg/", f"{HOME}rsxx/"]


def test_same_name_matches_at_another_address() -> None:
    assert [one.match for one in fact([link()], named("通知公告")).found] == [Match.NAME]


def test_breadcrumb_tells_columns_of_one_name_apart() -> None:
    links = [link(url=f"{HOME}{n}/", breadcrumb=(n,)) for n in ("政务公开", "人事")]
    found = fact(links, named("人事>通知公告"))

    assert [one.match for one in found.found] == [Match.NONE, Match.NAME]


UNSURE = {
    "two of one name": [link(url=f"{HOME}a/"), link(url=f"{HOME}b/")],
    "another name": [link(name="公告公示")],
    "nothing": [],
}


@pytest.mark.parametrize("links", UNSURE.values(), ids=UNSURE)
def test_what_is_not_sure_is_not_found(links: list[ColumnLink]) -> None:
    found = fact(links, named("通知公告"))

    assert [one.name for one in found.unfound] == ["通知公告"]
    assert len(found.unregistered) == len(links)


def test_column_matched_by_address_is_not_matched_again_by_name() -> None:
    found = fact([link()], make_registered_column(f"{HOME}tzgg/"), named("通知公告"))

    assert [one.url for one in found.unfound] == [f"{HOME}old/"]


LEAVES = {
    "this site": (link(), Leaves.NO),
    "a sister host": (link(url="http://zwfw.example.gov.cn/", off_site=True), Leaves.SIBLING),
    "another site": (link(url="http://www.province.gov.cn/", off_site=True), Leaves.FOREIGN),
}


@pytest.mark.parametrize(("one", "leaves"), LEAVES.values(), ids=LEAVES)
def test_where_a_link_goes_is_marked(one: ColumnLink, leaves: Leaves) -> None:
    assert [found.leaves for found in fact([one]).found] == [leaves]


def test_without_a_register_nothing_is_unregistered() -> None:
    found = fact([link()])

    assert (found.registered, found.unregistered) == (0, ())


def test_what_leaves_the_site_need_not_be_registered() -> None:
    found = fact([link(url="http://www.province.gov.cn/", off_site=True)], named("人事"))

    assert found.unregistered == ()


def test_pages_of_the_navigation_are_its_provenance() -> None:
    evidence = navigation_evidence(make_site(), [link()], [make_answer(HOME)])

    assert (evidence.id, [one.url for one in evidence.provenance]) == ("navigation", [HOME])
