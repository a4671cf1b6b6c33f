"""Signs of forged publish dates (伪造发稿日期, 旧稿重发, 旧文新发) and of catching up (突击更新).

They put a question to a person and never decide by themselves (interpretation-notes §4).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from audit.windows import day_of
from schema.types.dates import DateClaim, DateSource
from schema.types.rulepack import SignLimits

_MINUTE = re.compile(r"\d{1,2}[:：时]\d{2}")
_COUNTED = re.compile(r"[\d〇零一二三四五六七八九十百年月日季度期次批号第上下半()（）〔〕\s]+")
"""What the titles of a series (第3批, 2026年上半年) differ in."""
_MOST_TITLES = 2
"""Titles that a text put up again may have; one under more is a set phrase."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenItem:
    """An entry with the moment it was first seen, and every date that it ever claimed."""

    column_url: str
    title: str
    url: str | None
    claims: tuple[DateClaim, ...]
    first_seen: datetime
    url_key: str = ""
    """Its page, whatever the spelling of the address."""
    texts: tuple[str, ...] = ()
    """Digests of every text that its article ever showed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One reading of a column; all that is dated from `complete_to` on was seen (None: unknown)."""

    column_url: str
    at: datetime
    complete_to: date | None
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Backdated:
    """An item that claims a day on which, as an earlier reading shows, it was not there."""

    item: SeenItem
    claimed: date
    shown_without: Look
    """The latest reading before it came that should have shown it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Redated:
    """An item that claims a day long after it was first seen."""

    item: SeenItem
    claimed: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated:
    """An item whose text stood under another address and a day long past (旧文新发)."""

    item: SeenItem
    claimed: date
    original: SeenItem
    originally: date
    """The latest day that the original ever claimed."""
    text: str
    """Digest of the text that both show."""


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
    been there, was in the list. Weak dates (URL, script) contradict nothing; nor does an item that
    was there before under another address, as after a move of the site (改版).
    """
    seen = tuple(items)
    by_column, known_since = _by_column(looks), _known_since(seen)
    found = []
    for item in seen:
        claimed = _claimed(item)
        if claimed is None or known_since[item.column_url, item.title] < item.first_seen:
            continue
        without = [
            look
            for look in by_column.get(item.column_url, ())
            if look.at < item.first_seen and _should_show(look, claimed, limits)
        ]
        if without:
            found.append(Backdated(item=item, claimed=claimed, shown_without=without[-1]))
    return tuple(found)


def redated(items: Iterable[SeenItem], limits: SignLimits) -> tuple[Redated, ...]:
    """Find the items that were there long before the newest day that they claim."""
    found = []
    for item in items:
        newest = max(_shown(item), default=None)
        before = day_of(item.first_seen) + timedelta(days=limits.redated_days)
        if newest is not None and newest > before:
            found.append(Redated(item=item, claimed=newest))
    return tuple(found)


def repeated(items: Iterable[SeenItem], limits: SignLimits) -> tuple[Repeated, ...]:
    """Find the items that show the text of an older one under a newer day.

    Only days that a person sees tell, and those that lie closest: the earliest that the copy ever
    claimed, the latest of the original. A text that many titles share, or titles that differ in
    their numbers alone, is a set phrase (公示, 领导接待日) and no copy.
    """
    by_text: dict[str, list[SeenItem]] = defaultdict(list)
    for item in items:
        for one in item.texts:
            by_text[one].append(item)
    return tuple(
        sign
        for text, group in by_text.items()
        if not _is_set_phrase({item.title for item in group})
        for sign in _repeats(text, group, limits)
    )


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


def _repeats(text: str, group: Iterable[SeenItem], limits: SignLimits) -> Iterator[Repeated]:
    """Give the pages of one text that came long after the oldest of them, each page once."""
    pages: dict[str, list[SeenItem]] = defaultdict(list)
    for item in group:
        pages[item.url_key].append(item)
    dated = [
        (min(days), max(days), page[0])
        for page in pages.values()
        if (days := [day for item in page for day in _shown(item)])
    ]
    if not dated:
        return
    _, originally, original = min(dated, key=lambda one: (one[1], one[2].first_seen))
    for claimed, _, item in dated:
        if claimed > originally + timedelta(days=limits.repeated_days):
            yield Repeated(
                item=item, claimed=claimed, original=original, originally=originally, text=text
            )


def _is_set_phrase(titles: Collection[str]) -> bool:
    plain = {_COUNTED.sub("", title) for title in titles}
    return len(titles) > _MOST_TITLES or len(plain) < len(titles)


def _claimed(item: SeenItem) -> date | None:
    """Give the day that the item plainly claims; the earliest where it claimed several."""
    return min(_shown(item), default=None)


def _shown(item: SeenItem) -> list[date]:
    """Give the days that a person sees; a meta tag speaks only where nothing else does.

    Many systems write the day of the draft there.
    """
    plain = [claim for claim in item.claims if claim.decides_staleness]
    seen = [claim for claim in plain if claim.source is not DateSource.META]
    return [claim.value for claim in seen or plain]


def _known_since(items: Iterable[SeenItem]) -> Mapping[tuple[str, str], datetime]:
    """Give when each title of a column was first seen, at whatever address."""
    found: dict[tuple[str, str], datetime] = {}
    for item in items:
        key = (item.column_url, item.title)
        found[key] = min(found.get(key, item.first_seen), item.first_seen)
    return found


def _should_show(look: Look, claimed: date, limits: SignLimits) -> bool:
    read_back = look.complete_to is not None and look.complete_to <= claimed
    return read_back and claimed + timedelta(days=limits.grace_days) < day_of(look.at)


def _by_column(looks: Iterable[Look]) -> Mapping[str, list[Look]]:
    found: dict[str, list[Look]] = defaultdict(list)
    for look in sorted(looks, key=lambda one: one.at):
        found[look.column_url].append(look)
    return found
