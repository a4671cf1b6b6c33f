"""UCAP (开普) and its like: static first page, or rows from /common/search/{channel}."""

import re

from selectolax.lexbor import LexborHTMLParser

from crawler.extract.lists.json_fields import FieldMap
from crawler.extract.lists.json_items import json_items, state_of
from crawler.extract.lists.json_paging import onward
from crawler.extract.lists.json_rows import find_json_list, load_json
from crawler.extract.lists.lists import find_list, is_ordered
from crawler.extract.page.family import Family, FamilyPage, FamilyReading
from crawler.extract.page.family_marks import Marks
from crawler.extract.text.urls import resolve
from schema.types.reading import Follow, ListState

_MARKS = Marks(
    r"<ucap(?:title|content)\b|id=[\"']UCAP-CONTENT|<meta[^>]+name=[\"'](?:channelid|manuscriptId)[\"']"
    r"|/(?:common/search|searchList)/[0-9a-f]{32}|/get(?:InfoCommon/?|LocalList|Manuscripts)\?",
    words=(
        "ucap", "channelid", "manuscriptid", "common/search/", "searchlist/",
        "/getinfocommon", "/getlocallist", "/getmanuscripts",
    ),
)  # fmt: skip
_PATH = re.compile(
    r"/c\d{4,8}/(?:\d{6}/)?(?:[0-9a-f]{32}|\w*(?:list|navs)\w*)\.s?html", re.IGNORECASE
)
_SEARCH = re.compile(
    r"""["'(](?P<path>[^"'()\s]*(?:/(?:common/search|searchList|search)/[0-9a-f]{32}"""
    r"""|/getInfoCommon/?\?|/getLocalList\?|/getManuscripts\?)[^"'()\s]*)["')]"""
)
_CHANNEL = re.compile(r"""channelid["']\s+content=["']([0-9a-f]{32})["']""", re.IGNORECASE)
_API = re.compile(
    r"/(?:common/search|searchList|search)/[0-9a-f]{32}|/get(?:InfoCommon|LocalList|Manuscripts)\b",
    re.IGNORECASE,
)
_FIELDS = FieldMap(
    title=("title", "headline"),
    url=("url", "linkurl", "link"),
    published=("publishedtimestr", "publishedtime", "pubtime", "pubdate", "publishtime"),
    created=("createtime", "created_at"),
)


def recognise(text: str, _tree: LexborHTMLParser, url: str | None) -> bool:
    """Tell a page by its own elements, tags or address, an answer by its address or its fields."""
    if text.lstrip("\ufeff \r\n\t").startswith("{"):
        if url is not None and _API.search(url):
            return True
        return '"results"' in text and '"publishedTimeStr"' in text
    return _MARKS.stand_in(text) or (url is not None and _PATH.search(url) is not None)


def read(page: FamilyPage) -> FamilyReading | None:
    """Give the rows of an answer; of a page without static rows, where they come from."""
    data = load_json(page.text)
    if data is not None:
        return _answer(page, data)
    address = _search_address(page)
    if address is None:
        return None
    seen = find_list(
        page.tree,
        base=page.base,
        fetched_at=page.fetched_at,
        lexicon=page.lexicon,
        response=page.response,
    )
    if seen.items or seen.state in {ListState.NONE, ListState.SINGLE, ListState.EMPTY}:
        return None
    return FamilyReading(
        list_state=ListState.ELSEWHERE,
        items=(),
        follow=(Follow(url=address, purpose="rows"),),
    )


def _search_address(page: FamilyPage) -> str | None:
    """Find the address that a script names, else make it of the channel that the page names."""
    named = _SEARCH.search(page.text)
    if named is not None:
        return resolve(page.base, named["path"])
    channel = _CHANNEL.search(page.text)
    if channel is None or "/common/search/" not in page.text:
        return None
    path = f"/common/search/{channel.group(1)}?_isAgg=true&_isJson=true&_pageSize=20&page=1"
    return resolve(page.base, path)


def _answer(page: FamilyPage, data: object) -> FamilyReading:
    found = find_json_list(data, _FIELDS)
    if found is None:
        return FamilyReading(list_state=ListState.UNREADABLE, items=(), follow=())
    items = json_items(found.rows, _FIELDS, base=page.base, fetched_at=page.fetched_at)
    # Its `rows` and `total` echo what was asked (§2.5): only a short page ends the list.
    on = onward(page.url, page.form, rows=len(items), total=None)
    return FamilyReading(
        list_state=state_of(found, items),
        items=items,
        ordered_by_date=is_ordered(items),
        follow=on.follow,
        more=on.more,
    )


FAMILY = Family(name="ucap", priority=20, recognise=recognise, read=read)
