"""F10: ASP pages in GB2312 whose lists are tables and whose addresses are queries."""

from base64 import b64encode
from html import escape

from typing_extensions import override

from simulator.family import Query, Render
from simulator.fields import number_in
from simulator.model import Column, Item, Page, Site
from simulator.paged import PagedFamily
from simulator.pages import not_found
from simulator.rows import EMPTY_LIST, page_count, page_of, shown_date

_POSTED = 2
"""Every second site turns its pages by a postback."""


class Asp(PagedFamily):
    """Dates are unpadded (`2026-4-4`) or, under a fault, year-less (`[11-14]`)."""

    id = "F10"
    label = "ASP 动态页"
    engines = ("I6", "I10")
    session = "ASPSESSIONIDQQBCRTSA"
    charset = "gb18030"

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
    def rows_html(self, site: Site, column: Column, page: int) -> str:
        rows = "".join(
            self._row(site, column, item) for item in page_of(column.items, page, self.page_size)
        )
        if not rows:
            return EMPTY_LIST
        total = page_count(column.items, self.page_size)
        table = f'<table class="list" width="100%">{rows}</table>'
        if site.number % _POSTED == 0:
            return _posted(column, table, page, total)
        follow = escape(self.page_path(column, page + 1))
        link = f'<a href="{follow}">下一页</a>' if page < total else "下一页"
        return f"{table}<p>第{page}页/共{total}页 {link}</p>"

    @override
    def extra_routes(self, site: Site) -> dict[str, Render]:
        columns = {str(column.number): column for column in site.columns}

        def posted(query: Query) -> Page:
            column = columns.get(query.get("id", ""))
            page = number_in(query, "__EVENTARGUMENT", 1)
            if column is None or page > page_count(column.items, self.page_size):
                return not_found(site)
            return self.column_page(site, column, page, query)

        return {"/list.asp": posted}

    def _row(self, site: Site, column: Column, item: Item) -> str:
        address = self.href(site, column, item)
        link = f'<a href="{address}" title="{item.title}">{item.title}</a>'
        pin = "<font color='red'>[置顶]</font>" if item.pinned else ""
        date_text = shown_date(site, column, item) or ""
        return f"<tr><td>·{pin}{link}</td><td align='right'>{date_text}</td></tr>"


def _posted(column: Column, table: str, page: int, total: int) -> str:
    """Put a list into the form that posts itself back to turn the page."""
    links = "".join(
        f"<a href=\"javascript:__doPostBack('AspNetPager1','{other}')\">{name}</a> "
        for other, name in ((page - 1, "上一页"), (page + 1, "下一页"))
        if 1 <= other <= total
    )
    state = b64encode(f"{column.number}:{page}".encode()).decode()
    return (
        f'<form name="form1" method="post" action="/list.asp?id={column.number}">'
        f'<input type="hidden" name="__VIEWSTATE" value="{state}">'
        '<input type="hidden" name="__EVENTTARGET" value="">'
        '<input type="hidden" name="__EVENTARGUMENT" value="">'
        f"{table}<div id='AspNetPager1'>第{page}页/共{total}页 {links}</div></form>"
    )


FAMILY = Asp()
