"""F1: TRS WCM static directories with a pager that only a script names."""

from html import escape

from typing_extensions import override

from simulator.model import Column, Item, Site
from simulator.paged import PagedFamily
from simulator.rows import EMPTY_LIST, page_count, page_of, row, shown_date

_SKINS, _TEMPLATES = 4, 5


class Trs(PagedFamily):
    """Rows link relatively (`./202611/t20261120_123.html`); page N is `index_{N-1}.html`."""

    id = "F1"
    label = "TRS WCM 静态目录"
    engines = ("I1", "I4", "I5", "I11")

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
    def rows_html(self, site: Site, column: Column, page: int) -> str:
        make = self._table_row if _is_table(site) else self._row
        rows = "".join(
            make(site, column, item) for item in page_of(column.items, page, self.page_size)
        )
        if not rows:
            return EMPTY_LIST
        total = page_count(column.items, self.page_size)
        tag = "table" if _is_table(site) else "ul"
        return f"<{tag} class='list'>{rows}</{tag}><script>{_count(site, total, page)}</script>"

    def _row(self, site: Site, column: Column, item: Item) -> str:
        return row(site, self, column, item, href=f"./{self._file(column, item)}")

    def _table_row(self, site: Site, column: Column, item: Item) -> str:
        href = item.link or f"./{self._file(column, item)}"
        pin = "[置顶]" if item.pinned else ""
        return (
            f'<tr><td>{pin}<a href="{escape(href)}" title="{item.title}">{item.title}</a></td>'
            f"<td>{shown_date(site, column, item) or ''}</td></tr>"
        )

    @staticmethod
    def _file(column: Column, item: Item) -> str:
        day = item.day_in_path
        return f"{day:%Y%m}/t{day:%Y%m%d}_{column.number * 1000 + item.number}.html"


def _is_table(site: Site) -> bool:
    """Tell the fourth skin; the other three put the date before, after or inside the link."""
    return site.number % _SKINS == 0


def _count(site: Site, total: int, page: int) -> str:
    """Name the number of pages as one of the vendor's templates does."""
    if site.number % _TEMPLATES:
        return f'createPageHTML({total}, {page - 1}, "index", "html");'
    return f'var countPage = {total}, currentPage = {page - 1}, prefix = "index";'


FAMILY = Trs()
