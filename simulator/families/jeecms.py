"""F12: JEECMS: `index_N.jhtml` lists and numbered `.jhtml` articles."""

from typing_extensions import override

from simulator.model import Column, Item, Site
from simulator.paged import PagedFamily
from simulator.rows import item_list, page_count, page_of

_WORDS = ("首页", "上一页", "下一页", "尾页")


class Jeecms(PagedFamily):
    """The pager is a line of plain links."""

    id = "F12"
    label = "JEECMS"
    engines = ("I9",)
    session = "JSESSIONID"

    @override
    def column_path(self, column: Column) -> str:
        return f"/{column.slug}/index.jhtml"

    @override
    def page_path(self, column: Column, page: int) -> str:
        return self.column_path(column) if page == 1 else f"/{column.slug}/index_{page}.jhtml"

    @override
    def item_path(self, site: Site, column: Column, item: Item) -> str:
        return f"/{column.slug}/{site.number * 10_000 + item.number}.jhtml"

    @override
    def rows_html(self, site: Site, column: Column, page: int) -> str:
        inner = item_list(site, self, column, page_of(column.items, page, self.page_size))
        total = page_count(column.items, self.page_size)
        links = "".join(
            f'<a href="{self.page_path(column, other)}">{name}</a> '
            for other, name in zip((1, page - 1, page + 1, total), _WORDS, strict=True)
            if 1 <= other <= total
        )
        count = len(column.items)
        pager = f'<div class="pagesite">共{count}条记录 {page}/{total}页 {links}</div>'
        return inner + pager if column.items else inner


FAMILY = Jeecms()
