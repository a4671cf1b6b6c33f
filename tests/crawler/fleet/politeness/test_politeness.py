"""Hosts and addresses are asked no harder than the settings and their answers allow."""

import asyncio
from contextlib import ExitStack
from datetime import timedelta
from email.utils import format_datetime
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.fleet.politeness.lane import TurnRefused
from crawler.fleet.politeness.politeness import REMEMBERED, Heard, HostGate
from schema.types.settings import PolitenessSettings
from testkit.clock import VirtualClock
from testkit.turns import starts

HOST = "www.example.gov.cn"


async def test_starts_on_one_host_are_spaced(clock: VirtualClock) -> None:
    gate = HostGate(PolitenessSettings(delay=0.5), clock)

    assert await starts(gate, clock, [HOST] * 3) == [0.0, 0.5, 1.0]


async def test_other_hosts_do_not_wait(clock: VirtualClock) -> None:
    gate = HostGate(PolitenessSettings(delay=0.5), clock)

    assert await starts(gate, clock, [HOST, "a.gov.cn", "b.gov.cn"]) == [0.0, 0.0, 0.0]


async def test_a_crawl_delay_is_honoured_up_to_the_limit(clock: VirtualClock) -> None:
    gate = HostGate(PolitenessSettings(delay=0.5, max_delay=4), clock)

    assert gate.slow_down(HOST, 3) == 3
    assert gate.slow_down(HOST, 600) == 4
    assert gate.slow_down(HOST, 0.1) == 0.5


async def test_a_crawl_delay_spaces_the_starts_that_follow(clock: VirtualClock) -> None:
    gate = HostGate(PolitenessSettings(delay=0.5), clock)
    gate.slow_down(HOST, 3)

    assert await starts(gate, clock, [HOST] * 3) == [0.0, 3.0, 6.0]


async def test_a_delay_beyond_the_longest_honoured_stands_where_the_setting_asks_for_it(
    clock: VirtualClock,
) -> None:
    gate = HostGate(PolitenessSettings(delay=20, max_delay=10), clock)

    assert gate.slow_down(HOST, 1) == 20


ADDRESS = "192.0.2.1"
TOO_OFTEN = Heard(status=429, retry_after=None, seconds=0.1)


def closed_for(text: str) -> Heard:
    return Heard(status=503, retry_after=text, seconds=0.1)


async def test_a_host_that_says_too_often_is_asked_half_as_often(clock: VirtualClock) -> None:
    gate = HostGate(PolitenessSettings(delay=2), clock)
    gate.heard(HOST, ADDRESS, TOO_OFTEN)

    assert await starts(gate, clock, [HOST] * 3) == [0.0, 4.0, 8.0]


async def test_a_short_pause_that_a_host_asks_for_is_waited(clock: VirtualClock) -> None:
    gate = HostGate(PolitenessSettings(delay=0), clock)
    gate.heard(HOST, ADDRESS, closed_for("30"))

    assert await starts(gate, clock, [HOST]) == [30.0]


async def test_a_date_says_when_a_host_may_be_asked_again(clock: VirtualClock) -> None:
    gate = HostGate(PolitenessSettings(delay=0), clock)
    later = clock.now() + timedelta(seconds=20)
    gate.heard(HOST, ADDRESS, closed_for(format_datetime(later, usegmt=True)))

    assert await starts(gate, clock, [HOST]) == [20.0]


async def test_a_longer_pause_gives_the_request_back_at_once(clock: VirtualClock) -> None:
    gate = HostGate(PolitenessSettings(patience=60), clock)
    gate.heard(HOST, ADDRESS, closed_for("86400"))

    with pytest.raises(TurnRefused, match="3600 s"):
        await starts(gate, clock, [HOST])

    assert clock.monotonic() == 0


async def test_those_who_wait_already_are_given_back_too(clock: VirtualClock) -> None:
    gate = HostGate(PolitenessSettings(delay=1, concurrency=1), clock)
    ended = []

    async def ask() -> None:
        try:
            async with gate.turn(HOST, ADDRESS):
                await clock.sleep(0.1)
                gate.heard(HOST, ADDRESS, closed_for("600"))
                ended.append("asked")
        except TurnRefused:
            ended.append("refused")

    await asyncio.gather(*(ask() for _ in range(5)))

    assert ended == ["asked", *["refused"] * 4]


async def test_a_neighbour_on_the_same_address_does_not_wait_for_a_bad_host(
    clock: VirtualClock,
) -> None:
    gate = HostGate(PolitenessSettings(delay=0.5), clock)
    gate.heard(HOST, ADDRESS, closed_for("50"))
    found = []

    async def ask(host: str) -> None:
        async with gate.turn(host, ADDRESS):
            found.append((host, clock.monotonic()))

    await ask("a.gov.cn")

    assert found == [("a.gov.cn", 0.0)]


async def test_a_host_under_strain_gets_one_request_at_once(clock: VirtualClock) -> None:
    gate = HostGate(PolitenessSettings(delay=0, concurrency=4), clock)
    gate.heard(HOST, ADDRESS, TOO_OFTEN)
    running = most = 0

    async def ask() -> None:
        nonlocal running, most
        async with gate.turn(HOST, ADDRESS):
            running += 1
            most = max(most, running)
            await clock.sleep(5)
            running -= 1

    await asyncio.gather(*(ask() for _ in range(4)))

    assert most == 1


async def test_names_of_one_address_share_its_limits(clock: VirtualClock) -> None:
    settings = PolitenessSettings(
        delay=0, concurrency=4, address_slots=4, address_concurrency=8, address_delay=0.25
    )
    gate = HostGate(settings, clock)
    running = most = 0
    begun: list[float] = []

    async def ask(number: int) -> None:
        nonlocal running, most
        async with gate.turn(f"s{number}.gov.cn", ADDRESS):
            begun.append(clock.monotonic())
            running += 1
            most = max(most, running)
            await clock.sleep(0.1)
            running -= 1

    await asyncio.gather(*(ask(n) for n in range(10)))

    assert most <= 2  # no slot is held: one slot's share
    assert all(b - a >= 0.999 for a, b in pairwise(sorted(begun)))


async def test_each_slot_held_adds_a_share(clock: VirtualClock) -> None:
    gate = HostGate(PolitenessSettings(delay=0, address_slots=4, address_delay=0.25), clock)
    begun: list[float] = []

    with gate.holding([ADDRESS]), gate.holding([ADDRESS]):
        for number in range(3):
            async with gate.turn(f"s{number}.gov.cn", ADDRESS):
                begun.append(clock.monotonic())

    assert begun == [0.0, 0.5, 1.0]


@given(st.lists(st.integers(0, 4), min_size=1, max_size=30), st.randoms())
def test_changing_shares_never_lead_to_more_starts_than_the_slots_allow(
    held: list[int], chance: Random
) -> None:
    clock = VirtualClock()
    gate = HostGate(PolitenessSettings(delay=0, address_slots=4, address_delay=0.25), clock)

    async def walk() -> tuple[int, float]:
        count, allowance = 0, 1.0
        for number, slots in enumerate(held):
            with ExitStack() as stack:
                for _ in range(slots):
                    stack.enter_context(gate.holding([ADDRESS]))
                for n in range(chance.randint(0, 4)):
                    before = clock.monotonic()
                    async with gate.turn(f"s{number}-{n}.gov.cn", ADDRESS):
                        count += 1
                    allowance += (clock.monotonic() - before) * max(slots, 1)
        return count, allowance

    count, allowance = asyncio.run(walk())

    assert count <= allowance + 1e-6


async def test_idle_hosts_are_forgotten(clock: VirtualClock) -> None:
    gate = HostGate(PolitenessSettings(delay=0.5), clock)

    for number in range(REMEMBERED + 500):
        async with gate.turn(f"s{number}.gov.cn", f"10.{number >> 8 & 255}.{number & 255}.1"):
            await clock.sleep(0.01)

    assert gate.lanes() <= 2 * REMEMBERED


async def test_a_host_that_asked_for_a_pause_is_not_forgotten(clock: VirtualClock) -> None:
    gate = HostGate(PolitenessSettings(delay=0, patience=9999), clock)
    gate.heard(HOST, ADDRESS, closed_for("900"))

    await starts(gate, clock, [f"s{number}.gov.cn" for number in range(REMEMBERED * 2)])

    assert await starts(gate, clock, [HOST]) == [900.0]
