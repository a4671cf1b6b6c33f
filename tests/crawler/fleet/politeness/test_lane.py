"""Queues: who starts when, who waits, and who leaves no trace."""

import asyncio
import contextlib
from itertools import pairwise

import pytest

from crawler.fleet.politeness.politeness import HostGate
from schema.types.settings import PolitenessSettings
from testkit.clock import VirtualClock
from testkit.turns import starts

HOST = "www.example.gov.cn"


async def test_who_waits_for_a_permit_lets_no_turns_pile_up(clock: VirtualClock) -> None:
    gate = HostGate(PolitenessSettings(delay=0.5, concurrency=4), clock)
    found: list[float] = []
    away_until = 10.0

    async def permit() -> None:
        while clock.monotonic() < away_until:
            await clock.sleep(0.4)

    async def ask() -> None:
        async with gate.turn(HOST, "", permit):
            found.append(clock.monotonic())
            await asyncio.sleep(0)

    await asyncio.gather(*(ask() for _ in range(4)))

    assert min(found) >= away_until
    assert all(later - sooner >= 0.5 - 1e-9 for sooner, later in pairwise(sorted(found)))


async def test_no_more_requests_run_on_a_host_than_the_setting(clock: VirtualClock) -> None:
    gate = HostGate(PolitenessSettings(delay=0, concurrency=2), clock)
    running = most = 0

    async def ask() -> None:
        nonlocal running, most
        async with gate.turn(HOST):
            running += 1
            most = max(most, running)
            await asyncio.sleep(0)
            running -= 1

    await asyncio.gather(*(ask() for _ in range(10)))

    assert most == 2


async def test_starts_are_spaced_though_requests_overlap(clock: VirtualClock) -> None:
    gate = HostGate(PolitenessSettings(delay=0.5, concurrency=4), clock)
    found: list[float] = []

    async def ask() -> None:
        async with gate.turn(HOST):
            found.append(clock.monotonic())

    await asyncio.gather(*(ask() for _ in range(4)))

    assert len(found) == 4
    assert clock.monotonic() >= 1.5


async def test_time_that_passed_anyway_is_not_waited_again(clock: VirtualClock) -> None:
    gate = HostGate(PolitenessSettings(delay=0.5), clock)
    await starts(gate, clock, [HOST])
    await clock.sleep(10)

    assert await starts(gate, clock, [HOST]) == [10.0]


async def test_a_request_that_fails_gives_its_place_back(clock: VirtualClock) -> None:
    gate = HostGate(PolitenessSettings(delay=0, concurrency=1), clock)

    with contextlib.suppress(KeyError):
        async with gate.turn(HOST):
            raise KeyError

    assert await starts(gate, clock, [HOST]) == [0.0]


ADDRESS = "192.0.2.1"


async def test_who_is_cancelled_while_waiting_moves_nobody(clock: VirtualClock) -> None:
    gate = HostGate(PolitenessSettings(delay=0, concurrency=1), clock)
    inside, leave = asyncio.Event(), asyncio.Event()
    order = []

    async def hold() -> None:
        async with gate.turn(HOST, ADDRESS):
            inside.set()
            await leave.wait()

    async def ask(name: str) -> None:
        async with gate.turn(HOST, ADDRESS):
            order.append(name)

    holder = asyncio.create_task(hold())
    await inside.wait()
    waiting = [asyncio.create_task(ask(name)) for name in "abcd"]
    await asyncio.sleep(0)
    waiting[0].cancel()
    waiting[2].cancel()
    leave.set()
    await asyncio.gather(holder, *waiting, return_exceptions=True)

    assert order == ["b", "d"]
    assert await starts(gate, clock, [HOST]) == [0.0]


async def test_a_start_that_was_cancelled_is_not_counted(clock: VirtualClock) -> None:
    class Stopping(VirtualClock):
        async def sleep(self, seconds: float) -> None:
            if seconds == 3:
                raise asyncio.CancelledError
            await super().sleep(seconds)

    clock = Stopping()
    gate = HostGate(PolitenessSettings(delay=3), clock)
    await starts(gate, clock, [HOST])

    with pytest.raises(asyncio.CancelledError):
        await starts(gate, clock, [HOST])
    await clock.sleep(3.5)

    assert await starts(gate, clock, [HOST]) == [3.5]


async def test_nobody_overtakes_those_who_wait(clock: VirtualClock) -> None:
    gate = HostGate(PolitenessSettings(delay=0, concurrency=1), clock)
    order: list[int] = []

    async def ask(number: int) -> None:
        async with gate.turn(HOST, ADDRESS):
            order.append(number)
            await asyncio.sleep(0)

    async def come_late() -> None:
        for number in range(4, 12):
            await asyncio.sleep(0)
            await asyncio.shield(tasks.create_task(ask(number)))

    async with asyncio.TaskGroup() as tasks:
        for number in range(4):
            tasks.create_task(ask(number))
        tasks.create_task(come_late())

    assert order == sorted(order)


async def test_a_free_lane_lets_a_request_start_in_the_same_turn_of_the_loop(
    clock: VirtualClock,
) -> None:
    gate = HostGate(PolitenessSettings(delay=0.5), clock)
    turn = gate.turn(HOST, ADDRESS)

    with pytest.raises(StopIteration):
        turn.__aenter__().send(None)
