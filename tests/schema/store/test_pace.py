from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from pucha.clock import SystemClock
from schema.store.engine import open_engine
from schema.store.pace import PaceStore
from schema.types.pace import HostPace, PaceState

pytestmark = pytest.mark.postgres
NOW = datetime.now(UTC)
PLAN = HostPace(
    host="www.example.gov.cn",
    state=PaceState.RATE_LIMITED,
    delay=5.0,
    until=NOW + timedelta(days=3),
    reason="the host says that we ask too often",
    not_before=NOW + timedelta(seconds=600),
)


@pytest.fixture
async def paces(database_url: str) -> AsyncIterator[PaceStore]:
    engine = open_engine(database_url)
    yield PaceStore(engine, SystemClock())
    await engine.dispose()


async def test_a_plan_is_read_back_as_it_was_written(paces: PaceStore) -> None:
    await paces.keep(PLAN)

    assert await paces.of(PLAN.host) == PLAN


async def test_a_later_plan_takes_the_place_of_the_one_before(paces: PaceStore) -> None:
    later = replace(PLAN, state=PaceState.SHIELDED, not_before=None, delay=10.0)
    await paces.keep(PLAN)
    await paces.keep(later)

    assert await paces.all() == [later]


async def test_a_plan_whose_time_is_over_is_none(paces: PaceStore) -> None:
    await paces.keep(replace(PLAN, until=NOW - timedelta(seconds=1)))

    assert await paces.of(PLAN.host) is None
    assert await paces.all() == []


async def test_a_cleared_plan_is_gone(paces: PaceStore) -> None:
    await paces.keep(PLAN)

    assert await paces.clear(PLAN.host)
    assert not await paces.clear(PLAN.host)
    assert await paces.of(PLAN.host) is None
