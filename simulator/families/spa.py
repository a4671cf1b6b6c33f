"""F14: a single-page application: empty pages, and APIs in ten shapes of data."""

import json
from collections.abc import Mapping
from functools import partial

from typing_extensions import override

from simulator.data import MARK, is_dated, json_page
from simulator.engines import ENGINES
from simulator.family import Query, Render
from simulator.model import Column, Form, Item, Page, Site
from simulator.paged import PagedFamily
from simulator.rows import page_of
from simulator.spa_shapes import SHAPES, Shape


class Spa(PagedFamily):
    """Lists have addresses of the history kind, articles those of the hash kind."""

    id = "F14"
    label = "单页应用"
    engines = ("I7",)
    shell = True
    page_size = 10

    @override
    def column_path(self, column: Column) -> str:
        return f"/list/{column.slug}/{300 + column.number}"

    @override
    def page_path(self, column: Column, page: int) -> str:
        return self.column_path(column) if page == 1 else f"{self.column_path(column)}?p={page}"

    @override
    def item_path(self, site: Site, column: Column, item: Item) -> str:
        del site
        return f"/#/d?id={column.number * 1000 + item.number}"

    @override
    def rows_path(self, site: Site, column: Column) -> str:
        shape = _shape(site)
        return f"{shape.path}?{shape.column}={300 + column.number}&{shape.page}=1"

    @override
    def rows_html(self, site: Site, column: Column, page: int) -> str:
        del site, column, page
        return ""

    @override
    def home(self, site: Site) -> Page:
        return _shell(site)

    @override
    def column_page(self, site: Site, column: Column, page: int, query: Query) -> Page:
        del column, page, query
        return _shell(site)

    @override
    def extra_routes(self, site: Site) -> dict[str, Render]:
        shape = _shape(site)
        routes: dict[str, Render] = {
            shape.path: partial(self._list, site, shape),
            "/prod-api/portal/menu": partial(_menu, site),
            "/static/js/app.7f3c.js": partial(_bundle, shape),
        }
        for column in site.columns:
            routes.update({page: partial(_answer_shell, site) for page in _mail(column)})
            for item in column.items:
                number = column.number * 1000 + item.number
                routes[f"/prod-api/portal/article?id={number}"] = partial(_article, item)
        return routes

    def _list(self, site: Site, shape: Shape, query: Query) -> Page:
        asked = _asked(query)
        wanted = str(asked.get(shape.column, ""))
        column = next((one for one in site.columns if str(300 + one.number) == wanted), None)
        items = column.items if column is not None else ()
        page = _number(asked.get(shape.page), 1)
        size = min(50, _number(asked.get(shape.size), self.page_size))
        rows = [
            {
                shape.id: column.number * 1000 + item.number,
                shape.title: item.title,
                **({shape.date: shape.stamp(item.published)} if is_dated(column) else {}),
                **shape.more,
            }
            for item in page_of(items, page, size)
            if column is not None
        ]
        return json_page({"mark": MARK, **shape.wrap(rows, len(items))})


def _mail(column: Column) -> tuple[str, ...]:
    """Give the addresses of a mailbox's letters, which are shells too."""
    if column.form is not Form.MAILBOX:
        return ()
    return tuple(ENGINES[column.engine].letter_path(column, one) for one in column.letters)


def _shape(site: Site) -> Shape:
    return SHAPES[site.number % len(SHAPES)]


def _shell(site: Site) -> Page:
    return Page(
        text=f"<!DOCTYPE html><html lang='zh-CN'><head><meta charset='utf-8'><title>{site.name}"
        "</title></head><body><noscript>We're sorry but this site doesn't work properly without "
        f'JavaScript enabled.</noscript><div id="app"></div><!-- {MARK} -->'
        '<script src="/static/js/app.7f3c.js"></script></body></html>'
    )


def _answer_shell(site: Site, _query: Query) -> Page:
    return _shell(site)


def _menu(site: Site, _query: Query) -> Page:
    menu = [{"id": 300 + column.number, "label": column.name} for column in site.columns]
    return json_page({"code": 200, "mark": MARK, "data": menu})


def _bundle(shape: Shape, _query: Query) -> Page:
    return Page(
        text=f'/* {MARK} */(()=>{{var b="{shape.path}";window.api={{list:p=>fetch(b,p)}}}})();',
        media_type="application/javascript",
    )


def _article(item: Item, _query: Query) -> Page:
    data = {"title": item.title, "publishTime": f"{item.published:%Y-%m-%d} 09:30:00"}
    return json_page({"code": 200, "mark": MARK, "data": data})


def _asked(query: Query) -> Mapping[str, object]:
    """Read what was asked: the fields of the query, or a JSON object that was posted."""
    posted = next((name for name in query if name.startswith("{")), None)
    if posted is None:
        return query
    try:
        read = json.loads(posted)
    except ValueError:
        return query
    return {**query, **read} if isinstance(read, dict) else query


def _number(value: object, default: int) -> int:
    text = str(value)
    return int(text) or default if text.isascii() and text.isdigit() and len(text) < 6 else default  # noqa: PLR2004


FAMILY = Spa()
