"""Lay a province's own edition over the one that it is based on (省级版本)."""

from collections.abc import Iterable, Mapping
from typing import Any

from schema.types.errors import RulePackError

_BY_KEY = {"items": "id", "groups": "name", "indicators": "name"}
"""Lists whose rows are found by a key."""
_NEW_ROW = {"items": ("name", "kind", "rule", "source", "check")}
"""What a row must say that the base does not have; one that lacks it is a misspelt override."""


def merged(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Give the base with everything that the own edition says otherwise.

    Tables are merged key by key, items by `id` and groups by `name`; a row that the base lacks is
    added at the end, and one with `drop = true` is left out. Anything else is replaced. A number
    that the own edition sets is certain from then on, unless its own `open` says otherwise; an
    empty note in `open` settles one that stays as it is.
    """
    whole = dict(base)
    for name, value in own.items():
        whole[name] = _laid_over(name, whole.get(name), value, str(base.get("edition", "")))
    if isinstance(whole.get("open"), dict):
        whole["open"] = _still_open(whole["open"], own)
    return whole


def _still_open(notes: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    said = own.get("open", {})
    settled = own.keys() - said.keys()
    return {name: note for name, note in notes.items() if note and name not in settled}


def _laid_over(name: str, below: Any, above: Any, base: str) -> Any:
    if name in _BY_KEY and isinstance(below, list) and isinstance(above, list):
        return _rows(below, above, name, base)
    if isinstance(below, dict) and isinstance(above, dict):
        return merged(below, above)
    return above


def _rows(below: Iterable[Any], above: Iterable[Any], name: str, base: str) -> list[Any]:
    key = _BY_KEY[name]
    rows = _by_key(below, key, name)
    for found, row in _by_key(above, key, name).items():
        drop = row.get("drop", False)
        if not isinstance(drop, bool):
            raise RulePackError(f"`{name}`, {found}: `drop` is true or false, not {drop!r}")
        if drop and found not in rows:
            raise RulePackError(f"`{name}`: {found} is dropped, but the base {base} has none")
        if drop:
            del rows[found]
            continue
        if found not in rows:
            _refuse_misspelt(found, row, name, base)
        rest = {word: value for word, value in row.items() if word != "drop"}
        rows[found] = merged(rows.get(found, {}), rest)
    return list(rows.values())


def _refuse_misspelt(found: str, row: Mapping[str, Any], name: str, base: str) -> None:
    lacks = [word for word in _NEW_ROW.get(name, ()) if word not in row]
    if lacks:
        raise RulePackError(
            f"item {found} is not in the base {base}; a new row needs {', '.join(lacks)} too"
        )


def _by_key(rows: Iterable[Any], key: str, name: str) -> dict[str, Any]:
    """Give rows by their key; each may stand there once, or only the last would be heard."""
    found: dict[str, Any] = {}
    for row in rows:
        if not isinstance(row, dict) or not isinstance(row.get(key), str):
            raise RulePackError(f"a row of `{name}` lacks `{key}`, which says what it overrides")
        if row[key] in found:
            raise RulePackError(f"the edition names these {name} more than once: {row[key]}")
        found[row[key]] = row
    return found
