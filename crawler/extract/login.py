"""Tell a page that asks its reader to log in."""

import re

_PASSWORD = re.compile(rb"<input\b[^>]{0,400}\btype\s*=\s*[\"']?password\b", re.IGNORECASE)
_LOOKED_AT = 256 * 1024
"""Bytes of a page that are looked at."""


def asks_for_password(body: bytes) -> bool:
    """Tell whether a page has a field for a password, wherever it stands."""
    return _PASSWORD.search(body[:_LOOKED_AT]) is not None
