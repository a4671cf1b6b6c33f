"""F2: Hanweb jpage; the rows stand in an XML datastore inside a script, or come by proxy."""

from collections.abc import Sequence
from html import escape

from typing_extensions import override

from simulator.family import Query, Render
from simulator.fields import number_in
from simulator.model import Column, Item, Page, Site
from simulator.paged import PagedFamily
from simulator.rows import page_count, page_of, row

_PROXY = "/module/web/jpage/dataproxy.jsp"


_ESCAPED, _TWO_UNITS = 10, 5
"""Every tenth site escapes its datastore, every fifth has a second unit."""


class Jpage(PagedFamily):
    """The first page carries up to 30 records; HTML parsers see none of their links."""

    id = "F2"
    label = "大汉 jpage"
    engines = ("I2", "I3")
    session = "JSESSIONID"
    page_size = 30

    @override
    def column_path(self, column: Column) -> str:
        return f"/col/col{70 + column.number}/index.html"

    @override
    def page_path(self, column: Column, page: int) -> str:
        path = self.column_path(column)
        return path if page == 1 else f"{path}?uid={4400 + column.number}&pageNum={page}"

    @override
    def item_path(self, site: Site, column: Column, item: Item) -> str:
        del site
        day = item.day_in_path
        number = column.number * 1000 + item.number
        return f"/art/{day.year}/{day.month}/{day.day}/art_{70 + column.number}_{number}.html"

    @override
    def rows_html(self, site: Site, column: Column, page: int) -> str:
        del page  # every page carries the first records; the script asks the proxy for others
        unit = 4400 + column.number
        store = self._datastore(site, column, page_of(column.items, 1, self.page_size))
        if site.number % _ESCAPED == 0:
            store = escape(store, quote=False)
        side = _side_unit(unit) if site.number % _TWO_UNITS == 0 else ""
        return (
            f'{side}<ul id="{unit}" class="list"></ul>'
            f'<div id="{unit}_data"><script type="text/xml">{store}</script></div>'
            f"<script>new jpage({{pid:'{unit}',perPage:15,"
            f"proxyUrl:'{_PROXY}',columnid:{70 + column.number},unitid:'{unit}',"
            f"totalRecord:{len(column.items)}}});</script>"
        )

    def _datastore(self, site: Site, column: Column, items: Sequence[Item]) -> str:
        records = "".join(
            f"<record><![CDATA[{row(site, self, column, item)}]]></record>\n" for item in items
        )
        number, unit = 70 + column.number, 4400 + column.number
        more = escape(f"{_PROXY}?page=2&columnid={number}&unitid={unit}")
        follow = f'<nextgroup><![CDATA[<a href="{more}"></a>]]></nextgroup>'
        pages = page_count(column.items, self.page_size)
        return (
            f"<datastore>\n{follow if pages > 1 else ''}"
            f"<totalrecord>{len(column.items)}</totalrecord><totalpage>{pages}</totalpage>"
            f"<recordset>\n{records}</recordset></datastore>"
        )

    @override
    def extra_routes(self, site: Site) -> dict[str, Render]:
        columns = {str(70 + column.number): column for column in site.columns}

        def proxy(query: Query) -> Page:
            column = columns.get(query.get("columnid", ""))
            if column is None:
                return Page(text="<datastore></datastore>", media_type="text/xml")
            start = number_in(query, "startrecord", 0)
            page = number_in(query, "page", 1)
            first = start - 1 if start else (page - 1) * self.page_size
            last = number_in(query, "endrecord", first + self.page_size)
            items = column.items[max(0, first) : last]
            return Page(
                text=f'<?xml version="1.0" encoding="utf-8"?>\n<!-- 模拟网站 -->'
                f"{self._datastore(site, column, items)}",
                media_type="text/xml",
            )

        return {_PROXY: proxy}


def _side_unit(unit: int) -> str:
    """Make a second, small unit that stands before the list: links of the side, without dates."""
    records = "".join(
        f"<record><![CDATA[<li><a href='/col/col{number}/index.html'>{name}</a></li>]]></record>"
        for number, name in ((70, "网站首页"), (71, "政务公开"))
    )
    store = (
        "<datastore><totalrecord>2</totalrecord><totalpage>1</totalpage>"
        f"<recordset>{records}</recordset></datastore>"
    )
    side = f"{unit}9"
    return (
        f'<ul id="{side}" class="side"></ul><div id="{side}_data">'
        f'<script type="text/xml">{store}</script></div>'
    )


FAMILY = Jpage()
