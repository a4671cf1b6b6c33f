"""Puts the faults of columns into the columns that carry them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from simulator.model import Column, ColumnClass, Dating, Form, Item, Site

_K = ColumnClass
_EMPTIED = {_K.NOTICE: 1, _K.POLICY: 1, _K.STAFF: 1, _K.PLAN: 1, _K.SURVEY: 1, _K.INTERVIEW: 1}
#: How many old columns of a class show only a 成文日期 under D-DOC-ONLY.
DATED_BY_DOCUMENT = {_K.NOTICE: 2, _K.POLICY: 3}
FUTURE_DAYS = 35

Columns = list[Column]


def spoil(columns: Columns, site: Site) -> Columns:
    """Return the columns with every column fault of the site in its place."""
    for fault, change in _CHANGES.items():
        if fault in site.faults:
            columns = change(columns, site)
    return columns


def _last_of(
    columns: Columns, counts: Mapping[ColumnClass, int], change: Callable[[Column], Column]
) -> Columns:
    """Change the last `counts[class]` columns of each class."""
    left = dict(counts)
    changed: Columns = []
    for column in reversed(columns):
        if left.get(column.kind, 0) > 0:
            left[column.kind] -= 1
            changed.append(change(column))
        else:
            changed.append(column)
    return changed[::-1]


def empty_last(columns: Columns, kind: ColumnClass) -> Columns:
    """Empty the last column of a class, which alone fails nothing."""
    return _last_of(columns, {kind: 1}, _emptied)


def _emptied(column: Column) -> Column:
    return replace(column, form=Form.EMPTY, items=(), home=False)


def _empty(columns: Columns, _site: Site) -> Columns:
    return _last_of(columns, _EMPTIED, _emptied)


def _by_document(columns: Columns, _site: Site) -> Columns:
    return _last_of(columns, DATED_BY_DOCUMENT, lambda c: replace(c, dating=Dating.DOCUMENT))


def _by_article(columns: Columns, _site: Site) -> Columns:
    return [replace(column, dating=Dating.ARTICLE) for column in columns]


def _yearless(columns: Columns, _site: Site) -> Columns:
    return [replace(column, dating=Dating.YEARLESS) for column in columns]


def _inner(columns: Columns) -> int:
    """Find a plain list that the home page does not show."""
    return next(
        place
        for place, column in enumerate(columns)
        if column.form is Form.LIST and not column.home and column.registered
    )


def _soft_404(columns: Columns, _site: Site) -> Columns:
    place = _inner(columns)
    return [
        *columns[:place],
        replace(columns[place], form=Form.SOFT_404, items=()),
        *columns[place + 1 :],
    ]


def _parent(columns: Columns, _site: Site) -> Columns:
    """Move a column's items into a child that is not registered."""
    place = _inner(columns)
    column = columns[place]
    number = len(columns) + 1
    child = replace(
        column, number=number, name=f"县级{column.name}", slug=f"xj{column.slug}", registered=False
    )
    parent = replace(column, form=Form.PARENT, items=(), child=number)
    return [*columns[:place], parent, *columns[place + 1 :], child]


def _pinned(columns: Columns, _site: Site) -> Columns:
    first = columns[0]
    pin = replace(first.items[-1], pinned=True)
    return [replace(first, items=(pin, *first.items[:-1])), *columns[1:]]


def _future(columns: Columns, site: Site) -> Columns:
    place = next(place for place, column in enumerate(columns) if column.kind is _K.NOTICE)
    column = columns[place]
    ahead = Item(
        number=len(column.items) + 1,
        title=f"{site.unit}关于下一阶段服务安排的公告",
        published=site.as_of + timedelta(days=FUTURE_DAYS),
        document_date=site.as_of,
    )
    changed = replace(column, items=(ahead, *column.items))
    return [*columns[:place], changed, *columns[place + 1 :]]


_CHANGES: dict[str, Callable[[Columns, Site], Columns]] = {
    "Z-EMPTY": _empty,
    "D-DOC-ONLY": _by_document,
    "D-DETAIL-ONLY": _by_article,
    "D-YEARLESS": _yearless,
    "E-SOFT404": _soft_404,
    "X-PARENT": _parent,
    "D-PINNED": _pinned,
    "D-FUTURE": _future,
}
