"""Find the day of asking that a guestbook labels as the day of any post (发表时间)."""

from collections.abc import Sequence
from dataclasses import replace

from crawler.extract.letters.letter_fields import LetterField
from schema.types.letter_words import LetterWords


def with_days_of_asking(fields: Sequence[LetterField], words: LetterWords) -> Sequence[LetterField]:
    """Take 发表时间 beside the name of who asks for the day of asking, if no surer label is there.

    In a title bar it stands beside the source, and is the day on which the page was published.
    """
    if any(one.kind == "asked" for one in fields):
        return fields
    return [
        replace(one, kind="asked")
        if one.label in words.asked_beside_person and _is_beside_person(fields, place, words)
        else one
        for place, one in enumerate(fields)
    ]


def _is_beside_person(fields: Sequence[LetterField], place: int, words: LetterWords) -> bool:
    beside = (*fields[max(0, place - 1) : place], *fields[place + 1 : place + 2])
    return any(one.label in words.persons for one in beside)
