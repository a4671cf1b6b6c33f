"""Pagers, calendars, session ids and names that go on without end."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest

from simulator.aliases import alias
from simulator.families import FAMILIES
from simulator.model import Form, Site
from simulator.truth import truth
from simulator.world import address_of


def path_of(site: Site) -> str:
    column = max(
        (one for one in site.columns if one.form is Form.LIST), key=lambda one: len(one.items)
    )
    return FAMILIES[site.family].column_path(column)


async def test_a_pager_calls_a_script(province: Any, text_of: Callable[..., str]) -> None:
    site = province.carrier("X-PAGER-SCRIPT", family="F11")

    text = text_of(site, await province.fetch(site, path_of(site)))

    assert re.search(r"javascript:goPage\('[^']*list", text)
    assert not re.search(r"href='[^']*list", text)


@pytest.mark.parametrize("family", ["F1", "F10", "F11"])
async def test_later_pages_repeat_the_first_and_link_to_one_more(
    province: Any, family: str, text_of: Callable[..., str]
) -> None:
    site = province.carrier("X-PAGER-LOOP", family=family)
    text = text_of(site, await province.fetch(site, path_of(site)))
    rows, seen = rows_of(text), set()

    for _ in range(4):
        following = re.search(r'class="pager"><a href="([^"]+)"', text)
        assert following
        assert following[1] not in seen
        seen.add(following[1])
        text = text_of(site, await province.fetch(site, unescape(following[1])))
        assert rows_of(text) == rows
    assert rows


def rows_of(text: str) -> list[str]:
    return re.findall(r'<(?:li|tr)[^>]*>.*?title="([^"]*)"', text)


async def test_every_page_gives_its_links_another_session(
    province: Any, text_of: Callable[..., str]
) -> None:
    site = province.carrier("X-SESSION-IN-URL", family="F1")
    home = text_of(site, await province.fetch(site))
    inner = text_of(site, await province.fetch(site, path_of(site)))
    ids = [set(re.findall(r";jsessionid=([0-9A-F]{32})", text)) for text in (home, inner)]
    link = re.search(r'<a href="(/[^"]+;jsessionid=[^"]+)"', home)

    assert [len(one) for one in ids] == [1, 1]
    assert ids[0] != ids[1]
    assert link
    assert (await province.fetch(site, link[1])).status == 200


async def test_one_site_answers_to_many_names(province: Any, text_of: Callable[..., str]) -> None:
    site = province.carrier("X-DUP-HOSTS", family="F1")
    twin = alias(site.host, "www")
    names = (site.host, twin, str(address_of(site.number)))

    pages = [text_of(site, await province.fetch(site, host=name)) for name in names]
    assert f'href="http://{twin}/' in pages[0]
    index = text_of(site, await province.fetch(site, "/index.html"))

    assert set(pages) == {pages[0]}
    assert site.name in index
    assert province.world.lookup(twin)[0] == address_of(site.number)
    assert (await province.fetch(province.neighbour, host="127.9.9.9")).status == 421


@pytest.mark.parametrize(
    "fault",
    ["X-PAGER-SCRIPT", "X-PAGER-LOOP", "X-INFINITE-CALENDAR", "X-SESSION-IN-URL", "X-DUP-HOSTS"],
)
def test_a_trap_changes_no_verdict(province: Any, fault: str) -> None:
    record = truth(province.carrier(fault))

    assert record["visit"]["counts_as"] == "opened"
    assert {record["items"][item]["verdict"] for item in ("V2", "V3a", "V5")} == {"PASS"}
