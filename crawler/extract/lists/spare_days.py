"""Find the day of a row whose text holds no whole date: a bare 6-18, or the tip over its link."""

import re
from collections.abc import Iterator

from crawler.extract.dates.date_labels import role_before
from crawler.extract.dates.date_text import TextDate, find_dates
from crawler.extract.lists.row_dates import IN_TITLE, RowText, Spot
from crawler.extract.page.blocks import Anchor
from crawler.extract.page.layout import Layout
from schema.types.date_words import DateRole, DateWords

_BARE = re.compile(
    r"[\[【(（]?(?P<month>1[0-2]|0?[1-9])(?P<mark>[-/])(?P<day>3[01]|[12]\d|0?[1-9])[\]】)）]?\Z"
    r"|[\[【(（]?(?P<month_2>1[0-2]|0[1-9])\.(?P<day_2>3[01]|[12]\d|0[1-9])[\]】)）]?\Z"
)
"""A month and a day as old programs write them, alone in its element but for a label."""
_LONGEST = 7
_LABEL = re.compile(r"[\u4e00-\u9fff\s]{2,8}[:：]\s{0,2}")
_LEAST_TIP = 12
_TOLD = frozenset({DateRole.PUBLISH, DateRole.STAMP})
_UNSURE = 10 + IN_TITLE
"""The figures may mean something else: believed where most rows have them."""


def spare_spots(
    layout: Layout, row: RowText, anchor: Anchor | None, words: DateWords
) -> list[Spot]:
    """Give what may stand for the date of a row that shows none."""
    tip = _of_tip(anchor, words) if anchor is not None else None
    return [tip] if tip is not None else list(_bare_days(layout, row, anchor, words))[:1]


def _of_tip(anchor: Anchor, words: DateWords) -> Spot | None:
    """Read the tip that lists a page's facts (文章标题：… 发布时间：…)."""
    if len(anchor.title) < _LEAST_TIP:
        return None
    for found in find_dates(anchor.title):
        role = role_before(anchor.title, found.start, words)
        if role in _TOLD and found.value is not None:
            place = anchor.block.first_text
            return Spot(
                found=found, role=role, rank=_UNSURE, cell=anchor.block, alone=False, place=place
            )
    return None


def _bare_days(
    layout: Layout, row: RowText, anchor: Anchor | None, words: DateWords
) -> Iterator[Spot]:
    title = anchor.block if anchor is not None else None
    first, last = row.piece_at(0), row.piece_at(max(0, len(row.text) - 1))
    for place in range(first, last + 1):
        text = _without_label(layout.texts[place].strip(), words)
        match = _BARE.match(text) if 0 < len(text) <= _LONGEST else None
        owner = layout.owners[place]
        if match is None or owner is title:
            continue
        month, day = match["month"] or match["month_2"], match["day"] or match["day_2"]
        start = max(0, row.starts[place] - row.offset)
        found = TextDate(
            year=None, month=int(month), day=int(day), start=start, end=start + len(text), raw=text
        )
        yield Spot(found=found, role=None, rank=_UNSURE, cell=owner, alone=True, place=place)


def _without_label(text: str, words: DateWords) -> str:
    """Give a text without the label that makes its figures a publish date (发布时间：11-20)."""
    label = _LABEL.match(text)
    if label is None or role_before(text, label.end(), words) not in _TOLD:
        return text
    return text[label.end() :]
