"""Where a fault of columns takes hold: the columns that carry it."""

from collections.abc import Callable, Mapping

from simulator.fault import Columns
from simulator.model import Column, ColumnClass, Form


def last_of(
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


def inner_list(columns: Columns) -> int:
    """Find a plain list that the home page does not show."""
    return next(
        place
        for place, column in enumerate(columns)
        if column.form is Form.LIST and not column.home and column.registered
    )
