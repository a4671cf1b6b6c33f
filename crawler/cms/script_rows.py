"""Rows that a page's own script carries: arrays of literals, or lines that it writes (any vendor).

`var data = [{title: …, url: …}]`, parallel arrays `urls[0]='…'; headers[0]='…'`
(beijing/kw), `document.writeln("<li>…</li>")`: cms-patterns §1 and §2.10.
"""

import re
from collections.abc import Iterator
from itertools import islice

from selectolax.lexbor import LexborHTMLParser

from crawler.extract.lists.fragment import read_fragment
from crawler.extract.lists.json_fields import FieldMap
from crawler.extract.lists.json_items import json_items
from crawler.extract.lists.json_rows import JsonList, find_json_list
from crawler.extract.lists.lists import is_ordered, newest_of
from crawler.extract.page.family import Family, FamilyPage, FamilyReading
from crawler.extract.page.family_marks import Marks
from crawler.extract.text.script_values import script_value, unescaped
from schema.types.reading import ListItem, ListState

_MARKS = Marks(
    r"\b(?:urls?|headers?|titles?)\[\d+\]\s*=|[=:]\s*\[\s*\{|document\.write(?:ln)?\s*\(\s*[\"']\s*<(?:li|a|tr|td|dd)\b",
    words=("[0]", "[1]", "[{", "[ {", "document.write"),
)
_WRITTEN = re.compile(
    r"document\.write(?:ln)?\s*\(\s*(?:\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)')\s*\)"
)
_ARRAY = re.compile(r"[=:]\s*(?=\[\s*\{)")
_MOST_ARRAYS = 20
"""Arrays of one script, and scripts of one page, that are read by themselves."""
_CELL = re.compile(
    r"\b(urls?|headers?|titles?|years?|months?|days?|dates?|times?)\[(\d+)\]\s*=\s*"
    r"(?:\"([^\"\n]*)\"|'([^'\n]*)'|(\d+))",
    re.IGNORECASE,
)
_ROLES = {"header": "title"}
_FEWEST = 3
"""Rows that make a list; fewer are a banner or a menu's corner."""
_FIELDS = FieldMap(any_vendor=True)


def recognise(text: str, _tree: LexborHTMLParser, _url: str | None) -> bool:
    """Tell a page by a script that holds rows or writes them."""
    return not text.lstrip("\ufeff \r\n\t").startswith(("{", "[")) and _MARKS.stand_in(text)


def read(page: FamilyPage) -> FamilyReading | None:
    """Give dated rows of the script; it is asked only of a page whose list's place is bare."""
    scripts = [script.text() or "" for script in page.tree.css("script:not([src])")]
    lists = [*_arrays(page, scripts), *_cells(page, scripts), *_written(page, scripts)]
    found = max(lists, key=len, default=())
    if len(found) < _FEWEST or not all(item.date and item.url for item in found):
        return None
    return FamilyReading(
        list_state=ListState.READ,
        items=found,
        ordered_by_date=is_ordered(found),
        follow=(),
        more=True,  # what a script holds back, or another page has, nobody says
        rival=max(map(newest_of, lists), default=None),
    )


def _arrays(page: FamilyPage, scripts: list[str]) -> Iterator[tuple[ListItem, ...]]:
    """Read the arrays of objects that stand as literals in a script."""
    for script in scripts:
        for start in islice(_ARRAY.finditer(script), _MOST_ARRAYS):
            listed = find_json_list(script_value(script, start.end()), _FIELDS)
            if listed is not None:
                yield _items(page, listed)


def _cells(page: FamilyPage, scripts: list[str]) -> Iterator[tuple[ListItem, ...]]:
    """Read parallel arrays, whose cells of one number make a row."""
    for script in scripts:
        rows: dict[int, dict[str, str]] = {}
        for name, number, double, single, bare in _CELL.findall(script):
            role = name.lower().rstrip("s")
            rows.setdefault(int(number), {})[_ROLES.get(role, role)] = double or single or bare
        whole = tuple(_dated(row) for _, row in sorted(rows.items()) if row.get("title"))
        if whole:
            yield _items(page, JsonList(rows=whole, total=None))


def _dated(row: dict[str, str]) -> dict[str, str]:
    """Put a row's day together where its parts stand in arrays of their own."""
    parts = [row.get(name, "") for name in ("year", "month", "day")]
    return {**row, "date": "-".join(parts)} if all(parts) else row


def _items(page: FamilyPage, found: JsonList) -> tuple[ListItem, ...]:
    return json_items(found.rows, _FIELDS, base=page.base, fetched_at=page.fetched_at)


def _written(page: FamilyPage, scripts: list[str]) -> Iterator[tuple[ListItem, ...]]:
    """Read the lines that scripts write as they stand, variables not resolved.

    Each row may have a script of its own, and all together make the list.
    """
    written = [_lines(script) for script in scripts]
    for markup in (*islice(filter(None, written), _MOST_ARRAYS), "".join(written)):
        if "<a" in markup.lower():
            yield read_fragment(
                markup, base=page.base, fetched_at=page.fetched_at, lexicon=page.lexicon
            ).items


def _lines(script: str) -> str:
    found = _WRITTEN.findall(script) if "document.write" in script else []
    return "".join(unescaped(double or single) for double, single in found)


FAMILY = Family(name="script_rows", priority=80, recognise=recognise, read=read, anywhere=True)
