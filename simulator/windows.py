"""Calendar windows: "监测时间点前 X 内" counts back from the check date, both ends in."""

from calendar import monthrange
from datetime import date, timedelta

from simulator.model import ColumnClass

FORTNIGHT = timedelta(days=14)
#: Calendar months of each class's window; 规划计划 has its margin of three months (§5).
_MONTHS = {
    ColumnClass.NOTICE: 6,
    ColumnClass.POLICY: 6,
    ColumnClass.STAFF: 12,
    ColumnClass.PLAN: 15,
}


def months_before(day: date, months: int) -> date:
    """Go back calendar months, clamped to the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 - months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def window_start(kind: ColumnClass, as_of: date) -> date | None:
    """Return the first day of a class's window, or None for a class without one."""
    if kind is ColumnClass.NEWS:
        return as_of - FORTNIGHT
    months = _MONTHS.get(kind)
    return months_before(as_of, months) if months is not None else None
