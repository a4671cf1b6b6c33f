"""Tell the signs of a publish date that is not in a page's text: in its markup, or left to scripts.

Such a page shows a person a date that we did not read: it is not one without a date.
"""

import re
from typing import NamedTuple

from crawler.extract.dates.date_labels import UNPARTED
from crawler.extract.page.blocks import Block
from crawler.extract.page.flow import Zone
from crawler.extract.page.layout import Layout
from crawler.extract.page.markup import attributes_of
from crawler.extract.page.outside_scripts import may_be_filled
from crawler.extract.text.made_once import made_once
from schema.types.date_words import DateRole, DateWords
from schema.types.list_words import ListWords

_OF_PUBLICATION = frozenset({DateRole.PUBLISH, DateRole.ENTERED, DateRole.STAMP})
_SCRIPT_WRITES_DATE = re.compile(
    r"(?:date|time|rq|sj)\w{0,40}[\"']?\s*[:=]\s*[\"']\s*(?:19|20)\d\d[-/年.]"
    r"|(?:date|time|rq|sj)\w{0,40}[\"']?\s*[:=]\s*[\"']?1\d{9}(?:\d{3})?\b"
    r"|document\.write(?:ln)?\([^)\n]{0,400}(?:19|20)\d\d[-/年.]\d",
    re.IGNORECASE,
)
_FIGURES = re.compile(r"(?:19|20)\d\d[-/年.]|1\d{9}")
_ATTRIBUTE = re.compile(
    r"\b(?:value|alt|title|datetime|data-[\w-]{1,40})=\"[^\"]{0,40}(?:19|20)\d\d[-/年.]\d{1,2}[-/月.]\d",
    re.IGNORECASE,
)
"""A whole day in what a script or a picture shows; the parser writes attributes so."""
_STAMP = re.compile(r"\bdata-[\w-]{1,40}=\"1\d{9}(?:\d{3})?\"")
"""A stamp that a script turns into a day."""
_SHOWN = re.compile(
    r"\bsrc=\"[^\"]{0,300}?(?<![a-z])(?:date|time|riqi|shijian)[\w-]{0,40}\.(?:png|gif|jpe?g|svg)\""
    r"|\bsrc=\"[^\"]{0,300}?(?<![a-z])(?:date|time|riqi|shijian)[\w-]{0,40}\.(?:php|aspx?|ashx|jsp|do)\b",
    re.IGNORECASE,
)
"""A picture, a script or a frame that is called a date: it may show one."""
_HEADS = frozenset({"h1", "h2", "h3"})
_BARE = frozenset({"span", "em", "i", "b", "p", "div", "font", "label", "time", "td"})
_REACH = 12
"""Pieces of text behind the title in which its bar stands."""
_COUNTER = re.compile(
    r"hit|click|count|view|num|share|qr|code|font|print|read|wx|play", re.IGNORECASE
)
_DATED = re.compile(r"date|time", re.IGNORECASE)
_TEMPLATE = re.compile(r"\bv-(?:text|html)=|\{\{")


class _Places(NamedTuple):
    labels: re.Pattern[str]
    """Labels of publish dates with the next field or the line's end right behind."""
    names: frozenset[str]
    """What elements and variables of such dates are called."""


def holds_date_signs(layout: Layout, words: DateWords) -> bool:
    """Tell whether a page's markup or scripts hold a date, or the place of one that is bare."""
    if any(form.search(layout.source) for form in (_ATTRIBUTE, _STAMP, _SHOWN)):
        return True
    inline = (script.text for script in layout.scripts if script.inline)
    if any(_FIGURES.search(text) and _SCRIPT_WRITES_DATE.search(text) for text in inline):
        return True
    return bool(layout.scripts) and _is_left_to_scripts(layout, words)


def may_be_put_by_title(layout: Layout, title: str, words: ListWords) -> bool:
    """Tell whether a script in a file may put a day in a bare element right behind the title.

    Elements of counters and of sharing are no place of one.
    """
    flat = "".join(title.split())
    heads = (one for one in layout.blocks if one.tag in _HEADS) if flat and layout.scripts else ()
    head = next((one for one in heads if "".join(layout.text_of(one).split()) == flat), None)
    bare = head is not None and any(
        block.tag in _BARE
        and 0 <= block.first_text - head.end_text <= _REACH
        and _is_place(block)
        and layout.is_blank(block.first_text, block.end_text)
        for block in layout.blocks
    )
    return bare and may_be_filled(layout, (), words, bare=True)


def _is_place(block: Block) -> bool:
    named = attributes_of(block.written)
    name = named.get("id", "")
    dated = _DATED.search(named.get("class", "")) is not None
    return (bool(name) or dated) and not _COUNTER.search(name)


def _is_left_to_scripts(layout: Layout, words: DateWords) -> bool:
    """Tell whether the place of the publish date is bare: 发布时间： alone, or an element of it.

    What stands there once the scripts ran, nobody read.
    """
    places, flow = _places(words), layout.flow
    if any(not flow.zone_at(one.start()) & Zone.FOOT for one in places.labels.finditer(flow.text)):
        return True
    if _TEMPLATE.search(layout.source):
        return True
    return any(
        not places.names.isdisjoint((*block.hints.split(), block.tag))
        and layout.is_blank(block.first_text, block.end_text)
        for block in layout.blocks
    )


@made_once
def _places(words: DateWords) -> _Places:
    groups = (group for group in words.labels if group.role in _OF_PUBLICATION)
    said = [word.rstrip(":：") for group in groups for word in group.words]
    unparted = "|".join(re.escape(word) for word in said if word >= UNPARTED)
    parted = "|".join(re.escape(word) for word in said if word < UNPARTED)
    # By the first letter, so that no text is compared with the words of other scripts.
    some = rf"(?=[\u0e00-\uffff])(?:{unparted})|(?=[^\W\d\u0e00-\uffff])(?:{parted})"
    labels = re.compile(
        rf"(?<![\u4e00-\u9fff])(?:{some})\s?[:：][ \u3000\xa0]*(?:\n|\Z|[^\W\d_]+[:：])"
        rf"|(?m:^[ \u3000]*(?:{some})[ \u3000]*$)"
    )
    return _Places(labels, frozenset(map(str.lower, words.script_names)))
