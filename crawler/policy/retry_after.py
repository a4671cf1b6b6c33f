"""Read how long a server asks us to stay away (RFC 9110 §10.2.3)."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_LONGEST = 12
"""Digits that are still a number of seconds; more would be some other number, or an attack."""


def retry_after(value: str | None, now: datetime) -> float | None:
    """Give the seconds to wait from now; None for garbage, negative numbers and no header.

    A date that has passed means: now.
    """
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return float(text[-_LONGEST:]) if len(text.lstrip("0")) <= _LONGEST else float("inf")
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max((moment - now).total_seconds(), 0.0)
