"""F15: static JSON beside the page: `ds_ID.json` (新华网), or `data_itemId=…` files."""

from functools import partial

from typing_extensions import override

from simulator.data import MARK, is_dated, json_page, listed_day
from simulator.family import Query, Render, is_listed
from simulator.model import Column, ColumnClass, Item, Page, Sight, Site
from simulator.paged import PagedFamily
from simulator.rows import page_count, page_of
from simulator.tokens import hex_of, uuid_of

_CAP = 1_000
_ITEM_ROWS = 18
_BY_ITEM_ID = {ColumnClass.TOPIC, ColumnClass.GUIDE, ColumnClass.OTHER}
"""Classes whose file's name is put together by a script."""
_FOLDER = "/cn/static/data/DocInfo/SelectDocByItemIdAndChild"


class StaticJson(PagedFamily):
    """One file holds up to a thousand rows; there is no paging."""

    id = "F15"
    label = "静态 JSON"
    engines = ("I5", "I7")
    page_size = _CAP

    @override
    def sight(self, column: Column) -> Sight:
        if column.kind in _BY_ITEM_ID and is_listed(column):
            return Sight.SHELL
        return super().sight(column)

    @override
    def scripted(self, column: Column) -> bool:
        return is_listed(column)

    @override
    def column_path(self, column: Column) -> str:
        if column.kind in _BY_ITEM_ID:
            return f"/cn/view/pages/ItemList.html?itemId={_item_id(column)}"
        return f"/{column.slug}/index.htm"

    @override
    def page_path(self, column: Column, page: int) -> str:
        del page
        return self.column_path(column)

    @override
    def item_path(self, site: Site, column: Column, item: Item) -> str:
        token = uuid_of(f"{site.code}:{column.number}:{item.number}").replace("-", "")
        return f"/{item.day_in_path:%Y%m%d}/{token}/c.html"

    @override
    def rows_path(self, site: Site, column: Column) -> str:
        if not self.scripted(column):
            return self.column_path(column)
        if column.kind in _BY_ITEM_ID:
            return _file(column, 1)
        return f"/{column.slug}/ds_{_source(site, column)}.json"

    @override
    def rows_html(self, site: Site, column: Column, page: int) -> str:
        del page
        if column.kind in _BY_ITEM_ID:
            return (
                '<div id="list" class="panel"></div><script>var itemId = '
                f"{_item_id(column)}, pageSize = {_ITEM_ROWS};</script>"
                '<script src="/cn/js/itemlist.js"></script>'
            )
        return (
            f'<ul class="list" id="showData0" data="datasource:{_source(site, column)}"></ul>'
            '<script src="/js/datasource.js"></script>'
        )

    @override
    def extra_routes(self, site: Site) -> dict[str, Render]:
        routes: dict[str, Render] = {}
        for column in filter(self.scripted, site.columns):
            if column.kind in _BY_ITEM_ID:
                for page in range(1, page_count(column.items, _ITEM_ROWS) + 1):
                    routes[_file(column, page)] = partial(self._by_item_id, site, column, page)
            else:
                routes[self.rows_path(site, column)] = partial(self._source, site, column)
        return routes

    def _source(self, site: Site, column: Column, _query: Query) -> Page:
        rows = [
            {
                "title": f"<a href='{self.href(site, column, item)}'>{item.title}</a>",
                "showTitle": item.title,
                "publishUrl": self.href(site, column, item),
                "publishTime": f"{listed_day(item)} 09:30:00" if is_dated(column) else "",
            }
            for item in column.items[:_CAP]
        ]
        return json_page({"mark": MARK, "datasource": rows, "total": len(rows)})

    def _by_item_id(self, site: Site, column: Column, page: int, _query: Query) -> Page:
        rows = [
            {
                "docId": column.number * 1000 + item.number,
                "docSubtitle": item.title,
                "docTitle": item.title,
                "publishDate": f"{listed_day(item)} 09:30:00" if is_dated(column) else "",
                "docFileUrl": self.href(site, column, item),
            }
            for item in page_of(column.items, page, _ITEM_ROWS)
        ]
        data = {"total": len(column.items), "rows": rows}
        return json_page({"rptCode": 200, "mark": MARK, "data": data})


def _item_id(column: Column) -> int:
    return 900 + column.number


def _source(site: Site, column: Column) -> str:
    return hex_of(f"{site.code}:source:{column.number}")


def _file(column: Column, page: int) -> str:
    return f"{_FOLDER}/data_itemId={_item_id(column)},pageIndex={page},pageSize={_ITEM_ROWS}.json"


FAMILY = StaticJson()
