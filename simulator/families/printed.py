"""F16: rows that scripts of the page hold or print, and a pager in base64."""

from base64 import b64encode
from collections.abc import Sequence
from urllib.parse import quote

from typing_extensions import override

from simulator.data import is_dated
from simulator.family import is_listed
from simulator.model import Column, ColumnClass, Item, Sight, Site
from simulator.paged import PagedFamily
from simulator.rows import EMPTY_LIST, item_list, page_count, page_of, row

_K = ColumnClass


class Printed(PagedFamily):
    """动态要闻 are parallel arrays, 通知公告 are written line by line, the rest is markup."""

    id = "F16"
    label = "脚本列表"
    engines = ("I3", "I10")

    @override
    def sight(self, column: Column) -> Sight:
        made = column.kind in {_K.NEWS, _K.NOTICE} and is_listed(column) and column.items
        return Sight.PRINTED if made else Sight.PLAIN

    @override
    def column_path(self, column: Column) -> str:
        return f"/pub/{column.slug}/index.html"

    @override
    def page_path(self, column: Column, page: int) -> str:
        return self.column_path(column) if page == 1 else f"/pub/{column.slug}/{page}.html"

    @override
    def item_path(self, site: Site, column: Column, item: Item) -> str:
        del site
        return f"/pub/{column.slug}/{column.number * 1000 + item.number}.shtml"

    @override
    def rows_html(self, site: Site, column: Column, page: int) -> str:
        items = page_of(column.items, page, self.page_size)
        if not items:
            return EMPTY_LIST
        if column.kind is _K.NEWS:
            inner = self._arrays(site, column, items)
        elif column.kind is _K.NOTICE:
            inner = self._written(site, column, items)
        else:
            inner = item_list(site, self, column, items)
        return inner + self._pager(column, page)

    def _arrays(self, site: Site, column: Column, items: Sequence[Item]) -> str:
        lines = "".join(
            f"urls[{place}]='{self.href(site, column, item)}';"
            f"headers[{place}]='{item.title}';{_day(column, item, place)}\n"
            for place, item in enumerate(items)
        )
        names = "urls=[],headers=[],year=[],month=[],day=[]"
        return f'<div id="list"></div><script>var {names};\n{lines}showList();</script>'

    def _written(self, site: Site, column: Column, items: Sequence[Item]) -> str:
        lines = "".join(
            'document.writeln("' + row(site, self, column, item).replace('"', '\\"') + '");\n'
            for item in items
        )
        return f'<ul class="list"><script>\n{lines}</script></ul>'

    def _pager(self, column: Column, page: int) -> str:
        """Make the pager as markup that is quoted, then written in base64."""
        total = page_count(column.items, self.page_size)
        links = "".join(
            f'<a href="{self.page_path(column, other)}">{other}</a>'
            for other in range(1, total + 1)
            if other != page
        )
        packed = b64encode(quote(f"第{page}页 {links}").encode()).decode()
        return (
            '<div id="pager"></div><script>document.getElementById("pager").innerHTML='
            f'decodeURIComponent(atob("{packed}"));</script>'
        )


def _day(column: Column, item: Item, place: int) -> str:
    if not is_dated(column):
        return ""
    day = item.listed or item.published
    parts = (("year", day.year), ("month", day.month), ("day", day.day))
    return "".join(f"{name}[{place}]='{number}';" for name, number in parts)


FAMILY = Printed()
