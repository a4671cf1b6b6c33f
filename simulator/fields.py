"""Numbers in a query."""

from collections.abc import Mapping

_DIGITS = 6


def number_in(query: Mapping[str, str], name: str, default: int) -> int:
    """Return a positive number of the query, or the default where there is none."""
    text = query.get(name, "")
    if len(text) > _DIGITS or not (text.isascii() and text.isdigit()):
        return default
    return int(text) or default
