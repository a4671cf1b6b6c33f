import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import pairwise

import pytest

from config.lexicon import load_lexicon
from crawler.fleet.own_faults.controls import Controls
from crawler.fleet.own_faults.overload import OverloadWatch
from crawler.fleet.probe_sites import Prober, Stacks, Turns
from crawler.survey.visit_walk import VisitPlan
from schema.types.capture import Page, Request
from schema.types.errors import LeaseLost
from schema.types.evidence import RecordRef
from schema.types.page_copy import PageCopy
from schema.types.settings import OverloadSettings
from testkit.clock import VirtualClock
from testkit.facts import make_site


async def test_four_visits_at_most_begin_in_each_turn_of_the_loop(clock: VirtualClock) -> None:
    turns, begun, seen = Turns(), 0, []

    async def begin() -> None:
        nonlocal begun
        await turns.begin(clock)
        begun += 1

    async def watch() -> None:
        while begun < 20:
            seen.append(begun)
            await asyncio.sleep(0)

    await asyncio.gather(watch(), *(begin() for _ in range(20)))

    assert all(later - sooner <= 4 for sooner, later in pairwise(seen))


async def test_no_page_is_read_while_visits_wait_to_begin(clock: VirtualClock) -> None:
    turns, order = Turns(), []

    async def begin() -> None:
        await turns.begin(clock)
        order.append("begun")

    async def read() -> None:
        async with turns.looking(clock):
            order.append("read")

    await asyncio.gather(read(), *(begin() for _ in range(10)))

    assert order == ["begun"] * 10 + ["read"]


async def test_the_loop_turns_between_two_pages_that_are_read(clock: VirtualClock) -> None:
    turns, order = Turns(), []

    async def read(number: int) -> None:
        async with turns.looking(clock):
            order.append(f"read {number}")

    async def others() -> None:
        for _ in range(12):
            order.append("others")
            await asyncio.sleep(0)

    await asyncio.gather(others(), *(read(number) for number in range(4)))

    places = [order.index(f"read {number}") for number in range(4)]
    assert all("others" in order[a:b] for a, b in pairwise(places))


async def test_a_visit_that_is_given_up_before_it_began_holds_nobody_up(
    clock: VirtualClock,
) -> None:
    turns = Turns()
    given_up = asyncio.create_task(turns.begin(clock))
    await asyncio.sleep(0)
    given_up.cancel()
    await asyncio.gather(given_up, return_exceptions=True)

    async with asyncio.timeout(1), turns.looking(clock):
        pass


class Nowhere:
    """A transport and an archive that nobody may come to."""

    stack = "aiohttp"

    async def fetch(self, request: Request) -> Page:
        raise AssertionError(request.url)

    def keep(self, request: Request, page: Page, copy: PageCopy | None = None) -> RecordRef:
        raise AssertionError((request, page, copy))

    async def close(self) -> None:
        pass


async def test_a_batch_that_was_taken_over_says_so(clock: VirtualClock) -> None:
    nowhere = Nowhere()

    @asynccontextmanager
    async def stacks() -> AsyncIterator[Stacks]:
        yield {"aiohttp": nowhere}

    async def lost() -> None:
        raise LeaseLost("taken over")

    prober = Prober(
        stacks=stacks,
        controls=lambda: Controls(nowhere, clock),
        watch=OverloadWatch(OverloadSettings(), clock),
        room=asyncio.Semaphore(9),
        clock=clock,
        lexicon=load_lexicon(),
    )
    plan = VisitPlan(deadline=20.0, pause=1.0, vantage="here")

    with pytest.raises(LeaseLost):
        await prober.probe([make_site(), make_site()], plan, nowhere, prove=lost)
