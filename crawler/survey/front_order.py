"""What the articles at the front of a list prove, where the list itself shows no dates.

A list that shows its dates is believed to be ordered by what its first page shows. One without
dates is believed by as many articles, opened from the top without a gap, and more strictly: none
may be newer than one above it.
"""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from schema.types.dates import DateClaim
from schema.types.facts import ItemFact

ENOUGH = 12
"""Entries that stand for a list's order: what a short first page holds."""
_DISTINCT = 3


def front_days(items: Sequence[ItemFact]) -> list[date]:
    """Give the days of the entries from the top to the first whose publish date nobody knows."""
    days: list[date] = []
    for item in items:
        if item.date is None or not item.date.decides_staleness:
            break
        days.append(item.date.value)
    return days


def falls(days: Sequence[date]) -> bool:
    """Tell whether no day is later than the one above it."""
    return all(before >= after for before, after in pairwise(days))


def proves_order(items: Sequence[ItemFact], *, whole: bool) -> bool:
    """Tell whether the front is long enough and falls from day to day, and nothing gainsays it.

    `whole`: these are all entries of the list, so that fewer are enough. Entries of one day, as a
    bulk import leaves them, tell no order unless all were opened.
    """
    days = front_days(items)
    needed = min(ENOUGH, len(items)) if whole else ENOUGH
    if not 0 < needed <= len(days) or not falls(days):
        return False
    several = len(set(days)) >= _DISTINCT or (whole and len(days) == len(items))
    behind = (item.date for item in items[len(days) :])
    return several and not any(claim and _begins(claim) > days[-1] for claim in behind)


def _begins(claim: DateClaim) -> date:
    """Give the first day that a claim may mean."""
    return claim.value.replace(day=1) if claim.precision == "month" else claim.value
