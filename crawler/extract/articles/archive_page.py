"""Tell a page of entries that each have a day and a title that leads to it: no day is its own.

Blogs list their last texts so, by month, by tag or whole; Chinese lists are read elsewhere.
"""

from datetime import date

from crawler.extract.page.blocks import Block
from crawler.extract.page.layout import Layout

_ENTRIES = frozenset({"hentry", "post", "blog-post", "type-post"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
_LEAST = 3


def is_archive(layout: Layout) -> bool:
    """Tell whether the page's entries are three or more, of as many days.

    A text of the page's own has no link in its heading; cards of other texts beside it have. The
    posts of a forum's topic repeat one title.
    """
    if layout.flow.chinese or len(set(_days(layout).values())) < _LEAST:
        return False
    entries = (_heading(layout, block) for block in layout.blocks if _is_entry(block))
    headings = [heading for heading in entries if heading is not None]
    if len({layout.text_of(heading) for heading in headings}) < _LEAST:
        return False
    return all(_is_linked(layout, heading) for heading in headings)


def _days(layout: Layout) -> dict[int, date]:
    """Give the first visible day of each entry, by the entry's place among the blocks."""
    days: dict[int, date] = {}
    for found in layout.flow.dates:
        entry: Block | None = layout.flow.owner_at(found.start)
        while entry is not None and not _is_entry(entry):
            entry = entry.parent
        if entry is not None and found.value is not None and found.day is not None:
            days.setdefault(entry.first_block, found.value)
    return days


def _is_entry(block: Block) -> bool:
    return block.tag == "article" or not _ENTRIES.isdisjoint(block.hints.split())


def _heading(layout: Layout, block: Block) -> Block | None:
    return next((one for one in layout.inside(block) if one.tag in _HEADINGS), None)


def _is_linked(layout: Layout, heading: Block) -> bool:
    """Tell whether a heading is a link as a whole, or stands in one."""
    text = "".join(layout.text_of(heading).split())
    linked = layout.anchors[heading.first_link : heading.end_link]
    if any("".join(anchor.text.split()) == text for anchor in linked):
        return True
    return heading.parent is not None and heading.parent.tag == "a"
