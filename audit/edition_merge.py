"""Lay a province's own edition over the one that it is based on (省级版本)."""

from collections.abc import Iterable, Mapping
from typing import Any

from schema.types.errors import RulePackError

_BY_KEY = {"items": "id", "groups": "name", "indicators": "name"}
"""Lists whose rows are found by a key."""


def merged(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Give the base with everything that the own edition says otherwise.

    Tables are merged key by key, items by `id` and groups by `name`; a row that the base lacks is
    added at the end, and one with `drop = true` is left out. Anything else is replaced. A number
    that the own edition sets is certain from then on, unless its own `open` says otherwise; an
    empty note in `open` settles one that stays as it is.
    """
    whole = dict(base)
    for name, value in own.items():
        whole[name] = _laid_over(name, whole.get(name), value)
    if isinstance(whole.get("open"), dict):
        whole["open"] = _still_open(whole["open"], own)
    return whole


def _still_open(notes: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    said = own.get("open", {})
    settled = own.keys() - said.keys()
    return {name: note for name, note in notes.items() if note and name not in settled}


def _laid_over(name: str, below: Any, above: Any) -> Any:
    if name in _BY_KEY and isinstance(below, list) and isinstance(above, list):
        return _rows(below, above, _BY_KEY[name], name)
    if isinstance(below, dict) and isinstance(above, dict):
        return merged(below, above)
    return above


def _rows(below: Iterable[Any], above: Iterable[Any], key: str, name: str) -> list[Any]:
    rows = {_key_of(row, key, name): row for row in below}
    for row in above:
        _key_of(row, key, name)
        rest = {word: value for word, value in row.items() if word != "drop"}
        if row.get("drop"):
            if row[key] not in rows:
                raise RulePackError(f"`{name}`: {row[key]} is dropped, but the base has none")
            del rows[row[key]]
        else:
            rows[row[key]] = merged(rows.get(row[key], {}), rest)
    return list(rows.values())


def _key_of(row: Any, key: str, name: str) -> str:
    if not isinstance(row, dict) or not isinstance(row.get(key), str):
        raise RulePackError(f"a row of `{name}` lacks `{key}`, which says what it overrides")
    return str(row[key])
