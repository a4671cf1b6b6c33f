"""F5: UCAP; article pages of custom elements, lists half static and half from a JSON search."""

from random import Random

from typing_extensions import override

from simulator import words
from simulator.chrome import breadcrumb, document
from simulator.data import MARK, is_dated, json_page
from simulator.family import Query, Render
from simulator.fields import number_in
from simulator.model import Column, ColumnClass, Dating, Form, Item, Page, Site
from simulator.paged import PagedFamily
from simulator.pages import class_parts
from simulator.rows import item_list, page_count, page_of
from simulator.stamps import epoch_ms, plain
from simulator.tokens import hex_of
from simulator.written_dates import WRITTEN

_SEARCHED = {ColumnClass.NOTICE, ColumnClass.STAFF}


class Ucap(PagedFamily):
    """Article addresses carry the month only; 通知公告 and 人事信息 are searched by script."""

    id = "F5"
    label = "开普 UCAP"
    engines = ("I4", "I8", "I7")

    @override
    def scripted(self, column: Column) -> bool:
        return column.kind in _SEARCHED and column.form in {Form.LIST, Form.EMPTY}

    @override
    def column_path(self, column: Column) -> str:
        return f"/site/c{100_000 + column.number}/list.shtml"

    @override
    def page_path(self, column: Column, page: int) -> str:
        suffix = "" if page == 1 or self.scripted(column) else f"_{page}"
        return f"/site/c{100_000 + column.number}/list{suffix}.shtml"

    @override
    def item_path(self, site: Site, column: Column, item: Item) -> str:
        name = hex_of(f"{site.code}:{column.number}:{item.number}")
        return f"/site/c{100_000 + column.number}/{item.day_in_path:%Y%m}/{name}.shtml"

    @override
    def rows_path(self, site: Site, column: Column) -> str:
        if self.scripted(column):
            return _search_path(site, column, self.page_size)
        return self.column_path(column)

    @override
    def rows_html(self, site: Site, column: Column, page: int) -> str:
        if self.scripted(column):
            return _search_script(site, column, self.page_size)
        inner = item_list(site, self, column, page_of(column.items, page, self.page_size))
        total = page_count(column.items, self.page_size)
        return f'{inner}<script>createPage({total},{page},"list","shtml");</script>'

    @override
    def article_page(self, site: Site, column: Column, item: Item, _query: Query) -> Page:
        rng = Random(f"{site.seed}:{site.number}:{column.number}:{item.number}")
        text = "".join(f"<p>　　{part}</p>" for part in words.paragraphs(rng, 3))
        date_line, meta = _date_line(column, item)
        body = (
            f"{breadcrumb(self, column, last='正文')}<div class='xl'>"
            f"<h1><ucaptitle>{item.title}</ucaptitle></h1><p class='date'>{date_line}　浏览："
            f"{rng.randint(3, 2_300)}次</p><div id='UCAP-CONTENT'><ucapcontent>{text}</ucapcontent>"
            f"{class_parts(site, column, item)}</div></div>"
        )
        head = (
            f'<meta name="channelid" content="{_channel(site, column)}">'
            f'<meta name="ArticleTitle" content="{item.title}">{meta}'
        )
        return document(site, item.title, body, head=head)

    @override
    def extra_routes(self, site: Site) -> dict[str, Render]:
        routes: dict[str, Render] = {}
        for column in filter(self.scripted, site.columns):

            def search(query: Query, column: Column = column) -> Page:
                return self._search(site, column, query)

            routes[f"/common/search/{_channel(site, column)}"] = search
        return routes

    def _search(self, site: Site, column: Column, query: Query) -> Page:
        page = number_in(query, "page", 1)
        size = min(100, number_in(query, "_pageSize", self.page_size))
        results = [
            {
                "title": item.title,
                "url": self.href(site, column, item),
                "channelName": column.name,
                **(_times(item) if is_dated(column) else {}),
            }
            for item in page_of(column.items, page, size)
        ]
        data = {"total": len(column.items), "page": page, "rows": size, "results": results}
        return json_page({"status": 0, "mark": MARK, "data": data})


def _date_line(column: Column, item: Item) -> tuple[str, str]:
    """Write an article's date, and the meta tag beside it."""
    if column.dating is Dating.DOCUMENT:
        day = item.document_date
        return f"成文日期：{day.year}年{day.month}月{day.day}日", ""
    if column.dating in WRITTEN:
        return f"发布时间：{WRITTEN[column.dating](item.published)}", ""
    stamp = plain(item.published)
    meta = f'<meta name="PubDate" content="{stamp}">'
    return f"发布时间：<publishtime>{stamp}</publishtime>", meta


def _times(item: Item) -> dict[str, object]:
    day = item.listed or item.published
    return {"publishedTime": epoch_ms(day), "publishedTimeStr": plain(day)}


def _channel(site: Site, column: Column) -> str:
    return hex_of(f"{site.code}:channel:{column.number}")


def _search_path(site: Site, column: Column, size: int) -> str:
    return (
        f"/common/search/{_channel(site, column)}"
        f"?_isAgg=true&_isJson=true&_pageSize={size}&_template=index&page=1"
    )


def _search_script(site: Site, column: Column, size: int) -> str:
    address = _search_path(site, column, size)
    return (
        '<ul id="list" class="list"></ul><div id="page"></div>'
        f'<script>$.get("{address}", function (answer) {{ show(answer.data.results); }});</script>'
    )


FAMILY = Ucap()
