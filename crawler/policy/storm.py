"""Tell when our own network failed: many unrelated sites that fail in the same minute (§4)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

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


def _storms_in(
    told: Sequence[PastVisit], window: timedelta, vantage: str, settings: ProbeSettings
) -> Iterator[VoidPeriod]:
    end = 0
    for start, visit in enumerate(told):
        while end < len(told) and told[end].at - visit.at < window:
            end += 1
        if _fell(visit):
            storm = _storm(told[start:end], window, vantage, settings)
            if storm is not None:
                yield storm


def _storm(
    minute: Sequence[PastVisit], window: timedelta, vantage: str, settings: ProbeSettings
) -> VoidPeriod | None:
    opened = {one.group for one in minute if one.came_to is CountsAs.OPENED}
    fallen = {one.group for one in minute if _fell(one)} - opened
    if len(fallen) < settings.storm_sites:
        return None
    if len(fallen) < settings.storm_share * len(fallen | opened):
        return None
    failed = [one for one in minute if _fell(one)]
    return VoidPeriod(
        vantage=vantage,
        starts_at=failed[0].at,
        ends_at=failed[-1].at + window,
        cause="storm",
        reason=f"{len(fallen)} unrelated addresses failed within {window.seconds} s, "
        f"{len(opened)} answered",
        facts={"failed": len(fallen), "opened": len(opened)},
    )


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
