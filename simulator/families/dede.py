"""F11: dedecms in GBK with `list_T_N.html` pages."""

from typing_extensions import override

from simulator.mailbox import Listing
from simulator.model import Column, Item, Letter, Site
from simulator.paged import PagedFamily
from simulator.rows import item_list, page_count, page_of


class Dede(PagedFamily):
    """Articles lie under `/a/<column>/2026/1103/512.html`."""

    id = "F11"
    label = "织梦 dedecms"
    charset = "gb18030"
    listing = Listing.TITLES

    @override
    def column_path(self, column: Column) -> str:
        return f"/a/{column.slug}/"

    @override
    def page_path(self, column: Column, page: int) -> str:
        return f"/a/{column.slug}/list_{column.number}_{page}.html"

    @override
    def item_path(self, site: Site, column: Column, item: Item) -> str:
        del site
        day = item.published
        return f"/a/{column.slug}/{day:%Y}/{day:%m%d}/{column.number * 100 + item.number}.html"

    @override
    def letter_path(self, column: Column, letter: Letter) -> str:
        return f"/plus/view.php?aid={column.number * 1000 + letter.number}"

    @override
    def rows_html(self, site: Site, column: Column, page: int) -> str:
        inner = item_list(site, self, column, page_of(column.items, page, self.page_size))
        total = page_count(column.items, self.page_size)
        links = "".join(
            f"<li><a href='list_{column.number}_{other}.html'>{other}</a></li>"
            for other in range(1, total + 1)
        )
        return f"{inner}<ul class='pagelist'>{links}<li>共{total}页{len(column.items)}条</li></ul>"


FAMILY = Dede()
