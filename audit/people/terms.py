"""How long a decision stands though the page stays the same (认定的有效期)."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from audit.editions.rulepack import class_windows
from audit.windows import ClassWindow, Unit, Window
from schema.types.column import ColumnClass
from schema.types.errors import UsageError
from schema.types.facts import ColumnFact
from schema.types.rulepack import RulePack

Windows = tuple[Window | ClassWindow, ...]
_DAY = timedelta(days=1)


def stands_until(
    pack: RulePack, item: str, decided: date, column: ColumnFact | None = None
) -> date | None:
    """Give the last day on which a problem that was denied on a day need not be looked at again.

    That is the last day from which the item's window, or that of the `column` it is about, still
    reaches back to it: of what has to move with time, no change is no proof. None: no window is
    known, only the page counts.
    """
    windows = _of_column(pack, item, column) or _of_item(pack, item)
    if not windows:
        return None
    day = decided
    while max(one.start(day + _DAY) for one in windows) <= decided:
        day += _DAY
    return day


def check_until(until: date | None, today: date) -> None:
    """Raise UsageError where a decision would be over before it was made."""
    if until is not None and until < today:
        raise UsageError(f"--until {until.isoformat()} lies before today, {today.isoformat()}")


def _of_column(pack: RulePack, item: str, column: ColumnFact | None) -> Windows:
    """Give the window of a column, as freshness counts it, where the item has none of its own."""
    if column is None or "window" in _params(pack, item) or not _classes(pack, item):
        return ()
    if column.update_days is not None:
        return (Window(n=column.update_days, unit=Unit.DAYS),)
    found = class_windows(pack).get(column.column_class)
    return () if found is None else (found,)


def _of_item(pack: RulePack, item: str) -> Windows:
    """Give the item's own window, else those of its classes, else its days of visits."""
    params, by_class = _params(pack, item), class_windows(pack)
    if "window" in params:
        return (params["window"],)
    if "days" in params:
        return (Window(n=params["days"], unit=Unit.DAYS),)
    return tuple(by_class[name] for name in _classes(pack, item) if name in by_class)


def _params(pack: RulePack, item: str) -> Mapping[str, Any]:
    return next((one.params for one in pack.items if one.id == item), {})


def _classes(pack: RulePack, item: str) -> tuple[ColumnClass, ...]:
    """Give the column classes of an item; some checks count classes of elements by that name."""
    named = _params(pack, item).get("classes")
    return named if isinstance(named, tuple) else ()
