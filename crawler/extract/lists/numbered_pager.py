"""Find the next page in a pager of numbers: the one that is no link is the page shown."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crawler.extract.page.blocks import Anchor, Block
from crawler.extract.page.layout import Layout
from crawler.extract.text.urls import resolve

PAGER_HINT = re.compile(r"pag(?:e|er|ing|ination)|\bfy\b|turn", re.IGNORECASE)
"""What the id or class of a pager says."""

_NUMBER = re.compile(r"[\[【(（ ]*(\d{1,4})[\]】)） ]*\Z")
_TOLD = re.compile(r"第\s?(\d{1,4})\s?页")
_COUNTING, _UNITS = ("共", "每页", "总计"), ("条", "篇", "项", "个", "页")
"""What stands around a number of something else: 每页 6 条."""
_FOLDER = re.compile(r"\A[^?#]*/(?:(?:index|default)\.\w+)?\Z", re.IGNORECASE)
_LARGEST = 1_500
"""Numbers above are years of an archive, no pages."""
_REACH = 4
_WORD = "页"
_FEWEST, _MOST = 3, 11
"""Numbers in a row that is named no pager; a year has twelve months."""
_DIGITS = re.compile(r"\d+")


def in_pager(block: Block | None) -> bool:
    """Tell whether a block stands in an element that is named as a pager."""
    for _ in range(_REACH):
        if block is None:
            return False
        if PAGER_HINT.search(block.hints):
            return True
        block = block.parent
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedPager:
    """Links to pages by their numbers; `shown` is the page that they stand on, if it is known."""

    links: dict[int, Anchor]
    shown: int | None

    @property
    def following(self) -> Anchor | None:
        """The link to the page behind the one shown; None on the last page."""
        return None if self.shown is None else self.links.get(self.shown + 1)


def numbered_pager(layout: Layout, own: str | None) -> NumberedPager | None:
    """Find the pager of numbers on the page of this address.

    The page shown is the number whose link leads to the page itself, else the smallest number of
    the row that is no link and stands there all the same: 1 [2] [3], or 第1页 [2]; else a folder
    shows the first of its pages. Of several rows the first that tells its page is taken.
    """
    pagers = [
        NumberedPager(links=links, shown=_leads_home(links, own) or _shown(layout, box, links))
        for box, links in _rows(layout)
    ]
    told = next((pager for pager in pagers if pager.shown is not None), None)
    if told is not None:
        return told
    rows = [pager for pager in pagers if len(pager.links) > 1]
    if len(pagers) == 1 and rows and _begins_folder(rows[0].links, own):
        return NumberedPager(links=rows[0].links, shown=1)
    return next(iter(rows), None)


def _leads_home(links: dict[int, Anchor], own: str | None) -> int | None:
    if own is None:
        return None
    home = (number for number, anchor in links.items() if resolve(own, anchor.href) == own)
    return next(home, None)


def _begins_folder(links: dict[int, Anchor], own: str | None) -> bool:
    """Tell whether a folder's page stands before the numbers: list_4_1.html is its other name.

    So is a query to a program of the site that differs from the second page's in the number alone.
    """
    if own is None or not {1, 2} <= links.keys() or not _FOLDER.search(own):
        return False
    first, second = resolve(own, links[1].href), resolve(own, links[2].href)
    if first is None or second is None:
        return False
    inside = first.startswith(own.rpartition("/")[0] + "/")
    return inside or (_is_asked_of(first, own) and _turns_to(first, second))


def _is_asked_of(address: str, own: str) -> bool:
    """Tell whether an address asks a program of the same host."""
    return "?" in address and address.split("/")[:3] == own.split("/")[:3]


def _turns_to(first: str, second: str) -> bool:
    head, _, tail = first.rpartition("1")
    return f"{head}2{tail}" == second


def _rows(layout: Layout) -> Iterator[tuple[Block, dict[int, Anchor]]]:
    """Give the links that are called by numbers, by the block that holds them together."""
    rows: dict[int, tuple[Block, dict[int, Anchor]]] = {}
    for anchor in layout.anchors:
        found = _NUMBER.match(anchor.text) if anchor.text[:1] in _BEGINNINGS else None
        box = _box(anchor.block)
        if found is None or box is None or int(found.group(1)) > _LARGEST:
            continue
        row = rows.setdefault(box.first_block, (box, {}))
        row[1].setdefault(int(found.group(1)), anchor)
    for box, links in rows.values():
        if in_pager(box) or _WORD in layout.text_of(box) or _is_series(links):
            yield box, links


def _is_series(links: dict[int, Anchor]) -> bool:
    """Tell numbers from 1 on whose addresses differ in figures alone; a calendar has more."""
    numbers = sorted(links.keys() | {1})
    if not _FEWEST <= len(numbers) <= _MOST or numbers[-1] != len(numbers):
        return False
    written = [links[number].href or "" for number in numbers[1:]]
    alike = {_DIGITS.sub("", address) for address in written}
    return len(alike) == 1 and len(set(written)) == len(written) and "" not in alike


_BEGINNINGS = frozenset("0123456789[【(（")


def _box(block: Block) -> Block | None:
    """Give the element that holds the entries: of a list of items the list."""
    box = block.parent
    while box is not None and box.tag in {"li", "span", "td", "em", "b", "strong"}:
        box = box.parent
    return box


def _shown(layout: Layout, box: Block, links: dict[int, Anchor]) -> int | None:
    """Give the number beside the links that is itself no link: next to one of theirs.

    Only a piece of text that is a number and nothing else, or 第2页, tells a page: not 共30条.
    """
    standing: set[int] = set()
    place = box.first_text
    inside = ((one.block.first_text, one.block.end_text) for one in _inner(layout, box))
    for first, end in (*inside, (box.end_text, box.end_text)):
        standing.update(_told(layout.texts[place:first]))
        place = max(place, end)
    beside = (
        number
        for number in sorted(standing - links.keys())
        if number + 1 in links or number - 1 in links
    )
    return next(beside, None)


def _told(texts: list[str]) -> Iterator[int]:
    """Give the pages that pieces of text between links tell."""
    said = [text.strip() for text in texts if text.strip()]
    for before, text, behind in zip(["", *said], said, [*said[1:], ""], strict=False):
        number = _NUMBER.match(text)
        counts = before.endswith(_COUNTING) or behind.startswith(_UNITS)
        found = _TOLD.search(text) if number is None or counts else number
        if found is not None:
            yield int(found.group(1))


def _inner(layout: Layout, box: Block) -> list[Anchor]:
    return layout.anchors[box.first_link : box.end_link]
