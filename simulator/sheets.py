"""Reads the truth and an auditor's sheets, and pairs them by the address of the home page."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

_SHEET_KEYS = frozenset({"url", "edition", "items"})
_DEFAULT_PORTS = {"http": 80, "https": 443}
Record = dict[str, Any]
Sheets = dict[str, Record]
"""The sheets of one edition by the folded addresses of their sites."""


def read_truth(path: Path) -> list[Record]:
    """Read `truth.ndjson`; raise OSError or ValueError where it cannot be read."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def read_sheets(folders: Iterable[Path]) -> dict[str, Sheets]:
    """Read every sheet below the folders, edition by edition; of two the later `as_of` stays."""
    found: dict[str, Sheets] = {}
    paths = (path for folder in folders for path in sorted(folder.rglob("*.json")))
    for sheet in _sheets(paths):
        sheets, key = found.setdefault(str(sheet["edition"]), {}), fold(sheet["url"])
        rival = sheets.get(key)
        if rival is None or str(rival.get("as_of", "")) <= str(sheet.get("as_of", "")):
            sheets[key] = sheet
    return found


def _sheets(paths: Iterable[Path]) -> Iterator[Record]:
    for path in paths:
        try:
            document = json.loads(path.read_text("utf-8"))
        except ValueError:
            continue  # some other tool's file
        if isinstance(document, dict) and document.keys() >= _SHEET_KEYS:
            yield document


def said_of_items(sheet: Record) -> dict[str, Record]:
    """Give what a sheet says of each item; a canonical sheet has it under `finding`."""
    rows = rows_of(sheet, "items")
    return {str(row.get("id")): row.get("finding") or row for row in rows}


def fold(url: object) -> str:
    """Write an address so that two spellings of one page are equal."""
    try:
        parts = urlsplit(str(url or ""))
        port = parts.port
    except ValueError:
        return str(url)
    host = parts.hostname or ""
    if port is not None and port != _DEFAULT_PORTS.get(parts.scheme):
        host = f"{host}:{port}"
    query = urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True)))
    path = parts.path.removesuffix("index.html") or "/"
    return f"{parts.scheme}://{host}{path}" + (f"?{query}" if query else "")


def rows_of(sheet: Record, key: str) -> list[Record]:
    """Give the rows under a key of a sheet; none where there is no list of records."""
    rows = sheet.get(key)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
