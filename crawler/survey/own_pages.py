"""What the own page of a list's entry tells of its date, and when its silence counts."""

from crawler.survey.answer import Answer
from schema.types.dates import DateClaim, Undated
from schema.types.outcome import PageClass
from schema.types.reading import PageKind, PageReading

_READ_KINDS = frozenset({PageKind.ARTICLE, PageKind.SERVICE_GUIDE, PageKind.INTERACTION_DETAIL})
"""Kinds of pages that say of themselves, by their silence, that they show no publish date."""

Told = tuple[DateClaim | None, Undated | None, tuple[DateClaim, ...]]
"""The date that decides, or why there is none, and everything that was claimed."""


def told_by(answer: Answer | None) -> Told:
    """Give what an entry's page tells; one that was not asked for, or not read, tells nothing."""
    if answer is None or answer.reading is None or not answer.good:
        return None, Undated.UNREAD, ()
    reading = answer.reading
    if reading.published is not None:
        return reading.published, None, reading.claims
    silent = _is_read_whole(reading) and not reading.date_like_text and not reading.claims
    return None, Undated.NONE_SHOWN if silent else Undated.UNASSIGNED, reading.claims


def _is_read_whole(reading: PageReading) -> bool:
    """Tell whether an entry's page was read as what it is: no step elsewhere, no scripts' shell."""
    return reading.kind in _READ_KINDS and reading.page_class is PageClass.PAGE
