"""Lay a province's own edition over the one that it is based on (省级版本)."""

from collections.abc import Iterable, Mapping
from typing import Any

from schema.types.errors import RulePackError

_BY_KEY = {"items": "id", "groups": "name"}
"""Lists whose rows are found by a key."""


def merged(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Give the base with everything that the own edition says otherwise.

    Tables are merged key by key, items by `id` and groups by `name`; a row that the base lacks is
    added at the end, and one with `drop = true` is left out. Anything else is replaced.
    """
    whole = dict(base)
    for name, value in own.items():
        whole[name] = _laid_over(name, whole.get(name), value)
    return whole


def _laid_over(name: str, below: Any, above: Any) -> Any:
    if name in _BY_KEY and isinstance(below, list) and isinstance(above, list):
        return _rows(below, above, _BY_KEY[name], name)
    if isinstance(below, dict) and isinstance(above, dict):
        return merged(below, above)
    return above


def _rows(below: Iterable[Any], above: Iterable[Any], key: str, name: str) -> list[Any]:
    rows = {row[key]: row for row in below}
    for row in above:
        if not isinstance(row, dict) or key not in row:
            raise RulePackError(f"a row of `{name}` lacks `{key}`, which says what it overrides")
        rest = {word: value for word, value in row.items() if word != "drop"}
        if row.get("drop"):
            if row[key] not in rows:
                raise RulePackError(f"`{name}`: {row[key]} is dropped, but the base has none")
            del rows[row[key]]
        else:
            rows[row[key]] = merged(rows.get(row[key], {}), rest)
    return list(rows.values())
