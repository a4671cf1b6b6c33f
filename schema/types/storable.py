"""Text as the database can hold it: what a site sends is not always text."""

import re
from typing import Any

# PostgreSQL keeps no NUL in text or jsonb, and no half of a surrogate pair is a character of UTF-8.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_REPLACEMENT = "\ufffd"


def is_storable(text: str) -> bool:
    """Tell whether a row can hold a text as it is: nearly every one, so the answer must be cheap.

    An encoder goes over a text of Chinese ten times as fast as an expression.
    """
    if "\x00" in text:
        return False
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def storable_text(text: str) -> str:
    """Give a text with U+FFFD in place of each character that no row can hold."""
    return text if is_storable(text) else _UNSTORABLE.sub(_REPLACEMENT, text)


def storable(value: Any) -> Any:
    """Give plain JSON values, keys among them, with texts that a row can hold.

    Facts keep what was read; their rows, and whatever is compared with rows, go through here.
    """
    if isinstance(value, str):
        return storable_text(value)
    if isinstance(value, dict):
        return {storable(key): storable(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [storable(one) for one in value]
    return value
