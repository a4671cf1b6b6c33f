"""Read a letter's own page: asked, replied, and whether the reply is more than a receipt."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser

from crawler.extract.blocks import Layout, lay_blocks
from crawler.extract.date_text import find_dates
from crawler.extract.letter_bounds import Bounds
from crawler.extract.letter_state import (
    StateNote,
    is_acknowledgement,
    is_closure,
    is_reply,
    state_of_words,
)
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
    text = "".join(layout.texts)
    if not any(label in text for label in (*words.question_labels, *words.reply_labels)):
        return None
    fields = _fields(layout, text, words)
    if not _is_letter(fields, words):
        return None
    return _post(fields, title, base, words)


@lru_cache(maxsize=4)
def _labels(words: LetterWords) -> tuple[re.Pattern[str], dict[str, str]]:
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
    some = "|".join(r"\s{0,4}".join(map(re.escape, label)) for label in ordered)
    start, end = r"(?:\A|(?<=[\s|｜;；，,]))[\[【]?", r"[\]】]?\s?(?:(?P<colon>[:：])|(?=\n|\Z))"
    return re.compile(f"{start}(?P<label>{some}){end}"), kinds


def _fields(layout: Layout, text: str, words: LetterWords) -> list[_Field]:
    """Read the labels with what stands behind each: to the next label, or its row or box ends."""
    pattern, kinds = _labels(words)
    found: list[tuple[int, int, str]] = []
    for match in pattern.finditer(text):
        label = re.sub(r"\s", "", match["label"])
        at_line = text[: match.start()].rstrip(" ")[-1:] in {"", "\n"}
        if match["colon"] or (at_line and label not in words.needs_colon):
            found.append((match.start(), match.end(), label))
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
