import asyncio
import contextlib
from contextlib import ExitStack
from datetime import timedelta
from email.utils import format_datetime
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.fleet.lane import TurnRefused
from crawler.fleet.politeness import REMEMBERED, Heard, HostGate
from schema.types.pace import HostPace, PaceState
from schema.types.settings import PolitenessSettings
from testkit.clock import VirtualClock

HOST = "www.example.gov.cn"


async def starts(gate: HostGate, clock: VirtualClock, hosts: list[str]) -> list[float]:
    found: list[float] = []

    async def ask(host: str) -> None:
        async with gate.turn(host):
            found.append(round(clock.monotonic(), 3))

    for host in hosts:
        await ask(host)
    return found


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


async def test_a_crawl_delay_spaces_the_starts_that_follow(clock: VirtualClock) -> None:
    gate = HostGate(PolitenessSettings(delay=0.5), clock)
    gate.slow_down(HOST, 3)

    assert await starts(gate, clock, [HOST] * 3) == [0.0, 3.0, 6.0]


async def test_time_that_passed_anyway_is_not_waited_again(clock: VirtualClock) -> None:
    gate = HostGate(PolitenessSettings(delay=0.5), clock)
    await starts(gate, clock, [HOST])
    await clock.sleep(10)

    assert await starts(gate, clock, [HOST]) == [10.0]


async def test_a_delay_beyond_the_longest_honoured_stands_where_the_setting_asks_for_it(
    clock: VirtualClock,
) -> None:
    gate = HostGate(PolitenessSettings(delay=20, max_delay=10), clock)

    assert gate.slow_down(HOST, 1) == 20


async def test_a_request_that_fails_gives_its_place_back(clock: VirtualClock) -> None:
    gate = HostGate(PolitenessSettings(delay=0, concurrency=1), clock)

    with contextlib.suppress(KeyError):
        async with gate.turn(HOST):
            raise KeyError

    assert await starts(gate, clock, [HOST]) == [0.0]


ADDRESS = "192.0.2.1"
TOO_OFTEN = Heard(status=429, retry_after=None, seconds=0.1)
GOOD = Heard(status=200, retry_after=None, seconds=0.1)


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


async def test_a_plan_of_other_workers_is_adopted_and_let_go(clock: VirtualClock) -> None:
    gate = HostGate(PolitenessSettings(delay=0.5), clock)
    plan = HostPace(
        host=HOST,
        state=PaceState.SHIELDED,
        delay=5.0,
        until=clock.now() + timedelta(days=3),
        reason="a shield answered",
    )
    gate.adopt(HOST, plan)
    slow = await starts(gate, clock, [HOST] * 2)
    gate.adopt(HOST, None)

    assert slow == [0.0, 5.0]
    assert await starts(gate, clock, [HOST] * 2) == [5.5, 6.0]


async def test_a_pause_known_to_other_workers_is_kept(clock: VirtualClock) -> None:
    gate = HostGate(PolitenessSettings(delay=0), clock)
    plan = HostPace(
        host=HOST,
        state=PaceState.RATE_LIMITED,
        delay=5.0,
        until=clock.now() + timedelta(days=3),
        reason="429",
        not_before=clock.now() + timedelta(seconds=40),
    )
    gate.adopt(HOST, plan)

    assert await starts(gate, clock, [HOST]) == [40.0]


async def test_the_state_of_a_host_is_told_with_its_pause(clock: VirtualClock) -> None:
    gate = HostGate(PolitenessSettings(), clock)
    gate.heard(HOST, ADDRESS, GOOD)
    before = gate.state(HOST)
    gate.heard(HOST, ADDRESS, closed_for("120"))

    state = gate.state(HOST)

    assert before is None
    assert state is not None
    assert state[0] is PaceState.RATE_LIMITED
    assert state[2] == 120.0


async def test_one_slow_answer_makes_no_plan_but_a_host_that_stays_slow_does(
    clock: VirtualClock,
) -> None:
    gate = HostGate(PolitenessSettings(), clock)
    slow = Heard(status=200, retry_after=None, seconds=8.0)
    for _ in range(10):
        gate.heard(HOST, ADDRESS, GOOD)
    gate.heard(HOST, ADDRESS, slow)
    after_one = gate.state(HOST)
    for _ in range(6):
        gate.heard(HOST, ADDRESS, slow)

    state = gate.state(HOST)

    assert after_one is None
    assert state is not None
    assert state[0] is PaceState.SLOW


async def test_one_lost_answer_makes_no_plan_under_a_time_scale_either(
    clock: VirtualClock,
) -> None:
    clock.scale = 0.05
    gate = HostGate(PolitenessSettings(delay=0.025, max_delay=0.5, slow_delay=0.25), clock)
    for _ in range(10):
        gate.heard(HOST, ADDRESS, GOOD)

    gate.heard(HOST, ADDRESS, Heard(status=None, retry_after=None, seconds=None))

    assert gate.state(HOST) is None


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


@pytest.mark.parametrize("seconds", [8.0, None])
async def test_what_our_own_strain_made_slow_or_lost_is_no_host_s_fault(
    clock: VirtualClock, seconds: float | None
) -> None:
    gate, asked = HostGate(PolitenessSettings(), clock), list[float]()

    def strained(since: float) -> str:
        asked.append(since)
        return "our event loop was up to 3.0 s late"

    gate.excuse(lambda _: "")
    gate.excuse(strained)
    await clock.sleep(100)
    for _ in range(10):
        gate.heard(HOST, ADDRESS, GOOD)
    for _ in range(7):
        gate.heard(HOST, ADDRESS, Heard(status=seconds and 200, retry_after=None, seconds=seconds))

    assert gate.state(HOST) is None
    assert set(asked) == {100 - (seconds or 30.0)}


async def test_our_strain_excuses_no_host_that_says_that_we_ask_too_often(
    clock: VirtualClock,
) -> None:
    gate = HostGate(PolitenessSettings(), clock)
    gate.excuse(lambda _: "our event loop was up to 3.0 s late")

    gate.heard(HOST, ADDRESS, TOO_OFTEN)

    assert gate.state(HOST) is not None


@pytest.mark.parametrize(("scale", "slow"), [(1.0, True), (0.05, False)])
async def test_the_jitter_of_this_machine_makes_no_host_slow_under_a_time_scale(
    clock: VirtualClock,
    scale: float,
    slow: bool,  # noqa: FBT001
) -> None:
    clock.scale = scale
    gate = HostGate(PolitenessSettings(max_delay=2.0, slow_delay=1.0), clock)
    for _ in range(10):
        gate.heard(HOST, ADDRESS, GOOD)
    for _ in range(9):
        gate.heard(HOST, ADDRESS, Heard(status=200, retry_after=None, seconds=1.5))

    assert (gate.state(HOST) is not None) is slow
