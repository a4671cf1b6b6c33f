"""Tell what a date means by the label before it."""

import re
from collections import defaultdict
from typing import NamedTuple

from crawler.extract.dates.weekday_names import WEEKDAYS
from crawler.extract.text.made_once import made_once
from schema.types.date_words import DateRole, DateWords

_REACH = 28
_WEEKDAY_REACH = 24
"""Characters further that a label may stand where a weekday stands before the date."""
_MOST_BETWEEN = 4
"""Words between a label and its date: a weekday, and small words around it."""
_GAP = r"[\s:：\[\]【】()（）|｜\"“”'<>《》.,;；~·/*-]*"
_UNKNOWN = re.compile(
    rf"[\u4e00-\u9fff](?:时间|日期|時間){_GAP}\Z|[a-zà-ÿ\u0370-\u052f]{{3}}:\s*\Z",
    re.IGNORECASE,
)
_GAPS = (
    "".join(filter(str.isspace, map(chr, range(0x3001))))
    + ":：[]【】()（）|｜\"“”'<>《》.,;；~·/*-"
)
"""The characters of a gap, for stripping: most dates have no label, and this tells it fast."""
_BLANKS = " \u3000\xa0\u2002\u2003\u2009"
_BETWEEN = re.compile(r"(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])")
_LAST_OF_UNKNOWN = frozenset("间期間")
_BOUND = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]")
UNPARTED = "\u0e00"
"""From this letter on scripts write words without blanks, and a label may follow any letter."""
_APART = r"(?<![^\W\d_\u0e00-\uffff])"
_ARTICLES = (
    "am den the le la on el il na dnia dne op o em dia día d pe în më på pada ngày на в от"
    " στις στην"
)
_SMALL_WORDS = frozenset({*WEEKDAYS, *_ARTICLES.split()})
"""What stands between a label and its date (Publié le jeudi 7 avril)."""
_LAST_OF_SMALL = frozenset({*(word[-1] for word in _SMALL_WORDS), "m", "t", "r"})
_CLOCK_AT_END = re.compile(r"(?:\bat\s)?\b\d{1,2}[:.]\d\d\s?(?:[AaPp]\.?[Mm]|[A-Z]{2,4}T|Uhr)\Z")
_LAST_WORD = re.compile(r"(?:(?:星期|周)[一二三四五六日天]|[^\W\d_]+(?:[-'’\u200c][^\W\d_]+)*)\Z")


def role_before(text: str, place: int, words: DateWords) -> DateRole | None:
    """Give the role of the date that begins at this place; None where no label stands before it."""
    label = _label_at(text, place, words)
    if label is not None:
        ahead = label.ahead.rstrip(_BLANKS) if label.spread else label.ahead
        if label.role is not DateRole.STAMP or _BOUND.match(ahead[-1:]) is None:
            return label.role
        if label.spread:
            return DateRole.OTHER
    before = text[max(0, place - _REACH) : place]
    if ":" not in before and before.rstrip(_GAPS)[-1:] not in _LAST_OF_UNKNOWN:
        return None
    return DateRole.OTHER if _UNKNOWN.search(before) else None


def label_before(text: str, place: int, words: DateWords) -> tuple[int, str] | None:
    """Give where the label before a date begins, and the label without blanks."""
    label = _label_at(text, place, words)
    return None if label is None else (label.start, label.word)


def without_small_words(text: str) -> str:
    """Leave out the weekday and the small words that a text ends with (Par Marthe | le jeudi)."""
    said = text.rstrip()
    for _ in range(_MOST_BETWEEN):
        bare = said.rstrip(" ,.")
        small = _small_at_end(bare)
        if small is None:
            break
        said = bare[: small.start()].rstrip()
    return said


def _small_at_end(said: str) -> re.Match[str] | None:
    """Find a weekday, a small word or a time of day that a text ends with."""
    clock = _CLOCK_AT_END.search(said)
    if clock is not None:
        return clock
    word = _LAST_WORD.search(said)
    return word if word is not None and word.group().lower() in _SMALL_WORDS else None


class _Label(NamedTuple):
    start: int
    word: str
    """Without blanks, in lower case."""
    role: DateRole
    ahead: str
    """What stands before it."""
    spread: bool
    """Blanks stand between its letters (成 文 日 期)."""


def _label_at(text: str, place: int, words: DateWords) -> _Label | None:
    """Find the label that ends before a place; a weekday and small words may stand between."""
    labels, end = _labels(words), place
    first = max(0, place - _REACH)
    for _ in range(_MOST_BETWEEN):
        before = text[first:end]
        said = before.rstrip(_GAPS)
        last = said[-1:].lower()
        pattern = labels.by_last.get(last)
        match = pattern.search(before) if pattern is not None else None
        if match is not None:
            word = _folded(match["label"])
            spread = word != match["label"].lower()
            ahead = before[: match.start()]
            return _Label(first + match.start(), word, labels.roles[word], ahead, spread)
        small = _small_at_end(said) if last in _LAST_OF_SMALL else None
        if small is None:
            return None
        end = first + small.start()
        first = max(0, place - _REACH - _WEEKDAY_REACH)
        end = max(end, first)
    return None


class _Labels(NamedTuple):
    by_last: dict[str, re.Pattern[str]]
    """The labels that end in a letter: most dates have none before them, and this tells it fast."""
    roles: dict[str, DateRole]


@made_once
def _labels(words: DateWords) -> _Labels:
    by_last: dict[str, list[str]] = defaultdict(list)
    everything = (word for group in words.labels for word in group.words)
    for word in sorted(everything, key=len, reverse=True):
        by_last[word.rstrip(_GAPS)[-1:].lower()].append(_spread(word))
    return _Labels(
        by_last={
            last: re.compile(rf"(?P<label>{'|'.join(some)}){_GAP}\Z", re.IGNORECASE)
            for last, some in by_last.items()
        },
        roles={_folded(word): group.role for group in words.labels for word in group.words},
    )


def _spread(label: str) -> str:
    """Let blanks stand between Chinese characters, as bars and tables are set (成 文 日 期).

    Where blanks part words no letter stands before a label: 'disparu le' is not 'paru le'.
    """
    spread = _BETWEEN.sub(f"[{_BLANKS}]{{0,2}}", re.escape(label))
    return spread if label[:1] >= UNPARTED else _APART + spread


def _folded(label: str) -> str:
    return "".join(label.split()).lower()
