"""Columns that are empty, or overdue though they have a window (空白, 应更新未更新)."""

from datetime import date, timedelta

from audit.case.casefile import CaseFile, ColumnCase
from audit.case.freshness import Emptiness, Freshness, emptiness, freshness
from audit.scoring.judgement import Standing

_BY_EMPTINESS = {
    Emptiness.EMPTY: Standing.PROVED,
    Emptiness.ONCE: Standing.OPEN,
    Emptiness.UNKNOWN: Standing.OPEN,
}
_BY_FRESHNESS = {
    Freshness.STALE: Standing.PROVED,
    Freshness.NEEDS_PERSON: Standing.OPEN,
    Freshness.UNKNOWN: Standing.OPEN,
}


def idle_standing(
    column: ColumnCase, case: CaseFile, gap: timedelta, since: date | None
) -> Standing:
    """Judge one column: empty in two visits at least `gap` apart, or without an update `since`.

    Where no such day is known, only emptiness counts (vocabulary §5).
    """
    empty = _BY_EMPTINESS.get(emptiness(column, case, gap))
    if empty is not None:
        return empty
    if since is None:
        return Standing.CLEARED
    return _BY_FRESHNESS.get(freshness(column, since, case), Standing.CLEARED)
