"""Links, lists and pages built in ways that a crawler must see through."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest

from simulator.families import FAMILIES
from simulator.model import Form, Site
from simulator.truth import truth


def listed(site: Site) -> tuple[str, str]:
    """Give the address of a list and the title of its first item."""
    column = next(one for one in site.columns if one.form is Form.LIST)
    return FAMILIES[site.family].column_path(column), column.items[0].title


async def test_titles_are_cut_and_the_whole_stands_nowhere(
    province: Any, text_of: Callable[..., str]
) -> None:
    site = province.carrier("X-TRUNCATED-TITLE", family="F1")
    path, title = listed(site)

    text = text_of(site, await province.fetch(site, path))

    assert title not in text
    assert f"{title[:9]}…" in text


async def test_relative_links_and_folders_without_a_slash_lead_to_their_pages(
    province: Any, text_of: Callable[..., str]
) -> None:
    site = province.carrier("X-REL-NO-SLASH", family="F1")
    path, _ = listed(site)
    text = text_of(site, await province.fetch(site))

    assert not re.search(r'href="/', text)
    assert f'href="{path.strip("/")}"' in text
    moved = await province.fetch(site, path.removesuffix("/"))
    assert (moved.status, moved.headers["location"]) == (301, path)
    inner = text_of(site, await province.fetch(site, path))
    up = re.search(r'href="(\.\./[^"]+)"', inner)
    assert up
    target = urlsplit(urljoin(f"http://{site.host}{path}", up[1])).path
    assert (await province.fetch(site, target)).status in {200, 301}


async def test_the_menu_has_no_addresses(province: Any, text_of: Callable[..., str]) -> None:
    site = province.carrier("X-NAV-JS", family="F1")

    menu = text_of(site, await province.fetch(site)).partition('class="menu"')[2].partition("</ul")

    assert 'href="javascript:;" data-url="/' in menu[0]
    assert 'href="/' not in menu[0].replace('data-url="', "")


async def test_a_column_leads_on_to_its_child(province: Any, text_of: Callable[..., str]) -> None:
    site = province.carrier("X-PARENT-REFRESH")
    column = next(one for one in site.columns if one.form is Form.PARENT)

    answer = await province.fetch(site, FAMILIES[site.family].column_path(column))

    assert 'http-equiv="refresh"' in text_of(site, answer)


async def test_links_of_a_list_stay_open(province: Any, text_of: Callable[..., str]) -> None:
    site = province.carrier("X-UNCLOSED-A", family="F1")
    path, _ = listed(site)

    rows = re.findall(r"<li.*?</li>", text_of(site, await province.fetch(site, path)))

    assert rows
    assert not any("</a>" in row for row in rows)


async def test_the_home_page_stands_in_a_frame(province: Any, text_of: Callable[..., str]) -> None:
    site = province.carrier("X-FRAMES")

    outside = text_of(site, await province.fetch(site))
    inside = text_of(site, await province.fetch(site, "/index.html"))

    assert '<frame src="index.html" name="main">' in outside
    assert site.columns[0].name not in outside
    assert site.columns[0].name in inside
    assert (await province.fetch(site, "/top.html")).status == 200


@pytest.mark.parametrize(
    "fault",
    ["X-TRUNCATED-TITLE", "X-REL-NO-SLASH", "X-NAV-JS", "X-UNCLOSED-A", "X-FRAMES",
     "X-PARENT-REFRESH"],
)  # fmt: skip
def test_a_structure_changes_no_verdict(province: Any, fault: str) -> None:
    record = truth(province.carrier(fault))

    assert record["visit"]["counts_as"] == "opened"
    assert {record["items"][item]["verdict"] for item in ("V2", "V3a", "V5")} == {"PASS"}
