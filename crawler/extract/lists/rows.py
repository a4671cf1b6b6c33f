"""Read one record of a group as a row: its link, its title and the dates that stand in it."""

import re
from dataclasses import dataclass
from itertools import filterfalse
from typing import NamedTuple

from crawler.extract.lists.row_dates import RowText, Spot, find_spots, holds_date, row_text
from crawler.extract.lists.spare_days import spare_spots
from crawler.extract.page.blocks import Anchor
from crawler.extract.page.layout import Layout
from crawler.extract.page.page_name import CRUMB_WORD
from crawler.extract.page.records import Record, anchors_of
from crawler.extract.text.made_once import made_once
from schema.types.date_words import DateRole, DateWords
from schema.types.list_words import ListWords

_SHORT, _LONG = 6, 8
_LEAST_UNLINKED = 4
_MOST_LINKS = 3
LONGEST_ROW = 700
"""Characters; an article's whole text is no row, its summary is."""
_NO_LETTERS = re.compile(r"[\W\d_年月日时分]")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_TITLE_HINT = re.compile(r"tit|\bbt\b|headline|subject")
_CUT = re.compile(r"(?:…+|\.{2,}|。。。)\s*\Z")
_BRACKETED = re.compile(r"\A[\[【［(（].*[\]】］)）]\Z")
_OPENS = ("[", "【", "［")
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|zip|rar|wps|ofd|pptx?)\Z", re.IGNORECASE)
_NUMBER = re.compile(r"\A[\d\s.、/()（）-]*\Z")
_NUMBER_START = frozenset("0123456789 .、/()（）-").union(
    chr(c) for c in range(0x3000) if chr(c).isdecimal() or chr(c).isspace()
)
_LEAD = re.compile(r"\A[\s·•●▪◆■○►▶>»・|\-–—:：]+")
_TAIL = re.compile(r"[\s|·\-–—:：]+\Z")
_NAMED = re.compile(r"《([^《》]{4,})》")
"""The document that a title speaks of."""
_EMPTY_BRACKETS = re.compile(r"[(（\[【［]\s*[)）\]】］]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A record as read; `extras` weighs the further links."""

    record: Record
    text: RowText
    anchor: Anchor | None
    title: str
    spots: tuple[Spot, ...]
    extras: float
    other_date: bool
    """No publish date, but one of another kind: a letter's, an event's."""
    pinned: bool


def read_row(
    layout: Layout,
    record: Record,
    words: ListWords,
    dates: DateWords,
) -> Row | None:
    """Read a record; None where it holds neither a titled link nor a dated text."""
    text = row_text(layout, record.first_text, record.end_text)
    if len(text.text) > LONGEST_ROW or CRUMB_WORD.search(text.text):
        return None
    names = _names(words)
    anchors = [one for one in anchors_of(layout, record) if _says(one, names.more)]
    anchor = _main(layout, anchors)
    if anchor is None and record.end_link > record.first_link and not text.text.strip():
        return None
    spots = find_spots(layout, text, _range(anchor), dates)
    if not spots and not holds_date(text):
        spots = spare_spots(layout, text, anchor, dates)
    if anchor is None and (not spots or spots[0].role is DateRole.UPDATED):
        return None  # 最后更新：2020-06-18 is the page's own line
    title = _title(layout, anchor, text, spots)
    if not title or "".join(title.split()) in names.pager:
        return None
    return Row(
        record=record,
        text=text,
        anchor=anchor,
        title=title,
        spots=tuple(spots),
        extras=_extras(anchors, anchor),
        other_date=not spots and holds_date(text),
        pinned=any(mark in text.text for mark in words.pinned),
    )


def is_pager(layout: Layout, record: Record, words: ListWords) -> bool:
    """Tell a record that holds nothing but the links of a pager."""
    labels = ["".join(label_of(anchor).split()) for anchor in anchors_of(layout, record)]
    pager = _names(words).pager
    return bool(labels) and all(label in pager or label.isdecimal() for label in labels)


def label_of(anchor: Anchor) -> str:
    """Give what a link is called: its text, its title attribute or its picture's."""
    return anchor.text or anchor.title or anchor.picture


class _Names(NamedTuple):
    more: frozenset[str]
    pager: frozenset[str]


@made_once
def _names(words: ListWords) -> _Names:
    return _Names(frozenset(words.more), frozenset(words.pager))


def _says(anchor: Anchor, more: frozenset[str]) -> bool:
    label = label_of(anchor).strip("[]【】［］()（） ")
    if not label or label in more:
        return False
    return label[0] not in _NUMBER_START or not _NUMBER.match(label)


def _main(layout: Layout, anchors: list[Anchor]) -> Anchor | None:
    """Choose the link that names the row: the first long one, tags in brackets aside."""
    if len(anchors) <= 1:
        return anchors[0] if anchors else None
    real = [anchor for anchor in anchors if anchor.href]
    anchors = real or anchors  # a row that is clicked on as a whole may hold links of its own
    weights = [_weight(layout, anchor) for anchor in anchors]
    best = max(weights)
    return next(a for a, weight in zip(anchors, weights, strict=True) if 2 * weight >= best)


def _weight(layout: Layout, anchor: Anchor) -> float:
    label = label_of(anchor)
    weight = float(min(len(label), 30))
    if not anchor.text:
        weight /= 4
    if _is_file(anchor):
        weight /= 2  # beside a page it is an attachment, behind a tag it is the entry itself
    first = anchor.block.first_text
    opened = first > 0 and layout.texts[first - 1].rstrip().endswith(_OPENS)
    return weight / 3 if opened or _BRACKETED.match(label) else weight


def _range(anchor: Anchor | None) -> range:
    return range(anchor.block.first_text, anchor.block.end_text) if anchor else range(0)


def _extras(anchors: list[Anchor], main: Anchor | None) -> float:
    """Weigh the links beside the row's own: titled ones count, many short ones a little.

    Files beside a page are its attachments, however long their names are.
    """
    if main is None or (len(anchors) == 1 and (main.text or main.title)):
        return 0
    others = max(0, len(anchors) - _MOST_LINKS)
    same = {main.text, main.title, ""}
    hrefs = {main.href}
    count = 0.0
    for one in anchors if _is_file(main) else filterfalse(_is_file, anchors):
        label = label_of(one)
        other = one.href not in hrefs or _script(one)
        if len(label) >= _LONG and label not in same and other and not _is_about(main, label):
            count += 1
            same.add(label)
    return count + others / 5


def _is_about(main: Anchor, label: str) -> bool:
    """Tell a link about the row's own document: 《方案》政策解读 beside 关于印发《方案》的通知."""
    title = label_of(main)
    names = (*_NAMED.findall(title), *_NAMED.findall(label))
    return any(name in title and name in label for name in names)


def _is_file(anchor: Anchor) -> bool:
    return _FILE.search(anchor.href or "") is not None


def _script(anchor: Anchor) -> bool:
    return (anchor.href or "").lower().startswith("javascript:")


def _title(layout: Layout, anchor: Anchor | None, text: RowText, spots: list[Spot]) -> str:
    if anchor is None:
        title = _without_date(text.text, spots)
        return title if len(_NO_LETTERS.sub("", title)) >= _LEAST_UNLINKED else ""
    shown = _named_part(layout, anchor) or anchor.text
    if not shown:
        return anchor.title or anchor.picture
    if anchor.title and _cut_from(shown, anchor.title):
        return anchor.title
    return _without_date(shown, spots)


def _named_part(layout: Layout, anchor: Anchor) -> str:
    """Give the heading of a link that wraps a whole card."""
    inner = layout.inside(anchor.block)
    if not inner:
        return ""
    heading = next((block for block in inner if block.tag in _HEADINGS), None)
    if heading is None:
        heading = next((block for block in inner if _TITLE_HINT.search(block.hints)), None)
    return layout.text_of(heading) if heading is not None else ""


def _cut_from(shown: str, title: str) -> bool:
    """Tell whether the text shown is the title attribute cut short."""
    core = _CUT.sub("", shown).strip()
    cut = core != shown.strip() or len(title) > len(shown)
    head = _LEAD.sub("", core)[:_SHORT]
    return cut and bool(head) and head in title


def _without_date(text: str, spots: list[Spot]) -> str:
    """Drop the row's own date where it stands at an end of the title."""
    raw = spots[0].found.raw if spots else ""
    if raw and raw in text and len(text) > len(raw) + 2:
        at_end = text.rstrip(" )）]】］").endswith(raw)
        if at_end or text.lstrip(" (（[【［").startswith(raw):
            text = _EMPTY_BRACKETS.sub("", text.replace(raw, "", 1))
    return _TAIL.sub("", _LEAD.sub("", text)).strip()
