"""Guides offer forms that are really there."""

import re
from datetime import date, datetime, time

from simulator.families import FAMILIES
from simulator.guides import SYSTEM, offered
from simulator.model import Column, ColumnClass, Page, Request, Site
from simulator.plan import Order
from simulator.respond import encode, media_type, respond
from simulator.view import site_on
from simulator.world import SHANGHAI

DAY = date(2026, 11, 23)
NOON = datetime.combine(DAY, time(12), SHANGHAI)


def guide() -> tuple[Site, Column]:
    order = Order(sites=30, seed=7, profile="clean", families=frozenset({"F1"}))
    sites = (site_on(order, DAY, number, DAY) for number in range(1, 31))
    return next(
        (site, column)
        for site in sites
        for column in site.columns
        if column.kind is ColumnClass.GUIDE
    )


def get(site: Site, path: str) -> Page:
    page = respond(site, Request(path=path, headers={}), NOON)
    assert isinstance(page, Page)
    return page


def test_a_guide_says_what_is_needed_and_links_its_forms() -> None:
    site, column = guide()
    path = FAMILIES["F1"].item_path(site, column, column.items[0])

    text = get(site, path).text

    assert "办理材料" in text
    assert len(re.findall(r'href="/upload/bszn/[^"]+\.(?:doc|xls)"', text)) == 2


def test_a_form_is_a_file_of_the_office_programs() -> None:
    site, column = guide()
    for path in offered(site, column).keys() - {SYSTEM}:
        page = get(site, path)

        assert page.status == 200
        assert encode(site, page).startswith(b"\xd0\xcf\x11\xe0")
        assert media_type(site, page).startswith("application/")


def test_a_guide_leads_to_an_online_system_that_opens() -> None:
    site, column = guide()
    path = FAMILIES["F1"].item_path(site, column, column.items[0])

    text = get(site, path).text

    assert f'href="{SYSTEM}?sx=' in text
    assert "网上申报系统" in get(site, SYSTEM).text


def test_other_columns_offer_no_form() -> None:
    site, _ = guide()

    assert offered(site, site.columns[0]) == {}
