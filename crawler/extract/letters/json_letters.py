"""Read the rows of list data as letters (来信): a row may hold the reply's text itself."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from crawler.extract.lists.json_items import day_of
from crawler.extract.page.dom import fold_space, parse, text_of
from crawler.extract.text.letter_state import (
    StateNote,
    hidden_by_title,
    is_acknowledgement,
    is_closure,
    is_reply,
    is_withheld,
    state_of_words,
)
from schema.types.letter_words import LetterFieldNames, LetterWords
from schema.types.reading import LetterNote, LetterState, ListItem, Post

_STATE_LENGTH = 12
_SHARE = 0.5
_UNKNOWN: StateNote = (LetterState.UNKNOWN, None)
_Row = Mapping[str, Any]


def json_letters(
    rows: Sequence[_Row], items: Sequence[ListItem], words: LetterWords
) -> tuple[Post, ...]:
    """Give the rows as letters; none where their fields do not speak of letters."""
    names = words.json_fields
    lower = [{name.lower(): value for name, value in row.items()} for row in rows]
    if not lower or sum(_is_letter(row, names) for row in lower) <= _SHARE * len(lower):
        return ()
    return tuple(_post(row, item, words) for row, item in zip(lower, items, strict=True))


def _is_letter(row: _Row, names: LetterFieldNames) -> bool:
    """Want a day of asking beside a reply, or two other signs of a letter."""
    asked = any(name in row for name in names.asked)
    weak = any(name in row for name in names.asked_weak)
    reply = any(name in row for name in (*names.reply, *names.replied))
    question = any(name in row for name in names.question)
    if asked:
        return reply or question or any(name in row for name in names.state)
    return weak and reply and question


def _post(row: _Row, item: ListItem, words: LetterWords) -> Post:
    names = words.json_fields
    replied = _day(row, names.replied)
    said = _state(_text(row, names.reply), _text(row, names.state), replied, words)
    state, note = hidden_by_title(item.title, said, words)
    return Post(
        title=item.title,
        url=item.url,
        asked=_day(row, names.asked) or _day(row, names.asked_weak),
        replied=replied if state is LetterState.ANSWERED else None,
        state=state,
        note=note,
        locator=item.locator,
    )


def _state(reply: str, word: str, replied: date | None, words: LetterWords) -> StateNote:
    """Decide by vocabulary §6; an empty reply proves nothing, for lists leave it out."""
    if is_reply(reply, words):
        return LetterState.ANSWERED, None
    stated = state_of_words(word, words) if len(word) <= _STATE_LENGTH else None
    if (stated is not None and stated[1] is LetterNote.CLOSED) or is_closure(reply, words):
        return LetterState.UNKNOWN, LetterNote.CLOSED
    if is_withheld(reply, words):
        return LetterState.UNKNOWN, LetterNote.WITHHELD
    if is_acknowledgement(reply, words):
        return LetterState.UNANSWERED, LetterNote.ACKNOWLEDGED
    said = state_of_words(reply, words, exact=True) or stated
    if said is None and replied is not None:
        return LetterState.ANSWERED, None
    return said or _UNKNOWN


def _day(row: _Row, names: Sequence[str]) -> date | None:
    days = (day_of(row.get(name)) for name in names)
    return next((day for day in days if day is not None), None)


def _text(row: _Row, names: Sequence[str]) -> str:
    for name in names:
        value = row.get(name)
        if isinstance(value, str) and value.strip():
            return text_of(parse(value).body) if "<" in value else fold_space(value)
    return ""
