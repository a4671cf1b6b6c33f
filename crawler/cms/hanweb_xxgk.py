"""Hanweb 信息公开: rows by /module/xxgk/search.jsp, a piece of markup asked for by POST.

Its own order is by another day than that of publishing (cms-patterns §2.2): it is never relied on.
"""

import html
import re

from selectolax.lexbor import LexborHTMLParser

from crawler.extract.lists.fragment import read_fragment
from crawler.extract.page.family import Family, FamilyPage, FamilyReading
from crawler.extract.page.family_marks import Marks
from crawler.extract.text.urls import query_pairs, resolve, without_query
from schema.types.reading import Follow, ListState

_MARKS = Marks(r"/module/xxgk/search\.jsp|tr_main_value_(?:odd|even)", words=("xxgk/", "tr_main_"))
_SEARCH = "/module/xxgk/search.jsp"
_NAMED = re.compile(rf"""["']([^"'\s]*{re.escape(_SEARCH)}\?[^"'\s]*)["']""", re.IGNORECASE)
_ROW = re.compile(r"tr_main_value_(?:odd|even)", re.IGNORECASE)
_PAGES = re.compile(r"共\s*(?:<[^>]+>\s*)*(\d{1,6})\s*(?:<[^>]+>\s*)*页")
_ZERO = re.compile(r"共\s*(?:<[^>]+>\s*)*0\s*(?:<[^>]+>\s*)*(?:条|页)")
_PAGE = "currpage"


def recognise(text: str, _tree: LexborHTMLParser, url: str | None) -> bool:
    """Tell a page by the search that it names, an answer by its address or its rows."""
    return _MARKS.stand_in(text) or (url is not None and without_query(url).endswith(_SEARCH))


def read(page: FamilyPage) -> FamilyReading | None:
    """Give the rows of an answer; of a page without them, the search that brings them."""
    if _ROW.search(page.text):
        return _answer(page)
    if page.url is not None and without_query(page.url).endswith(_SEARCH):
        empty = _ZERO.search(page.text) is not None
        state = ListState.EMPTY if empty else ListState.UNREADABLE
        return FamilyReading(list_state=state, items=(), follow=())
    named = _NAMED.search(page.text)
    address = resolve(page.base, html.unescape(named.group(1))) if named else None
    if address is None:
        return None
    form = {**dict(query_pairs(address)), _PAGE: "1"}
    step = Follow(
        url=without_query(address),
        purpose="rows",
        method="POST",
        form=tuple(form.items()),
    )
    return FamilyReading(list_state=ListState.ELSEWHERE, items=(), follow=(step,))


def _answer(page: FamilyPage) -> FamilyReading:
    seen = read_fragment(
        page.text, base=page.base, fetched_at=page.fetched_at, lexicon=page.lexicon
    )
    form = dict(page.form)
    number = int(form[_PAGE]) if form.get(_PAGE, "").isdecimal() else None
    pages = _PAGES.search(page.text)
    total = int(pages.group(1)) if pages else None
    more = total is not None and (number or 1) < total
    follow: tuple[Follow, ...] = ()
    if more and number is not None and page.url is not None:
        form[_PAGE] = str(number + 1)
        again = tuple(form.items())
        follow = (Follow(url=page.url, purpose="next", method="POST", form=again),)
    return FamilyReading(
        list_state=seen.state if seen.items else ListState.UNREADABLE,
        items=seen.items,
        posts=seen.posts,
        ordered_by_date=False,
        follow=follow,
        more=more or total is None,
    )


FAMILY = Family(name="hanweb_xxgk", priority=11, recognise=recognise, read=read)
