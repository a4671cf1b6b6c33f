"""Tell the class of a column (栏目分类): by its name, its nearest crumb, or its path."""

import re
from typing import NamedTuple

from crawler.extract.text.made_once import made_once
from schema.types.column import ColumnClass
from schema.types.column_names import ColumnNames

_MOST_KEPT = 4096
_SHORT_NAME = 6
"""Characters of a name that is hardly ever a sentence."""
_FILE_END = re.compile(r"\.\w{2,5}\Z")


def classify_column(
    name: str,
    *,
    breadcrumb: tuple[str, ...] = (),
    path: str = "",
    names: ColumnNames,
) -> ColumnClass:
    """Give a column's class: the longest known name, else the nearest crumb, else the path.

    A name or a crumb of an archive (专题, 往期, 历史) makes the column one.
    """
    flat = "".join(name.split())
    crumbs = tuple("".join(crumb.split()) for crumb in breadcrumb)
    if any(_is_archive(part, names) for part in (flat, *crumbs)):
        return ColumnClass.TOPIC
    for part in (flat, *reversed(crumbs)):
        found = class_by_name(part, names)
        if found is not None:
            return found
    return _by_path(path, names) or ColumnClass.OTHER


def is_named_so(name: str, names: ColumnNames) -> bool:
    """Tell a column's name from a headline that holds one (县人社局举办春季招聘会 is news)."""
    if class_by_name(name, names) is None:
        return False
    return len(name) <= _SHORT_NAME or not any(word in name for word in names.headline_words)


class _Words(NamedTuple):
    """The names of columns, as they are looked for."""

    classes: dict[str, ColumnClass]
    """Every name with its class; of a name that two classes claim, the first of the file has it."""
    by_start: dict[str, list[tuple[str, ColumnClass]]]
    """The same by the first two characters."""
    found: dict[str, ColumnClass | None]
    """What names seen before speak for."""
    by_path: dict[str, ColumnClass]


@made_once
def _words(names: ColumnNames) -> _Words:
    every = [(word, entry.column_class) for entry in names.classes for word in entry.names]
    tokens = [(path, entry.column_class) for entry in names.classes for path in entry.paths]
    classes = dict(reversed(every))
    by_start: dict[str, list[tuple[str, ColumnClass]]] = {}
    for word, kind in classes.items():
        by_start.setdefault(word[:2], []).append((word, kind))
    return _Words(
        classes=classes,
        by_start=by_start,
        found={},
        by_path={path: kind for path, kind in reversed(tokens) if path not in names.colliding},
    )


def class_by_name(name: str, names: ColumnNames) -> ColumnClass | None:
    """Give the class that a name without white space speaks for, by itself."""
    if name in names.home:
        return None
    words = _words(names)
    if name not in words.found:
        if len(words.found) >= _MOST_KEPT:
            words.found.clear()
        words.found[name] = _class_of(name, names)
    return words.found[name]


def _class_of(name: str, names: ColumnNames) -> ColumnClass | None:
    """Take the longest known name; of equals the last, for the head of a Chinese name is its end.

    The name of a body (教育局, 计划财务科) speaks for no class by the field that the body works in.
    """
    best: tuple[int, int] = (0, 0)
    found: ColumnClass | None = None
    by_start = _words(names).by_start
    for start in range(len(name) - 1):
        for word, kind in by_start.get(name[start : start + 2], ()):
            size = (len(word), start + len(word))
            if size > best and name.startswith(word, start):
                best, found = size, kind
    if best[1] < len(name) and name.endswith(names.bodies):
        return None
    if found is None and any(name.startswith(word) and name != word for word in names.news_of):
        return ColumnClass.NEWS
    return found


def _is_archive(name: str, names: ColumnNames) -> bool:
    """Tell an archive's name; 历史沿革 is a longer name that means something else."""
    for word in names.archive:
        if word in name:
            return not any(word in known and known in name for known in _words(names).classes)
    return False


def _by_path(path: str, names: ColumnNames) -> ColumnClass | None:
    """Let a folder of the path speak, the innermost first; a part of a file's name never does."""
    known = _words(names).by_path
    for folder in reversed(path.lower().split("/")):
        found = known.get(_FILE_END.sub("", folder))
        if found is not None:
            return found
    return None
