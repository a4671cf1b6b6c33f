"""Tell a pager that only scripts work: a plug-in's call, a button, a field to choose the page."""

import re

from selectolax.lexbor import LexborNode

from crawler.extract.page.blocks import Anchor
from crawler.extract.page.layout import Layout
from crawler.extract.page.markup import attributes_of

_CALLS = re.compile(
    r"\blaypage\s*(?:\(|\.render\s*\()|\.(?:pagination|jqpaginator|twbspagination|bootpag|paging|pager)"
    r"\s*\(\s*\{|\bkkpager\.\w+\s*\(|\bnew\s+(?:paging|pagination|pager|page)\s*\("
)
"""Calls of the pagers in use (layui, jQuery's, kkpager), in lower case."""
_CALLED_SO = ("laypage", "pagin", "pager", "bootpag", "new page")
_ON_SCROLL = re.compile(r"\b(?:load|get)more\w*\s*\(|\bpage(?:no|index|num)?\s*(?:\+\+|\+=)")
"""What fetches the rows behind those shown once a reader comes to the end, in lower case."""
_SCROLLED_SO = ("loadmore", "getmore", "+=", "++")
"""Words of which every such script holds one: most scripts need no closer look."""
_ONE_PAGE = re.compile(r"共[01]页|第1/1页|(?<!\d)1/1页|共0条")
_NEXT = re.compile(r"下一?[页頁]|next(?:page)?", re.IGNORECASE)
_BOUND = re.compile(r"next|xyy|down", re.IGNORECASE)
"""What the link to the next page is called for a script to find it."""
_OFF = re.compile(r"disabled?|unable|nolink|noclick|\bno\b|\boff\b|gray|grey", re.IGNORECASE)
_NOWHERE = ("", "#", "javascript:;", "javascript:", "javascript:void(0)", "javascript:void(0);")
_CALLED = re.compile(
    r"(?:javascript:\s*)?(?!void\b|return\b|history\b)[\w.$]+\s*\(\s*\)", re.IGNORECASE
)
_FEWEST = 2
_LONGEST = 16
"""Characters of what a link to the next page is called, marks and blanks included."""
_FIELDS = frozenset({"button", "input", "select"})


def has_script_pager(layout: Layout) -> bool:
    """Tell whether a page shows signs of further pages that only its scripts can bring.

    Where the page counts itself as the only one, there are none.
    """
    if _ONE_PAGE.search(layout.packed):
        return False
    folded = layout.scripts_folded
    called = any(word in folded for word in _CALLED_SO) and _CALLS.search(folded)
    scrolled = any(word in folded for word in _SCROLLED_SO) and _ON_SCROLL.search(folded)
    if called or scrolled:
        return True
    if any(map(_is_worked, layout.anchors)):
        return True
    fields = layout.tree.css("button, input, select") if layout.tags & _FIELDS else []
    return any(map(_turns, fields))


def _is_worked(anchor: Anchor) -> bool:
    """Tell a link to the next page that leads nowhere by itself and is not put out of work."""
    text = anchor.text or anchor.title
    if len(text) > _LONGEST or not _NEXT.fullmatch("".join(text.split()).strip("><›»＞[]")):
        return False
    attributes = attributes_of(anchor.block.written)
    if "disabled" in attributes or _OFF.search(attributes.get("class", "")):
        return False
    if _CALLED.match(attributes.get("onclick", "") or attributes.get("href", "")):
        return True
    named = f"{attributes.get('id', '')} {attributes.get('class', '')}"
    nowhere = attributes.get("href", "").strip().lower() in _NOWHERE
    return nowhere and _BOUND.search(named) is not None


def _turns(field: LexborNode) -> bool:
    """Tell a button for the next page, and a field whose choices are the numbers of pages."""
    if field.tag == "select":
        choices = [(one.text() or "").strip().strip("第页 ") for one in field.css("option")]
        numbers = [str(number) for number in range(1, len(choices) + 1)]
        return len(choices) >= _FEWEST and choices == numbers
    said = field.text() or field.attributes.get("value") or ""
    return "disabled" not in field.attributes and bool(_NEXT.fullmatch("".join(said.split())))
