"""F1: TRS WCM static directories with a pager that only a script names."""

from typing_extensions import override

from simulator.model import Column, Item, Letter, Site
from simulator.paged import PagedFamily
from simulator.rows import EMPTY_LIST, page_count, page_of, row


class Trs(PagedFamily):
    """Rows link relatively (`./202611/t20261120_123.html`); page N is `index_{N-1}.html`."""

    id = "F1"
    label = "TRS WCM 静态目录"

    @override
    def column_path(self, column: Column) -> str:
        return f"/{column.slug}_{1200 + column.number}/"

    @override
    def page_path(self, column: Column, page: int) -> str:
        return self.column_path(column) + ("index.html" if page == 1 else f"index_{page - 1}.html")

    @override
    def item_path(self, site: Site, column: Column, item: Item) -> str:
        del site
        return self.column_path(column) + self._file(column, item)

    @override
    def letter_path(self, column: Column, letter: Letter) -> str:
        return f"/appeal/detail_{column.number}_{letter.number}.html"

    @override
    def rows_html(self, site: Site, column: Column, page: int) -> str:
        rows = "".join(
            row(site, self, column, item, href=f"./{self._file(column, item)}")
            for item in page_of(column.items, page, self.page_size)
        )
        total = page_count(column.items, self.page_size)
        pager = f'<script>createPageHTML({total}, {page - 1}, "index", "html");</script>'
        return f'<ul class="list">{rows}</ul>{pager}' if rows else EMPTY_LIST

    @staticmethod
    def _file(column: Column, item: Item) -> str:
        day = item.published
        return f"{day:%Y%m}/t{day:%Y%m%d}_{column.number * 1000 + item.number}.html"


FAMILY = Trs()
