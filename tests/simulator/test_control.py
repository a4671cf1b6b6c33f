from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta

import aiohttp
import pytest

from simulator.control import Control, moved
from simulator.meters import Meters
from simulator.plan import Order
from simulator.world import SHANGHAI, World

NOON = datetime(2026, 11, 23, 12, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("fields", "later"),
    [
        ({"days": "14"}, NOON + timedelta(days=14)),
        ({"minutes": "65"}, NOON + timedelta(minutes=65)),
        ({"to": "2026-11-24T00:30:00"}, datetime(2026, 11, 24, 0, 30, tzinfo=SHANGHAI)),
        ({"to": "2026-11-23T05:00:00Z"}, datetime(2026, 11, 23, 13, tzinfo=SHANGHAI)),
    ],
)
def test_the_clock_is_moved_by_a_span_or_to_a_moment(
    fields: dict[str, str], later: datetime
) -> None:
    assert moved(NOON, fields) == later


@pytest.mark.parametrize("fields", [{"days": "-1"}, {"to": "2026-11-22"}, {"to": "noon"}])
def test_the_clock_never_goes_back(fields: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"never goes back|Invalid isoformat"):
        moved(NOON, fields)


@pytest.fixture
async def control() -> AsyncIterator[str]:
    world = World(Order(sites=3, seed=7, profile="clean"), date(2026, 11, 23))
    port = Control(world, Meters(), "secret")
    yield f"http://127.0.0.1:{await port.start(0)}"
    await port.stop()


async def test_the_port_tells_and_moves_the_clock(control: str) -> None:
    async with aiohttp.ClientSession(control) as session:
        async with session.post("/clock?days=2") as answer:
            assert (await answer.json())["now"] == "2026-11-25T12:00:00+08:00"
        async with session.get("/clock") as answer:
            assert (await answer.json())["now"] == "2026-11-25T12:00:00+08:00"
        async with session.post("/clock?days=-2") as answer:
            assert answer.status == 400
            assert "never goes back" in await answer.text()


async def test_the_truth_is_told_to_whoever_has_the_token(control: str) -> None:
    async with aiohttp.ClientSession(control) as session:
        async with session.get("/truth/1") as answer:
            assert answer.status == 403
        headers = {"X-Simulator-Token": "secret"}
        async with session.get("/truth/1", headers=headers) as answer:
            assert (await answer.json())["n"] == 1
        async with session.get("/truth/9", headers=headers) as answer:
            assert answer.status == 404
