"""Read the days that elements state for machines: time, microdata, RDFa, microformats."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.extract.articles.stated_days import claim
from crawler.extract.dates.day_order import DayOrder
from crawler.extract.page.laying import lay_blocks
from schema.types.dates import DateClaim, DateSource

_NAMED = (
    "[itemprop~='datePublished' i], [property~='datePublished' i],"
    " [property~='schema:datePublished' i], [property~='dc:issued'], [property~='dcterms:issued'],"
    " [property~='dc:created'], [property~='dcterms:created'], time[pubdate], time[data-pubdate],"
    " time.published, time.entry-date, abbr.published, span.published[title], .dt-published,"
    " time.entry-time, time.post-date, time.pub-date, time.date-published"
)
_MADE = "[itemprop~='dateCreated' i], [itemprop~='uploadDate' i], [property~='dc:date']"
_TIMES, _FIRST = 50, 6
_TAGS = frozenset({"time", "abbr"})
_MARKS = ("itemprop=", "dt-published")
_OTHER_MARKS = ("atePublished", 'property="dc', '"published')
"""Marks in the markup of elements that state a day; those of RDFa no Chinese system writes."""
_NOT_PUBLISHED = re.compile("updated|modified", re.IGNORECASE)
_PUBLISHED = re.compile("published", re.IGNORECASE)
_COMMENTS = re.compile(r"(?:\A|[\s_-])(?:comment|respond)", re.IGNORECASE)
_BESIDE = re.compile(r"(?:\A|[\s_-])(?:relat|recommend|sidebar|similar)", re.IGNORECASE)
_BESIDE_TAGS = frozenset({"aside", "footer", "nav"})
_STEPS, _HEADER = 14, 4
"""Elements that are looked up through from a day: to what it stands in, to a heading."""


def element_claims(tree: LexborHTMLParser, order: DayOrder) -> Iterator[DateClaim]:
    """Read the elements that say what their day is, else the one day that unnamed ones state.

    Comments have days of their own; so has what stands beside the text, if the text has one.
    """
    layout = lay_blocks(tree)
    marks = _MARKS if layout.flow.chinese else _MARKS + _OTHER_MARKS
    if not layout.tags & _TAGS and not any(mark in layout.source for mark in marks):
        return
    for named in (_NAMED, _MADE):
        nodes = [node for node in tree.css(named)[:_FIRST] if not _is_in(node, _COMMENTS)]
        found = [one for node in _texts_own(nodes) for one in _claims(node, order)]
        if found:
            yield from found
            return
    yield from _only_day(tree, order)


def _texts_own(nodes: list[LexborNode]) -> list[LexborNode]:
    """Leave out the elements beside the text, where others are left."""
    return [node for node in nodes if not _is_in(node, _BESIDE, _BESIDE_TAGS)] or nodes


def _claims(node: LexborNode, order: DayOrder) -> Iterator[DateClaim]:
    attributes = node.attributes
    names = attributes.get("class") or ""
    if node.tag == "meta" or (_NOT_PUBLISHED.search(names) and not _PUBLISHED.search(names)):
        return
    stated = (
        attributes.get("content")
        or attributes.get("datetime")
        or attributes.get("data-pubdate")
        or attributes.get("title")
    )
    yield from claim(stated or node.text(), DateSource.STRUCTURED, node.tag or "time", order)


def _only_day(tree: LexborHTMLParser, order: DayOrder) -> list[DateClaim]:
    """Read time elements without a name: they speak of the article where they name one day alone.

    Where they name several, those in the header of the page's first heading do.
    """
    times = tree.css("time[datetime]")[:_TIMES]
    nodes = [node for node in times if not _is_in(node, _COMMENTS)]
    for chosen in (list, _texts_own, _by_heading):
        claims = [one for node in chosen(nodes) for one in _claims(node, order)]
        if len({one.value for one in claims}) == 1:
            return claims[:1]
    return []


def _by_heading(nodes: list[LexborNode]) -> list[LexborNode]:
    return [node for node in _texts_own(nodes) if _is_by_heading(node)]


def _is_by_heading(node: LexborNode) -> bool:
    above = node.parent
    for _ in range(_HEADER):
        if above is None or above.tag == "body":
            return False
        if above.css_first("h1") is not None:
            return True
        above = above.parent
    return False


def _is_in(node: LexborNode, names: re.Pattern[str], tags: frozenset[str] = frozenset()) -> bool:
    """Tell whether an element stands in another of such a name or tag."""
    above, steps = node.parent, 0
    while above is not None and above.tag != "body" and steps < _STEPS:
        attributes = above.attributes
        if above.tag in tags and not _is_texts_own(above):
            return True
        if names.search(f"{attributes.get('id') or ''} {attributes.get('class') or ''}"):
            return True
        above, steps = above.parent, steps + 1
    return False


def _is_texts_own(foot: LexborNode) -> bool:
    """Tell the footer of a text, where themes put its day, from the page's."""
    above = foot.parent
    return foot.tag == "footer" and above is not None and above.tag == "article"
