"""F7: JSP `iList.jsp`: tables, one id space, and pages that turn only within a session."""

from dataclasses import replace
from html import escape
from urllib.parse import parse_qsl, urlencode

from typing_extensions import override

from simulator.model import Column, Item, Request, Site
from simulator.paged import PagedFamily
from simulator.rows import EMPTY_LIST, page_count, page_of, shown_date

_LIST = "/info/iList.jsp"
_TURN = "cur_page"
_WORDS = ("首页", "上一页", "下一页", "尾页")


class Ilist(PagedFamily):
    """Without its cookie a request for a later page gives the first."""

    id = "F7"
    label = "JSP iList"
    engines = ("I4",)
    session = "JSESSIONID"

    @override
    def reads(self, request: Request) -> Request:
        held = f"{self.session}=" in request.headers.get("cookie", "")
        if held or request.path != _LIST or _TURN not in request.query:
            return request
        kept = [pair for pair in parse_qsl(request.query) if pair[0] != _TURN]
        return replace(request, query=urlencode(kept))

    @override
    def column_path(self, column: Column) -> str:
        return f"{_LIST}?node_id=GKshx&cat_id={10_000 + column.number}"

    @override
    def page_path(self, column: Column, page: int) -> str:
        path = self.column_path(column)
        return path if page == 1 else f"{path}&{_TURN}={page}"

    @override
    def item_path(self, site: Site, column: Column, item: Item) -> str:
        del site
        number = column.number * 1000 + item.number
        return f"/info/iContent.jsp?cat_id={10_000 + column.number}&info_id={number}"

    @override
    def rows_html(self, site: Site, column: Column, page: int) -> str:
        rows = "".join(
            self._row(site, column, item) for item in page_of(column.items, page, self.page_size)
        )
        if not rows:
            return EMPTY_LIST
        total = page_count(column.items, self.page_size)
        links = "".join(
            f'<a href="{escape(self.page_path(column, other))}">{name}</a> '
            for other, name in zip((1, page - 1, page + 1, total), _WORDS, strict=True)
            if 1 <= other <= total
        )
        count = len(column.items)
        return (
            f'<table class="info-list" width="98%">{rows}</table>'
            f'<div class="page">共{count}条 第{page}/{total}页 {links}</div>'
        )

    def _row(self, site: Site, column: Column, item: Item) -> str:
        address = escape(self.href(site, column, item))
        pin = "<b>[置顶]</b>" if item.pinned else ""
        return (
            f'<tr><td width="3%">·</td><td>{pin}<a href="{address}" title="{item.title}" '
            f'target="_blank">{item.title}</a></td>'
            f'<td width="15%">{shown_date(site, column, item) or ""}</td></tr>'
        )


FAMILY = Ilist()
