"""F6: Epoint WebBuilder: numbered folders, `ewb-` classes, client templates for some classes."""

from typing_extensions import override

from simulator.data import MARK, is_dated, json_page, listed_day
from simulator.family import Query, Render, is_listed
from simulator.fields import number_in
from simulator.model import Column, ColumnClass, Item, Page, Sight, Site
from simulator.paged import PagedFamily
from simulator.rows import EMPTY_LIST, page_count, page_of, row
from simulator.tokens import uuid_of

_BY_TEMPLATE = {ColumnClass.TOPIC, ColumnClass.GUIDE, ColumnClass.OTHER}
_ACTION = "/EpointWebBuilder/rest/frontAppCustomAction/getPageInfoListNew"


class Epoint(PagedFamily):
    """Page N is `N.html` beside `subPage.html`; 专题 and 办事指南 are filled in by a template."""

    id = "F6"
    label = "新点 WebBuilder"
    engines = ("I5", "I7", "I11")
    session = "EPTOKEN"

    @override
    def sight(self, column: Column) -> Sight:
        return Sight.SHELL if self._is_template(column) else Sight.PLAIN

    @staticmethod
    def _is_template(column: Column) -> bool:
        return column.kind in _BY_TEMPLATE and is_listed(column)

    @override
    def column_path(self, column: Column) -> str:
        return f"/{_folder(column)}/subPage.html"

    @override
    def page_path(self, column: Column, page: int) -> str:
        return self.column_path(column) if page == 1 else f"/{_folder(column)}/{page}.html"

    @override
    def item_path(self, site: Site, column: Column, item: Item) -> str:
        token = uuid_of(f"{site.code}:{column.number}:{item.number}")
        return f"/{_folder(column)}/{item.day_in_path:%Y%m%d}/{token}.html"

    @override
    def rows_path(self, site: Site, column: Column) -> str:
        if self._is_template(column):
            return f"{_ACTION}?categoryNum={_number(column)}&pageIndex=0"
        return self.column_path(column)

    @override
    def rows_html(self, site: Site, column: Column, page: int) -> str:
        if self._is_template(column):
            return _template(column, self.page_size)
        rows = "".join(
            row(site, self, column, item).replace("<li", '<li class="ewb-list-node clearfix"', 1)
            for item in page_of(column.items, page, self.page_size)
        )
        if not rows:
            return EMPTY_LIST
        total = page_count(column.items, self.page_size)
        links = "".join(
            f'<li class="ewb-page-li"><a href="{self.page_path(column, other)}">{other}</a></li>'
            for other in range(1, total + 1)
        )
        next_ = f'<li><a href="{self.page_path(column, page + 1)}">下一页</a></li>'
        follow = next_ if page < total else ""
        return f'<ul class="ewb-list">{rows}</ul><ul class="ewb-page">{links}{follow}</ul>'

    @override
    def extra_routes(self, site: Site) -> dict[str, Render]:
        columns = {_number(column): column for column in site.columns}

        def answer(query: Query) -> Page:
            column = columns.get(query.get("categoryNum", ""))
            items = column.items if column is not None else ()
            first = number_in(query, "pageIndex", 0) * self.page_size
            rows = [
                {
                    "infoid": uuid_of(f"{site.code}:{column.number}:{item.number}"),
                    "title": item.title,
                    "infourl": self.href(site, column, item),
                    "infodate": listed_day(item) if is_dated(column) else "",
                }
                for item in items[first : first + self.page_size]
                if column is not None
            ]
            custom = {"code": 1, "text": "ok", "count": len(items), "infodata": rows}
            return json_page({"mark": MARK, "custom": custom})

        return {_ACTION: answer}


def _number(column: Column) -> str:
    return f"001{column.number:03d}"


def _folder(column: Column) -> str:
    return f"001/{_number(column)}"


def _template(column: Column, size: int) -> str:
    """Make a list's place with the vendor's template, whose tokens are no links."""
    return (
        '<ul class="ewb-list wb-data-item" id="record"></ul><div id="page"></div>'
        '<script type="text/template" id="record-tpl"><? for (var el of list) { ?>'
        '<li><a href="<?=el.link?>"><?=el.title?></a><span><?=el.date?></span></li><? } ?>'
        f"</script><script>var categoryNum = '{_number(column)}', pageSize = {size};</script>"
        '<script src="/js/infolist.js"></script>'
    )


FAMILY = Epoint()
