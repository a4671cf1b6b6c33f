"""Score a group of rows: how surely it is the main list of its page."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from crawler.extract.dates.url_dates import url_date
from crawler.extract.lists.rows import Row, label_of
from crawler.extract.page.blocks import Anchor, Block
from crawler.extract.page.layout import Layout
from crawler.extract.page.records import Group
from crawler.extract.text.made_once import made_once
from schema.types.date_words import DateRole
from schema.types.list_words import ListWords

_FULL_TITLE = 18
_SIDE, _MAIN, _PAGED, _HEADED = 0.2, 1.3, 1.6, 0.1
_SIDE_TAGS = frozenset({"header", "footer", "nav", "aside", "select"})
_ROW_TAGS = frozenset({"li", "tr", "td", "dd", "dt"})
_PAGER_LINKS = 3
_PAGER_LABEL = 4
"""Characters of a pager's longest word (最后一页); what stands before it has more."""
_WHOLE_PAGE = frozenset({"html", "form"})
_HEADING_REACH = 14
_HEADING_LENGTH = 14
_LEADS_ON = re.compile(r"(?:更多(?:>>)?|MORE)\Z")
_BEFORE_HEADING = 4
"""Characters before a known heading (本站热点新闻); a sentence has more."""
MOST_FACTOR = 1.3 * 1.6
"""No place is worth more: a main container with a pager."""
_PERIOD = re.compile(r"(?:19|20)\d\d(?:年度?)?(?:\d{1,2}月)?|\d{1,2}月")
_FOOT_NAME = 12
"""Characters of a footer's link, on average."""
_UNDATED, _IN_TITLE, _BY_ADDRESS = 0.25, 0.8, 0.4


@dataclass(slots=True)
class Surroundings:
    """What is the same for every group of one page."""

    side: re.Pattern[str]
    main: re.Pattern[str]
    pager_places: tuple[int, ...]
    """Pieces of text where pagers begin."""
    side_headings: tuple[str, ...]
    foot_lines: tuple[str, ...] = ()
    """Words of a page's footer."""
    empty: tuple[str, ...] = ()
    """What a list says that holds nothing."""
    sides: dict[int, bool] = field(default_factory=dict)

    def is_side(self, block: Block) -> bool:
        """Tell whether a block stands in a side bar, a header, a footer or a navigation."""
        known = self.sides.get(id(block))
        if known is None:
            known = block.tag in _SIDE_TAGS or self.side.search(block.hints) is not None
            if not known and block.parent is not None:
                known = self.is_side(block.parent)
            self.sides[id(block)] = known
        return known

    def heads_side(self, text: str) -> bool:
        """Tell the heading of a block beside the main list, be it the end of a longer name.

        A sentence may end like one: 按标题检索相关信息, 没有找到相关信息.
        """
        word = next((one for one in self.side_headings if text.endswith(one)), "")
        short = bool(word) and len(text) <= len(word) + _BEFORE_HEADING
        return short and not any(one in text for one in self.empty)


def survey(layout: Layout, words: ListWords, names: Sequence[str] = ()) -> Surroundings:
    """Find the pagers, and compile the hints; a page's own name heads its main list."""
    hints = _hints(words)
    pagers = tuple(
        anchor.block.first_text
        for anchor in layout.anchors
        if anchor.text and "".join(anchor.text.split()) in hints.pagers
    )
    headings = tuple(
        word for word in words.side_headings if not any(word in name for name in names)
    )
    return Surroundings(hints.side, hints.main, pagers, headings, words.foot_lines, words.empty)


class _Hints(NamedTuple):
    side: re.Pattern[str]
    main: re.Pattern[str]
    pagers: frozenset[str]
    """What the links of a pager are called."""


@made_once
def _hints(words: ListWords) -> _Hints:
    side = _any((*words.side_hints, *words.pager_hints))
    return _Hints(side, _any(words.main_hints), frozenset((*words.next_page, *words.pager[1:11])))


def _any(hints: Sequence[str]) -> re.Pattern[str]:
    some = "|".join(re.escape(hint) for hint in hints)
    return re.compile(rf"(?:\A|[\s_-])(?:{some})")


def value_of(row: Row, *, by_address: bool) -> float:
    """Weigh a row: a long title and a date speak for it, further titled links against."""
    weight = min(len(row.title), _FULL_TITLE) / _FULL_TITLE
    if row.spots:
        spot = row.spots[0]
        shown = spot.rank % 10 <= 2 and spot.role is not DateRole.DOCUMENT and not spot.cell.hidden  # noqa: PLR2004
        weight = (0.4 + 0.6 * weight) * (1.0 if shown else _IN_TITLE)
    elif row.other_date:
        weight = (0.4 + 0.6 * weight) * _IN_TITLE
    else:
        weight *= _BY_ADDRESS if by_address else _UNDATED
    return weight - 0.7 * row.extras


def most_undated(anchor: Anchor) -> float:
    """Give what a row with this link can weigh at most while it shows no date."""
    longest = max(len(anchor.text), len(anchor.title), len(anchor.picture))
    weight = min(longest, _FULL_TITLE) / _FULL_TITLE
    return weight * (_BY_ADDRESS if is_dated_address(anchor.href) else _UNDATED)


def is_dated_address(href: str | None) -> bool:
    """Tell whether an address carries a date."""
    return href is not None and url_date(href) is not None


def place_factor(layout: Layout, group: Group, about: Surroundings) -> float:
    """Weigh a group's place: side bars and navigation against main containers and pagers."""
    factor = 1.0
    if about.is_side(group.place):
        factor *= _SIDE
    elif any(about.main.search(block.hints) for block in islice(_chain(group.place), 4)):
        factor *= _MAIN
    if _has_side_heading(layout, group, about) and not turns_in_its_box(layout, group, about):
        factor *= _HEADED
    if is_paged(layout, group, about):
        factor *= _PAGED
    return factor


def _chain(block: Block | None) -> Iterator[Block]:
    while block is not None and block.tag != "body":
        yield block
        block = block.parent


def _has_side_heading(layout: Layout, group: Group, about: Surroundings) -> bool:
    """Look at the last words before the group, or at its first record if that is no link.

    One row's heading is that of the list it is in.
    """
    top = group.records[0]
    first = top.first_text
    if top.end_link == top.first_link and _is_side_heading(layout, first, top.end_text, about):
        return True
    if len(group.records) == 1 and group.place.tag in _ROW_TAGS and group.place.parent is not None:
        first = group.place.parent.first_text
    return _is_side_heading(layout, max(0, first - _HEADING_REACH), first, about)


def _is_side_heading(layout: Layout, first: int, end: int, about: Surroundings) -> bool:
    """Tell whether a range ends in the heading of a block beside the main list, as it is seen."""
    seen = (place for place in range(first, end) if not layout.owners[place].hidden)
    flat = (_LEADS_ON.sub("", "".join(layout.texts[place].split())) for place in seen)
    said = [text for text in flat if text]
    if not said or about.heads_side(said[-1]):
        return bool(said)
    parted = "".join(said)[-_HEADING_LENGTH:]
    word = next((one for one in about.side_headings if parted.endswith(one)), "")
    return len(word) > len(said[-1])


def turns_in_its_box(layout: Layout, group: Group, about: Surroundings) -> bool:
    """Tell a list whose heading and pager stand in one box: a block beside the main list has none.

    The main list of a page may be headed 最新发布.
    """
    box = next(
        (
            one
            for one in _chain(group.place)
            if not layout.is_blank(one.first_text, group.first_text)
        ),
        None,
    )
    if box is None or box.tag in _WHOLE_PAGE:
        return False
    pager = bisect_left(about.pager_places, group.end_text - 1)
    inside = pager < len(about.pager_places) and about.pager_places[pager] < box.end_text
    if not inside:
        return False
    behind = islice(layout.anchors, group.records[-1].end_link, None)
    nearest = next((one for one in behind if len(label_of(one)) > _PAGER_LABEL), None)
    return nearest is None or nearest.block.first_text > about.pager_places[pager]


def is_paged(
    layout: Layout, group: Group, about: Surroundings, *, most: int = _PAGER_LINKS
) -> bool:
    """Tell whether a pager stands behind the group with hardly a link, `most`, in between."""
    end = group.end_text
    pager = bisect_left(about.pager_places, end - 1)
    if pager == len(about.pager_places):
        return False
    between = 0
    for place in range(group.records[-1].end_link, len(layout.anchors)):
        anchor = layout.anchors[place]
        if anchor.block.first_text >= about.pager_places[pager]:
            break
        between += len(label_of(anchor)) >= _PAGER_LINKS
        if between > most:
            return False
    return True


def is_no_list(rows: Sequence[Row], foot_lines: Sequence[str]) -> bool:
    """Tell a footer's links, or the years or months to choose among, from entries of a list.

    None shows a day. A footer's are short names (关于我们, 网站地图), one of them a line of its own
    (the record number).
    """
    if any(row.spots for row in rows):
        return False
    if all(_PERIOD.fullmatch(row.title.strip()) for row in rows):
        return True
    lines = any(word in row.title for row in rows for word in foot_lines)
    return lines and sum(len(row.title) for row in rows) <= _FOOT_NAME * len(rows)
