"""Find the newest entries beside a page's list that may be the column's own all the same.

A template may set entries apart from the rows: a headline over them, a list for each year, pinned
ones, the panes of tabs. A list without them proves no column old.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from crawler.extract.columns.column_class import class_by_name
from crawler.extract.columns.headlines import is_entry_address
from crawler.extract.dates.url_dates import url_date
from crawler.extract.lists.candidates import Candidate
from crawler.extract.lists.list_items import items_of
from crawler.extract.lists.list_score import Surroundings
from crawler.extract.lists.own_rows import is_heading, is_in_heading
from crawler.extract.lists.row_dates import IN_TITLE, Spot, dated_pieces, find_spots, row_text
from crawler.extract.lists.rows import LONGEST_ROW, label_of
from crawler.extract.page.blocks import Anchor, Block
from crawler.extract.page.layout import Layout
from crawler.extract.text.urls import host_in, resolve
from schema.types.date_words import DateRole
from schema.types.lexicon import Lexicon
from schema.types.list_words import ListWords

_REACH = 6
"""Pieces of text before a block in which its heading stands."""
_LONGEST_HEADING = 14
_LEAST_TITLE = 6
_DAY = timedelta(days=1)
_LEAST_HEADLINE = 9
"""Characters of a headline; the name of a column is shorter."""
_MOST_LINKS = 4
_PUBLISHED = frozenset({None, DateRole.PUBLISH, DateRole.ENTERED, DateRole.STAMP})
_ROW_TAGS = frozenset({"li", "tr", "td", "dd"})
_BOLD = frozenset({"strong", "b"})
_TITLED = re.compile(r"tit|headline|\bbt\b|\btt\b")
_WHOLE_PAGE = frozenset({"body", "html", "form"})
_YEAR = re.compile(r"20\d\d")
_DIGIT = re.compile(r"\d")
_WEEKDAY = re.compile("(?:星期|周)[一二三四五六日天]")
_HOME = re.compile(r"[a-z]+://[^/]+/?(?:index\.\w{2,5})?\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Beside:
    """A page, and the list that was chosen as its main one."""

    layout: Layout
    about: Surroundings
    best: Candidate
    names: Sequence[str]
    """What the page is called."""
    base: str | None
    newest: date
    """The latest day that the list tells."""
    latest: date | None
    lexicon: Lexicon


def newest_beside(page: Beside, candidates: Sequence[Candidate]) -> date | None:
    """Give the latest day of entries newer than the list's that nothing gives to another column.

    Side bars do, and the heading of another column. Where the list itself stands under a part of
    the page's name (公告 of 通知公告), its other parts are the column's too. None without such.
    """
    own = heading_over(page, page.best.group.place, page.best.group.first_text)
    split = bool(own) and own not in page.names and any(own in name for name in page.names)
    days = (
        day
        for block, day in chain(_lists(page, candidates), _alone(page))
        if _may_be_own(page, block, split=split)
    )
    newest = max(days, default=None)
    return page.latest or date.max if newest is None and _has_headline(page) else newest


def _has_headline(page: Beside) -> bool:
    """Tell whether an entry without a day of its own stands as a heading over the list.

    Nobody knows how new it is, unless its address tells.
    """
    group = page.best.group
    box = _below_body(group.place)
    titles = {row.title for row in page.best.rows}
    over = [] if box is None else page.layout.anchors[box.first_link : group.records[0].first_link]
    return any(
        len(label_of(anchor)) >= _LEAST_HEADLINE
        and (is_in_heading(anchor.block) or _stands_out(anchor.block))
        and label_of(anchor) not in titles
        and _may_be_news(page, resolve(page.base, anchor.href))
        and _names(page, anchor)
        and not _is_dated(page, anchor.block)
        and _may_be_own(page, anchor.block, split=False)
        for anchor in over
    )


def _stands_out(block: Block) -> bool:
    """Tell an entry that is called a title, or written in bold, and is no row."""
    near = [block, *block.children]
    here = block.parent
    while here is not None and here.links == block.links:
        near.append(here)
        here = here.parent
    if any(one.tag in _ROW_TAGS for one in near):
        return False
    return any(one.tag in _BOLD or _TITLED.search(one.hints) for one in near)


def _below_body(block: Block) -> Block | None:
    """Give the largest block around a list that is not the whole page."""
    while block.parent is not None and block.parent.tag not in _WHOLE_PAGE:
        block = block.parent
    return block if block.tag not in _WHOLE_PAGE else None


def _may_be_news(page: Beside, url: str | None) -> bool:
    """Tell the address of an entry that names no day, or one that is newer than the list."""
    if url is None or not is_entry_address(url):
        return False
    named = url_date(url)
    day = named.value if named is not None else None
    return day is None or day > page.newest


def _is_dated(page: Beside, block: Block | None) -> bool:
    """Tell whether a day stands in an entry, in any block around its link that is no more."""
    while block is not None and block.links <= _MOST_LINKS and not _holds(block, page.best):
        if _spots(page, block):
            return True
        block = block.parent
    return False


def _may_be_own(page: Beside, block: Block, *, split: bool) -> bool:
    if page.about.is_side(block) or _holds(block, page.best):
        return False
    heading = heading_over(page, top_beside(block, page.best), block.first_text)
    if not heading:
        return True
    if page.about.heads_side(heading):
        return False
    return split or any(heading in name or name in heading for name in page.names)


def _lists(page: Beside, candidates: Sequence[Candidate]) -> Iterator[tuple[Block, date]]:
    """Give the places of other lists, each with its latest day where that is newer."""
    for one in candidates:
        if one is page.best or not one.dated or _overlaps(one, page.best):
            continue
        items = items_of(
            page.layout, one.rows, page.lexicon.date_words, base=page.base, latest=page.latest
        )
        days = (item.date.value for item in items if item.date and _is_here(page, item.url))
        latest = max(days, default=date.min)
        if latest > page.newest:
            yield one.group.place, latest


def _alone(page: Beside) -> Iterator[tuple[Block, date]]:
    """Give the blocks of single entries with a newer day, each once."""
    layout, group = page.layout, page.best.group
    seen: set[int] = set()
    for place in dated_pieces(layout):
        if group.first_text <= place < group.end_text:
            continue
        if not _YEAR.search("".join(layout.texts[max(0, place - 1) : place + 2])):
            continue
        block = _entry(layout.owners[place])
        if block is None or id(block) in seen:
            continue
        seen.add(id(block))
        yield from ((block, day) for spot in _spots(page, block) if (day := _newer(page, spot)))


def _entry(block: Block | None) -> Block | None:
    """Give the smallest block around a day that holds a link; None where it holds many."""
    while block is not None and not block.links:
        block = block.parent
    return block if block is not None and block.links <= _MOST_LINKS else None


def _spots(page: Beside, block: Block) -> list[Spot]:
    """Give the days of an entry; none where it leads to no page of this site, or is a clock."""
    layout = page.layout
    title = next(
        (one for one in layout.anchors[block.first_link : block.end_link] if _names(page, one)),
        None,
    )
    text = row_text(layout, block.first_text, block.end_text)
    if title is None or len(text.text) > LONGEST_ROW or _WEEKDAY.search(text.text):
        return []
    own = range(title.block.first_text, title.block.end_text)
    return find_spots(layout, text, own, page.lexicon.date_words)


def _names(page: Beside, anchor: Anchor) -> bool:
    label = label_of(anchor)
    if len(label) < _LEAST_TITLE or label in page.lexicon.list_words.more:
        return False
    url = resolve(page.base, anchor.href)
    return url is None or (_is_here(page, url) and not _HOME.match(url))


def _is_here(page: Beside, url: str | None) -> bool:
    host = host_in(page.base)
    return host is None or url is None or host_in(url) == host


def _newer(page: Beside, spot: Spot) -> date | None:
    """Give a publish date that is newer than the list, and no future one."""
    value = spot.found.value if spot.found.day is not None else None
    if value is None or spot.role not in _PUBLISHED or spot.rank % 10 >= IN_TITLE:
        return None
    if page.latest is not None and value == page.latest - _DAY and "年" in spot.found.raw:
        return None  # a clock without its weekday: rows have figures
    past = page.latest is None or value <= page.latest
    return value if past and value > page.newest else None


def _overlaps(one: Candidate, best: Candidate) -> bool:
    first, end = one.group.first_text, one.group.end_text
    return first < best.group.end_text and best.group.first_text < end


def _holds(block: Block, best: Candidate) -> bool:
    return block.first_text <= best.group.first_text and best.group.end_text <= block.end_text


def top_beside(block: Block, best: Candidate) -> Block:
    """Give the largest block around another that does not hold the list as well."""
    while block.parent is not None and not _holds(block.parent, best):
        block = block.parent
    return block


def heading_over(page: Beside, top: Block, first: int) -> str:
    """Give the heading at the start of a block, or right before it; empty without one."""
    layout, group = page.layout, page.best.group
    before = range(top.first_text - 1, max(-1, top.first_text - _REACH), -1)
    for places in (range(top.first_text, first), before):
        for place in places:
            text = "".join(layout.texts[place].split())
            if group.first_text <= place < group.end_text:
                return ""
            if text and not _leads_on(text, page.lexicon.list_words):
                if _heads(page, place, text):
                    return text
                break
    return ""


def _leads_on(text: str, words: ListWords) -> bool:
    return text.strip("[]【】+>»") in words.more


def _heads(page: Beside, place: int, text: str) -> bool:
    """Tell a heading: short, marked as one or the name of a column, and no tab among others."""
    owner = page.layout.owners[place]
    if len(text) > _LONGEST_HEADING or _DIGIT.search(text) or _is_tab(page.layout, place):
        return False
    side = page.about.heads_side(text)
    if text.startswith(page.lexicon.list_words.prompts) and not side:
        return False
    if is_heading(owner):
        return True
    in_row = owner.tag in _ROW_TAGS or (owner.parent is not None and owner.parent.tag in _ROW_TAGS)
    known = class_by_name(text, page.lexicon.column_names) is not None
    return not in_row and (known or side)


def _is_tab(layout: Layout, place: int) -> bool:
    """Tell whether a like element with words of its own stands right before."""
    owner = layout.owners[place]
    before = next(
        (
            layout.owners[other]
            for other in range(place - 1, max(-1, place - _REACH), -1)
            if layout.texts[other].strip()
        ),
        owner,
    )
    return before is not owner and before.tag == owner.tag and _near(before) is _near(owner)


def _near(block: Block) -> Block | None:
    """Give what a tab's row is: the block around it, or around its entry."""
    above = block.parent
    return above.parent if above is not None and above.tag in _ROW_TAGS else above
