"""Read on which day a letter was answered: by that day's label, or by the reply's signature."""

from collections.abc import Sequence
from datetime import date

from crawler.extract.dates.date_text import find_dates
from crawler.extract.letters.letter_fields import LetterField
from crawler.extract.text.letter_state import is_reply
from schema.types.letter_words import LetterWords

DATE_REACH = 40
"""Characters of a value that its day stands in."""
_SEVERAL = 2
_UNIT_LENGTH = 24
_EDGES = " \t\u3000\xa0（）()[]【】。，,"


def day_of_reply(
    fields: Sequence[LetterField], parts: Sequence[str], words: LetterWords
) -> date | None:
    """Give the day of the reply by its label, else by its signature if not before the letter's."""
    told = _labelled(fields, words)
    if told is not None:
        return told
    signed, asked = _signed(parts, words), first_day(fields, "asked")
    return None if signed and asked and signed < asked else signed


def day_of(text: str) -> date | None:
    """Give the date that a value begins with."""
    line = text.lstrip().split("\n", 1)[0]
    found = find_dates(line[:DATE_REACH])
    return next((one.value for one in found if one.value and one.day), None)


def first_day(fields: Sequence[LetterField], kind: str) -> date | None:
    """Give the first day behind the labels of a kind."""
    days = (day_of(one.value) for one in fields if one.kind == kind)
    return next((day for day in days if day is not None), None)


def _labelled(fields: Sequence[LetterField], words: LetterWords) -> date | None:
    """Give the day of the first reply that is more than a receipt, where each has its own day.

    The days stand before the texts where one stands before the first of them.
    """
    told = [one for one in fields if one.kind in {"reply", "replied"}]
    days = [day_of(one.value) if one.kind == "replied" else None for one in told]
    texts = [one.kind == "reply" and is_reply(one.value, words) for one in told]
    if sum(day is not None for day in days) < _SEVERAL or not any(texts):
        return first_day(fields, "replied")
    place = texts.index(True)
    beside = reversed(days[:place]) if told[0].kind == "replied" else iter(days[place:])
    return next((day for day in beside if day is not None), first_day(fields, "replied"))


def _signed(parts: Sequence[str], words: LetterWords) -> date | None:
    """Give the day that the last line of a reply tells, alone or behind the unit that signs it."""
    for part in parts:
        last = part.rstrip().rpartition("\n")[2].strip(_EDGES)
        found = find_dates(last)
        if len(found) != 1 or found[0].day is None or found[0].end != len(last):
            continue
        unit = last[: found[0].start].strip(_EDGES)
        if not unit or (len(unit) <= _UNIT_LENGTH and unit.endswith(words.unit_tails)):
            return found[0].value
    return None
