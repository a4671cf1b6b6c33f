"""Every family serves its home, lists, articles and letters, and they carry the truth."""

import re
from html import unescape
from typing import Any
from urllib.parse import urljoin

from simulator.model import Column, Form, Sight
from simulator.paged import PagedFamily
from simulator.rows import page_count

_LINK = re.compile(r"""\b(?:href|src)=["']([^"'<>]+)["']""")
_SHELL = '<div id="app"></div>'


def lists(street: Any) -> list[Column]:
    return [column for column in street.site.columns if column.form is Form.LIST]


async def test_the_home_page_names_every_column_or_is_a_shell(street: Any) -> None:
    home = await street.fetch("/")
    parts = [await street.fetch(path) for path in re.findall(r'<frame src="([^"]+)"', home.text)]
    text = home.text + "".join(part.text for part in parts)

    assert home.status == 200
    assert "模拟网站" in home.text
    if street.family.shell:
        assert _SHELL in text
        return
    for column in street.site.columns:
        assert column.name in text
    newest = next(column for column in lists(street) if column.home).items[0]
    assert newest.title in text


async def test_the_first_rows_stand_where_the_family_says(street: Any) -> None:
    for column in lists(street):
        page = await street.fetch(street.family.column_path(column))
        rows = await street.fetch(street.family.rows_path(street.site, column))

        assert (page.status, rows.status) == (200, 200)
        for item in column.items[:10]:
            assert item.title in rows.text


async def test_rows_stand_in_the_page_itself_only_where_the_family_says(street: Any) -> None:
    for column in lists(street):
        page = await street.fetch(street.family.column_path(column))
        is_there = column.items[0].title in page.text
        sight = street.family.sight(column)

        assert is_there == (sight in {Sight.PLAIN, Sight.PRINTED})
        if sight is Sight.ELSEWHERE:
            assert street.family.rows_path(street.site, column) != street.family.column_path(column)


async def test_page_n_carries_the_rows_behind_the_first(street: Any) -> None:
    family = street.family
    assert isinstance(family, PagedFamily)
    for column in lists(street):
        total = page_count(column.items, family.page_size)
        if total == 1:
            continue
        cookie = f"{family.session}=1" if family.session else "a=1"
        page = await street.fetch(family.page_path(column, total), Cookie=cookie)

        assert page.status == 200
        if family.sight(column) in {Sight.PLAIN, Sight.PRINTED}:
            in_store = family.id == "F2"  # every page of jpage carries the first records
            assert (column.items[0 if in_store else -1].title in page.text) is True


async def test_an_article_shows_its_title_and_its_date(street: Any) -> None:
    for column in lists(street):
        item = column.items[-1]
        path = street.family.item_path(street.site, column, item)
        if street.family.shell:
            path = f"/prod-api/portal/article?id={column.number * 1000 + item.number}"
        article = await street.fetch(path)

        assert article.status == 200
        assert item.title in article.text
        assert f"{item.published:%Y-%m-%d}" in article.text


async def test_the_letters_of_the_mailbox_open(street: Any) -> None:
    for column in street.site.columns:
        for letter in column.letters[:5]:
            page = await street.fetch(street.family.letter_path(column, letter))

            assert page.status == 200
            assert (letter.title in page.text) is not street.family.shell


async def test_every_link_on_page_one_of_each_list_answers(street: Any) -> None:
    for column in street.site.columns:
        path = street.family.column_path(column)
        text = (await street.fetch(path)).text + (
            await street.fetch(street.family.rows_path(street.site, column))
        ).text
        targets = {urljoin(path, unescape(link)) for link in _LINK.findall(text)}
        for target in targets:
            if target.startswith("/") and not target.endswith((".js", "/write")):
                answer = await street.fetch(target.partition("#")[0])
                assert answer.status == 200, target


async def test_who_comes_without_a_session_is_given_one(street: Any) -> None:
    first = await street.fetch("/")
    name = street.family.session

    assert ("set-cookie" in first.headers) is (name is not None)
    if name is not None:
        assert first.headers["set-cookie"].startswith(f"{name}=")
        assert "set-cookie" not in (await street.fetch("/", Cookie=f"{name}=1")).headers


def test_no_two_articles_share_an_address(street: Any) -> None:
    paths = [
        street.family.item_path(street.site, column, item)
        for column in street.site.columns
        for item in column.items
    ]

    assert len(paths) == len(set(paths))
