"""F4: NFCMS portal lists, and one column behind the gkmlpt shell and its API."""

import json

from typing_extensions import override

from simulator.chrome import document
from simulator.data import MARK, is_dated, json_page
from simulator.family import Query, Render
from simulator.fields import number_in
from simulator.model import Column, Form, Item, Page, Site
from simulator.paged import PagedFamily
from simulator.rows import item_list, page_count, page_of
from simulator.stamps import epoch

_API_ROWS = 100


class Gkmlpt(PagedFamily):
    """Article addresses carry no date; 政策文件 is `/gkmlpt/index` and answers by JSON."""

    id = "F4"
    label = "gkmlpt + NFCMS"
    engines = ("I7", "I5", "I11")
    page_size = 20

    @override
    def scripted(self, column: Column) -> bool:
        return column.slug == "zcwj" and column.form in {Form.LIST, Form.EMPTY}

    @override
    def first_rows(self, column: Column) -> int:
        size = _API_ROWS if self.scripted(column) else self.page_size
        return min(len(column.items), size)

    @override
    def column_path(self, column: Column) -> str:
        return "/gkmlpt/index" if self.scripted(column) else f"/{column.slug}/index.html"

    @override
    def page_path(self, column: Column, page: int) -> str:
        if page == 1 or self.scripted(column):
            return self.column_path(column)
        return f"/{column.slug}/index_{page}.html"

    @override
    def item_path(self, site: Site, column: Column, item: Item) -> str:
        number = (site.number * 100 + column.number) * 1000 + item.number
        folder = "gkmlpt" if self.scripted(column) else column.slug
        return f"/{folder}/content/post_{number}.html"

    @override
    def rows_path(self, site: Site, column: Column) -> str:
        if not self.scripted(column):
            return self.column_path(column)
        return f"/gkmlpt/api/all/{100 + column.number}?page=1&sid={700_000 + site.number}"

    @override
    def rows_html(self, site: Site, column: Column, page: int) -> str:
        inner = item_list(site, self, column, page_of(column.items, page, self.page_size))
        total = page_count(column.items, self.page_size)
        links = "".join(
            f'<a href="{self.page_path(column, other)}">{other}</a> '
            for other in range(1, total + 1)
        )
        return f'{inner}<div class="page">{links}</div>' if total > 1 else inner

    @override
    def extra_routes(self, site: Site) -> dict[str, Render]:
        routes: dict[str, Render] = {}
        for column in filter(self.scripted, site.columns):

            def shell(_query: Query, column: Column = column) -> Page:
                return _shell(site, column)

            def answer(query: Query, column: Column = column) -> Page:
                return self._answer(site, column, query)

            routes["/gkmlpt/index"] = routes["/gkmlpt/"] = shell
            routes[f"/gkmlpt/api/all/{100 + column.number}"] = answer
            routes["/gkmlpt/api/all/0"] = answer
        return routes

    def _answer(self, site: Site, column: Column, query: Query) -> Page:
        number = number_in(query, "page", 1)
        articles = [
            self._record(site, column, item) for item in page_of(column.items, number, _API_ROWS)
        ]
        answer = {"articles": articles, "total": len(column.items), "page": number, "mark": MARK}
        return json_page(answer)

    def _record(self, site: Site, column: Column, item: Item) -> dict[str, object]:
        published = epoch(item.listed or item.published)
        path = self.href(site, column, item)
        names = ("first_publish_time", "display_publish_time")
        times = dict.fromkeys(names, published) if is_dated(column) else {}
        return {
            "id": column.number * 1000 + item.number,
            "title": item.title,
            "url": path,
            "post_url": path,
            "publisher": site.unit,
            "document_number": "",
            "created_at": f"{item.document_date:%Y-%m-%d} 08:00:00",
            **times,
        }


def _shell(site: Site, column: Column) -> Page:
    number = 100 + column.number
    config = {
        "SID": 700_000 + site.number,
        "SITE_ID": 700_000 + site.number,
        "COLUMN": number,
        "TREE": [{"id": number, "name": column.name, "children": []}],
    }
    body = (
        '<div id="gkml-app"></div><script>window._CONFIG = '
        f"{json.dumps(config, ensure_ascii=False)};</script>"
        '<script src="/gkmlpt/dist/app.js"></script>'
    )
    return document(site, f"{column.name}_{site.name}政府信息公开平台", body)


FAMILY = Gkmlpt()
