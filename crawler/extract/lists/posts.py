"""Read the rows of an interaction list as letters: asked, replied, and how they stand."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from crawler.extract.dates.date_text import find_dates
from crawler.extract.lists.rows import Row
from crawler.extract.page.headers import cell_names, header_cells
from crawler.extract.page.layout import Layout
from crawler.extract.page.markup import attributes_of
from crawler.extract.page.records import anchors_of
from crawler.extract.text.letter_state import (
    StateNote,
    is_reply,
    says_anything,
    state_of_words,
    state_under,
)
from crawler.extract.text.urls import resolve
from schema.types.letter_words import LetterWords
from schema.types.reading import LetterNote, LetterState, ListItem, Post

_LEAST_CELLS = 3
_FIRST = 3
"""Rows of which one tells a letter's state, if the list's rows do."""
_LABEL_REACH = 12
_STATE_LENGTH = 10
_BRACKETED = re.compile(r"[\[【（(［]\s?(\S{2,8}?)\s?[\]】）)］]")
_ICONS = frozenset({"img", "i", "span", "em"})


@dataclass(frozen=True, slots=True)
class Header:
    """What each cell of a row is, by the cells above the first row."""

    asked: frozenset[int] = frozenset()
    replied: frozenset[int] = frozenset()
    weak: frozenset[int] = frozenset()
    state: Mapping[int, str] = field(default_factory=dict)
    """Places of states, with what the cells above call them."""


_NO_HEADER = Header()


@dataclass(slots=True)
class _Seen:
    asked: date | None = None
    replied: date | None = None
    weak: date | None = None
    state: StateNote | None = field(default=None)
    unknown_word: bool = False
    """The cell of its state says something that is none of the known words."""


def names_letters(names: Sequence[str], words: LetterWords) -> bool:
    """Tell whether a page's names say that it lists letters (来信选登)."""
    return any(word in name for name in names for word in words.list_names)


def names_letter_columns(layout: Layout, words: LetterWords) -> bool:
    """Tell whether header cells name the columns of letters (来信时间, 回复时间, 状态)."""
    return any(
        (header.asked or header.replied) and (header.state or header.replied)
        for block in layout.blocks
        if block.tag == "tr" and not block.links and len(block.children) >= _LEAST_CELLS
        for header in (_header(cell_names(layout, block), words),)
    )


def lists_letters(layout: Layout, words: LetterWords) -> bool:
    """Tell a table of letters: below a row of names stand links, and a day below that of asking."""
    rows = [block for block in layout.blocks if block.tag == "tr"]
    return any(
        len(head.children) == len(row.children) >= _LEAST_CELLS
        and row.links
        and not head.links
        and any(
            _first_day(layout.text_of(row.children[place]))
            for place in _header(cell_names(layout, head), words).asked
        )
        for head, row in pairwise(rows)
    )


def read_posts(
    layout: Layout,
    rows: Sequence[Row],
    items: Sequence[ListItem],
    words: LetterWords,
    *,
    names: Sequence[str],
) -> tuple[Post, ...]:
    """Give the rows as letters; none where neither name, header nor rows speak of letters."""
    if not rows:
        return ()
    header = _header(header_cells(layout, rows[0].record.head), words)
    named = names_letters(names, words)
    labelled = any(_labelled(row.text.text, words) for row in rows)
    stated = any(word in row.text.text for word in words.row_states for row in rows[:_FIRST])
    if not (named or header != _NO_HEADER or labelled or stated):
        return ()
    seen = [_read_row(layout, row, header, words) for row in rows]
    if not (named or _speaks(header, seen) or (stated and all(one.state for one in seen))):
        return ()
    answered_only = any(word in name for name in names for word in words.published_answers)
    return tuple(
        _post(item, one, answered_only=answered_only) for item, one in zip(items, seen, strict=True)
    )


def with_addresses(
    posts: Sequence[Post], layout: Layout, rows: Sequence[Row], base: str | None
) -> tuple[Post, ...]:
    """Give letters whose title is no link the address of their row's only link (查看)."""
    return tuple(
        post if post.url else replace(post, url=_only_link(layout, row, base))
        for post, row in zip(posts, rows, strict=bool(posts))
    )


def _speaks(header: Header, seen: Sequence[_Seen]) -> bool:
    if (header.asked or header.replied or header.weak) and header.state:
        return sum(1 for one in seen if one.state) > len(seen) / 2
    dated = sum(1 for one in seen if one.asked or one.replied)
    return dated > len(seen) / 2


def _post(item: ListItem, seen: _Seen, *, answered_only: bool) -> Post:
    own = item.date.value if item.date is not None else None
    state, note = seen.state or (LetterState.UNKNOWN, None)
    if note is None and state is LetterState.UNKNOWN and (seen.replied or answered_only):
        state = LetterState.ANSWERED
    elif note is None and state is LetterState.UNKNOWN and seen.unknown_word:
        note = LetterNote.REPLY_UNREAD
    asked, replied = seen.asked, seen.replied
    if asked is None and replied is None:
        asked = seen.weak
        if asked is None and answered_only:
            replied = own
        elif asked is None:
            asked = own
    return Post(
        title=item.title,
        url=item.url,
        asked=asked,
        replied=replied,
        state=state,
        note=note,
        locator=item.locator,
    )


def _only_link(layout: Layout, row: Row, base: str | None) -> str | None:
    found = {resolve(base, anchor.href) for anchor in anchors_of(layout, row.record)} - {None}
    return found.pop() if len(found) == 1 else None


def _header(names: Sequence[str], words: LetterWords) -> Header:
    def places(labels: Sequence[str]) -> frozenset[int]:
        return frozenset(place for place, name in enumerate(names) if name in labels)

    return Header(
        places(words.asked),
        places(words.replied),
        places(words.asked_weak),
        {place: name for place, name in enumerate(names) if name in words.state_labels},
    )


def _read_row(layout: Layout, row: Row, header: Header, words: LetterWords) -> _Seen:
    seen = _Seen()
    for place, cell in enumerate(row.record.head.children):
        text = layout.text_of(cell)
        _read_cell(seen, place, text, header, words)
        if place in header.state and seen.state is None and not cell.links:
            seen.unknown_word = text.strip() in words.yes or says_anything(text, words)
    _read_labels(seen, row.text.text, words)
    if seen.state is None:
        seen.state = _state_told(row.text.text, words) or _state_alone(layout, row, words)
    if seen.state is None and _shows_reply(layout, row, words):
        seen.state = LetterState.ANSWERED, None
    return seen


def _read_cell(seen: _Seen, place: int, text: str, header: Header, words: LetterWords) -> None:
    if place in header.state:
        seen.state = state_under(header.state[place], text, words)
        return
    day = _first_day(text)
    if day is None:
        return
    if place in header.replied:
        seen.replied = day
    elif place in header.asked:
        seen.asked = day
    elif place in header.weak:
        seen.weak = day


def _first_day(text: str) -> date | None:
    return next((one.value for one in find_dates(text) if one.value and one.day), None)


def _read_labels(seen: _Seen, text: str, words: LetterWords) -> None:
    """Read labelled dates inside the row (留言时间：2020-08-05)."""
    if not _labelled(text, words):
        return
    for one in find_dates(text):
        before = re.sub(r"[\s:：\[【(（]", "", text[max(0, one.start - _LABEL_REACH) : one.start])
        if one.value is None:
            continue
        if any(before.endswith(label) for label in words.replied):
            seen.replied = seen.replied or one.value
        elif any(before.endswith(label) for label in words.asked):
            seen.asked = seen.asked or one.value


def _labelled(text: str, words: LetterWords) -> bool:
    return any(label in text for label in (*words.asked, *words.replied))


def _state_told(text: str, words: LetterWords) -> StateNote | None:
    """Read a state behind its label (处理状态：办理中) or in brackets ([已回复])."""
    for label in words.state_labels:
        match = re.search(rf"{re.escape(label)}\s?[:：]\s?(\S{{1,{_STATE_LENGTH}}})", text)
        found = state_under(label, match[1], words) if match else None
        if found is not None:
            return found
    bracketed = (state_of_words(one, words, exact=True) for one in _BRACKETED.findall(text))
    return next((found for found in bracketed if found is not None), None)


def _shows_reply(layout: Layout, row: Row, words: LetterWords) -> bool:
    """Tell whether a reply stands in the row itself, behind an element that says 答 or 回复."""
    record, marks = row.record, {words.answer_mark, *words.reply_labels}
    for place in range(record.first_text, record.end_text):
        if "".join(layout.texts[place].split()).strip("[]【】:：") in marks:
            return is_reply("".join(layout.texts[place + 1 : record.end_text]), words)
    return False


def _state_alone(layout: Layout, row: Row, words: LetterWords) -> StateNote | None:
    """Read a state that stands alone in its element, or in the name of a picture or an icon."""
    record = row.record
    title = row.anchor.block if row.anchor else None
    for place in range(record.first_text, record.end_text):
        piece = layout.texts[place].strip()
        if 0 < len(piece) <= _STATE_LENGTH and layout.owners[place] is not title:
            found = state_of_words(piece, words, exact=True)
            if found is not None:
                return found
    for icon in (one for one in layout.inside(record.head) if one.tag in _ICONS):
        attributes = attributes_of(icon.written)
        found = state_of_words(
            attributes.get("alt") or attributes.get("title") or "", words, exact=True
        )
        if found is not None:
            return found
    return None
