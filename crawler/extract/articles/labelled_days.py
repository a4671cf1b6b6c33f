"""Tell the labelled days that are of something else: a law, a standard in the text, another page.

发布日期 is said of many things. Where it may be another's, the page's own day stays open.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence

from crawler.extract.articles.bylines import is_in_sentence
from crawler.extract.articles.other_days import holds_title, is_inside, is_linked_page
from crawler.extract.dates.date_labels import UNPARTED, label_before
from crawler.extract.dates.date_text import TextDate
from crawler.extract.page.blocks import Block
from crawler.extract.page.flow import Flow, Zone
from crawler.extract.text.made_once import made_once
from schema.types.date_words import DateWords

_PROSE = re.compile(r"[。；，]")
_BARRED = re.compile(r"[\s\[【（(|｜/·•:：>＞]")
"""What may stand before a label in a line of fields."""
_ANNOUNCED = re.compile(r"[\u4e00-\u9fff]{2,8}\s?[:：]\s*\Z")
_CLOCK = re.compile(r"\s?\d{1,2}[:：]\d\d")
_WORD = 14
_TITLE = 14
"""Characters of a link that is called as a document is: names of sources are shorter."""
_FIELD = 40
"""Characters of a field in an element of its own: its label, its day, a clock."""
_BAR, _LONG_BAR = 60, 160
"""Characters of a title bar's line, anywhere and right behind the title."""
_LINE, _PIECES = 300, 20
"""Characters, and pieces, of a line around a label that are looked at."""
_LAW_REACH = 80
_TABLE_REACH = 300
_TEXT_REACH = 640
_PAIR, _BOX_REACH = 2, 120
"""Pieces of a label and its day, and characters around it in which its box's other fields stand."""


def is_of_another(
    flow: Flow, found: TextDate, title_ends: Sequence[int], words: DateWords, *, apart: bool
) -> bool:
    """Tell whether a day's label speaks of something else than the page.

    `apart`: it stands over the title, far below it, or behind its text.
    """
    label = label_before(flow.text, found.start, words)
    if label is None:
        return False
    start, word = label
    if word < UNPARTED and is_in_sentence(flow, found, start, words):
        return True
    if not _is_element(flow, start, found.end) and (
        _is_in_prose(flow, start, title_ends, words, most=_BAR if apart else _LONG_BAR)
        or (apart and _is_glued(flow, start))
    ):
        return True
    return (
        _is_under_other_heading(flow, found, start)
        or _is_laws(flow, found, start, word, words)
        or _is_links(flow, start, title_ends, words)
        or _is_below_link(flow, found, start, title_ends, words)
        or (apart and _is_in_text(flow, found, start, words))
    )


def _is_in_prose(
    flow: Flow, start: int, title_ends: Sequence[int], words: DateWords, *, most: int
) -> bool:
    """Tell whether a sentence, or a part of one, goes before the label in its line.

    The title in the same line is none; and a line of up to so many characters with a title bar's
    words may part its fields by commas.
    """
    line, end = flow.line_at(start, start)
    behind = bisect_right(title_ends, start)
    begin = max(line, title_ends[behind - 1] if behind else line)
    barred = end - begin <= most and _sources(words).search(flow.text, begin, end) is not None
    if barred and "。" not in flow.text[begin:start]:
        return False
    return _PROSE.search(flow.text, max(begin, start - _LINE), start) is not None


def _is_glued(flow: Flow, start: int) -> bool:
    """Tell whether words touch the label, or another label goes right before it."""
    line, _ = flow.line_at(start, start)
    before = flow.text[max(line, start - 1) : start]
    if before and not _BARRED.match(before):
        return True
    return flow.text[max(line, start - _LINE) : start].rstrip().endswith(("：", ":"))


def _is_element(flow: Flow, start: int, end: int) -> bool:
    """Tell whether an element of its own holds the label and the day, and little beside.

    They may have one each, side by side.
    """
    number = bisect_right(flow.starts, start) - 1
    piece = flow.piece_at(start)
    last = flow.starts[number] + len(piece)
    if flow.text[flow.starts[number] : start].strip() or len(piece.strip()) > _FIELD:
        return False
    beside = flow.piece_at(last) if last < end else ""
    return last >= end or (last + len(beside) >= end and len(beside.strip()) <= _FIELD)


def _is_in_text(flow: Flow, found: TextDate, start: int, words: DateWords) -> bool:
    """Tell whether the label stands in a row of a table in the text."""
    behind = "。" in flow.text[max(0, start - _TEXT_REACH) : start]
    apart = flow.line_at(found.start, found.end)[0] > start
    table = flow.zone_at(found.start) & Zone.TABLE
    return bool(behind and apart and table) and not _names_document(flow, found, words)


def _is_under_other_heading(flow: Flow, found: TextDate, start: int) -> bool:
    """Tell whether the label heads a column, and the day stands in the next row's first cell."""
    row, own = _row_at(flow, start), _row_at(flow, found.start)
    return row is not None and own is not None and row is not own and len(row.children) > 1


def _row_at(flow: Flow, place: int) -> Block | None:
    here: Block | None = flow.owner_at(place)
    while here is not None and here.tag != "tr":
        here = here.parent
    return here


def _is_laws(flow: Flow, found: TextDate, start: int, word: str, words: DateWords) -> bool:
    """Tell the day on which a law or a standard was issued: beside it stands that of its force.

    In the head table of a document, in a box that names a source, and with its minute 发布日期 is
    the page's own all the same, 公布日期 never.
    """
    near = flow.text[max(0, start - _LAW_REACH) : found.end + _LAW_REACH]
    if not any(one in near for one in words.in_force):
        return False
    if word in words.promulgated:
        return True
    if _CLOCK.match(flow.text, found.end):
        return False
    return not (_is_of_document(flow, found, words) or _is_in_box_of_source(flow, start, words))


def _is_in_box_of_source(flow: Flow, start: int, words: DateWords) -> bool:
    """Tell whether the smallest box of several fields around a label names a source or readers."""
    box: Block | None = flow.owner_at(start)
    while box is not None and box.end_text - box.first_text <= _PAIR:
        box = box.parent
    near = _sources(words).finditer(
        flow.text, max(0, start - _BOX_REACH), min(len(flow.text), start + _BOX_REACH)
    )
    return box is not None and any(is_inside(flow.owner_at(one.start()), box) for one in near)


def _is_of_document(flow: Flow, found: TextDate, words: DateWords) -> bool:
    near = flow.text[max(0, found.start - _TABLE_REACH) : found.end + _TABLE_REACH]
    return any(word in near for word in words.document_table)


def _names_document(flow: Flow, found: TextDate, words: DateWords) -> bool:
    near = flow.text[max(0, found.start - _TABLE_REACH) : found.end + _TABLE_REACH]
    return any(word in near for word in (*words.document_table, *words.companions))


def _is_links(flow: Flow, start: int, title_ends: Sequence[int], words: DateWords) -> bool:
    """Tell whether a link that is announced (相关政策：) stands before the label in its line.

    One that is not is the page's source; a line that names one, or counts readers, is a title bar.
    """
    line, end = flow.line_at(start, start)
    line, end = max(line, start - _LINE), min(end, start + _LINE)
    if _sources(words).search(flow.text, line, end) is not None:
        return False
    number = bisect_right(flow.starts, start) - 1
    for place in range(number, max(-1, number - _PIECES), -1):
        begin = flow.starts[place]
        if begin < line:
            return False
        holds = holds_title(title_ends, begin, begin + len(flow.piece_at(begin)))
        announced = _ANNOUNCED.search(flow.text[max(line, begin - _WORD) : begin]) is not None
        if is_linked_page(flow, place) and announced and not holds:
            return True
    return False


def _is_below_link(
    flow: Flow, found: TextDate, start: int, title_ends: Sequence[int], words: DateWords
) -> bool:
    """Tell whether the label stands below a link that is announced (政策原文：)."""
    number = bisect_right(flow.starts, start) - 1
    while number >= 0 and (flow.starts[number] >= start or not flow.piece_at(flow.starts[number])):
        number -= 1
    begin = flow.starts[number] if number >= 0 else 0
    link = flow.piece_at(begin) if number >= 0 else ""
    if len(link) < _TITLE or not is_linked_page(flow, number):
        return False
    told = flow.text[max(0, begin - _WORD) : begin]
    if _ANNOUNCED.search(told) is None or _sources(words).search(told) is not None:
        return False
    holds = holds_title(title_ends, begin, begin + len(link))
    return not holds and not _names_document(flow, found, words)


@made_once
def _sources(words: DateWords) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in words.companions))
