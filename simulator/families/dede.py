"""F11: dedecms in GBK with `list_T_N.html` pages."""

from typing_extensions import override

from simulator.family import Query, Render
from simulator.fields import number_in
from simulator.model import Column, Item, Page, Site
from simulator.paged import PagedFamily
from simulator.pages import not_found
from simulator.rows import item_list, page_count, page_of

_DYNAMIC = 3
"""Every third site turns its pages by `list.php`."""


class Dede(PagedFamily):
    """Articles lie under `/a/<column>/2026/1103/512.html`."""

    id = "F11"
    label = "织梦 dedecms"
    engines = ("I10", "I5")
    session = "PHPSESSID"
    charset = "gb18030"

    @override
    def column_path(self, column: Column) -> str:
        return f"/a/{column.slug}/"

    @override
    def page_path(self, column: Column, page: int) -> str:
        return f"/a/{column.slug}/list_{column.number}_{page}.html"

    @override
    def item_path(self, site: Site, column: Column, item: Item) -> str:
        del site
        day = item.day_in_path
        return f"/a/{column.slug}/{day:%Y}/{day:%m%d}/{column.number * 100 + item.number}.html"

    @override
    def extra_routes(self, site: Site) -> dict[str, Render]:
        columns = {str(column.number): column for column in site.columns}

        def dynamic(query: Query) -> Page:
            column = columns.get(query.get("tid", ""))
            page = number_in(query, "PageNo", 1)
            if column is None or page > page_count(column.items, self.page_size):
                return not_found(site)
            return self.column_page(site, column, page, query)

        return {"/plus/list.php": dynamic}

    @override
    def rows_html(self, site: Site, column: Column, page: int) -> str:
        inner = item_list(site, self, column, page_of(column.items, page, self.page_size))
        total = page_count(column.items, self.page_size)
        links = "".join(
            f"<li><a href='{_turn(site, column, other, len(column.items))}'>{other}</a></li>"
            for other in range(1, total + 1)
        )
        return f"{inner}<ul class='pagelist'>{links}<li>共{total}页{len(column.items)}条</li></ul>"


def _turn(site: Site, column: Column, page: int, count: int) -> str:
    """Name a page as a file, or as a query where the site has no static lists."""
    if site.number % _DYNAMIC:
        return f"list_{column.number}_{page}.html"
    return f"/plus/list.php?tid={column.number}&amp;TotalResult={count}&amp;PageNo={page}"


FAMILY = Dede()
