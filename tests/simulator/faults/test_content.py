"""Content for a person's eyes: it stands on the page and touches no verdict."""

import re
from collections.abc import Callable

import pytest

from simulator.families import FAMILIES
from simulator.faults.content import BARE, DEAD, FOREIGN, POOR, WRONG_PHONE, gone_article
from simulator.guides import SYSTEM
from simulator.model import ColumnClass, Page, Site
from simulator.truth import truth

Carriers = Callable[[str], tuple[Site, ...]]
PageOf = Callable[..., Page]
GUIDES_BY_SCRIPT = {"F6", "F15"}
"""Families whose lists of guides nobody can read who follows no scripts."""


def plain(sites: tuple[Site, ...]) -> Site:
    return next(site for site in sites if site.family == "F1")


def test_dead_links_answer_404(carriers: Carriers, page_of: PageOf) -> None:
    site = plain(carriers("L-BROKEN"))
    home = page_of(site).text

    for path in DEAD:
        assert f'"{path}"' in home
        assert page_of(site, path).status == 404


@pytest.mark.parametrize(
    ("fault", "mark"), [("L-EXTERNAL-BAD", FOREIGN), ("L-PLACEHOLDER", "XXX 待更新")]
)
def test_the_home_page_alone_shows_it(
    carriers: Carriers, page_of: PageOf, fault: str, mark: str
) -> None:
    site = plain(carriers(fault))
    column = next(one for one in site.columns if one.kind is ColumnClass.NEWS)

    assert mark in page_of(site).text
    assert mark not in page_of(site, FAMILIES[site.family].column_path(column)).text


@pytest.mark.parametrize(("fault", "parts"), [("L-GUIDE-BARE", BARE), ("L-GUIDE-POOR", POOR)])
def test_guides_say_so_much_and_no_more(
    carriers: Carriers, page_of: PageOf, fault: str, parts: frozenset[str]
) -> None:
    for site in [one for one in carriers(fault) if one.family not in GUIDES_BY_SCRIPT][:6]:
        column = next(one for one in site.columns if one.kind is ColumnClass.GUIDE)
        pages = [
            page_of(site, FAMILIES[site.family].item_path(site, column, item)).text
            for item in column.items
        ]
        said = [set(re.findall(r"<th>([^<]*)</th>", text)) for text in pages]
        found = truth(site)["editions"]["indicators-2019"]["items"]["W6"]

        assert said == [set(parts)] * 6
        assert (found["verdict"], found["also"]) == ("NEEDS_PERSON", ["UNDETERMINED"])


def test_guides_have_wrong_telephones_and_lost_forms(carriers: Carriers, page_of: PageOf) -> None:
    site = plain(carriers("L-FORM-PHONE"))
    column = next(one for one in site.columns if one.kind is ColumnClass.GUIDE)
    path = FAMILIES[site.family].item_path(site, column, column.items[0])

    text = page_of(site, path).text
    lost = text.partition('href="/upload/lost/')[2].partition('"')[0]

    assert WRONG_PHONE in text
    assert lost
    assert page_of(site, f"/upload/lost/{lost}").status == 404


def test_a_list_still_names_the_article_that_is_gone(carriers: Carriers, page_of: PageOf) -> None:
    site = plain(carriers("L-BROKEN"))
    column = next(one for one in site.columns if one.kind is ColumnClass.STAFF)

    gone = gone_article(site)
    name = gone.rpartition("/")[2]

    assert name in page_of(site, FAMILIES[site.family].column_path(column)).text
    assert name not in page_of(site).text
    assert page_of(site, gone).status == 404


def test_an_online_system_that_is_down_is_named_by_every_guide(
    carriers: Carriers, page_of: PageOf
) -> None:
    site = plain(carriers("L-SYSTEM-DOWN"))
    column = next(one for one in site.columns if one.kind is ColumnClass.GUIDE)
    guides = [FAMILIES[site.family].item_path(site, column, item) for item in column.items]

    assert all(f'href="{SYSTEM}?sx=' in page_of(site, path).text for path in guides)
    assert page_of(site, SYSTEM).status == 500
