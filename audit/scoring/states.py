"""States of a site over time (网站状态): dormant and zombie by its sheets (vocabulary §8)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from schema.types.finding import ScoreSheet
from schema.types.rulepack import StateItems
from schema.types.verdict import Verdict


class SiteState(StrEnum):
    """State of a site after a sweep."""

    ACTIVE = "active"
    DORMANT = "dormant"
    """睡眠: no update, or columns without one, in one sweep."""
    ZOMBIE = "zombie"
    """僵尸: no update in two sweeps that lie as far apart as the edition says."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePoint:
    """The state of a site at one sweep."""

    as_of: datetime
    state: SiteState


def site_states(sheets: Iterable[ScoreSheet], items: StateItems) -> tuple[SitePoint, ...]:
    """Give the state after each sweep, oldest first, by the sheets of one edition.

    A sweep that decided neither item tells nothing: it is unknown, and no proof of life.
    """
    points: list[SitePoint] = []
    without: list[datetime] = []
    for sheet in sorted(sheets, key=lambda one: one.as_of):
        words = {item.id: item.finding.verdict for item in sheet.items}
        if words.get(items.no_update) is Verdict.FAIL:
            without.append(sheet.as_of)
        elif words.get(items.no_update) is Verdict.PASS:
            without.clear()
        points.append(SitePoint(as_of=sheet.as_of, state=_state(words, without, items)))
    return tuple(points)


def _state(words: dict[str, Verdict], without: list[datetime], items: StateItems) -> SiteState:
    now, gap = words.get(items.no_update), timedelta(days=items.zombie_gap_days)
    if now is Verdict.FAIL and without[-1] - without[0] >= gap:
        return SiteState.ZOMBIE
    stale = [words.get(name) for name in items.stale]
    if now is Verdict.FAIL or Verdict.FAIL in stale:
        return SiteState.DORMANT
    if now is Verdict.PASS and all(word is Verdict.PASS for word in stale):
        return SiteState.ACTIVE
    return SiteState.UNKNOWN
