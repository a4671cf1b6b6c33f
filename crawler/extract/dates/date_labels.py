"""Tell what a date means by the label before it."""

import re
from typing import NamedTuple

from crawler.extract.text.made_once import made_once
from schema.types.date_words import DateRole, DateWords

_REACH = 28
_GAP = r"[\s:：\[\]【】()（）|｜\"“”'<>《》.,;；~·/*-]*"
_WEEKDAY = (
    r"(?:(?:am|den|the|le|on|el)\s+)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|星期[一二三四五六日天])?"
)
_UNKNOWN = re.compile(
    rf"[\u4e00-\u9fff](?:时间|日期|時間){_GAP}\Z|[a-zà-ÿ]{{3}}:\s*\Z", re.IGNORECASE
)
_GAPS = (
    "".join(filter(str.isspace, map(chr, range(0x3001))))
    + ":：[]【】()（）|｜\"“”'<>《》.,;；~·/*-"
)
"""The characters of a gap, for stripping: most dates have no label, and this tells it fast."""
_BLANKS = " \u3000\xa0\u2002\u2003\u2009"
_BETWEEN = re.compile(r"(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])")
_LAST_OF_WEEKDAY = frozenset("yghmnel一二三四五六日天")
"""Last letters of weekdays and of the words that may stand before them."""
_LAST_OF_UNKNOWN = frozenset("间期間")
_BOUND = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]")


def role_before(text: str, place: int, words: DateWords) -> DateRole | None:
    """Give the role of the date that begins at this place; None where no label stands before it."""
    before = text[max(0, place - _REACH) : place]
    last = before.rstrip(_GAPS)[-1:].lower()
    labels = _labels(words)
    if last not in labels.last and last not in _LAST_OF_UNKNOWN and ":" not in before:
        return None
    match = labels.pattern.search(before)
    if match is not None:
        role = labels.roles[_folded(match["label"])]
        ahead = before[: match.start()]
        spread = _folded(match["label"]) != match["label"].lower()
        glued = _BOUND.match((ahead.rstrip(_BLANKS) if spread else ahead)[-1:]) is not None
        if role is not DateRole.STAMP or not glued:
            return role
        if spread:
            return DateRole.OTHER
    return DateRole.OTHER if _UNKNOWN.search(before) else None


def label_before(text: str, place: int, words: DateWords) -> tuple[int, str] | None:
    """Give where the label before a date begins, and the label without blanks."""
    first = max(0, place - _REACH)
    match = _labels(words).pattern.search(text[first:place])
    return None if match is None else (first + match.start(), _folded(match["label"]))


class _Labels(NamedTuple):
    pattern: re.Pattern[str]
    roles: dict[str, DateRole]
    last: frozenset[str]
    """Last characters of labels and weekdays, folded."""


@made_once
def _labels(words: DateWords) -> _Labels:
    labels = sorted((word for group in words.labels for word in group.words), key=len, reverse=True)
    some = "|".join(map(_spread, labels))
    return _Labels(
        pattern=re.compile(rf"(?P<label>{some}){_GAP}{_WEEKDAY}{_GAP}\Z", re.IGNORECASE),
        roles={_folded(word): group.role for group in words.labels for word in group.words},
        last=_LAST_OF_WEEKDAY | {_folded(label.rstrip(_GAPS))[-1:] for label in labels},
    )


def _spread(label: str) -> str:
    """Let blanks stand between Chinese characters, as bars and tables are set (成 文 日 期)."""
    return _BETWEEN.sub(f"[{_BLANKS}]{{0,2}}", re.escape(label))


def _folded(label: str) -> str:
    return "".join(label.split()).lower()
