"""Tell what a date means by the label before it."""

import re
from functools import lru_cache

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
_BOUND = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]")


def role_before(text: str, place: int, words: DateWords) -> DateRole | None:
    """Give the role of the date that begins at this place; None where no label stands before it."""
    before = text[max(0, place - _REACH) : place]
    match = _pattern(words).search(before)
    if match is not None:
        role = _roles(words)[_folded(match["label"])]
        glued = match.start() > 0 and _BOUND.match(before[match.start() - 1]) is not None
        if role is not DateRole.STAMP or not glued:
            return role
    return DateRole.OTHER if _UNKNOWN.search(before) else None


@lru_cache(maxsize=4)
def _pattern(words: DateWords) -> re.Pattern[str]:
    labels = sorted((word for group in words.labels for word in group.words), key=len, reverse=True)
    some = "|".join(re.escape(label) for label in labels)
    return re.compile(rf"(?P<label>{some}){_GAP}{_WEEKDAY}{_GAP}\Z", re.IGNORECASE)


@lru_cache(maxsize=4)
def _roles(words: DateWords) -> dict[str, DateRole]:
    return {_folded(word): group.role for group in words.labels for word in group.words}


def _folded(label: str) -> str:
    return label.lower()
