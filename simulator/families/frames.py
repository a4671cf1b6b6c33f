"""F13: a home page of frames, and lists in an iframe of their column's page."""

from functools import partial

from typing_extensions import override

from simulator.chrome import bare_document, navigation
from simulator.data import MARK
from simulator.family import Query, Render, is_listed
from simulator.model import Column, Item, Page, Site
from simulator.paged import PagedFamily
from simulator.pages import home_blocks
from simulator.rows import item_list, page_count, page_of


class Frames(PagedFamily):
    """Banner, menu and main part of the home page are frames."""

    id = "F13"
    label = "框架页"
    engines = ("I6", "I5")

    @override
    def scripted(self, column: Column) -> bool:
        return is_listed(column)

    @override
    def column_path(self, column: Column) -> str:
        return f"/{column.slug}/index.htm"

    @override
    def page_path(self, column: Column, page: int) -> str:
        return f"/{column.slug}/list{'' if page == 1 else f'_{page}'}.htm"

    @override
    def item_path(self, site: Site, column: Column, item: Item) -> str:
        del site
        return f"/{column.slug}/{item.day_in_path:%Y-%m}/{column.number * 1000 + item.number}.htm"

    @override
    def rows_path(self, site: Site, column: Column) -> str:
        return self.page_path(column, 1) if self.scripted(column) else self.column_path(column)

    @override
    def rows_html(self, site: Site, column: Column, page: int) -> str:
        del site, page
        return (
            f'<iframe src="{self.page_path(column, 1)}" name="list" width="760" height="640" '
            'frameborder="0" scrolling="no"></iframe>'
        )

    @override
    def home(self, site: Site) -> Page:
        return Page(
            text=f"<html><head><meta charset='utf-8'><title>{site.name}</title></head>"
            '<frameset rows="110,*" border="0"><frame src="/top.htm" name="top" scrolling="no">'
            '<frameset cols="180,*"><frame src="/left.htm" name="left">'
            '<frame src="/main.htm" name="main"></frameset>'
            f"<noframes><body>{MARK} {site.name}</body></noframes></frameset></html>"
        )

    @override
    def extra_routes(self, site: Site) -> dict[str, Render]:
        routes: dict[str, Render] = {
            "/top.htm": partial(self._frame, site, f'<div class="banner">{site.name}</div>'),
            "/left.htm": partial(self._frame, site, navigation(site, self)),
            "/main.htm": partial(self._main, site),
        }
        for column in filter(self.scripted, site.columns):
            for page in range(1, page_count(column.items, self.page_size) + 1):
                routes[self.page_path(column, page)] = partial(self._list, site, column, page)
        return routes

    def _main(self, site: Site, _query: Query) -> Page:
        return bare_document(site, site.name, home_blocks(site, self))

    @staticmethod
    def _frame(site: Site, body: str, _query: Query) -> Page:
        return bare_document(site, site.name, body)

    def _list(self, site: Site, column: Column, page: int, _query: Query) -> Page:
        inner = item_list(site, self, column, page_of(column.items, page, self.page_size))
        total = page_count(column.items, self.page_size)
        links = "".join(
            f'<a href="{self.page_path(column, other)}">{name}</a> '
            for other, name in ((page - 1, "上一页"), (page + 1, "下一页"))
            if 1 <= other <= total
        )
        pager = f'<p class="page">第{page}页/共{total}页 {links}</p>' if column.items else ""
        return bare_document(site, column.name, inner + pager)


FAMILY = Frames()
