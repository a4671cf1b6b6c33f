"""Content for a person's eyes: it stands on the page and touches no verdict."""

from collections.abc import Callable

import pytest

from simulator.families import FAMILIES
from simulator.faults.content import DEAD, FOREIGN, WRONG_PHONE
from simulator.model import ColumnClass, Page, Site

Carriers = Callable[[str], tuple[Site, ...]]
PageOf = Callable[..., Page]


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


def test_guides_have_wrong_telephones_and_lost_forms(carriers: Carriers, page_of: PageOf) -> None:
    site = plain(carriers("L-FORM-PHONE"))
    column = next(one for one in site.columns if one.kind is ColumnClass.GUIDE)
    path = FAMILIES[site.family].item_path(site, column, column.items[0])

    text = page_of(site, path).text
    lost = text.partition('href="/upload/lost/')[2].partition('"')[0]

    assert WRONG_PHONE in text
    assert lost
    assert page_of(site, f"/upload/lost/{lost}").status == 404
