"""ASP.NET pages: the next page of a list is the same page, its form posted back."""

import re

from selectolax.lexbor import LexborHTMLParser

from crawler.extract.page.dom import fold_space, text_of
from crawler.extract.page.family import Family, FamilyPage, FamilyReading
from crawler.extract.page.family_marks import Marks
from crawler.extract.text.urls import resolve
from schema.types.reading import Follow

_MARKS = Marks(r"name=\"__VIEWSTATE\"", words=("__viewstate",))
_PATH = re.compile(r"\.aspx\Z", re.IGNORECASE)
_CALL = re.compile(r"__doPostBack\(\s*['\"]([^'\"]+)['\"]\s*,\s*['\"]([^'\"]*)['\"]\s*\)")
_NEXT = {"下一页", "下页", "后页", "next", ">"}
_LARGEST = 128 * 1024
"""Characters of hidden fields that are posted back; a longer state is not worth a page."""


def recognise(text: str, _tree: LexborHTMLParser, url: str | None) -> bool:
    """Tell a page by the state that it carries, or by its address."""
    return _MARKS.stand_in(text) or (
        url is not None and _PATH.search(url.partition("?")[0]) is not None
    )


def read(page: FamilyPage) -> FamilyReading | None:
    """Name the next page, where a pager's link posts the form back; the rows are in the page."""
    if page.url is None or "__doPostBack" not in page.text:
        return None
    for anchor in page.tree.css("a[href*='__doPostBack']"):
        if fold_space(text_of(anchor)).strip().lower() not in _NEXT:
            continue
        call = _CALL.search(anchor.attributes.get("href") or "")
        if call is not None and anchor.attributes.get("disabled") is None:
            return _posted(page, page.url, call.group(1), call.group(2))
    return None


def _posted(page: FamilyPage, own: str, target: str, argument: str) -> FamilyReading | None:
    hidden = {
        name: node.attributes.get("value") or ""
        for node in page.tree.css("input[type='hidden' i]")
        if (name := node.attributes.get("name"))
    }
    if sum(map(len, hidden.values())) > _LARGEST:
        return FamilyReading(more=True)
    form = {**hidden, "__EVENTTARGET": target, "__EVENTARGUMENT": argument}
    owner = page.tree.css_first("form[action]")
    address = resolve(page.base, owner.attributes.get("action") if owner else None) or own
    step = Follow(
        url=address,
        purpose="next",
        method="POST",
        form=tuple(form.items()),
        submitted=not (owner and owner.attributes.get("accept-charset")),
    )
    return FamilyReading(follow=(step,), more=True)


FAMILY = Family(name="aspnet", priority=58, recognise=recognise, read=read)
