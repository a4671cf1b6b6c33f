"""F5: UCAP; article pages of custom elements, lists half static and half from a JSON search."""

import json
from datetime import datetime, time, timedelta, timezone
from hashlib import md5
from random import Random

from typing_extensions import override

from simulator import words
from simulator.chrome import breadcrumb, document
from simulator.family import Query, Render
from simulator.fields import number_in
from simulator.mailbox import Listing
from simulator.model import Column, ColumnClass, Dating, Form, Item, Letter, Page, Site
from simulator.paged import PagedFamily
from simulator.rows import item_list, page_count, page_of

_CHINA = timezone(timedelta(hours=8))
_SEARCHED = {ColumnClass.NOTICE, ColumnClass.STAFF}


class Ucap(PagedFamily):
    """Article addresses carry the month only; 通知公告 and 人事信息 are searched by script."""

    id = "F5"
    label = "开普 UCAP"
    listing = Listing.CARDS

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
        name = _hex(f"{site.code}:{column.number}:{item.number}")
        return f"/site/c{100_000 + column.number}/{item.published:%Y%m}/{name}.shtml"

    @override
    def letter_path(self, column: Column, letter: Letter) -> str:
        return f"/site/c{100_000 + column.number}/letter.shtml?id={letter.number}"

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
        if column.dating is Dating.DOCUMENT:
            day = item.document_date
            date_line, meta = f"成文日期：{day.year}年{day.month}月{day.day}日", ""
        else:
            stamp = f"{item.published:%Y-%m-%d} 10:05:00"
            date_line = f"发布时间：<publishtime>{stamp}</publishtime>"
            meta = f'<meta name="PubDate" content="{stamp}">'
        body = (
            f"{breadcrumb(self, column, last='正文')}<div class='xl'>"
            f"<h1><ucaptitle>{item.title}</ucaptitle></h1><p class='date'>{date_line}　浏览："
            f"{rng.randint(3, 2_300)}次</p><div id='UCAP-CONTENT'><ucapcontent>{text}</ucapcontent>"
            "</div></div>"
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
                "url": self.item_path(site, column, item),
                "channelName": column.name,
                "publishedTime": int(
                    datetime.combine(item.published, time(10, 5), _CHINA).timestamp() * 1000
                ),
                "publishedTimeStr": f"{item.published:%Y-%m-%d} 10:05:00",
            }
            for item in page_of(column.items, page, size)
        ]
        data = {"total": len(column.items), "page": page, "rows": size, "results": results}
        answer = {"status": 0, "mark": "模拟网站", "data": data}
        return Page(text=json.dumps(answer, ensure_ascii=False), media_type="application/json")


def _hex(text: str) -> str:
    return md5(text.encode(), usedforsecurity=False).hexdigest()


def _channel(site: Site, column: Column) -> str:
    return _hex(f"{site.code}:channel:{column.number}")


def _search_script(site: Site, column: Column, size: int) -> str:
    address = (
        f"/common/search/{_channel(site, column)}"
        f"?_isAgg=true&_isJson=true&_pageSize={size}&_template=index&page=1"
    )
    return (
        '<ul id="list" class="list"></ul><div id="page"></div>'
        f'<script>$.get("{address}", function (answer) {{ show(answer.data.results); }});</script>'
    )


FAMILY = Ucap()
