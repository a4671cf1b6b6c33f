"""F17: one template for every list (`pc/list.html`), whose later rows an API gives."""

from functools import partial

from typing_extensions import override

from simulator.data import MARK, is_dated, json_page, listed_day
from simulator.family import Query, Render
from simulator.fields import number_in
from simulator.model import Column, Item, Page, Site
from simulator.paged import PagedFamily
from simulator.rows import item_list, page_count, page_of

_API = "/api-ajax/content/list"


class SingleTemplate(PagedFamily):
    """The first rows stand in the page; a button asks for more."""

    id = "F17"
    label = "pc/list 单模板"
    engines = ("I5", "I11")
    page_size = 20

    @override
    def column_path(self, column: Column) -> str:
        return f"/{column.slug}/pc/list.html"

    @override
    def page_path(self, column: Column, page: int) -> str:
        path = self.column_path(column)
        return path if page == 1 else f"{path}?pageNum={page}"

    @override
    def item_path(self, site: Site, column: Column, item: Item) -> str:
        return f"/{column.slug}/content/{site.number * 100_000 + item.number}.html"

    @override
    def rows_html(self, site: Site, column: Column, page: int) -> str:
        inner = item_list(site, self, column, page_of(column.items, page, self.page_size))
        total = page_count(column.items, self.page_size)
        more = f"{_API}?channelId={column.number}&pageNum={page + 1}&pageSize={self.page_size}"
        button = f'<a class="more" href="javascript:;" data-url="{more}">加载更多</a>'
        return f"{inner}<div class='load'>共{total}页 {button if page < total else ''}</div>"

    @override
    def extra_routes(self, site: Site) -> dict[str, Render]:
        return {_API: partial(self._answer, site)}

    def _answer(self, site: Site, query: Query) -> Page:
        wanted = number_in(query, "channelId", 0)
        column = next((one for one in site.columns if one.number == wanted), None)
        items = column.items if column is not None else ()
        size = min(100, number_in(query, "pageSize", self.page_size))
        rows = [
            {
                "title": item.title,
                "url": self.href(site, column, item),
                "publishTime": listed_day(item) if is_dated(column) else "",
            }
            for item in page_of(items, number_in(query, "pageNum", 1), size)
            if column is not None
        ]
        return json_page({"code": 200, "mark": MARK, "total": len(items), "data": rows})


FAMILY = SingleTemplate()
