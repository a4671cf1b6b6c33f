"""F8: `/content/column/` and `/public/column/` (安徽, part of 江西 and 青海)."""

from html import escape

from typing_extensions import override

from simulator.data import MARK
from simulator.family import Query, Render, is_listed
from simulator.fields import number_in
from simulator.model import Column, ColumnClass, Item, Page, Site
from simulator.paged import PagedFamily
from simulator.rows import item_list, page_count, page_of

_DISCLOSED = {ColumnClass.POLICY, ColumnClass.PLAN}
_ORGAN = 6615


class PublicColumn(PagedFamily):
    """Columns of the 信息公开 part are blocks that the page loads; `&amp;` stands in links."""

    id = "F8"
    label = "public/column"
    engines = ("I5", "I4")
    page_size = 20

    @override
    def scripted(self, column: Column) -> bool:
        return column.kind in _DISCLOSED and is_listed(column)

    @override
    def column_path(self, column: Column) -> str:
        if self.scripted(column):
            return f"/public/column/{_ORGAN}?type=4&catId={7000 + column.number}"
        return f"/content/column/{7000 + column.number}"

    @override
    def page_path(self, column: Column, page: int) -> str:
        path = self.column_path(column)
        if page == 1:
            return path
        return f"{path}{'&' if '?' in path else '?'}pageIndex={page}"

    @override
    def item_path(self, site: Site, column: Column, item: Item) -> str:
        number = (site.number * 100 + column.number) * 1000 + item.number
        if self.scripted(column):
            return f"/public/{_ORGAN}/{number}.html"
        return f"/content/article/{number}0000"

    @override
    def rows_path(self, site: Site, column: Column) -> str:
        path = self.column_path(column)
        return f"{path}&action=list" if self.scripted(column) else path

    @override
    def rows_html(self, site: Site, column: Column, page: int) -> str:
        if self.scripted(column):
            block = f"{self.rows_path(site, column)}&pageIndex={page}"
            return (
                '<div id="xxgk_list" class="gk_list"></div>'
                f'<script>$("#xxgk_list").load("{escape(block)}");</script>'
            )
        return self._list(site, column, page)

    def _list(self, site: Site, column: Column, page: int) -> str:
        inner = item_list(site, self, column, page_of(column.items, page, self.page_size))
        total = page_count(column.items, self.page_size)
        links = "".join(
            f'<a href="{escape(self.page_path(column, other))}">{name}</a> '
            for other, name in ((page - 1, "上一页"), (page + 1, "下一页"))
            if 1 <= other <= total
        )
        return f'{inner}<div class="page">共{total}页 {links}</div>' if total > 1 else inner

    @override
    def extra_routes(self, site: Site) -> dict[str, Render]:
        routes: dict[str, Render] = {}
        for column in filter(self.scripted, site.columns):
            pages = page_count(column.items, self.page_size)

            def block(query: Query, column: Column = column) -> Page:
                inner = self._list(site, column, number_in(query, "pageIndex", 1))
                return Page(text=f"<!-- {MARK} -->{inner}")

            routes[self.rows_path(site, column)] = block
            for page in range(1, pages + 1):
                routes[f"{self.rows_path(site, column)}&pageIndex={page}"] = block
        return routes


FAMILY = PublicColumn()
