"""Find the address of a list's next page: only where the page itself names it."""

import re
from collections.abc import Iterator
from itertools import chain

from selectolax.lexbor import LexborHTMLParser

from crawler.extract.lists.json_paging import page_number, turned
from crawler.extract.lists.numbered_pager import in_pager, numbered_pager
from crawler.extract.lists.script_counts import (
    counted_by,
    counts_more,
    hides_count,
    next_by,
    tells_pages,
)
from crawler.extract.lists.script_pagers import has_script_pager
from crawler.extract.page.laying import lay_blocks
from crawler.extract.page.layout import Layout
from crawler.extract.page.markup import attributes_of
from crawler.extract.page.printed_pager import printed_parts
from crawler.extract.text.urls import resolve
from schema.types.reading import Follow

_NEXT = frozenset(
    {
        "下一页",
        "下页",
        "后一页",
        "下一頁",
        "下頁",
        "next",
        "next page",
    }
)
_LOAD = frozenset({"加载更多", "点击加载更多", "点击加载", "显示更多", "loadmore"})
"""What adds the next rows to the page; 查看更多 is none, for it leads to a column of its own."""
_LONGEST = 24
"""Characters of what a link to the next page is called, blanks included."""
_TRIMMED = dict.fromkeys(map(ord, " >›»＞"))
"""What may stand around the words."""
_ARROWS = frozenset({">", "›", "»", ">>"})
_LAST = frozenset("页頁tTeE >›»＞")
"""What the words and arrows end in: few links do, and the others need no closer look."""
_ADDRESS_NAMES = ("href", "tagname", "data-href", "data-url")
_ONCLICK = re.compile(
    r"""(?:location(?:\.href)?\s*=|location\.(?:assign|replace)\(|window\.open\()\s*["']([^"'\s]+)["']""",
)
_TURN = re.compile(
    r"""\b\w*(?:page|turn)\w*\(\s*["']([\w./-]+\.(?:s?html?|jhtml|jspx?|aspx?|php)[^"'\s]*)["']\s*\)""",
    re.IGNORECASE,
)
"""A call that turns to a file: `_gotoPage('index_2.jhtml')`."""
_PAGES = re.compile(r"共(?P<total>\d{1,5})页")
_HERE = re.compile(
    r"第(?P<first>\d{1,5})(?:页|/(?:共?(?P<pages>\d{1,5})页)?)"
    r"|(?<!\d)(?P<second>\d{1,5})/(?P<total>\d{1,5})页"
)
_PAGE_WORD = "页"
_PLACES = frozenset({"div", "ul", "span", "p", "nav", "table"})
_PAGER_PLACE = re.compile(
    r"(?<!\S)(?:[\w-]*(?:pager|pagination|paging|fenye)|pages?|fy"
    r"|page[_-]?(?:div|box|bar|nav|list|num|info|turn))(?!\S)",
)
"""The whole name of a pager's place: `page-content` is none."""
_CALL = re.compile(r"(?!history\.|void\()\b[\w.$]+\(\s*['\"\w]")
"""A script's call with something to go by: `goPage(2)`."""


def find_next(tree: LexborHTMLParser, *, base: str | None) -> tuple[Follow, ...]:
    """Give the next page of a list; nothing on the last one."""
    layout = lay_blocks(tree)
    ways = (_by_link, _by_script, _by_number, _by_count)
    address = next(filter(None, (way(layout, base) for way in ways)), None)
    if address is None:
        parts = printed_parts(layout)
        named = (_by_link(part, base) or _by_number(part, base) for part in parts)
        address = next(filter(None, named), None)
    rows = _by_load(layout, base) if address is None else None
    if rows is not None and rows != base:
        return (Follow(url=rows, purpose="next", partial=True),)
    if address is None or address == base:
        return ()
    return (Follow(url=address, purpose="next"),)


def goes_on(tree: LexborHTMLParser, *, base: str | None = None) -> bool:
    """Tell whether the list goes on behind this page, though only a script knows how to get there.

    Its pager counts more pages than this one, or its next page is a call, or the pager's place is
    left to a script that nobody read, or the count to variables.
    """
    layout = lay_blocks(tree)
    if any(hides_count(one.text) or counts_more(one.text) for one in layout.scripts):
        return True
    parts = list(printed_parts(layout))
    if any(_leads_on(part, base) for part in (layout, *parts)):
        return True
    told = any(_PAGE_WORD in part.packed or part.anchors for part in parts)
    return (not told and _is_silent(layout)) or has_script_pager(layout)


def counted_pages(tree: LexborHTMLParser) -> int | None:
    """Give how many pages the pager counts, in words or in a script's call; None: it does not."""
    layout = lay_blocks(tree)
    called = [total for one in layout.scripts if (total := counted_by(one.text)) is not None]
    told = _counted_pages(layout)
    return max((*called, told[1] if told else 0)) or None


def _leads_on(layout: Layout, base: str | None) -> bool:
    counted = _counted_pages(layout)
    if counted is not None:
        shown = counted[0] or _shown_number(layout, base)
        return (shown or (counted[1] if _turns_here(layout, base) else 1)) < counted[1]
    if any(word in layout.flow.text for word in _LOAD):
        return True
    return any(map(_calls, _links(layout))) or _has_number(layout, base)


def _calls(attributes: dict[str, str]) -> bool:
    code = f"{attributes.get('href', '')} {attributes.get('onclick', '')}"
    return _CALL.search(code) is not None


def _has_number(layout: Layout, base: str | None) -> bool:
    """Tell whether a pager of numbers leads on, or nobody knows which of them is shown."""
    pager = numbered_pager(layout, base)
    return pager is not None and (pager.shown is None or pager.following is not None)


def _shown_number(layout: Layout, base: str | None) -> int | None:
    pager = numbered_pager(layout, base)
    return None if pager is None else pager.shown


def _turns_here(layout: Layout, base: str | None) -> bool:
    """Tell whether the link to the next page leads to this very one: many last pages have such."""
    return base is not None and any(
        "#" not in one.get("href", "#") and resolve(base, one["href"]) == base
        for one in _links(layout)
        if not one.get("onclick")
    )


def _counted_pages(layout: Layout) -> tuple[int | None, int] | None:
    """Give the page shown, if it is told, and how many there are (第1页/共12页), if several."""
    here, counted = _HERE.search(layout.packed), _PAGES.search(layout.packed)
    told = (here["pages"] or here["total"]) if here is not None else None
    total = int(counted["total"] if counted is not None else told or 0)
    if total <= 1:
        return None
    return (int(here["first"] or here["second"]) if here else None), total


def _is_silent(layout: Layout) -> bool:
    """Tell whether an element is named as a pager and holds nothing, for a script will fill it."""
    if not layout.scripts or any(tells_pages(script.text) for script in layout.scripts):
        return False
    return any(
        block.tag in _PLACES
        and block.hints
        and _PAGER_PLACE.search(block.hints)
        and layout.is_blank(block.first_text, block.end_text)
        for block in layout.blocks
    )


def _by_number(layout: Layout, base: str | None) -> str | None:
    pager = numbered_pager(layout, base)
    following = None if pager is None else pager.following
    return None if following is None else _address(attributes_of(following.block.written), base)


def _by_load(layout: Layout, base: str | None) -> str | None:
    """Give the address of the rows that 加载更多 adds; a link to a page is another list's 更多."""
    for anchor in layout.anchors:
        if anchor.text.translate(_TRIMMED).lower() in _LOAD:
            attributes = attributes_of(anchor.block.written)
            if resolve(base, attributes.pop("href", None)) is None:
                return _address(attributes, base)
    return None


def _by_count(layout: Layout, base: str | None) -> str | None:
    """Turn the page's own address on, where it and the pager tell the same number of the page.

    Some count from 0. A number that the pager does not tell may be the column's own.
    """
    counted = _counted_pages(layout)
    number = page_number(base) if base is not None and counted is not None else None
    if counted is None or base is None or number is None or counted[0] is None:
        return None
    here, total = counted[0], counted[1]
    return turned(base, number + 1) if here in {number, number + 1} and here < total else None


def _by_link(layout: Layout, base: str | None) -> str | None:
    for attributes in chain(_stated(layout), _links(layout)):
        address = _address(attributes, base)
        if address is not None and address != base:
            return address
    return None


def _stated(layout: Layout) -> Iterator[dict[str, str]]:
    """Give the elements that say by their relation that they lead to the next page."""
    if 'rel="next"' in layout.source:
        for node in layout.tree.css("link[rel='next'], a[rel='next']"):
            yield {name: value or "" for name, value in node.attributes.items()}


def _links(layout: Layout) -> Iterator[dict[str, str]]:
    """Give the links that are called as a pager calls the next page."""
    for anchor in layout.anchors:
        if anchor.block.tag != "a":
            continue
        text = anchor.text or anchor.title or anchor.picture
        if len(text) > _LONGEST or text[-1:] not in _LAST:
            continue
        if (
            text.lower() in _NEXT
            or text.translate(_TRIMMED).lower() in _NEXT
            or (text in _ARROWS and in_pager(anchor.block))
        ):
            yield attributes_of(anchor.block.written)


def _address(attributes: dict[str, str], base: str | None) -> str | None:
    for name in _ADDRESS_NAMES:
        address = resolve(base, attributes.get(name))
        if address is not None:
            return address
    code = attributes.get("onclick") or attributes.get("href") or ""
    clicked = _ONCLICK.search(code) or _TURN.search(code)
    return resolve(base, clicked.group(1)) if clicked else None


def _by_script(layout: Layout, base: str | None) -> str | None:
    addresses = (next_by(script.text, base) for script in layout.scripts)
    return next((address for address in addresses if address is not None), None)
