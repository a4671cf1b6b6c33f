"""Write rows as the JSON that statements take: the one way for values of a site into the store."""

import json
from typing import Any

from schema.types.storable import storable


def rows_json(value: Any) -> str:
    """Give the value of a jsonb parameter; what no row can hold is U+FFFD in it."""
    return json.dumps(storable(value), ensure_ascii=False)
