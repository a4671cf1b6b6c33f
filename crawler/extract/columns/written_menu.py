"""Read the menus that a page's own scripts write: arrays of entries, tree calls, written links."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from crawler.extract.page.dom import fold_space, parse, text_of
from crawler.extract.page.layout import Layout
from crawler.extract.text.script_values import Value, arguments, script_value, unescaped

_NAMES = ("name", "title", "text", "label", "menuname", "channelname", "catname", "nodename")
_ADDRESSES = ("url", "href", "link", "linkurl", "path", "channelurl", "menuurl", "src")
_CHILDREN = ("children", "child", "items", "subs", "sub", "submenu", "list", "nodes", "menus")
_ABOVE = ("pid", "parentid", "parent_id", "parent", "fid")
_ARRAY = re.compile(r"=\s*(\[(?=\s*[\[{]))|[\(:]\s*(\[(?=\s*\{))")
_ADDED = re.compile(r"\.add\s*(\()\s*[\d\"']")
_SET = re.compile(r"\w\s*\[\s*\d+\s*\]\s*=\s*(?:new\s+Array\s*(\()|(\[))")
_WRITTEN = re.compile(r"(?:document\.write(?:ln)?|\.html|\.append|innerHTML\s*\+?=)\s*\(?\s*[\"']")
_QUOTED = re.compile(r""""((?:[^"\\\n]|\\.)*+)"|'((?:[^'\\\n]|\\.)*+)'""")
_MENU_SIGN = re.compile(r"menu|nav(?!igat)|tree|channel|lanmu|column|daohang", re.IGNORECASE)
_LONGEST_SCRIPT, _MOST_SCRIPTS, _MOST_ARRAYS = 200_000, 8, 8
_BEFORE = 40
"""Characters before an array in which its name is looked for."""
_PAIR, _MOST_ENTRIES, _DEEPEST = 2, 400, 5
_ID, _PARENT, _NAME, _ADDRESS = range(4)
_PAGE = re.compile(
    r"\A(?:https?:)?/|\A\.{0,2}/|\A[\w-]+(?:/|\.s?html?|\.jsp|\.aspx?|\.php)|\Ahttps?:"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenEntry:
    """An entry of a menu that a script writes; `href` as the script has it."""

    name: str
    href: str
    crumbs: tuple[str, ...] = ()
    in_menu: bool = True
    """False where only the data's form speaks for a menu, and no name of a variable."""


def written_menu(layout: Layout) -> tuple[WrittenEntry, ...]:
    """Give the entries of all menus whose data stand in the page's own scripts."""
    found: list[WrittenEntry] = []
    inline = (one.text for one in layout.scripts if one.inline)
    named = (text for text in inline if len(text) <= _LONGEST_SCRIPT and _MENU_SIGN.search(text))
    for text in islice(named, _MOST_SCRIPTS):
        found += [*_of_arrays(text), *_of_calls(text), *_of_rows(text), *_of_markup(text)]
    return tuple(dict.fromkeys(found))[:_MOST_ENTRIES]


def _of_arrays(text: str) -> Iterator[WrittenEntry]:
    """Read `menu = [{name, url, children: […]}, …]`, nested or with the parent's id."""
    for found in islice(_ARRAY.finditer(text), _MOST_ARRAYS):
        start = found.start(1 if found[1] else 2)
        value = script_value(text, start)
        if not isinstance(value, list):
            continue
        entries = list(_nested(value, (), _names_by_id(value)))
        if len(entries) >= _PAIR:
            named = _MENU_SIGN.search(text, max(0, start - _BEFORE), start) is not None
            yield from (replace(entry, in_menu=named) for entry in entries)


def _names_by_id(rows: Sequence[Value]) -> dict[str, tuple[str, str]]:
    """Give each entry's name and its parent's id by its own id."""
    known = {}
    for row in rows:
        if isinstance(row, dict):
            folded = _folded(row)
            own, name = folded.get("id"), _text(folded, _NAMES)
            if isinstance(own, str) and name:
                known[own] = (name, _text(folded, _ABOVE))
    return known


def _nested(
    rows: Sequence[Value], above: tuple[str, ...], known: dict[str, tuple[str, str]]
) -> Iterator[WrittenEntry]:
    for row in rows:
        if isinstance(row, list):
            yield from _plain_row(row, above)
        if not isinstance(row, dict):
            continue
        folded = _folded(row)
        name, href = _text(folded, _NAMES), _text(folded, _ADDRESSES)
        crumbs = above or _line(_text(folded, _ABOVE), known)
        if name and _is_page(href):
            yield WrittenEntry(name=name, href=href, crumbs=crumbs)
        for key in _CHILDREN:
            inner = folded.get(key)
            if isinstance(inner, list) and len(crumbs) < _DEEPEST:
                yield from _nested(inner, (*crumbs, name) if name else crumbs, {})


def _plain_row(row: Sequence[Value], above: tuple[str, ...]) -> Iterator[WrittenEntry]:
    """Read an entry that is an array: its name is followed by its address."""
    texts = [one for one in row if isinstance(one, str)]
    for name, href in pairwise(texts):
        if _is_worded(name) and _is_page(href):
            yield WrittenEntry(name=fold_space(name), href=href, crumbs=above)
            return


def _of_calls(text: str) -> Iterator[WrittenEntry]:
    """Read a tree's calls `d.add(id, parent, name, address)` (dTree, xTree)."""
    calls = islice(_ADDED.finditer(text), _MOST_ENTRIES)
    rows = [arguments(text, found.start(1)) for found in calls]
    texts = [[one for one in row if isinstance(one, str)] for row in rows]
    whole = [row for row in texts if len(row) > _NAME]
    known = {row[_ID]: (fold_space(row[_NAME]), row[_PARENT]) for row in whole}
    for row in whole:
        if len(row) > _ADDRESS and _is_worded(row[_NAME]) and _is_page(row[_ADDRESS]):
            crumbs = _line(row[_PARENT], known)
            yield WrittenEntry(name=fold_space(row[_NAME]), href=row[_ADDRESS], crumbs=crumbs)


def _of_rows(text: str) -> Iterator[WrittenEntry]:
    """Read `menu[0] = ["名称", "/address/"]`, one assignment an entry."""
    sets = islice(_SET.finditer(text), _MOST_ENTRIES)
    rows = [arguments(text, found.start(1 if found[1] else 2)) for found in sets]
    entries = [entry for row in rows for entry in _plain_row(row, ())]
    if len(entries) >= _PAIR:
        yield from entries


def _of_markup(text: str) -> Iterator[WrittenEntry]:
    """Read the links in the markup that a script writes."""
    if not _WRITTEN.search(text) or "<a" not in text.lower():
        return
    pieces = (unescaped(double or single) for double, single in _QUOTED.findall(text))
    tree = parse("".join(pieces))
    for node in tree.css("a[href]"):
        name, href = fold_space(text_of(node)), node.attributes.get("href") or ""
        if _is_worded(name) and _is_page(href):
            yield WrittenEntry(name=name, href=href)


def _line(parent: str, known: dict[str, tuple[str, str]]) -> tuple[str, ...]:
    """Give the names above an entry, the outermost first; a ring of ids ends it."""
    names: list[str] = []
    seen: set[str] = set()
    while parent in known and parent not in seen and len(names) < _DEEPEST:
        seen.add(parent)
        name, parent = known[parent]
        names.append(name)
    return tuple(reversed(names))


def _folded(row: dict[str, Value]) -> dict[str, Value]:
    return {key.lower(): value for key, value in row.items()}


def _text(row: dict[str, Value], keys: Sequence[str]) -> str:
    for key in keys:
        value = row.get(key)
        if isinstance(value, str) and value.strip():
            return fold_space(value)
    return ""


def _is_worded(name: str) -> bool:
    return bool(name.strip()) and not _is_page(name) and any(sign.isalpha() for sign in name)


def _is_page(href: str) -> bool:
    return bool(_PAGE.match(href.strip())) and not href.lower().startswith("javascript")
