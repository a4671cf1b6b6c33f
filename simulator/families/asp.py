"""F10: ASP pages in GB2312 whose lists are tables and whose addresses are queries."""

from html import escape

from typing_extensions import override

from simulator.mailbox import Listing
from simulator.model import Column, Item, Letter, Site
from simulator.paged import PagedFamily
from simulator.rows import EMPTY_LIST, page_count, page_of, shown_date


class Asp(PagedFamily):
    """Dates are unpadded (`2026-4-4`) or, under a fault, year-less (`[11-14]`)."""

    id = "F10"
    label = "ASP 动态页"
    charset = "gb18030"
    listing = Listing.TABLE

    @override
    def column_path(self, column: Column) -> str:
        return f"/list.asp?id={column.number}"

    @override
    def page_path(self, column: Column, page: int) -> str:
        return f"{self.column_path(column)}&page={page}"

    @override
    def item_path(self, site: Site, column: Column, item: Item) -> str:
        del site
        return f"/show.asp?id={column.number * 1000 + item.number}"

    @override
    def letter_path(self, column: Column, letter: Letter) -> str:
        return f"/letter_show.asp?ID={column.number * 1000 + letter.number}"

    @override
    def rows_html(self, site: Site, column: Column, page: int) -> str:
        rows = "".join(
            self._row(site, column, item) for item in page_of(column.items, page, self.page_size)
        )
        if not rows:
            return EMPTY_LIST
        total = page_count(column.items, self.page_size)
        follow = escape(self.page_path(column, page + 1))
        link = f'<a href="{follow}">下一页</a>' if page < total else "下一页"
        return (
            f'<table class="list" width="100%">{rows}</table><p>第{page}页/共{total}页 {link}</p>'
        )

    def _row(self, site: Site, column: Column, item: Item) -> str:
        address = self.item_path(site, column, item)
        link = f'<a href="{address}" title="{item.title}">{item.title}</a>'
        pin = "<font color='red'>[置顶]</font>" if item.pinned else ""
        date_text = shown_date(site, column, item) or ""
        return f"<tr><td>·{pin}{link}</td><td align='right'>{date_text}</td></tr>"


FAMILY = Asp()
