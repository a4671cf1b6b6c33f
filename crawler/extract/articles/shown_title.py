"""Find the headline that a page shows over its text where the document's title names none.

Sites of the 2000s, and carelessly made ones, give every page the site's or the column's title.
"""

import re

from crawler.extract.articles.companions import companion_in
from crawler.extract.page.blocks import Block
from crawler.extract.page.flow import Flow, Zone
from crawler.extract.page.layout import Layout
from crawler.extract.page.markup import attributes_of
from crawler.extract.page.title import title_ends
from schema.types.date_words import DateWords

_PROSE = re.compile(r"[^\n]{45,}")
_SENTENCE = re.compile("[。，]")
_REACH = 600
"""Characters over the first paragraph in which its headline stands."""
_LEAST, _MOST = 8, 80
_STEPS = 3
_TAGS = frozenset({"h1", "h2", "h3", "h4"})
_NAMED = re.compile(r"title|biaoti|headline|(?:\A|[\s_-])(?:tit|bt|caption)(?=\Z|[\s_-])")
_LARGE = frozenset({"4", "5", "6", "7", "+1", "+2", "+3"})
"""Sizes of a font element that are larger than a text's."""
_SIZED = re.compile(r"font-size:\s*(?:1[89]|[2-4]\d)(?:px|pt)", re.IGNORECASE)
_ELSEWHERE = Zone.LINK | Zone.FOOT | Zone.SIDE


def with_shown_title(layout: Layout, title: str, words: DateWords) -> str:
    """Give a page's title, or the headline over its text if the title is not there or a site's."""
    flow = layout.flow
    if title_ends(flow, title) and not title.endswith(words.names_of_sites):
        return title
    return _headline(layout, flow, words) or title


def _headline(layout: Layout, flow: Flow, words: DateWords) -> str:
    """Give the last line over the first paragraph whose element says that it is a headline."""
    begin = next(
        (
            one.start()
            for one in _PROSE.finditer(flow.text)
            if _SENTENCE.search(one.group()) and not flow.zone_at(one.start()) & _ELSEWHERE
        ),
        0,
    )
    place, found = max(0, begin - _REACH), ""
    for line in flow.text[place:begin].split("\n"):
        own = line.strip()
        start = place + len(line) - len(line.lstrip())
        place += len(line) + 1
        if _LEAST <= len(own) <= _MOST and _is_headline(flow, start, own, words):
            found = own
    named_so = any(anchor.text == found for anchor in layout.anchors)
    return "" if named_so else found


def _is_headline(flow: Flow, start: int, line: str, words: DateWords) -> bool:
    if flow.zone_at(start) & _ELSEWHERE or line.endswith(("。", *words.names_of_sites)):
        return False
    dated = any(start <= one.start < start + len(line) for one in flow.dates)
    if dated or companion_in(line, words):
        return False
    here: Block | None = flow.owner_at(start)
    for _ in range(_STEPS):
        if here is None:
            return False
        if here.tag in _TAGS or _NAMED.search(here.hints) or _is_large(here):
            return True
        here = here.parent
    return False


def _is_large(block: Block) -> bool:
    attributes = attributes_of(block.written)
    sized = _SIZED.search(attributes.get("style", "")) is not None
    return sized or attributes.get("size") in _LARGE
