"""Hanweb JPaaS: a script tag names the unit to build, the answer wraps its markup in JSON."""

import html
import json
import re
from urllib.parse import urlencode

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.extract.family import Family, FamilyPage, FamilyReading
from crawler.extract.family_marks import Marks
from crawler.extract.fragment import read_fragment
from crawler.extract.json_rows import load_json
from crawler.extract.urls import resolve
from schema.types.reading import Follow, ListState

_MARK = Marks(r"unitbuild\.js|/front/page/build/unit", words=("unitbuild.js", "build/unit"))
_PAIR = re.compile(r"""['"]?(\w+)['"]?\s*:\s*(?:'([^']*)'|"([^"]*)"|([\w.-]+))""")
_COUNT = re.compile(r"""\bcount=["'](\d+)["']""")


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
    follow = tuple(
        Follow(url=address, purpose="rows")
        for script in page.tree.css("script[url]")
        if (address := _unit_address(script, page.base)) is not None
    )
    if not follow:
        return None
    return FamilyReading(list_state=ListState.ELSEWHERE, items=(), follow=follow)


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
    return markup if isinstance(markup, str) else None


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
            follow=(),
        )
    count = _COUNT.search(markup)
    says_zero = count is not None and int(count.group(1)) == 0
    empty = seen.state is ListState.EMPTY or says_zero
    return FamilyReading(
        list_state=ListState.EMPTY if empty else ListState.UNREADABLE,
        items=(),
        follow=(),
    )


FAMILY = Family(name="unitbuild", priority=15, recognise=recognise, read=read)
