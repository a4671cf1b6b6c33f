"""Read a letter's own page: asked, replied, and whether the reply is more than a receipt."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

from crawler.extract.blocks import Layout
from crawler.extract.date_text import find_dates
from crawler.extract.laying import lay_blocks
from crawler.extract.letter_bounds import Bounds
from crawler.extract.letter_state import (
    StateNote,
    is_acknowledgement,
    is_closure,
    is_reply,
    state_of_words,
)
from crawler.extract.made_once import made_once
from schema.types.letter_words import LetterWords
from schema.types.lexicon import Lexicon
from schema.types.reading import LetterNote, LetterState, Post

_KINDS = ("asked", "replied", "state", "title", "question", "reply", "unit", "other")
_STATE_LENGTH = 12
_LEAST_QUESTION = 4
_MOST_LETTERS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Field:
    kind: str
    label: str
    value: str


def read_letter(
    tree: LexborHTMLParser,
    *,
    title: str,
    base: str | None,
    lexicon: Lexicon,
) -> Post | None:
    """Read a letter's page; None where the page is something else."""
    words = lexicon.letter_words
    layout = lay_blocks(tree)
    text = layout.whole
    labels = _labels(words)
    if not any(label in text for label in labels.telling) or not labels.some.search(text):
        return None
    fields = _fields(layout, text, words)
    if not _is_letter(fields, words):
        return None
    return _post(fields, title, base, words)


class _Labels(NamedTuple):
    pattern: re.Pattern[str]
    kinds: dict[str, str]
    telling: tuple[str, ...]
    """The labels of which every letter has one."""
    some: re.Pattern[str]
    """A telling label with what stands behind labels: a look that is cheap on long texts."""


@made_once
def _labels(words: LetterWords) -> _Labels:
    groups = (
        words.asked,
        words.replied,
        words.state_labels,
        words.title_labels,
        words.question_labels,
        words.reply_labels,
        words.unit_labels,
        words.other_labels,
    )
    kinds: dict[str, str] = {}
    for kind, group in zip(_KINDS, groups, strict=True):
        for label in group:
            kinds.setdefault(label, kind)
    ordered = sorted({*kinds, *words.persons}, key=len, reverse=True)
    some = _spaced(ordered)
    end = r"[\]】]?\s?(?:(?P<colon>[:：])|(?=\n|\Z))"
    telling = (*words.question_labels, *words.reply_labels)
    return _Labels(
        pattern=re.compile(f"(?P<label>{some}){end}"),
        kinds=kinds,
        telling=telling,
        some=re.compile(f"(?:{_spaced(telling)}){end}"),
    )


def _spaced(labels: Iterable[str]) -> str:
    """Give a pattern of labels whose characters may stand apart."""
    return "|".join(r"\s{0,4}".join(map(re.escape, label)) for label in labels)


def _fields(layout: Layout, text: str, words: LetterWords) -> list[_Field]:
    """Read the labels with what stands behind each: to the next label, or its row or box ends."""
    pattern, kinds, *_ = _labels(words)
    found: list[tuple[int, int, str]] = []
    for start, match in _labels_in(text, pattern):
        label = "".join(match["label"].split())
        if match["colon"] or (label not in words.needs_colon and _begins_line(text, start)):
            found.append((start, match.end(), label))
    bounds = Bounds(layout)
    own = [start for start, _, label in found if kinds.get(label, "other") != "other"]
    box_end = bounds.end_of_box(own) if own else len(text)
    ends = [*(start for start, _, _ in found), len(text)][1:]
    return [
        _Field(
            kind=kinds.get(label, "other"),
            label=label,
            value=_tidy(text[begin : min(end, box_end, bounds.end_of_row(start, begin))]),
        )
        for (start, begin, label), end in zip(found, ends, strict=True)
    ]


def _labels_in(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, re.Match[str]]]:
    """Give the labels that stand behind a separator, with the bracket before them."""
    place = 0
    while (match := pattern.search(text, place)) is not None:
        start = match.start()
        if start > place and text[start - 1] in "[【" and _is_apart(text, start - 1):
            start -= 1
        if _is_apart(text, start):
            yield start, match
            place = match.end()
        else:
            place = match.start() + 1


def _is_apart(text: str, place: int) -> bool:
    return place == 0 or text[place - 1] in "|｜;；，," or text[place - 1].isspace()


def _begins_line(text: str, place: int) -> bool:
    while place > 0 and text[place - 1] == " ":
        place -= 1
    return place == 0 or text[place - 1] == "\n"


def _tidy(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _is_letter(fields: Sequence[_Field], words: LetterWords) -> bool:
    """Want a date or a person of the letter, and its text or its reply, once each."""
    asked = sum(1 for one in fields if one.kind == "asked" and _day(one.value))
    replied = sum(1 for one in fields if one.kind == "replied" and _day(one.value))
    question = any(one.kind == "question" and len(one.value) >= _LEAST_QUESTION for one in fields)
    reply = any(one.kind == "reply" for one in fields)
    person = any(one.label in words.persons and one.value for one in fields)
    if max(asked, replied) > _MOST_LETTERS:
        return False
    if asked or replied:
        return question or reply
    return question and (reply or person)


def _day(text: str) -> date | None:
    """Give the date that a value begins with."""
    line = text.lstrip().split("\n", 1)[0]
    return next((one.value for one in find_dates(line[:40]) if one.value and one.day), None)


def _post(fields: Sequence[_Field], title: str, base: str | None, words: LetterWords) -> Post:
    asked = _first_day(fields, "asked")
    replied = _first_day(fields, "replied")
    text = _reply_text(fields)
    state, note = _state(fields, text, words)
    own = next((one.value for one in fields if one.kind == "title" and one.value), "")
    return Post(
        title=own.split("\n", 1)[0] or title,
        url=base,
        asked=asked,
        replied=replied if state is LetterState.ANSWERED else None,
        state=state,
        note=note,
    )


def _first_day(fields: Sequence[_Field], kind: str) -> date | None:
    days = (_day(one.value) for one in fields if one.kind == kind)
    return next((day for day in days if day is not None), None)


def _reply_text(fields: Sequence[_Field]) -> str:
    """Join what stands under reply labels, and the lines that follow a reply's date or unit."""
    parts = [one.value for one in fields if one.kind == "reply"]
    parts += [one.value.partition("\n")[2] for one in fields if one.kind in {"replied", "unit"}]
    return "\n".join(part for part in parts if part)


def _state(fields: Sequence[_Field], text: str, words: LetterWords) -> StateNote:
    """Decide as vocabulary §6 does: the first row that fits."""
    if is_reply(text, words):
        return LetterState.ANSWERED, None
    stated = _stated(fields, text, words)
    if stated is not None and stated[1] is LetterNote.CLOSED:
        return stated
    if is_closure(text, words):
        return LetterState.UNKNOWN, LetterNote.CLOSED
    done = stated is not None and stated[0] is LetterState.ANSWERED
    if done or is_acknowledgement(text, words):
        return LetterState.UNANSWERED, LetterNote.ACKNOWLEDGED
    if stated is not None:
        return stated
    return LetterState.UNANSWERED, None


def _stated(fields: Sequence[_Field], text: str, words: LetterWords) -> StateNote | None:
    values = [one.value.split("\n", 1)[0] for one in fields if one.kind == "state"]
    for value in (*values, text):
        if len(value) <= _STATE_LENGTH:
            found = state_of_words(value, words)
            if found is not None:
                return found
    return None
