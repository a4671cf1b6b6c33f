"""Read a letter and its reply that stand as posts (chat bubbles, 跟帖): who, when, and the text.

No label names their parts. A post is told by the line that holds its day and little beside; the
reply by a unit's name in that line and by what only a reply says. Without such a reply the page
says nothing of the letter's state, and nothing is read.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from crawler.extract.articles.companions import companion_in
from crawler.extract.articles.glued_dates import glued_dates
from crawler.extract.dates.date_labels import label_before, role_before
from crawler.extract.dates.date_text import TextDate
from crawler.extract.page.flow import Flow, Zone
from crawler.extract.page.layout import Layout
from crawler.extract.text.letter_state import is_reply
from crawler.extract.text.made_once import made_once
from schema.types.date_words import DateRole, DateWords
from schema.types.letter_words import LetterWords
from schema.types.lexicon import Lexicon
from schema.types.reading import LetterState, Post

_NAME = 20
"""Characters of a name beside a day, or in the line before it."""
_TITLE = 8
_MOST_POSTS = 6
_LEAST_TEXT = 6
_ELSEWHERE = Zone.LINK | Zone.SIDE | Zone.FOOT
_CLOCK = re.compile(r"\d{1,2}[:：时]\d\d(?:[:：分]\d\d)?[分秒]?")
_AT = "于在"
_EDGES = " \t\u3000\xa0:：|｜·-—[]【】()（）"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """The line of a post's day."""

    name: str
    day: TextDate
    begin: int
    end: int


def read_thread(layout: Layout, *, title: str, base: str | None, lexicon: Lexicon) -> Post | None:
    """Give the letter of a page whose posts are a citizen's and, behind it, a unit's reply."""
    flow, words = layout.flow, lexicon.letter_words
    if not _traced(flow.text, words):
        return None
    heads = list(_heads(flow, lexicon.date_words, words))
    if not 1 < len(heads) <= _MOST_POSTS:
        return None
    posts = _signed_below(list(zip(heads, _texts(flow, heads), strict=True)), words)
    asked, text = posts[0]
    if _is_unit(asked.name, words) or len(text) < _LEAST_TEXT or _traced(text, words):
        return None
    if not all(_is_unit(head.name, words) for head in heads[1:]):
        return None  # several letters, or no letter at all
    replied = next((head for head, said in posts[1:] if _replies(said, words)), None)
    if replied is None or (replied.day.value or date.min) < (asked.day.value or date.max):
        return None
    return Post(
        title=title,
        url=base,
        asked=asked.day.value,
        replied=replied.day.value,
        state=LetterState.ANSWERED,
    )


def _signed_below(posts: list[tuple[_Head, str]], words: LetterWords) -> list[tuple[_Head, str]]:
    """Give a reply that its unit and day sign at its foot the text behind a line that says 答：."""
    (asked, text), (unit, below) = posts[-2:]
    if _traced(below, words) or not _is_unit(unit.name, words):
        return posts
    lines = text.split("\n")
    marks = {words.answer_mark, *words.reply_labels}
    place = next((at for at, line in enumerate(lines) if line.strip(_EDGES) in marks), None)
    if place is None:
        return posts
    question, reply = "\n".join(lines[:place]), "\n".join(lines[place + 1 :])
    return [*posts[:-2], (asked, question), (unit, reply)]


def _heads(flow: Flow, words: DateWords, letters: LetterWords) -> Iterator[_Head]:
    """Give the lines of a day with a name beside it, or in the line before, and nothing more.

    Days with labels and those of a title bar are the page's.
    """
    for day in sorted((*flow.dates, *glued_dates(flow, len(flow.text))), key=lambda one: one.start):
        if day.value is None or day.day is None or flow.zone_at(day.start) & _ELSEWHERE:
            continue
        begin, end = flow.line_at(day.start, day.end)
        if end - begin <= len(day.raw) + 4 * _NAME and (
            person := _person_in(flow.text[begin : day.start], day.start - begin, words, letters)
        ):
            yield _Head(name=person, day=day, begin=begin, end=end)
            continue
        if end - begin > len(day.raw) + 2 * _NAME:
            continue
        posted = label_before(flow.text, day.start, words)
        told = posted[0] if posted and posted[1].endswith(_AT[0]) else day.start
        beside = _CLOCK.sub("", flow.text[begin : max(begin, told)] + flow.text[day.end : end])
        name = beside.strip(_EDGES)
        if not name and begin:
            begin, _ = flow.line_at(begin - 1, begin - 1)
            name = flow.text[begin : day.start].split("\n")[0].strip(_EDGES)
        if not 0 < len(name) <= _NAME or "。" in name or companion_in(name, words):
            continue
        if _is_row(flow, begin, name, letters):
            continue
        if told < day.start or role_before(flow.text, day.start, words) is None:
            yield _Head(name=name, day=day, begin=begin, end=end)


def _person_in(line: str, place: int, words: DateWords, letters: LetterWords) -> str:
    """Give who asks, where a label names the person before the day's own (姓名：刘某 时间：)."""
    if role_before(line, place, words) is not DateRole.STAMP:
        return ""
    found = _persons(letters).search(line)
    return found["name"] if found else ""


@made_once
def _persons(words: LetterWords) -> re.Pattern[str]:
    some = "|".join(map(re.escape, sorted({*words.persons, *words.names}, key=len, reverse=True)))
    return re.compile(rf"(?:{some})\s?[:：]\s?(?P<name>[^\s:：]{{1,12}})")


def _is_row(flow: Flow, place: int, name: str, words: LetterWords) -> bool:
    """Tell a list's row: its name is a link as long as a title, and no office's."""
    linked = len(flow.piece_at(place)) >= _TITLE and flow.zone_at(place) & Zone.LINK
    return bool(linked) and not _is_unit(name, words)


def _texts(flow: Flow, heads: Sequence[_Head]) -> Iterator[str]:
    """Give what stands between a head and the next, side bars and the foot left out."""
    ends = [*(head.begin for head in heads[1:]), len(flow.text)]
    for head, end in zip(heads, ends, strict=True):
        place, kept = head.end, []
        for line in flow.text[head.end : max(head.end, end)].split("\n"):
            if not flow.zone_at(min(place, len(flow.text) - 1)) & _ELSEWHERE:
                kept.append(line.strip())
            place += len(line) + 1
        yield "\n".join(filter(None, kept))


def _is_unit(name: str, words: LetterWords) -> bool:
    """Tell the name of an office, with or without a word of replying behind it."""
    name = name.rstrip(_EDGES + _AT)
    for tail in words.signed_tails:
        name = name.removesuffix(tail).rstrip(_EDGES + _AT)
    return name.endswith(words.unit_tails)


def _replies(text: str, words: LetterWords) -> bool:
    return is_reply(text, words) and _traced(text, words)


def _traced(text: str, words: LetterWords) -> bool:
    return any(trace in text for trace in words.reply_traces)
