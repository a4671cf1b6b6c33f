"""Tell when our own network failed: many unrelated sites that fail in the same minute (§4)."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from schema.types.outcome import CountsAs
from schema.types.probe import PastVisit, VoidPeriod
from schema.types.settings import ProbeSettings

MINUTE = timedelta(minutes=1)
_TELLING = {CountsAs.OPENED, CountsAs.FAILED}


def find_storms(
    visits: Iterable[PastVisit], vantage: str, settings: ProbeSettings
) -> tuple[VoidPeriod, ...]:
    """Give the times in which more failed at once than sites do by themselves.

    Sites that share an address fail together when it fails: they are one. A site that was not
    open before tells nothing. Minutes that touch become one period.
    """
    told = sorted((one for one in visits if one.came_to in _TELLING), key=lambda one: one.at)
    periods: list[VoidPeriod] = []
    end = 0
    for start, visit in enumerate(told):
        while end < len(told) and told[end].at - visit.at < MINUTE:
            end += 1
        storm = _storm(told[start:end], vantage, settings) if _fell(visit) else None
        if storm is not None:
            _join(periods, storm)
    return tuple(periods)


def _storm(minute: Sequence[PastVisit], vantage: str, settings: ProbeSettings) -> VoidPeriod | None:
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
        ends_at=failed[-1].at + MINUTE,
        cause="storm",
        reason=f"{len(fallen)} unrelated addresses failed in the same minute, "
        f"{len(opened)} answered",
        facts={"failed": len(fallen), "opened": len(opened)},
    )


def _fell(visit: PastVisit) -> bool:
    return visit.came_to is CountsAs.FAILED and visit.was_open is not False


def _join(periods: list[VoidPeriod], storm: VoidPeriod) -> None:
    """Add a storm; one that touches the last makes it longer, the worst minute names it."""
    if not periods or storm.starts_at > periods[-1].ends_at:
        periods.append(storm)
        return
    before = periods.pop()
    worst = max(before, storm, key=lambda one: one.facts["failed"])
    periods.append(
        VoidPeriod(
            vantage=storm.vantage,
            starts_at=min(before.starts_at, storm.starts_at),
            ends_at=max(before.ends_at, storm.ends_at),
            cause="storm",
            reason=worst.reason,
            facts=worst.facts,
        )
    )
