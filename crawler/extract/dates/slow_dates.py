"""Read dates in languages that the fast path does not know: the one door to dateparser."""

import re
from datetime import date, datetime

_YEAR = re.compile(r"(?:19|20)\d\d|[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef]{4}")
_WORD = re.compile(r"[^\W\d_]{3,}")
_LONGEST = 60
_ANY_DAY = datetime(2000, 1, 1)  # noqa: DTZ001 (dateparser compares it with naive values)


def date_in_words(text: str) -> date | None:
    """Read a date whose month is a word of another language; None where a part is missing.

    Nothing is filled in: year, month and day must all be stated, so the result does not depend on
    the day of reading.
    """
    if len(text) > _LONGEST or not _YEAR.search(text) or not _WORD.search(text):
        return None
    import dateparser  # loads its languages: half a second that most pages never need

    found = dateparser.parse(
        text,
        settings={
            "RELATIVE_BASE": _ANY_DAY,
            "REQUIRE_PARTS": ["day", "month", "year"],
            "STRICT_PARSING": True,
            "PARSERS": ["absolute-time"],
            "RETURN_AS_TIMEZONE_AWARE": False,
        },
    )
    return found.date() if found is not None else None
