"""Every kind of fault keeps to its own sites."""

import asyncio
import contextlib
from typing import Any

import pytest

from simulator.fault import Hides
from simulator.faults import FAULTS, LANES
from simulator.truth import truth


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_fault_leaves_its_neighbour_alone(province: Any, fault: str) -> None:
    carrier, neighbour = province.carrier(fault), province.neighbour
    before = (await province.fetch(neighbour)).body
    task_count = len(province.server.tasks)

    await _provoke(province, carrier)

    assert (await province.fetch(neighbour)).body == before
    assert truth(neighbour)["visit"]["counts_as"] == "opened"
    assert len(province.server.tasks) <= task_count + 1


async def _provoke(province: Any, site: Any) -> None:
    """Ask for the first bytes of the home page, whatever comes."""
    with contextlib.suppress(OSError, TimeoutError, asyncio.IncompleteReadError):
        await asyncio.wait_for(province.fetch(site, limit=10), 0.05)


def test_what_hides_something_of_a_site_shares_no_site() -> None:
    hiding = [one.id for one in FAULTS.values() if one.hides is not Hides.NOTHING]

    assert {LANES[fault] for fault in hiding} == {"front"}
