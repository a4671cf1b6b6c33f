"""The eight toxics of toxiproxy, played by our own server on both client stacks."""

import json
from pathlib import Path

import pytest

from schema.types.outcome import Outcome
from testkit.hostile.case import BOTH, Play, Variant
from testkit.hostile.pages import PAGE
from testkit.hostile.run import Stage, play
from testkit.hostile.talk import Script, Talk
from testkit.hostile.trial import gathered
from testkit.scripted_server import http

pytestmark = pytest.mark.network
ANSWER = http(PAGE, headers=("Connection: keep-alive",))
LATENCIES = {200: 0.67, 2000: 6.7, 14000: 47.0}
"""Milliseconds to moments of a script: the same share of the deadline."""


def late(moments: float) -> Script:
    async def script(talk: Talk) -> None:
        await talk.request()
        await talk.pause(moments)
        await talk.send(ANSWER)

    return script


def sliced(size: int) -> Script:
    async def script(talk: Talk) -> None:
        await talk.request()
        for place in range(0, len(ANSWER), size):
            await talk.send(ANSWER[place : place + size])

    return script


def limited(count: int) -> Script:
    async def script(talk: Talk) -> None:
        await talk.request()
        await talk.send(ANSWER[:count])

    return script


def resetting(moments: float) -> Script:
    async def script(talk: Talk) -> None:
        await talk.request()
        await talk.pause(moments)
        talk.reset()

    return script


async def narrow(talk: Talk) -> None:
    await talk.request()
    await talk.send(ANSWER[:400])
    await talk.drip(b"x")


async def hold(talk: Talk) -> None:
    await talk.request()
    await talk.hold()


async def slow_close(talk: Talk) -> None:
    await talk.request()
    await talk.send(ANSWER)
    await talk.hold()


OK, CUT = {Outcome.OK}, {Outcome.OK_TRUNCATED, Outcome.RESET}
CASES: dict[str, list[tuple[Script | None, set[Outcome]]]] = {
    "latency": [(late(moments), OK) for moments in LATENCIES.values()],
    "down": [(None, {Outcome.CONNECT_REFUSED})],
    "bandwidth": [(narrow, {Outcome.DEADLINE, Outcome.OK})],
    "slow_close": [(slow_close, OK)],
    "timeout": [(hold, {Outcome.HEADER_TIMEOUT})],
    "reset_peer": [(resetting(0), {Outcome.RESET}), (resetting(2), {Outcome.RESET})],
    "slicer": [(sliced(1), OK), (sliced(64), OK)],
    "limit_data": [(limited(0), CUT), (limited(120), CUT), (limited(1000), CUT)],
}


@pytest.mark.parametrize("toxic", CASES)
async def test_a_toxic_ends_as_expected(toxic: str, suites: Path) -> None:
    text = (suites / "network-faults" / "toxiproxy.json").read_text(encoding="utf-8")
    assert toxic in {row["toxic"] for row in json.loads(text)}

    async def fault(script: Script | None, allowed: set[Outcome], stack: str) -> str | None:
        url = "http://127.0.0.1:1/" if script is None else "http://{address}:{port}/"
        variant = Variant(play=Play(script=script, url=url), outcomes=frozenset(allowed))
        result = await play(Stage(), variant, stack)
        return None if result.page.outcome in allowed else f"{stack}: {result.page.outcome}"

    found = await gathered([fault(*case, stack) for case in CASES[toxic] for stack in BOTH])

    assert [one for one in found if one] == []


def test_every_toxic_of_the_suite_is_played(suites: Path) -> None:
    text = (suites / "network-faults" / "toxiproxy.json").read_text(encoding="utf-8")

    assert {row["toxic"] for row in json.loads(text)} == CASES.keys()
