"""A host that refuses our survey refuses our visits too: that is no outage."""

from datetime import timedelta

import pytest

from crawler.fleet.own_faults.our_crawls import OurCrawls
from schema.types.outcome import Outcome
from schema.types.pace import HostPace, PaceState
from schema.types.settings import PolitenessSettings
from testkit.clock import VirtualClock
from testkit.facts import HOME
from testkit.pages import make_page
from testkit.small_fleet import MemoryPaces

HOST = "www.example.gov.cn"
SETTINGS = PolitenessSettings(slow_days=3, max_retry_after=3600)


class Plans(MemoryPaces):
    """The plan of one host."""

    def __init__(self, plan: HostPace | None) -> None:
        self._plan = plan

    async def of(self, host: str) -> HostPace | None:
        return self._plan if host == HOST else None


async def weighed(clock: VirtualClock, status: int, state: PaceState | None, minutes: int) -> str:
    until = clock.now() + timedelta(days=3) - timedelta(minutes=minutes)
    plan = HostPace(host=HOST, state=state or PaceState.SLOW, delay=5, until=until, reason="429")
    paces = Plans(None if state is None else plan)
    page = make_page(HOME, "busy", status=status)
    return (await OurCrawls(paces, clock, SETTINGS).weighed(page, HOME)).outcome


CASES = {
    "a refusal in our own crawl": (503, PaceState.RATE_LIMITED, 20, Outcome.RATE_LIMITED),
    "forbidden in our own crawl": (403, PaceState.RATE_LIMITED, 20, Outcome.RATE_LIMITED),
    "a day after it": (503, PaceState.RATE_LIMITED, 1440, Outcome.HTTP_5XX),
    "a slow host": (503, PaceState.SLOW, 20, Outcome.HTTP_5XX),
    "a host that never refused": (503, None, 0, Outcome.HTTP_5XX),
    "an error that is no refusal": (500, PaceState.RATE_LIMITED, 20, Outcome.HTTP_5XX),
    "a page": (200, PaceState.RATE_LIMITED, 20, Outcome.OK),
}


@pytest.mark.parametrize(("status", "state", "minutes", "outcome"), CASES.values(), ids=CASES)
async def test_a_refusal_is_a_limit_while_our_own_crawl_brings_it(
    clock: VirtualClock, status: int, state: PaceState | None, minutes: int, outcome: Outcome
) -> None:
    assert await weighed(clock, status, state, minutes) == outcome


async def test_who_cannot_be_asked_changes_nothing(clock: VirtualClock) -> None:
    class Away(MemoryPaces):
        async def of(self, host: str) -> HostPace | None:
            raise ConnectionError(host)

    page = make_page(HOME, "busy", status=503)

    assert await OurCrawls(Away(), clock, SETTINGS).weighed(page, HOME) is page
