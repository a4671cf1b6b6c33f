"""Find the publish date of a list's row: whole, split over several elements, or without a year."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate, chain
from typing import NamedTuple

from crawler.extract.dates.date_labels import role_before
from crawler.extract.dates.date_text import TextDate, find_bare, find_dates
from crawler.extract.dates.day_boxes import boxed_days
from crawler.extract.dates.split_dates import completed, place_of_year, without_year
from crawler.extract.page.blocks import Block
from crawler.extract.page.headers import cell_of
from crawler.extract.page.layout import Layout
from schema.types.date_words import DateRole, DateWords

_MAYBE = re.compile(
    r"\d\s{0,2}[-/.年月:：]|[一二]\s?[〇零○]|\b[A-Z][a-z]{2}|(?<!\d)\d{1,2}日?(?!\d)|年|民[國国]|20\d{6}",
)
_DATE_START = re.compile(
    r"\d(?=\s{0,2}[-/.年月년월‐‑‒–—―−－／．])|[一二](?=[〇0Oo零一二三四五六七八九○◯０Ｏｏ]{3})|民[國国]"
    r"|[12１２][09０９]\d\d(?!\d)|\d(?=[日年月]?\s+\d)"
    r"|(?<!\d)20\d{6}(?!\d)"
)
"""What every date holds, whatever its form."""
_NOT_WORDS = re.compile(
    r"[\s\W\d_年月日时分秒]|发布|更新|时间|日期|时 间|日 期|AM|PM", re.IGNORECASE
)
IN_TITLE = 4
"""Ranks, by their last figure, of dates that are believed where most rows have them begin here."""
_SHORT = 200
"""Characters of a text whose dates are kept: many rows are asked twice, and so are headings."""
_ENDS_OF_DATES = frozenset("年月日")
_FEW = 4
_LEAST_WORDS = 2
_BAR = "|"
_BEGINNINGS = frozenset("0123456789０１２３４５６７８９ \t\r\n\xa0\u3000")
"""Figures, and the blanks that may stand before some."""
_WEEKDAY = re.compile("(?:星期|周)[一二三四五六日天]")
_LONGEST_ALONE = 400
"""Characters, blanks and line ends among them, of an element that may hold a date alone."""
_REFUSED = frozenset({DateRole.OTHER, DateRole.CLOCK})
_SPOKEN = re.compile(r"[\u4e00-\u9fff，、]")
"""What goes on behind a date that is a part of a sentence: 6月15日停电, 3月5日，县委…"""
_WORD_BEFORE = re.compile(r"[\u4e00-\u9fff]\Z")
_TO = re.compile(r"\s*(?:\d{1,2}[:：]\d\d(?:[:：]\d\d)?)?\s*(?:至|到|[-－—–─~～]{1,2})\s*\Z")
"""What joins the end of a span of days to its beginning, whose time may stand before."""
_LABEL_GAPS = " \u3000\xa0\t\n:：[【(（|"
_ROLE_RANK = {
    DateRole.PUBLISH: 0,
    DateRole.ENTERED: 1,
    DateRole.STAMP: 1,
    DateRole.UPDATED: 3,
    DateRole.DOCUMENT: 4,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A date in a row; the less its `rank`, the better it stands for the publish date."""

    found: TextDate
    role: DateRole | None
    rank: int
    cell: Block
    alone: bool
    """The element holds nothing but the date and its label."""
    place: int
    """The piece of text that it begins in."""


@dataclass(frozen=True, slots=True)
class RowText:
    """The text of a row with the layout's piece for each place."""

    text: str
    starts: list[int]
    """Where each piece of the layout begins in the joined text of the page."""
    offset: int
    """Where the row begins in it."""

    def piece_at(self, place: int) -> int:
        """Give the number, in the layout, of the piece that holds this place."""
        return bisect_right(self.starts, place + self.offset) - 1


class _Joined(NamedTuple):
    """The pieces of a page, joined as rows want them."""

    text: str
    starts: list[int]
    """Where each piece begins; one more for the end."""
    apart: set[int]
    """The pieces that a blank was put before."""


@lru_cache(maxsize=2)
def _join(layout: Layout) -> _Joined:
    """Join all pieces; a blank keeps 2020-12-04 in one from 139个产品 in the next.

    A bar keeps the figures of a title from those of a date beside it: 年度报告2019 and 03-15.
    """
    texts = layout.texts
    pieces = [
        f" {text}" if text[:1].isdigit() or _ends_in_number(before) else text
        for before, text in zip(chain(("",), texts), texts, strict=False)
    ]
    for place, text in enumerate(texts):
        begins = text[:1] in _BEGINNINGS and text.lstrip()[:1].isdigit()
        if begins and _is_of_words(texts, place):
            pieces[place] = _BAR + text
    starts = list(accumulate(map(len, pieces), initial=0))
    apart = {
        place
        for place, (text, piece) in enumerate(zip(texts, pieces, strict=True))
        if text is not piece
    }
    return _Joined("".join(pieces).replace("\n", " "), starts, apart)


def _is_of_words(texts: Sequence[str], place: int) -> bool:
    """Tell whether figures follow others of which some belong to words, blanks between or not."""
    last = next((one for one in range(place - 1, -1, -1) if texts[one].strip()), None)
    if last is None or not _ends_in_number(texts[last].rstrip()):
        return False
    return _says_more(texts[last]) or _says_more(texts[place])


def _says_more(text: str) -> bool:
    """Tell whether a piece of text holds words besides those of dates."""
    return len(_NOT_WORDS.sub("", _WEEKDAY.sub("", text[:_LONGEST_ALONE]))) >= _LEAST_WORDS


def _ends_in_number(text: str) -> bool:
    last = text[-1:]
    return last.isdecimal() or last in _ENDS_OF_DATES


def row_text(layout: Layout, first: int, end: int) -> RowText:
    """Join the pieces of a row."""
    joined = _join(layout)
    offset = joined.starts[first] + (first in joined.apart and first < end)
    return RowText(joined.text[offset : joined.starts[end]], joined.starts, offset)


def dated_pieces(layout: Layout) -> list[int]:
    """Give the pieces of text that a date can begin in; rows without one hold none."""
    joined = _join(layout)
    pieces: dict[int, None] = {}
    for match in _DATE_START.finditer(joined.text):
        pieces[bisect_right(joined.starts, match.start()) - 1] = None
    return list(pieces)


def find_spots(layout: Layout, row: RowText, title: range, words: DateWords) -> list[Spot]:
    """Find the dates of a row, the best first; `title` is the range of the title's pieces."""
    if not _MAYBE.search(row.text):
        return []
    spots = []
    refused: TextDate | None = None
    for told in _dates(row.text):
        found = told
        if (year := place_of_year(row.text, told)) is not None:
            apart = (row.piece_at(year) in title) is not (row.piece_at(told.start) in title)
            found = without_year(row.text, told) if apart else told
        piece = row.piece_at(found.start)
        role = None if _ends_title(row, found, title) else _role(layout, row, found, words)
        if role in _REFUSED or _ends_span(row.text, refused, found):
            refused = found
            continue
        owner = layout.owners[piece]
        alone = _is_alone(layout, owner, found)
        if role is None and not alone and (found.bare or _is_spoken(row.text, found)):
            continue
        rank = 10 * _ROLE_RANK.get(role, 1) if role else 10
        rank += (0 if alone else 2) if piece not in title or alone else _title_rank(row, found)
        spots.append(
            Spot(found=found, role=role, rank=rank, cell=owner, alone=alone, place=piece),
        )
    return sorted(_shown(_without_numbers(spots)), key=lambda spot: spot.rank)


def _shown(spots: Sequence[Spot]) -> Sequence[Spot]:
    """Leave hidden days out beside one that a reader sees, whatever their labels say."""
    seen = [spot for spot in spots if not spot.cell.hidden]
    return seen or spots


def _without_numbers(spots: Sequence[Spot]) -> Sequence[Spot]:
    """Leave eight bare digits out beside a day that is written as one: they number the row."""
    told = [spot for spot in spots if spot.role is not None or not spot.found.bare]
    return told or spots


def _role(layout: Layout, row: RowText, found: TextDate, words: DateWords) -> DateRole | None:
    """Give the role of a date; the words of the element before its label are none of the label."""
    role = role_before(row.text, found.start, words)
    if role is not DateRole.OTHER:
        return role
    label = len(row.text[: found.start].rstrip(_LABEL_GAPS))
    piece = row.piece_at(max(0, label - 1))
    begins = row.starts[piece] - row.offset
    if begins <= 0 or _is_inside(layout.owners[piece], layout.owners[piece - 1]):
        return role
    return role_before(row.text[begins:], found.start - begins, words)


def _ends_title(row: RowText, found: TextDate, title: range) -> bool:
    """Tell a date behind a title whose last words sound like a label (关于调整办公时间)."""
    before = row.text[: found.start].rstrip(_LABEL_GAPS.replace(":", "").replace("：", ""))
    apart = row.piece_at(found.start) not in title
    return (
        bool(before)
        and apart
        and before[-1] not in ":："
        and row.piece_at(len(before) - 1) in title
    )


def _is_inside(block: Block, other: Block) -> bool:
    """Tell whether a block is another, or stands in it: 截止 before <b>时间：</b> is its label."""
    here: Block | None = block
    while here is not None and here is not other:
        here = here.parent
    return here is not None


def _ends_span(text: str, begin: TextDate | None, found: TextDate) -> bool:
    """Tell the end of a span of days whose beginning is no publish date (征集时间：… 至 …)."""
    return begin is not None and _TO.match(text[begin.end : found.start]) is not None


def _is_spoken(text: str, found: TextDate) -> bool:
    """Tell a date that a sentence or a title goes on behind; figures want a word before as well."""
    if not _SPOKEN.match(text, found.end):
        return False
    return found.raw[-1:] in _ENDS_OF_DATES or bool(_WORD_BEFORE.search(text[: found.start]))


def holds_date(row: RowText) -> bool:
    """Tell whether a row holds a whole date of any meaning."""
    if not _MAYBE.search(row.text):
        return False
    return any(found.year is not None and found.day is not None for found in _dates(row.text))


def by_header(
    spots: Sequence[Spot],
    head: Block,
    names: Sequence[str],
    words: DateWords,
) -> list[Spot]:
    """Rank a row's dates again by the names of their cells' columns (发布日期 before 成文日期)."""
    ranked = []
    for spot in spots:
        cell = cell_of(head, spot.place)
        name = names[cell] if cell is not None and cell < len(names) else ""
        role = role_before(f"{name}：", len(name) + 1, words) if name and not spot.role else None
        if role in _REFUSED:
            continue
        rank = 10 * _ROLE_RANK[role] + spot.rank % 10 if role else spot.rank
        ranked.append(replace(spot, role=role or spot.role, rank=rank))
    return sorted(ranked, key=lambda spot: spot.rank)


def _title_rank(row: RowText, found: TextDate) -> int:
    """Rank a date inside the title's own text: in brackets at an end it is none of the title."""
    bracketed = row.text[found.start - 1 : found.start] in {"(", "（", "[", "【"}
    return IN_TITLE if bracketed else IN_TITLE + 2


def _is_alone(layout: Layout, owner: Block, found: TextDate) -> bool:
    """Tell whether an element holds little but a date; one that holds all rows is not read."""
    starts = _join(layout).starts
    if starts[owner.end_text] - starts[owner.first_text] > _LONGEST_ALONE:
        return False
    text = layout.text_of(owner)
    rest = _NOT_WORDS.sub("", text.replace(found.raw, "", 1))
    return len(rest) < _FEW and len(text) < 40  # noqa: PLR2004


def _dates(text: str) -> tuple[TextDate, ...]:
    return _dates_once(text) if len(text) <= _SHORT else _read_dates(text)


def _read_dates(text: str) -> tuple[TextDate, ...]:
    boxes = boxed_days(text)
    found = [completed(text, one) for one in (*find_dates(text), *find_bare(text))]
    return (*(one for one in found if not any(_overlap(one, box) for box in boxes)), *boxes)


_dates_once = lru_cache(maxsize=1024)(_read_dates)


def _overlap(one: TextDate, other: TextDate) -> bool:
    return one.start < other.end and other.start < one.end
