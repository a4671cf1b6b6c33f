"""Tell when our own network failed: many unrelated sites that fail in the same minute (§4)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from schema.types.outcome import CountsAs
from schema.types.probe import PastVisit, VoidCause, VoidPeriod
from schema.types.settings import ProbeSettings

MINUTE = timedelta(minutes=1)
_WINDOWS = (timedelta(seconds=10), MINUTE)
"""A short outage in a dense round drowns in its minute."""
_TELLING = {CountsAs.OPENED, CountsAs.FAILED}


def find_storms(
    visits: Iterable[PastVisit], vantage: str, settings: ProbeSettings
) -> tuple[VoidPeriod, ...]:
    """Give the times in which more failed at once than sites do by themselves.

    Sites that share an address fail together when it fails: they are one. A site that was not
    open before tells nothing. Times that touch become one period.
    """
    told = sorted((one for one in visits if one.came_to in _TELLING), key=lambda one: one.at)
    storms = [storm for window in _WINDOWS for storm in _storms_in(told, window, vantage, settings)]
    return _joined(storms)


def find_void_times(visits: Iterable[PastVisit], vantage: str) -> tuple[VoidPeriod, ...]:
    """Give the times of visits that were void by themselves: no control answered, or overload."""
    found: list[VoidPeriod] = []
    for cause, reason in _CAUSES.items():
        void = sorted((one for one in visits if one.void_cause == cause), key=lambda one: one.at)
        found.extend(
            VoidPeriod(
                vantage=vantage,
                starts_at=one.at,
                ends_at=one.at + _WINDOWS[0],
                cause=cause,
                reason=reason,
                facts={"failed": 1, "opened": 0},
            )
            for one in void
        )
    return _joined(found)


_CAUSES: dict[VoidCause, str] = {
    "controls": "no control target answered either",
    "overload": "our own machine was overloaded",
}


class _Window:
    """The visits of one window while it slides: every visit comes in and goes out once.

    A round of thousands of visits is looked at again for each of its batches, so that a look at
    each window as a whole would hold the event loop up for seconds.
    """

    def __init__(self) -> None:
        self._opened: Counter[str] = Counter()
        self._fallen: Counter[str] = Counter()
        self.opened = 0
        """Groups of which a site opened."""
        self.fallen = 0
        """Groups of which none opened and one fell."""
        self.last: datetime | None = None
        """When the newest visit that fell was made."""

    def take(self, visit: PastVisit, change: int) -> None:
        """Let a visit in (1) or out (-1)."""
        counts = self._fallen if _fell(visit) else self._opened
        if counts is self._opened and visit.came_to is not CountsAs.OPENED:
            return
        self._count(visit.group, -1)
        counts[visit.group] += change
        self._count(visit.group, 1)
        if change > 0 and counts is self._fallen:
            self.last = visit.at

    def _count(self, group: str, change: int) -> None:
        if self._opened[group]:
            self.opened += change
        elif self._fallen[group]:
            self.fallen += change


def _storms_in(
    told: Sequence[PastVisit], span: timedelta, vantage: str, settings: ProbeSettings
) -> Iterator[VoidPeriod]:
    window, end = _Window(), 0
    for visit in told:
        while end < len(told) and told[end].at - visit.at < span:
            window.take(told[end], 1)
            end += 1
        if _fell(visit) and _is_storm(window, settings):
            yield VoidPeriod(
                vantage=vantage,
                starts_at=visit.at,
                ends_at=(window.last or visit.at) + span,
                cause="storm",
                reason=f"{window.fallen} unrelated addresses failed within {span.seconds} s, "
                f"{window.opened} answered",
                facts={"failed": window.fallen, "opened": window.opened},
            )
        window.take(visit, -1)


def _is_storm(window: _Window, settings: ProbeSettings) -> bool:
    share = settings.storm_share * (window.fallen + window.opened)
    return window.fallen >= max(settings.storm_sites, share)


def _fell(visit: PastVisit) -> bool:
    return visit.came_to is CountsAs.FAILED and visit.was_open is not False


def _joined(periods: Iterable[VoidPeriod]) -> tuple[VoidPeriod, ...]:
    """Join periods of one cause that touch; the worst time names what they become."""
    joined: list[VoidPeriod] = []
    for period in sorted(periods, key=lambda one: (one.cause, one.starts_at)):
        before = joined[-1] if joined else None
        if before is None or before.cause != period.cause or period.starts_at > before.ends_at:
            joined.append(period)
            continue
        worst = max(before, period, key=lambda one: one.facts["failed"])
        ends_at = max(before.ends_at, period.ends_at)
        joined[-1] = replace(worst, starts_at=before.starts_at, ends_at=ends_at)
    return tuple(sorted(joined, key=lambda one: one.starts_at))
