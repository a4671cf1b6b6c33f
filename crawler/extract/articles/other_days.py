"""Tell the days by a title that are of something else: of data, an entry, a card, an own label."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from crawler.extract.articles.companions import companion_in, companion_words
from crawler.extract.dates.date_text import TextDate
from crawler.extract.page.blocks import Block
from crawler.extract.page.flow import Flow, Zone
from crawler.extract.page.markup import attributes_of
from schema.types.date_words import DateWords

_REACH = 14
_LABEL = re.compile(r"[\u4e00-\u9fff]{2,8}[ \u3000]?[:：]\s{0,4}\Z")
_ENTRY = re.compile(r"\s*(?:19|20)\d\d\s?(?P<form>[-/.年])\s?\d")
_CLOCK = re.compile(r"日?\s?(?:[（(]?(?:星期|周).[)）]?\s?)?\d{1,2}\s?[:：时]\s?\d\d")
_COMMA = re.compile("\\s?[，,]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_SENTENCE = 12
"""Characters that touch a day in its own element: more than a source's name."""
_LONGEST_NAME = 24
_TAIL = 60
_BAR = 24
"""Characters of a title bar behind its day: a time and a name."""
_NEXT = 12
"""Dates before and behind one that are looked at for its table's other days."""
_CELLS = frozenset({"td", "th"})
_PIECES = 3
"""Pieces of text in a cell with a day: blanks before and behind it."""
_CHOICES = frozenset({"option", "select"})
_STEPS = 4
_CARD = 12
"""Pieces of text in a card: a link, its day, and little more."""
_LINK_TEXT = 8
_FILE = re.compile(r"\.(?:docx?|xlsx?|pdf|zip|rar|ofd|wps|jpe?g|png|mp4)\b", re.IGNORECASE)


def is_of_something_else(flow: Flow, found: TextDate, words: DateWords) -> bool:
    """Tell whether a day without a known label is no title bar's, for all that it stands in one."""
    companions = companion_words(words)
    return (
        flow.owner_at(found.start).tag in _CHOICES
        or _has_own_label(flow, found, words)
        or _is_in_words(flow, found, companions, words.publishers)
        or _is_entry(flow, found, companions)
        or _is_data(flow, found)
    )


def _has_own_label(flow: Flow, found: TextDate, words: DateWords) -> bool:
    """Tell whether some word and a colon stand right before the day (版本：, 办理期限：).

    A title bar's own words may be left without a value (来源： 2015-04-14), and who published it
    may be named so (县政府网：2015-04-14).
    """
    before = flow.text[max(0, found.start - _REACH) : found.start]
    label = _LABEL.search(before.rpartition("\n")[2])
    if label is None or companion_in(label.group(), words):
        return False
    return not (_is_publisher(label.group(), words) and _is_last_word(flow, found, words))


def _is_publisher(label: str, words: DateWords) -> bool:
    return label.rstrip(" \u3000\xa0:：").endswith(words.publishers)


def _is_last_word(flow: Flow, found: TextDate, words: DateWords) -> bool:
    """Tell whether nothing but a time and a bar's words follow in the line, and no day in the next.

    Else it may be one of several appointments (县信访局：2015-04-14 上午).
    """
    end = flow.line_at(found.start, found.end)[1]
    tail = _CLOCK.sub("", flow.text[found.end : end])
    behind = bisect_left(flow.dates, end, key=lambda one: one.start)
    other = flow.dates[behind].start if behind < len(flow.dates) else len(flow.text)
    label = _LABEL.search(flow.text[end + 1 : min(other, end + _TAIL)])
    again = label is not None and _is_publisher(label.group(), words)
    return not again and (not _HAN.search(tail) or companion_in(tail, words))


def _is_in_words(
    flow: Flow, found: TextDate, companions: re.Pattern[str], publishers: tuple[str, ...]
) -> bool:
    """Tell whether a sentence touches the day (2015-04-14县人大常委会第三次会议通过), or 第."""
    if flow.text[max(0, found.start - 1) : found.start] == "第":
        return True
    piece = bisect_left(flow.starts, found.end)
    end = flow.starts[piece] if piece < len(flow.starts) else len(flow.text)
    tail = flow.text[found.end : min(end, found.end + _TAIL)].partition("\n")[0]
    if len(tail.strip()) <= _LONGEST_NAME and tail.strip().endswith(publishers):
        return False
    return len(tail) > _SENTENCE and bool(_HAN.match(tail)) and companions.search(tail) is None


def _is_entry(flow: Flow, found: TextDate, companions: re.Pattern[str]) -> bool:
    """Tell whether the line is one of several that each begin with such a day and go on (简历).

    A text may begin with a day too, behind a title bar that names its source or its minute.
    """
    start, end = flow.line_at(found.start, found.end)
    begins = found.start - start <= _REACH and not flow.text[start : found.start].strip()
    if not begins or not _HAN.search(flow.text, found.end, min(end, found.end + _REACH)):
        return False
    tail = flow.text[found.end : min(end, found.end + _TAIL)]
    if companions.search(tail) or (_CLOCK.match(tail) and len(tail) < _BAR):
        return False
    if not _COMMA.match(tail) and _begins_sentence(flow, end):
        return False
    first = flow.line_at(start - 1, start - 1)[0] if start else 0
    before = _ENTRY.match(flow.text[first : min(start, first + _REACH)])
    behind = _ENTRY.match(flow.text[end + 1 : end + 1 + _REACH])
    return any(one is not None and one["form"] in found.raw for one in (before, behind))


def _begins_sentence(flow: Flow, end: int) -> bool:
    """Tell whether a sentence goes on by a comma behind the day that the next line begins with."""
    place = bisect_left(flow.dates, end, key=lambda one: one.start)
    if place == len(flow.dates) or flow.text[end : flow.dates[place].start].strip():
        return False
    return _COMMA.match(flow.text, flow.dates[place].end) is not None


def _is_data(flow: Flow, found: TextDate) -> bool:
    """Tell whether a cell holds nothing but the day, and another cell of its table another one."""
    table = _table_of(flow, found) if _fills_cell(flow, found) else None
    if table is None:
        return False
    place = bisect_left(flow.dates, found.start, key=lambda one: one.start)
    near = flow.dates[max(0, place - _NEXT) : place + _NEXT]
    return any(
        one.value != found.value and _fills_cell(flow, one) and _table_of(flow, one) is table
        for one in near
    )


def _fills_line(flow: Flow, found: TextDate) -> bool:
    start, end = flow.line_at(found.start, found.end)
    if end - start > found.end - found.start + _REACH:
        return False
    return len(flow.text[start:end].strip()) == found.end - found.start


def _fills_cell(flow: Flow, found: TextDate) -> bool:
    """Tell whether a day is all that its cell says; one that holds the text may end with a day."""
    if not _fills_line(flow, found):
        return False
    here: Block | None = flow.owner_at(found.start)
    while here is not None and here.tag not in _CELLS:
        here = here.parent
    return here is None or here.end_text - here.first_text <= _PIECES


def _table_of(flow: Flow, found: TextDate) -> Block | None:
    here: Block | None = flow.owner_at(found.start)
    while here is not None and here.tag != "table":
        here = here.parent
    return here


def is_of_card(flow: Flow, found: TextDate, title_ends: Sequence[int]) -> bool:
    """Tell whether a labelled day stands with a link to another page in a box of their own.

    A file that is linked to is the page's attachment, and a box that holds the title is the page.
    """
    here: Block | None = flow.owner_at(found.start)
    for _ in range(_STEPS):
        if here is None or here.links:
            break
        here = here.parent
    if here is None or not here.links or here.end_text - here.first_text > _CARD:
        return False
    inside = _pieces_in(flow, found, here)
    if holds_title(title_ends, flow.starts[inside.start], flow.starts[inside.stop - 1]):
        return False
    return any(is_linked_page(flow, number) for number in inside)


def holds_title(title_ends: Sequence[int], start: int, end: int) -> bool:
    """Tell whether one of the places where the title ends, in order, is in a range."""
    return bisect_right(title_ends, start) < bisect_right(title_ends, end)


def _pieces_in(flow: Flow, found: TextDate, box: Block) -> range:
    """Give the pieces of the visible text around a date that stand in a box."""
    here = bisect_right(flow.starts, found.start) - 1
    first, last = here, here
    while first > 0 and here - first < _CARD and is_inside(flow.owners[first - 1], box):
        first -= 1
    while last + 1 < len(flow.owners) and last - here < _CARD:
        if not is_inside(flow.owners[last + 1], box):
            break
        last += 1
    return range(first, last + 1)


def is_inside(block: Block, box: Block) -> bool:
    """Tell whether an element stands in another one, or is it."""
    return box.first_block <= block.first_block < max(box.end_block, box.first_block + 1)


def is_linked_page(flow: Flow, number: int) -> bool:
    """Tell a piece of text that is a link as long as a title, to a page and no file."""
    start = flow.starts[number]
    if not flow.zones[number] & Zone.LINK or len(flow.piece_at(start)) < _LINK_TEXT:
        return False
    href = attributes_of(flow.owners[number].written).get("href") or ""
    return _FILE.search(href) is None
