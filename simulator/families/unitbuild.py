"""F3: Hanweb JPaaS: a script tag names the unit to build, JSON wraps its markup."""

import json
from dataclasses import replace
from html import escape
from urllib.parse import urlencode

from typing_extensions import override

from simulator.data import MARK, json_page
from simulator.family import Query, Render, is_listed
from simulator.model import Column, Item, Page, Site
from simulator.paged import PagedFamily
from simulator.pages import article
from simulator.rows import item_list, page_count, page_of
from simulator.tokens import hex_of

_UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit"
_LIST, _PLACE = "信息列表", "当前位置"
_OLD_STYLE = 3
"""Every third article keeps the address that the system before gave it."""


class Unitbuild(PagedFamily):
    """Only `paramJson` turns the page: a bare pageNo gives the first one for ever."""

    id = "F3"
    label = "大汉 JPaaS"
    engines = ("I2", "I3")
    session = "arialoadData"

    @override
    def scripted(self, column: Column) -> bool:
        return is_listed(column)

    @override
    def column_path(self, column: Column) -> str:
        return f"/col/col{5200 + column.number}/index.html"

    @override
    def page_path(self, column: Column, page: int) -> str:
        path = self.column_path(column)
        return path if page == 1 else f"{path}?pageNum={page}"

    @override
    def item_path(self, site: Site, column: Column, item: Item) -> str:
        day, number = item.day_in_path, 5200 + column.number
        if item.number % _OLD_STYLE == 0:
            serial = column.number * 1000 + item.number
            return f"/art/{day.year}/{day.month}/{day.day}/art_{number}_{serial}.html"
        token = hex_of(f"{site.code}:{column.number}:{item.number}")
        return f"/col/col{number}/art/{day.year}/art_{token}.html"

    @override
    def rows_path(self, site: Site, column: Column) -> str:
        if not self.scripted(column):
            return self.column_path(column)
        return f"{_UNIT}?{urlencode(_query(site, column, _LIST))}"

    @override
    def rows_html(self, site: Site, column: Column, page: int) -> str:
        del page
        return "".join(_script(site, column, unit) for unit in (_PLACE, _LIST))

    @override
    def article_page(self, site: Site, column: Column, item: Item, _query: Query) -> Page:
        page = article(site, self, column, item)
        main = '<div class="article">'
        place = _script(site, column, _PLACE) + main
        return replace(page, text=page.text.replace(main, place, 1))

    @override
    def extra_routes(self, site: Site) -> dict[str, Render]:
        columns = {_page_id(site, column): column for column in site.columns}

        def unit(query: Query) -> Page:
            column = columns.get(query.get("pageId", ""))
            if column is None:
                return json_page({"success": False, "mark": MARK, "data": {}})
            made = self._list if query.get("tagId") == _LIST else self._place
            return json_page({"success": True, "mark": MARK, "data": made(site, column, query)})

        return {_UNIT: unit}

    def _place(self, _site: Site, column: Column, _query: Query) -> dict[str, str]:
        link = f'<a href="{self.column_path(column)}">{column.name}</a>'
        return {"html": f'<div class="dqwz">当前位置：<a href="/">首页</a> &gt; {link}</div>'}

    def _list(self, site: Site, column: Column, query: Query) -> dict[str, str]:
        page = _page_number(query)
        total, count = page_count(column.items, self.page_size), len(column.items)
        inner = item_list(site, self, column, page_of(column.items, page, self.page_size))
        pager = (
            f'<div class="pagination" count="{count}" rows="{self.page_size}" pages="{total}" '
            f'unitUrl="{_UNIT}"></div>'
        )
        return {"html": inner + pager}


def _page_id(site: Site, column: Column) -> str:
    return hex_of(f"{site.code}:page:{column.number}")


def _query(site: Site, column: Column, unit: str) -> dict[str, str]:
    return {
        "parseType": "bulidstatic",
        "webId": hex_of(f"{site.code}:web"),
        "tplSetId": hex_of(f"{site.code}:tpl"),
        "pageType": "column",
        "tagId": unit,
        "pageId": _page_id(site, column),
    }


def _script(site: Site, column: Column, unit: str) -> str:
    return (
        '<script parsetype="bulidstatic" src="/script/0/AuthorizedRead/unitbuild.js" '
        f'url="{_UNIT}" queryData="{_quoted(_query(site, column, unit))}"></script>'
    )


def _quoted(query: dict[str, str]) -> str:
    """Write the object as its vendor does: single quotes, which are no JSON."""
    inner = ",".join(f"'{name}':'{value}'" for name, value in query.items())
    return escape(f"{{{inner}}}", quote=False)


def _page_number(query: Query) -> int:
    try:
        asked = json.loads(query.get("paramJson", "{}"))
        return max(1, int(asked["pageNo"]))
    except (ValueError, TypeError, KeyError):
        return 1


FAMILY = Unitbuild()
