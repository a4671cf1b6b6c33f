import asyncio
import contextlib

from crawler.fleet.politeness import HostGate
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
