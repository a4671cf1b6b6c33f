"""Two real workers, one of them killed midway, and 50 sites on one address."""

from pathlib import Path

import pytest

from bench.politeness import CONCURRENCY, NAMES, SLOTS, WORKERS, Scene, run_workers

pytestmark = [pytest.mark.postgres, pytest.mark.process, pytest.mark.network, pytest.mark.slow]
SCENE = Scene(name="quick and short", answer=0.1, delay=0.04)


async def test_the_limits_of_an_address_hold_over_workers_and_restarts(
    tmp_path: Path, database_url: str
) -> None:
    seen = await run_workers(tmp_path, database_url, SCENE, names=NAMES)

    assert seen.names == NAMES
    assert CONCURRENCY < seen.in_flight <= SLOTS * CONCURRENCY
    assert seen.in_a_second <= seen.a_second_limit + WORKERS
    assert seen.in_five_seconds <= 5 * seen.a_second_limit + WORKERS
