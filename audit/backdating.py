"""Signs of forged publish dates (伪造发稿日期) and of catching up before a check (突击更新).

They put a question to a person and never decide by themselves (interpretation-notes §4).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from audit.windows import day_of
from schema.types.dates import DateClaim

_MINUTE = re.compile(r"\d{1,2}[:：时]\d{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenItem:
    """An entry with the moment it was first seen, and every date that it ever claimed."""

    column_url: str
    title: str
    url: str | None
    claims: tuple[DateClaim, ...]
    first_seen: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One reading of a column; all that is dated from `complete_to` on was seen (None: unknown)."""

    column_url: str
    at: datetime
    complete_to: date | None
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignLimits:
    """From where on something is a sign; defaults of interpretation-notes §4."""

    grace_days: int = 2
    """An item may be dated so many days before it is put up: drafts wait for approval."""
    bulk_items: int = 20
    """Items of one minute, or put up at once under days long past, that are a catching up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Backdated:
    """An item that claims a day on which, as an earlier reading shows, it was not there."""

    item: SeenItem
    claimed: date
    shown_without: Look
    """The latest reading before it came that should have shown it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulk:
    """Many items of one column put up at once: under one minute, or under days long past."""

    column_url: str
    items: tuple[SeenItem, ...]
    stamp: str
    """The shared stamp; empty where only the days are suspicious."""
    first_seen: datetime


def backdated(
    items: Iterable[SeenItem], looks: Iterable[Look], limits: SignLimits
) -> tuple[Backdated, ...]:
    """Find the items whose day an earlier reading of their column contradicts.

    The reading must have gone back to that day, and lie so long after it that the item, had it
    been there, was in the list. Weak dates (URL, script) contradict nothing.
    """
    by_column = _by_column(looks)
    found = []
    for item in items:
        claimed = _claimed(item)
        if claimed is None:
            continue
        without = [
            look
            for look in by_column.get(item.column_url, ())
            if look.at < item.first_seen and _should_show(look, claimed, limits)
        ]
        if without:
            found.append(Backdated(item=item, claimed=claimed, shown_without=without[-1]))
    return tuple(found)


def bulk_updates(
    items: Iterable[SeenItem], late: Sequence[Backdated], limits: SignLimits
) -> tuple[Bulk, ...]:
    """Find columns that caught up: many items of one minute, or many backdated ones at once."""
    stamped: dict[tuple[str, str], list[SeenItem]] = defaultdict(list)
    for item in items:
        for stamp in {claim.raw for claim in item.claims if _MINUTE.search(claim.raw)}:
            stamped[item.column_url, stamp].append(item)
    at_once: dict[tuple[str, datetime], list[SeenItem]] = defaultdict(list)
    for one in late:
        at_once[one.item.column_url, one.item.first_seen].append(one.item)
    by_stamp = [
        Bulk(
            column_url=url,
            items=tuple(group),
            stamp=stamp,
            first_seen=min(item.first_seen for item in group),
        )
        for (url, stamp), group in stamped.items()
        if len(group) >= limits.bulk_items
    ]
    by_day = [
        Bulk(column_url=url, items=tuple(group), stamp="", first_seen=moment)
        for (url, moment), group in at_once.items()
        if len(group) >= limits.bulk_items
    ]
    return (*by_stamp, *by_day)


def days_claimed(items: Iterable[SeenItem]) -> Counter[date]:
    """Count items by the day that they claim: the data of a chart."""
    return Counter(day for item in items if (day := _claimed(item)) is not None)


def _claimed(item: SeenItem) -> date | None:
    """Give the day that the item plainly claims; the earliest where it claimed several."""
    days = [
        claim.value for claim in item.claims if claim.decides_staleness and claim.precision == "day"
    ]
    return min(days, default=None)


def _should_show(look: Look, claimed: date, limits: SignLimits) -> bool:
    read_back = look.complete_to is not None and look.complete_to <= claimed
    return read_back and claimed + timedelta(days=limits.grace_days) < day_of(look.at)


def _by_column(looks: Iterable[Look]) -> Mapping[str, list[Look]]:
    found: dict[str, list[Look]] = defaultdict(list)
    for look in sorted(looks, key=lambda one: one.at):
        found[look.column_url].append(look)
    return found
