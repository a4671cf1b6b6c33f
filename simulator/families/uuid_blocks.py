"""F9: columns named by UUID, their rows in a block of its own address, or in `hex-N.html`."""

from typing_extensions import override

from simulator.data import MARK
from simulator.family import Query, Render, is_listed
from simulator.fields import number_in
from simulator.model import Column, ColumnClass, Item, Page, Site
from simulator.paged import PagedFamily
from simulator.rows import item_list, page_count, page_of
from simulator.tokens import hex_of, uuid_of

_STATIC = {ColumnClass.NEWS, ColumnClass.NOTICE}
"""Classes whose pages are static files by the block's id."""


class UuidBlocks(PagedFamily):
    """动态要闻 and 通知公告 are static; the other columns ask for their block."""

    id = "F9"
    label = "UUID 区块"
    engines = ("I5", "I8")
    page_size = 20

    @override
    def scripted(self, column: Column) -> bool:
        return column.kind not in _STATIC and is_listed(column)

    @override
    def column_path(self, column: Column) -> str:
        if column.kind in _STATIC:
            return f"/www/{column.slug}/{_block_id(column)}-1.html"
        return f"/columns/{_column_id(column)}/index.html"

    @override
    def page_path(self, column: Column, page: int) -> str:
        if column.kind in _STATIC:
            return f"/www/{column.slug}/{_block_id(column)}-{page}.html"
        return self.column_path(column)

    @override
    def item_path(self, site: Site, column: Column, item: Item) -> str:
        token = uuid_of(f"{site.code}:{column.number}:{item.number}")
        return f"/columns/{_column_id(column)}/{item.day_in_path:%Y%m/%d}/{token}.html"

    @override
    def rows_path(self, site: Site, column: Column) -> str:
        if not self.scripted(column):
            return self.column_path(column)
        template, block = uuid_of(f"{site.code}:template"), uuid_of(f"block:{column.number}")
        return f"/columns/{_column_id(column)}/templates/{template}/blocks/{block}"

    @override
    def rows_html(self, site: Site, column: Column, page: int) -> str:
        if self.scripted(column):
            block = self.rows_path(site, column)
            return (
                f'<div class="block" data-url="{block}?page=1"></div>'
                f'<script>loadBlock("{block}?page=1");</script>'
            )
        links = "".join(
            f'<a href="{self.page_path(column, other)}">{other}</a> '
            for other in range(1, page_count(column.items, self.page_size) + 1)
        )
        return f'{self._list(site, column, page)}<div class="page">{links}</div>'

    def _list(self, site: Site, column: Column, page: int) -> str:
        return item_list(site, self, column, page_of(column.items, page, self.page_size))

    @override
    def extra_routes(self, site: Site) -> dict[str, Render]:
        routes: dict[str, Render] = {}
        for column in filter(self.scripted, site.columns):

            def block(query: Query, column: Column = column) -> Page:
                page = number_in(query, "page", 1)
                total = page_count(column.items, self.page_size)
                pager = f'<div class="page" data-total="{total}">第{page}页/共{total}页</div>'
                return Page(text=f"<!-- {MARK} -->{self._list(site, column, page)}{pager}")

            routes[self.rows_path(site, column)] = block
        return routes


def _column_id(column: Column) -> str:
    return uuid_of(f"column:{column.number}")


def _block_id(column: Column) -> str:
    return hex_of(f"block:{column.number}")[:8]


FAMILY = UuidBlocks()
