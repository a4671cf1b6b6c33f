"""What is known of a host that is slow or rate-limited, and when our own machine was why."""

from datetime import timedelta

import pytest

from crawler.fleet.politeness.politeness import Heard, HostGate
from schema.types.pace import HostPace, PaceState
from schema.types.settings import PolitenessSettings
from testkit.clock import VirtualClock
from testkit.turns import starts

HOST = "www.example.gov.cn"


ADDRESS = "192.0.2.1"
TOO_OFTEN = Heard(status=429, retry_after=None, seconds=0.1)
GOOD = Heard(status=200, retry_after=None, seconds=0.1)


def closed_for(text: str) -> Heard:
    return Heard(status=503, retry_after=text, seconds=0.1)


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
