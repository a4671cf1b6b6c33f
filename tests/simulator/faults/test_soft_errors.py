"""Pages that say something else than their status."""

from collections.abc import Callable
from typing import Any

import pytest

from simulator import words
from simulator.families import FAMILIES
from simulator.model import Form, Site
from simulator.truth import truth

ITEMS = ("V2", "V3a", "V3b", "V3c", "V5")


def lost(site: Site) -> str:
    column = next(one for one in site.columns if one.form is Form.SOFT_404)
    return FAMILIES[site.family].column_path(column)


async def test_a_lost_column_says_so_under_200(province: Any, text_of: Callable[..., str]) -> None:
    site = province.carrier("E-SOFT404")

    answer = await province.fetch(site, lost(site))

    assert answer.status == 200
    assert "您访问的页面不存在" in text_of(site, answer)


async def test_a_lost_column_leads_home_by_script_under_404(province: Any) -> None:
    site = province.carrier("E-404-HOME")

    for path in (lost(site), "/nowhere/"):
        answer = await province.fetch(site, path)
        assert answer.status == 404
        assert b"location.href='/'" in answer.body
    assert (await province.fetch(site)).status == 200


async def test_a_lost_column_is_the_home_page_under_200(province: Any) -> None:
    site = province.carrier("E-200-HOME")
    home = await province.fetch(site)

    for path in (lost(site), "/nowhere/", "/robots.txt"):
        answer = await province.fetch(site, path)
        assert (answer.status, answer.body) == (200, home.body)


@pytest.mark.parametrize("fault", ["E-SOFT404", "E-404-HOME", "E-200-HOME"])
def test_a_lost_column_is_broken_and_fails_nothing(province: Any, fault: str) -> None:
    record = truth(province.carrier(fault))

    broken = [column for column in record["columns"] if column["state"] == "broken"]
    assert [(column["list"], column["newest"]) for column in broken] == [("none", None)]
    assert {record["items"][item]["verdict"] for item in ITEMS} == {"PASS"}


async def test_an_attachment_is_an_error_page(province: Any, text_of: Callable[..., str]) -> None:
    site = province.carrier("E-PDF-HTML", family="F1")
    family = FAMILIES[site.family]
    column = next(one for one in site.columns if one.form is Form.LIST)
    article = await province.fetch(site, family.item_path(site, column, column.items[0]))
    address = text_of(site, article).partition('附件：<a href="')[2].partition('"')[0]

    answer = await province.fetch(site, address)

    assert address.endswith(".pdf")
    assert answer.headers["content-type"].startswith("text/html")
    assert "附件不存在" in answer.body.decode()


@pytest.mark.parametrize(
    ("fault", "mark", "counts", "kind"),
    [
        ("E-MAINT-200", "网站维护中", "undetermined", "maintenance"),
        ("E-CLOSED", "关停公告", "person", "closed"),
        ("E-EMPTY-200", "", "undetermined", "empty"),
    ],
)
async def test_a_notice_stands_in_the_place_of_the_site(
    province: Any, fault: str, mark: str, counts: str, kind: str
) -> None:
    site = province.carrier(fault)

    for path in ("/", "/a/b.html"):
        answer = await province.fetch(site, path)
        assert answer.status == 200
        assert mark in answer.body.decode()
        assert bool(answer.body) is bool(mark)
    record = truth(site)
    assert (record["visit"]["counts_as"], record["visit"]["class"]) == (counts, kind)
    assert record["items"]["V2"]["verdict"] == "UNDETERMINED"


@pytest.mark.parametrize(("odd", "mark"), [(False, "百家乐"), (True, "域名正在出售")])
async def test_an_expired_name_shows_a_strangers_page(
    province: Any, *, odd: bool, mark: str
) -> None:
    site = province.carrier("E-PARKED", odd=odd)

    assert mark in (await province.fetch(site)).body.decode()
    assert truth(site)["visit"]["counts_as"] == "person"


@pytest.mark.parametrize(("odd", "verdict"), [(False, "PASS"), (True, "UNDETERMINED")])
async def test_a_site_that_moved_stands_under_its_new_name(
    province: Any, *, odd: bool, verdict: str, text_of: Callable[..., str]
) -> None:
    site = province.carrier("E-MOVED", odd=odd)
    record = truth(site)
    new = record["columns"][0]["url"].split("/")[2]

    old_page = (await province.fetch(site, "/a/b.html")).body.decode()
    new_page = await province.fetch(site, host=new)

    assert f"http://{new}/" in old_page
    assert (f'<a href="http://{new}/">' in old_page) is not odd
    assert site.name in text_of(site, new_page)
    assert record["items"]["V2"]["verdict"] == verdict
    assert province.world.lookup(new)[0] == province.world.lookup(site.host)[0]


async def test_foreign_links_are_hidden_on_every_page(
    province: Any, text_of: Callable[..., str]
) -> None:
    site = province.carrier("E-DEFACED-LINK")

    text = text_of(site, await province.fetch(site))

    assert "left:-9999px" in text
    assert "bocai888.test" in text
    assert "bocai888.test" not in text_of(
        province.neighbour, await province.fetch(province.neighbour)
    )


async def test_a_registered_address_shows_another_countys_site(
    province: Any, text_of: Callable[..., str]
) -> None:
    site = province.carrier("E-WRONGSITE")

    text = text_of(site, await province.fetch(site))

    assert site.county not in text
    assert site.code not in text
    assert any(county in text for _, county, _ in words.COUNTIES)
    assert "NEEDS_PERSON" in truth(site)["items"]["V2"]["also"]


def words_of(site: Site, item: str) -> set[str]:
    found = truth(site)["deductions_history"][item]
    return {found["verdict"], *found["also"]}


def test_a_column_under_404_is_a_dead_link_of_the_home_page_or_a_doubtful_one(
    province: Any,
) -> None:
    lost_column, under_200 = province.carrier("E-404-HOME"), province.carrier("E-200-HOME")

    assert words_of(lost_column, "A2.1") == {"FAIL", "UNDETERMINED", "NEEDS_PERSON"}
    assert words_of(under_200, "A2.1") == {"UNDETERMINED", "NEEDS_PERSON"}


def test_a_notice_of_moving_without_a_link_has_no_dead_one(province: Any) -> None:
    bare, linked = (province.carrier("E-MOVED", odd=odd) for odd in (True, False))

    assert "PASS" in words_of(bare, "A2.1")
    assert "PASS" not in words_of(linked, "A2.1")
