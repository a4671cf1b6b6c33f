"""Write rows as the JSON that statements take: the one way for values of a site into the store."""

import json
from typing import Any

from schema.types.storable import is_storable, storable

_NUL = "\\u0000"
"""How JSON writes what no row can hold; so does a text that has these six characters itself."""


def rows_json(value: Any) -> str:
    """Give the value of a jsonb parameter; what no row can hold is U+FFFD in it.

    Looked for in the whole text: to walk through all values cost four times as much as to write.
    """
    text = json.dumps(value, ensure_ascii=False)
    if _NUL not in text and is_storable(text):
        return text
    return json.dumps(storable(value), ensure_ascii=False)
