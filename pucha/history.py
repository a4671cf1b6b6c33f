"""The history of one site, put together for a person and for charts."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from audit.case.backdating import (
    Backdated,
    Bulk,
    Look,
    Redated,
    Repeated,
    SeenItem,
    backdated,
    bulk_updates,
    days_claimed,
    redated,
    repeated,
)
from audit.scoring.states import SitePoint, site_states
from audit.windows import SHANGHAI
from crawler.survey.kept_items import MAX_KEPT_ITEMS
from pucha.auditing import judged_site
from pucha.wire import Stores
from schema.types.errors import UsageError
from schema.types.evidence import Evidence
from schema.types.facts import ColumnFact
from schema.types.finding import ScoreSheet
from schema.types.ids import SiteId
from schema.types.site import Site

FOLLOWED = timedelta(days=400)
"""Entries first seen longer ago are not asked about their dates any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnPoint:
    """A column's state at one sweep; `state` None where nothing proved one."""

    as_of: datetime
    state: str | None
    newest: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteHistory:
    """States of a site and of its columns over time, and the signs that a person should see."""

    site: Site
    states: tuple[SitePoint, ...]
    columns: dict[tuple[str, str], tuple[ColumnPoint, ...]]
    """(name, address) → its states, oldest first."""
    items: tuple[SeenItem, ...]
    late: tuple[Backdated, ...]
    bulk: tuple[Bulk, ...]
    redated: tuple[Redated, ...]
    repeated: tuple[Repeated, ...]

    def as_json(self) -> dict[str, Any]:
        """Give the history, and the data of the charts, as plain values."""
        return {
            "url": self.site.home_url,
            "name": self.site.name,
            "states": [
                {"as_of": _time(one.as_of), "state": one.state.value} for one in self.states
            ],
            "columns": [
                {
                    "name": name,
                    "url": url,
                    "states": [
                        {"as_of": _time(one.as_of), "state": one.state, "newest": one.newest}
                        for one in points
                    ],
                }
                for (name, url), points in self.columns.items()
            ],
            "charts": {
                "columns_by_state": self.columns_by_state(),
                "items_by_day": {
                    day.isoformat(): n for day, n in sorted(days_claimed(self.items).items())
                },
                "items_by_first_sight": dict(
                    sorted(Counter(_time(one.first_seen)[:10] for one in self.items).items())
                ),
            },
            "backdated": [_late(one) for one in self.late],
            "bulk_updates": [_bulk(one) for one in self.bulk],
            "redated": [_redated(one) for one in self.redated],
            "repeated": [_repeated(one) for one in self.repeated],
        }

    def columns_by_state(self) -> list[dict[str, Any]]:
        """Count the columns in each state, sweep by sweep."""
        counts: dict[datetime, Counter[str]] = {}
        for points in self.columns.values():
            for one in points:
                counts.setdefault(one.as_of, Counter())[one.state or "unknown"] += 1
        return [{"as_of": _time(at), **counts[at]} for at in sorted(counts)]


async def site_history(stores: Stores, site: Site, edition: str, now: datetime) -> SiteHistory:
    """Put a site's history together from what its sweeps left.

    Sweeps that were judged under another edition alone are judged under this one; nothing is kept.
    """
    if site.id is None:
        raise UsageError(f"{site.home_url} is not registered: nothing is followed of it")
    pack = await stores.pack_named(edition)
    bounds = pack.signs
    sheets = await _sheets(stores, site, site.id, edition)
    rows = await stores.history.items(site.id, now - FOLLOWED)
    looks = [_look(one) for _, one in await stores.history.readings(site.id)]
    items = tuple(
        SeenItem(
            column_url=row.column_url,
            title=row.title,
            url=row.url,
            claims=row.claims,
            first_seen=row.first_seen,
            url_key=row.url_key,
            texts=row.texts,
        )
        for row in rows
    )
    late = backdated(items, [one for one in looks if one is not None], bounds)
    return SiteHistory(
        site=site,
        states=() if pack.states is None else site_states(sheets, pack.states),
        columns=_columns(sheets),
        items=items,
        late=late,
        bulk=bulk_updates(items, late, bounds),
        redated=redated(items, bounds),
        repeated=repeated(items, bounds),
    )


async def _sheets(
    stores: Stores, site: Site, site_id: SiteId, edition: str
) -> tuple[ScoreSheet, ...]:
    kept = list(await stores.history.sheets(site_id, edition))
    for number in await stores.history.unjudged(site_id, edition):
        sweep = await stores.sweeps.get(number)
        if sweep is not None:
            pack = await stores.pack_of(sweep, edition)
            kept.append(await judged_site(stores, sweep, site, pack))
    return tuple(sorted(kept, key=lambda one: one.as_of))


def _look(one: Evidence) -> Look | None:
    fact = one.fact
    if not isinstance(fact, ColumnFact) or not one.provenance:
        return None
    kept_whole = len(fact.items) < MAX_KEPT_ITEMS  # what stood below those was seen, not noted
    return Look(
        column_url=fact.url,
        at=max(source.fetched_at for source in one.provenance),
        complete_to=fact.complete_to if kept_whole else None,
        evidence=one.id,
    )


def _columns(sheets: tuple[ScoreSheet, ...]) -> dict[tuple[str, str], tuple[ColumnPoint, ...]]:
    found: dict[str, list[ColumnPoint]] = {}
    names: dict[str, str] = {}
    for sheet in sheets:
        for line in sheet.columns:
            names[line.url] = line.name
            newest = None if line.newest is None else line.newest.value.isoformat()
            state = None if line.state is None else line.state.value
            found.setdefault(line.url, []).append(
                ColumnPoint(as_of=sheet.as_of, state=state, newest=newest)
            )
    return {(names[url], url): tuple(points) for url, points in found.items()}


def _time(moment: datetime) -> str:
    return moment.astimezone(SHANGHAI).isoformat(timespec="seconds")


def _claim(item: SeenItem, claimed: date) -> dict[str, Any]:
    return {
        "column": item.column_url,
        "title": item.title,
        "url": item.url,
        "claimed": claimed.isoformat(),
        "first_seen": _time(item.first_seen),
    }


def _late(one: Backdated) -> dict[str, Any]:
    return {
        **_claim(one.item, one.claimed),
        "not_shown_at": _time(one.shown_without.at),
        "evidence": one.shown_without.evidence,
    }


def _redated(one: Redated) -> dict[str, Any]:
    return _claim(one.item, one.claimed)


def _repeated(one: Repeated) -> dict[str, Any]:
    return {
        **_claim(one.item, one.claimed),
        "original": {
            "column": one.original.column_url,
            "title": one.original.title,
            "url": one.original.url,
            "claimed": one.originally.isoformat(),
            "first_seen": _time(one.original.first_seen),
        },
        "text_sha256": one.text,
    }


def _bulk(one: Bulk) -> dict[str, Any]:
    return {
        "column": one.column_url,
        "stamp": one.stamp or None,
        "items": len(one.items),
        "first_seen": _time(one.first_seen),
        "titles": [item.title for item in one.items[:5]],
    }
