"""Hanweb JPaaS: a script tag names the unit to build, the answer wraps its markup in JSON."""

import html
import json
import re
from urllib.parse import urlencode

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.extract.lists.fragment import read_fragment
from crawler.extract.lists.json_rows import load_json
from crawler.extract.page.family import Family, FamilyPage, FamilyReading
from crawler.extract.page.family_marks import Marks
from crawler.extract.text.urls import query_pairs, resolve, with_query
from schema.types.reading import Follow, ListState

_MARK = Marks(r"unitbuild\.js|/front/page/build/unit", words=("unitbuild.js", "build/unit"))
_PAIR = re.compile(r"""['"]?(\w+)['"]?\s*:\s*(?:'([^']*)'|"([^"]*)"|([\w.-]+))""")
_COUNT = re.compile(r"""\bcount=["'](\d+)["']""")
_ROWS = re.compile(r"""\brows=["'](\d+)["']""")
_LISTS = re.compile(r"列表|信息|内容|list|文章|分页", re.IGNORECASE)
_FURNITURE = re.compile(
    r"导航|位置|头部|底部|页头|页脚|页尾|搜索|登录|友情|轮播|标题|栏目名|nav|head|foot|search|logo",
    re.IGNORECASE,
)
"""What units (tagId) that hold no list are called."""
_FURNISHING = 2
_PARAMETER = "paramJson"
_PAGE_SIZE = 15


def recognise(text: str, _tree: LexborHTMLParser, url: str | None) -> bool:
    """Tell a page by its unit scripts, an answer by its address or its shape."""
    if text.lstrip("\ufeff \r\n\t").startswith("{"):
        return (url is not None and "/build/unit" in url) or _html_of(load_json(text)) is not None
    return _MARK.stand_in(text)


def read(page: FamilyPage) -> FamilyReading | None:
    """Give the units to fetch, or the rows of an answer."""
    data = load_json(page.text)
    if data is not None:
        return _answer(page, _html_of(data))
    scripts = sorted(page.tree.css("script[url]"), key=_rank)  # the page's order where they tie
    if scripts and _rank(scripts[0]) == 0:  # beside a list the furniture has nothing to say
        scripts = [script for script in scripts if _rank(script) < _FURNISHING]
    follow = tuple(
        Follow(url=address, purpose="rows")
        for script in scripts
        if (address := _unit_address(script, page.base)) is not None
    )
    if not follow:
        return None
    return FamilyReading(list_state=ListState.ELSEWHERE, items=(), follow=follow)


def _rank(script: LexborNode) -> int:
    """Put the units named after a list first, and the page's furniture last."""
    name = _pairs(script.attributes.get("querydata") or "").get("tagId", "")
    listed = _LISTS.search(name) is not None
    if _FURNITURE.search(name):
        return 1 if listed else _FURNISHING
    return 0 if listed else 1


def _unit_address(script: LexborNode, base: str | None) -> str | None:
    attributes = script.attributes
    query = _pairs(attributes.get("querydata") or "")
    address = resolve(base, attributes.get("url"))
    if not query or address is None:
        return None
    joiner = "&" if "?" in address else "?"
    return f"{address}{joiner}{urlencode(query)}"


def _pairs(text: str) -> dict[str, str]:
    """Read the query's object, whose quotes are single and no JSON."""
    plain = html.unescape(text)
    try:
        loaded = json.loads(plain)
    except ValueError:
        found = _PAIR.findall(plain)
        return {name: single or double or bare for name, single, double, bare in found}
    return {str(k): str(v) for k, v in loaded.items()} if isinstance(loaded, dict) else {}


def _html_of(data: object) -> str | None:
    inner = data.get("data") if isinstance(data, dict) else None
    markup = inner.get("html") if isinstance(inner, dict) else None
    if not isinstance(markup, str):
        return None
    return html.unescape(markup) if "<" not in markup else markup  # some escape it once more


def _answer(page: FamilyPage, markup: str | None) -> FamilyReading:
    if markup is None:
        return FamilyReading(list_state=ListState.UNREADABLE, items=(), follow=())
    seen = read_fragment(markup, base=page.base, fetched_at=page.fetched_at, lexicon=page.lexicon)
    if seen.items:
        return FamilyReading(
            list_state=seen.state,
            items=seen.items,
            posts=seen.posts,
            ordered_by_date=seen.ordered_by_date,
            follow=_next(page.url, markup, len(seen.items)),
            more=_is_more(page.url, markup, len(seen.items)),
        )
    count = _COUNT.search(markup)
    says_zero = count is not None and int(count.group(1)) == 0
    empty = seen.state is ListState.EMPTY or says_zero
    return FamilyReading(
        list_state=ListState.EMPTY if empty else ListState.UNREADABLE,
        items=(),
        follow=(),
    )


def _turn(url: str | None, markup: str) -> tuple[int, int]:
    """Give the page's number and size, as it was asked for and as its pager says."""
    query = dict(query_pairs(url or ""))
    rows = _ROWS.search(markup)
    try:
        asked = json.loads(query.get(_PARAMETER, "{}"))
        number, size = int(asked.get("pageNo", 1)), int(asked.get("pageSize", _PAGE_SIZE))
    except (ValueError, TypeError, AttributeError):
        number, size = 1, _PAGE_SIZE
    return number, int(rows.group(1)) if rows else size


def _is_more(url: str | None, markup: str, shown: int) -> bool:
    """Tell by the pager's own count whether records are left behind this page."""
    count, (number, size) = _COUNT.search(markup), _turn(url, markup)
    return count is not None and (number - 1) * size + shown < int(count.group(1))


def _next(url: str | None, markup: str, shown: int) -> tuple[Follow, ...]:
    """Ask for the unit's next page by paramJson, without which it gives the first for ever."""
    if url is None or "/build/unit" not in url or not _is_more(url, markup, shown):
        return ()
    number, size = _turn(url, markup)
    turn = json.dumps({"pageNo": number + 1, "pageSize": size}, separators=(",", ":"))
    pairs = [pair for pair in query_pairs(url) if pair[0] != _PARAMETER]
    return (Follow(url=with_query(url, [*pairs, (_PARAMETER, turn)]), purpose="next"),)


FAMILY = Family(name="unitbuild", priority=15, recognise=recognise, read=read)
