"""How fresh a column is, and whether it is empty (vocabulary §5 and §7)."""

from datetime import date, timedelta
from enum import StrEnum
from itertools import takewhile
from urllib.parse import urlsplit

from audit.case.casefile import CaseFile, ColumnCase, seen_twice
from schema.types.column import ColumnClass
from schema.types.dates import DECIDING, DateClaim, DateSource, Undated
from schema.types.facts import ColumnFact, ItemFact
from schema.types.outcome import Outcome
from schema.types.reading import ListState


class ItemAge(StrEnum):
    """What the date of one item says of a window."""

    UPDATED = "updated"
    OLD = "old"
    OLD_BY_WEAK_DATE = "old_by_weak_date"
    """Outside the window by a date that must not decide: a person's question."""
    UNKNOWN = "unknown"
    FUTURE = "future"
    """Dated after the monitoring point: no update, and no proof of anything."""


class Freshness(StrEnum):
    """What a column's sightings say of a window."""

    UPDATED = "updated"
    STALE = "stale"
    EMPTY = "empty"
    """The page says that it holds nothing; each check asks for two visits by itself."""
    NEEDS_PERSON = "needs_person"
    UNKNOWN = "unknown"
    UNCOUNTED = "uncounted"
    """Exempt, or no list of its own: never held against the site."""


class Emptiness(StrEnum):
    """Whether a column is a 空白栏目."""

    EMPTY = "empty"
    ONCE = "empty_once"
    """Seen empty in one visit; the second is missing."""
    UNKNOWN = "unknown"
    NO = "no"


LETTER_CLASSES = frozenset({ColumnClass.CONSULT, ColumnClass.COMPLAINT})
"""Columns that hold letters; what 调查征集 and 在线访谈 list is written by the office itself."""
_NOT_NEWS = LETTER_CLASSES | {ColumnClass.HOME}
_OLD = frozenset({Freshness.STALE, Freshness.NEEDS_PERSON})


def item_age(
    item: ItemFact, since: date, until: date, trusted: frozenset[DateSource] = DECIDING
) -> ItemAge:
    """Compare one item with a window, both ends in; `trusted` dates may prove it old."""
    if item.date is None:
        silent = item.undated is Undated.NONE_SHOWN
        return ItemAge.OLD if silent else ItemAge.UNKNOWN
    if dated_after(item.date, until):
        return ItemAge.FUTURE
    if item.date.value >= since:
        return ItemAge.UPDATED
    return ItemAge.OLD if item.date.decides(trusted) else ItemAge.OLD_BY_WEAK_DATE


def dated_after(claim: DateClaim, day: date) -> bool:
    """Tell whether a date lies wholly after a day; the current month does not."""
    first = claim.value.replace(day=1) if claim.precision == "month" else claim.value
    return first > day


def newest(fact: ColumnFact, until: date) -> DateClaim | None:
    """Give the largest date that is not in the future, pins or not.

    A day goes before its own month alone, which may mean any day of it.
    """
    claims = (item.date for item in fact.items if item.date is not None)
    past = [claim for claim in claims if not dated_after(claim, until)]
    return max(past, key=_earliest_day, default=None)


def _earliest_day(claim: DateClaim) -> date:
    return claim.value.replace(day=1) if claim.precision == "month" else claim.value


def has_update(column: ColumnCase, since: date, until: date) -> bool:
    """Tell whether any sighting shows an item inside the window."""
    return any(
        item_age(item, since, until) is ItemAge.UPDATED
        for one in column.sightings
        for item in one.fact.items
    )


def freshness(column: ColumnCase, since: date, case: CaseFile) -> Freshness:
    """Judge one column against a window: what was not read to the window's start proves nothing.

    A parent column (上级栏目) is as fresh as the freshest of its children
    (columns-and-interaction §4). An old list whose newer articles the homepage shows (its own page
    was not generated again) is a person's question.
    """
    until = case.today
    if column.exempt:
        return Freshness.UNCOUNTED
    if has_update(column, since, until):
        return Freshness.UPDATED
    if column.settled is None:
        return Freshness.UNKNOWN
    fact = column.settled.fact
    if fact.list_state is not ListState.READ:
        return _without_rows(column, fact)
    if not read_whole(fact, since):
        return Freshness.UNKNOWN
    found = _freshness_of_items(
        {item_age(item, since, until, case.trusted_dates) for item in _read_items(fact)}
    )
    return _seen_elsewhere(column, since, case) or found if found in _OLD else found


def _seen_elsewhere(column: ColumnCase, since: date, case: CaseFile) -> Freshness | None:
    """Tell what other pages say of an old list; None where they say nothing."""
    if any(has_update(child, since, case.today) for child in children_of(column, case)):
        return Freshness.UPDATED
    return Freshness.NEEDS_PERSON if _homepage_shows_newer(column, since, case) else None


def _homepage_shows_newer(column: ColumnCase, since: date, case: CaseFile) -> bool:
    """Tell whether the homepage shows an update that stands in the column's own folder.

    That of a column below it, or of a folder that other columns share, is not surely its own.
    """
    folder = folder_of(column.url)
    if folder is None or column.column_class in _NOT_NEWS:
        return False
    shown = [
        item.url
        for home in case.columns
        if home.column_class is ColumnClass.HOME
        for one in home.sightings
        for item in one.fact.items
        if item.url is not None
        and item.url.startswith(folder)
        and item_age(item, since, case.today) is ItemAge.UPDATED
    ]
    if not shown:
        return False
    others = [one.url for one in case.columns if one.column_class is not ColumnClass.HOME]
    folders = [folder_of(url) for url in others if url.startswith(folder)]
    deeper = tuple(one for one in folders if one is not None and one != folder)
    return folders.count(folder) == 1 and any(not url.startswith(deeper) for url in shown)


def _read_items(fact: ColumnFact) -> tuple[ItemFact, ...]:
    """Leave out what nobody opened behind the articles that prove a list's order: it is older.

    As the further pages of a list are not asked for once its order leads beyond the window. What
    was opened there, and told no date, stays.
    """
    if not fact.ordered_by_articles:
        return fact.items
    front = tuple(takewhile(_is_surely_dated, fact.items))
    behind = fact.items[len(front) :]
    silent = (item for item in behind if item.date is None and item.undated is not Undated.UNREAD)
    return (*front, *silent)


def _is_surely_dated(item: ItemFact) -> bool:
    return item.date is not None and item.date.decides_staleness


def _without_rows(column: ColumnCase, fact: ColumnFact) -> Freshness:
    """Judge a page without rows; that no list was seen in a registered column proves nothing."""
    if fact.list_state is ListState.EMPTY:
        return Freshness.EMPTY
    unseen = fact.list_state is ListState.NONE and column.registered
    return Freshness.UNKNOWN if unseen else Freshness.UNCOUNTED


def window_start(column: ColumnCase, case: CaseFile) -> date | None:
    """Give the first day of the column's window: 应更新天数, else its class's; None without one."""
    if column.update_days is not None:
        return case.today - timedelta(days=column.update_days)
    window = case.windows.get(column.column_class)
    return None if window is None else window.start(case.today)


def emptiness(column: ColumnCase, case: CaseFile, gap: timedelta) -> Emptiness:
    """Judge whether a column is empty: said by the page in two visits at least `gap` apart."""
    if column.exempt or any(one.fact.items for one in column.sightings):
        return Emptiness.NO
    if column.settled is None:
        return Emptiness.UNKNOWN
    if column.settled.fact.list_state is not ListState.EMPTY or _child_has_content(column, case):
        return Emptiness.NO
    empty = [one for one in column.sightings if _says_empty(one.fact)]
    return Emptiness.EMPTY if seen_twice(empty, gap) else Emptiness.ONCE


def read_whole(fact: ColumnFact, since: date) -> bool:
    """Tell whether the list was read to the window's start; a body that we cut off never was."""
    complete = fact.complete_to is not None and fact.complete_to <= since
    return complete and fact.outcome is not Outcome.OK_TRUNCATED


def _freshness_of_items(ages: set[ItemAge]) -> Freshness:
    if ItemAge.UNKNOWN in ages or not ages - {ItemAge.FUTURE}:
        return Freshness.UNKNOWN
    if ItemAge.OLD_BY_WEAK_DATE in ages:
        return Freshness.NEEDS_PERSON
    return Freshness.STALE


def _says_empty(fact: ColumnFact) -> bool:
    """Exclude bodies that we cut off: rows may have followed."""
    return fact.list_state is ListState.EMPTY and fact.outcome is not Outcome.OK_TRUNCATED


def _child_has_content(column: ColumnCase, case: CaseFile) -> bool:
    return any(one.fact.items for child in children_of(column, case) for one in child.sightings)


def children_of(column: ColumnCase, case: CaseFile) -> tuple[ColumnCase, ...]:
    """Give the columns below one: in its folder, or under its name in the homepage's navigation."""
    folder = folder_of(column.url)
    below = _named_below(column.url, case)
    return tuple(
        other
        for other in case.columns
        if other.url != column.url
        and ((folder is not None and other.url.startswith(folder)) or other.url in below)
    )


def _named_below(url: str, case: CaseFile) -> set[str]:
    """Give the addresses that the navigation shows under a column's own entry."""
    found = [one for sight in case.navigation for one in sight.fact.found if one.in_navigation]
    trails = {(*one.breadcrumb, one.name) for one in found if one.url == url}
    return {one.url for one in found if one.breadcrumb in trails}


def folder_of(url: str) -> str | None:
    """Give the folder that a column's index page stands for; None where its URL names no folder."""
    parts = urlsplit(url)
    folder, _, leaf = parts.path.rpartition("/")
    if not folder or parts.query or (leaf and not leaf.startswith("index")):
        return None
    return f"{parts.scheme}://{parts.netloc}{folder}/"
