"""Tell whether a page's own name heads something else than the list that was chosen on it.

Beside a column whose entries show no days, or that a script or a frame fills, a side bar with days
is the best list of the page, and says nothing of how new the column is.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from crawler.extract.columns.column_class import class_by_name, is_named_so
from crawler.extract.columns.headlines import is_column_address, is_entry_address
from crawler.extract.dates.date_text import find_dates
from crawler.extract.lists.list_place import is_unfilled
from crawler.extract.lists.list_score import is_paged
from crawler.extract.lists.newer_entries import Beside, heading_over
from crawler.extract.lists.own_rows import is_heading, leads_below
from crawler.extract.lists.rows import label_of
from crawler.extract.page.blocks import Anchor, Block
from crawler.extract.page.markup import attributes_of
from crawler.extract.page.page_name import CRUMB_WORD
from crawler.extract.text.urls import host_in, resolve

_LEADS = (">", "＞", "»", "→", "›", "/")
"""What stands before the last crumb."""
_NOT_NAME = re.compile(r"[\s>＞»→›/：:·|\[\]【】]+")
_LONGEST_CRUMBS = 120
_LEAST_NAME, _LONGEST_NAME = 2, 12
_STOP = re.compile("[。，；！：:]")
_LEAST_TITLE = 9
"""Characters of an entry's title; the names of columns are shorter."""
_FEWEST = 3
_GENERAL = "列表"
"""The title of every list of some sites (新闻列表)."""
_WITH_PATH = re.compile(r"[a-z]+://[^/]+/[^/?#]", re.IGNORECASE)
_LONGEST_DAY = 24
_SAYING, _PROSE = 6, 120
"""Characters of a text that is no label, and of all such that are content."""
_PLUGGED = frozenset({"iframe", "frame", "object", "embed"})
_FIELDS = frozenset({"option", "label", "button", "th", "a"})
_PLACES = frozenset({"div", "ul", "ol", "tbody", "table", "dl", "section"})
_REACH = 8


def heads_other_content(page: Beside, *, unseen: bool, address: str | None) -> bool:
    """Tell whether the list may stand beside the page's own content.

    No row may lead below the page's folder, and the page must show its name: only behind the list,
    or before it, with something else or another column's name between and no pager behind. A
    container that is called a list is many a side bar's. `unseen` tells that scripts or frames
    fill a place.
    """
    best = page.best
    if leads_below(best, page.base, address):
        return False
    places = list(_name_places(page))
    first, end = best.group.first_text, best.group.end_text
    before = max((place for place in places if place < first), default=None)
    if before is None and places:
        return any(place >= end for place in places)
    if is_paged(page.layout, best.group, page.about):
        return False
    start = max(0, first - _REACH) if before is None else before + 1
    if _is_headed_otherwise(page, start, first, named=before is not None):
        return True
    return before is not None and (
        _entries(page, start, first) >= _FEWEST
        or _prose(page, start, first) >= _PROSE
        or any(_newer_days(page, start, first))
        or any(_may_be_filled(page, one, unseen=unseen) for one in _between(page, before, first))
        or (unseen and any("{{" in text for text in page.layout.texts[start:first]))
    )


def _is_headed_otherwise(page: Beside, first: int, end: int, *, named: bool) -> bool:
    """Tell whether a heading right before the list is another column's.

    Where the page does not show its name, that of its title must be a column's.
    """
    heading, names = _heading_before(page, first, end), _names(page)
    known = page.lexicon.column_names
    ends = page.lexicon.date_words.names_of_sites
    if not heading or heading in known.home or heading.endswith(ends):
        return False
    if any(heading in name or name in heading for name in names):
        return False
    return named or any(is_named_so(name, known) for name in names)


def _names(page: Beside) -> tuple[str, ...]:
    """Give the page's names without blanks; a site's is none, nor is a general one (列表)."""
    last = ("".join(CRUMB_WORD.split(name)[-1].split()) for name in page.names)
    flat = (name.rpartition("/")[2].lstrip("：:") for name in last)
    ends, home = page.lexicon.date_words.names_of_sites, page.lexicon.column_names.home
    return tuple(
        name
        for name in flat
        if len(name) >= _LEAST_NAME
        and not name.endswith(ends)
        and name not in home
        and _GENERAL not in name
    )


def _name_places(page: Beside) -> Iterator[int]:
    """Give the pieces of text that say the page's name as a heading or at the end of crumbs."""
    layout, names = page.layout, _names(page)
    if not names:
        return
    last = ""
    for place, text in enumerate(layout.texts):
        if len(text) <= _LONGEST_CRUMBS and text.rstrip().rstrip("".join(_LEADS)).endswith(names):
            owner, flat = layout.owners[place], _NOT_NAME.sub("", text)
            led = last.endswith(_LEADS)
            crumbs = any(lead in text for lead in _LEADS) or CRUMB_WORD.search(text) is not None
            named = flat in names and (led or is_heading(owner))
            if named or (crumbs and not _is_link(owner)):
                yield place
        last = text.rstrip() or last


def _is_link(owner: Block) -> bool:
    return owner.tag == "a" or (owner.parent is not None and owner.parent.tag == "a")


def _entries(page: Beside, first: int, end: int) -> int:
    """Count the titled entries of a range that neither the list nor another column holds."""
    held = {row.anchor.href for row in page.best.rows if row.anchor}
    found = {
        anchor.href
        for anchor in _links(page.layout.anchors, first, end)
        if anchor.href not in held and _is_entry(page, anchor) and not _is_anothers(page, anchor)
    }
    return len(found)


def _is_anothers(page: Beside, anchor: Anchor) -> bool:
    """Tell an entry under 热点新闻 and the like, or under the name of a column of another class."""
    here: Block | None = anchor.block
    heading = ""
    while here is not None and not heading and here.end_text <= page.best.group.first_text:
        heading = heading_over(page, here, anchor.block.first_text)
        here = here.parent
    if not heading or page.about.heads_side(heading):
        return bool(heading)
    known = page.lexicon.column_names
    own = {class_by_name(name, known) for name in _names(page)} - {None}
    kind = class_by_name(heading, known)
    return kind is not None and bool(own) and kind not in own


def _links(anchors: Sequence[Anchor], first: int, end: int) -> Iterator[Anchor]:
    return (one for one in anchors if first <= one.block.first_text < end)


def _is_entry(page: Beside, anchor: Anchor) -> bool:
    if anchor.block.hidden or (anchor.text and len(label_of(anchor)) < _LEAST_TITLE):
        return False
    url = resolve(page.base, anchor.href)
    if url is None or page.about.is_side(anchor.block):
        return False
    if host_in(url) == host_in(page.base):
        return is_entry_address(anchor.href or "")
    return bool(anchor.text) and _WITH_PATH.match(url) is not None


def _heading_before(page: Beside, first: int, end: int) -> str:
    """Give the heading right before the list, or a column's name there; no link to a lone page."""
    text = heading_over(page, page.best.group.place, end) or _name_before(page, first, end)
    links = _links(page.layout.anchors, first, end)
    link = next((one for one in links if "".join(one.text.split()) == text), None)
    return text if link is None or is_column_address(link.href or "") else ""


def _name_before(page: Beside, first: int, end: int) -> str:
    """Give the last text before the list where it is the name of a column; else nothing."""
    layout, words = page.layout, page.lexicon.list_words
    for place in range(end - 1, max(first, end - _REACH) - 1, -1):
        text = "".join(layout.texts[place].split())
        if text and text.strip("[]【】+>»") not in words.more:
            if _is_link(layout.owners[place]) or len(text) > _LONGEST_NAME or _STOP.search(text):
                return ""
            return text if is_named_so(text, page.lexicon.column_names) else ""
    return ""


def _prose(page: Beside, first: int, end: int) -> int:
    """Count the characters that a range says in more than labels."""
    layout = page.layout
    said = (
        len(layout.texts[place].strip())
        for place in range(first, end)
        if not _is_field(layout.owners[place])
    )
    return sum(size for size in said if size >= _SAYING)


def _newer_days(page: Beside, first: int, end: int) -> Iterator[date]:
    """Give the days that stand alone in a range and are newer than the list's; rows without links.

    The day of reading is a clock's, and that of another column's row is none.
    """
    for place in range(first, end):
        text = page.layout.texts[place].strip()
        found = find_dates(text) if len(text) <= _LONGEST_DAY else ()
        day = found[0].value if len(found) == 1 and found[0].day is not None else None
        if day is None or not page.newest < day < (page.latest or date.max) - timedelta(days=1):
            continue
        entry = _entry_of(page, place)
        if entry is None or not _is_anothers(page, entry):
            yield day


def _entry_of(page: Beside, place: int) -> Anchor | None:
    """Give the link of the row that a piece of text stands in, if it has one."""
    here: Block | None = page.layout.owners[place]
    while here is not None and not here.links:
        here = here.parent
    inside = here is not None and here.end_text <= page.best.group.first_text
    return page.layout.anchors[here.first_link] if here is not None and inside else None


def _is_field(owner: Block) -> bool:
    return owner.hidden or owner.tag in _FIELDS or _is_link(owner)


def _between(page: Beside, first: int, end: int) -> Iterator[Block]:
    """Give the blocks without text and links behind a piece of text and before another."""
    layout, group = page.layout, page.best.group
    for block in layout.blocks[layout.owners[first].first_block + 1 : group.place.first_block]:
        inside = first < block.first_text and block.end_text <= end and not block.hidden
        if inside and not block.links and layout.is_blank(block.first_text, block.end_text):
            yield block


def _may_be_filled(page: Beside, block: Block, *, unseen: bool) -> bool:
    """Tell a place for a frame or a plug-in, or one that scripts fill or ask for by its name."""
    if block.tag in _PLUGGED or (unseen and is_unfilled(page.layout, block)):
        return True
    name = attributes_of(block.written).get("id", "").lower() if block.tag in _PLACES else ""
    scripts = page.layout.scripts_folded if name else ""
    return bool(name) and any(said in scripts for said in (f"#{name}", f"'{name}'", f'"{name}"'))
