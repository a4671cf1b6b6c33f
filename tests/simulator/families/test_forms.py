"""Ways in which some sites of a family differ: skins, pagers, datastores, sessions, shapes."""

import json
import re
from base64 import b64decode
from urllib.parse import unquote

import pytest

from simulator.families import FAMILIES
from simulator.model import Column, Form, Page, Request, Site
from simulator.plan import Order
from simulator.respond import respond
from simulator.spa_shapes import SHAPES
from simulator.view import site_on
from tests.simulator.families.conftest import WORLD


def sites_of(family: str, count: int = 20) -> list[Site]:
    order = Order(sites=count, seed=7, profile="clean", families=frozenset({family}))
    return [site_on(order, WORLD.first, number, WORLD.first) for number in range(1, count + 1)]


def text_of(site: Site, address: str, **headers: str) -> str:
    path, _, query = address.partition("?")
    page = respond(site, Request(path=path, query=query, headers=headers), WORLD.moment)
    assert isinstance(page, Page)
    return page.text


def long_list(site: Site) -> Column:
    """Give a list of more than one page."""
    size = FAMILIES[site.family].page_size
    return next(one for one in site.columns if one.form is Form.LIST and len(one.items) > size)


def list_of(site: Site) -> str:
    return text_of(site, FAMILIES[site.family].column_path(site.columns[0]))


def test_trs_has_four_skins() -> None:
    found = {
        shape
        for site in sites_of("F1", 40)
        if not site.skin.cards
        for shape, pattern in {
            "row": r"</td><td>[^<]*\d",
            "before": r"<li><span class=\"date\">",
            "after": r"</a><span class=\"date\">",
            "inside": r"<span class=\"date\">[^<]*</span></a>",
        }.items()
        if re.search(pattern, list_of(site))
    }

    assert found == {"row", "before", "after", "inside"}


def test_some_trs_sites_leave_pubdate_out() -> None:
    tagged = [
        "PubDate" in text_of(site, FAMILIES["F1"].item_path(site, column, column.items[0]))
        for site in sites_of("F1")
        for column in site.columns[:1]
    ]

    assert tagged.count(False) == len(tagged) // 5


def test_some_datastores_are_escaped_and_some_pages_have_two_units() -> None:
    texts = [list_of(site) for site in sites_of("F2")]

    assert sum("&lt;datastore" in text for text in texts) == len(texts) // 10
    assert sum(text.count("_data") == 2 for text in texts) == len(texts) // 5


def test_a_bare_page_number_gives_the_first_page_of_a_unit_for_ever() -> None:
    site = sites_of("F3")[0]
    column = long_list(site)
    unit = FAMILIES["F3"].rows_path(site, column)

    first, bare = text_of(site, unit), text_of(site, f"{unit}&pageNo=2")
    second = text_of(site, f'{unit}&paramJson={{"pageNo":2,"pageSize":15}}')

    assert first == bare
    assert column.items[15].title in json.loads(second)["data"]["html"]


def test_a_page_turns_only_within_a_session() -> None:
    site = sites_of("F7")[0]
    column = long_list(site)
    family = FAMILIES["F7"]
    second = f"{family.column_path(column)}&cur_page=2"

    without = text_of(site, second)
    within = text_of(site, second, cookie=f"{family.session}=1")

    assert column.items[0].title in without
    assert column.items[15].title in within


def test_some_asp_sites_turn_the_page_by_a_postback() -> None:
    posted = next(site for site in sites_of("F10") if "__doPostBack" in list_of(site))
    column = long_list(posted)
    form = "__VIEWSTATE=x&__EVENTTARGET=AspNetPager1&__EVENTARGUMENT=2"

    text = text_of(posted, f"/list.asp?id={column.number}&{form}")

    assert column.items[15].title in text
    assert any("page=2" in list_of(site) for site in sites_of("F10"))


def test_some_dedecms_sites_turn_the_page_by_a_query() -> None:
    sites = [site for site in sites_of("F11") if "/plus/list.php" in list_of(site)]
    column = long_list(sites[0])
    address = f"/plus/list.php?tid={column.number}&TotalResult=30&PageNo=2"

    assert column.items[15].title in text_of(sites[0], address)
    assert 0 < len(sites) < 20


def test_a_base64_pager_names_the_next_page() -> None:
    site = sites_of("F16")[0]
    page = text_of(site, FAMILIES["F16"].column_path(long_list(site)))
    packed = re.search(r'atob\("([^"]+)"\)', page)

    assert packed is not None
    assert "2.html" in unquote(b64decode(packed[1]).decode())


@pytest.mark.parametrize("place", range(len(SHAPES)))
def test_every_shape_of_data_gives_the_rows_by_query_and_by_posted_json(place: int) -> None:
    site = next(one for one in sites_of("F14") if one.number % len(SHAPES) == place)
    shape, column = SHAPES[place], long_list(site)
    asked = {shape.column: 300 + column.number, shape.page: 2, shape.size: 10}
    query = "&".join(f"{name}={value}" for name, value in asked.items())

    by_query = text_of(site, f"{shape.path}?{query}")
    by_json = text_of(site, f"{shape.path}?{json.dumps(asked)}")

    assert by_query == by_json
    assert column.items[10].title in by_query
    assert f'"{shape.date}"' in by_query
