"""Guangdong's gkmlpt (政府信息公开平台): a shell whose rows come from /gkmlpt/api/all/."""

import re

from selectolax.lexbor import LexborHTMLParser

from crawler.extract.lists.json_fields import FieldMap
from crawler.extract.lists.json_items import json_items, state_of
from crawler.extract.lists.json_paging import onward
from crawler.extract.lists.json_rows import JsonList, load_json, tells_failure
from crawler.extract.lists.lists import is_ordered
from crawler.extract.page.family import Family, FamilyPage, FamilyReading
from crawler.extract.text.urls import resolve
from schema.types.reading import Follow, ListState

_CONFIG = re.compile(r"window\._CONFIG\s*=")
_SID = re.compile(r"""['"]?\bSID['"]?\s*:\s*['"]?(\w+)""")
_COLUMN = re.compile(r"#(\d+)\Z")
_CURRENT = re.compile(
    r"""['"]?\b(?:COLUMN(?:_ID)?|CURRENT_COLUMN|CATEGORY_ID)['"]?\s*:\s*['"]?(\d+)""", re.IGNORECASE
)
_PREFIX = re.compile(r"\A(?:https?://[^/]+)?(?P<prefix>/[\w/-]*?)?/gkmlpt(?:/|\Z)")
_FIELDS = FieldMap(
    title=("title",),
    url=("url", "post_url"),
    published=("display_publish_time", "first_publish_time"),
    created=("created_at",),
)


def recognise(text: str, _tree: LexborHTMLParser, url: str | None) -> bool:
    """Tell the shell by its configuration, an answer by its address or its fields."""
    if "window._CONFIG" in text and _CONFIG.search(text) and _SID.search(text):
        return True
    if not text.lstrip("\ufeff \r\n\t").startswith("{"):
        return False
    if url is not None and "/gkmlpt/api/" in url:
        return True
    return '"articles"' in text and '"display_publish_time"' in text


def read(page: FamilyPage) -> FamilyReading | None:
    """Give the address of the rows, or the rows of an answer."""
    data = load_json(page.text)
    if isinstance(data, dict):
        return _answer(page, data)
    sid = _SID.search(page.text)
    if sid is None or (page.url is not None and "/content/" in page.url):
        return None
    matched = _PREFIX.match(page.url or "")
    prefix = (matched["prefix"] or "") if matched else ""
    path = f"{prefix}/gkmlpt/api/all/{_column(page)}?page=1&sid={sid.group(1)}"
    address = resolve(page.url, path) or path
    return FamilyReading(
        list_state=ListState.ELSEWHERE,
        items=(),
        follow=(Follow(url=address, purpose="rows"),),
    )


def _column(page: FamilyPage) -> str:
    """Give the column's number; 0 stands for all columns."""
    found = _COLUMN.search(page.url or "") or _CURRENT.search(page.text)
    return found.group(1) if found else "0"


def _answer(page: FamilyPage, data: dict[str, object]) -> FamilyReading:
    articles, total = data.get("articles"), data.get("total")
    rows = (
        tuple(row for row in articles if isinstance(row, dict) and row.get("title"))
        if isinstance(articles, list)
        else ()
    )
    found = JsonList(
        rows=rows,
        total=total if isinstance(total, int) else None,
        failed=tells_failure(data),
    )
    items = json_items(rows, _FIELDS, base=page.base, fetched_at=page.fetched_at)
    on = onward(page.url, page.form, rows=len(rows), total=found.total)
    return FamilyReading(
        list_state=state_of(found, items),
        items=items,
        ordered_by_date=is_ordered(items),
        follow=on.follow if found.total is not None else (),
        more=on.more,
    )


FAMILY = Family(name="gkmlpt", priority=10, recognise=recognise, read=read)
