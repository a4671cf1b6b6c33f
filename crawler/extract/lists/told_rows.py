"""Tell by what is said around a list that it goes on, where no pager that is read leads further.

A script or a program of its own turns the pages: 共85条 beside ten rows, 1/9, Page 1 of 9, a 下一页
that is no link but waits for a click, or a script that adds rows to the list.
"""

import re

from crawler.extract.page.blocks import Block
from crawler.extract.page.layout import Layout
from crawler.extract.page.markup import attributes_of, has_attribute
from crawler.extract.page.records import Group

_BEFORE, _BEHIND = 8, 60
"""Pieces of text around the list in which it is counted, blank ones among them."""
_LONGEST = 60
_COUNT = re.compile(
    r"(?:共|总计|合计|总数)(?:计|有)?(?:记录|信息|文章|数据)?(?:数)?[:：]?(?P<first>\d{1,6})(?:条|篇|则|件|项|个记录|Records)"
    r"|(?:记录|信息|文章|数据)总?数[:：](?P<second>\d{1,6})",
    re.IGNORECASE,
)
_PAGES = re.compile(r"(?:Page:?)?(?P<here>\d{1,4})(?:/|of)(?P<all>\d{1,4})", re.IGNORECASE)
_TURNED = re.compile(r"(?:上一?|前一?|首|第一)[页頁]|prev|first", re.IGNORECASE)
"""What only a pager says, that tells by itself whether there is more."""
_NEXT = frozenset({"下一页", "下页", "后一页", "下一頁", "下頁", "next", "nextpage"})
_OFF = re.compile(r"disabled?|unable|nolink|noclick|\boff\b|gray|grey", re.IGNORECASE)


def says_more(layout: Layout, group: Group, rows: int) -> bool:
    """Tell whether the words around a list count more than the rows that it shows.

    Where a pager says how to turn back, the list may be at its end: the count says nothing then.
    """
    if _is_added_to(layout, group.place):
        return True
    first = max(0, group.first_text - _BEFORE)
    around = [
        *range(first, group.first_text),
        *range(group.end_text, min(len(layout.texts), group.end_text + _BEHIND)),
    ]
    if any(_waits(layout.owners[place], layout.texts[place]) for place in around):
        return True
    said = ["".join(layout.texts[place].split()) for place in around]
    joined = "".join(said)
    if _TURNED.search(joined):
        return False
    return _counted(joined) > rows or any(map(_is_early, said))


def _is_added_to(layout: Layout, place: Block) -> bool:
    """Tell whether a script of the page adds rows to the list: $(".list").append(html)."""
    texts = [one.text for one in layout.scripts if one.inline and ".append(" in one.text]
    if not texts:
        return False
    attributes = attributes_of(place.written)
    names = [f".{name}" for name in attributes.get("class", "").split()]
    names += [f"#{name}" for name in (attributes.get("id", "").strip(),) if name]
    flat = "".join("".join(texts).split()).replace('"', "'")
    return any(f"{name}').append(" in flat for name in names)


def _counted(text: str) -> int:
    found = _COUNT.search(text)
    return int(found["first"] or found["second"]) if found is not None else 0


def _is_early(text: str) -> bool:
    """Tell a piece of text that is nothing but the page shown and a larger count of pages."""
    found = _PAGES.fullmatch(text.strip("[]()（）【】")) if len(text) <= _LONGEST else None
    return found is not None and int(found["here"]) < int(found["all"])


def _waits(owner: Block, text: str) -> bool:
    """Tell a next page that is no link, and that a click brings."""
    if owner.tag == "a" or "".join(text.split()).strip(">»›＞").lower() not in _NEXT:
        return False
    near = (owner, owner.parent) if owner.parent is not None else (owner,)
    return any(has_attribute(one.written, "onclick") and not _OFF.search(one.hints) for one in near)
