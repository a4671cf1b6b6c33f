"""Slots of a shared address, taken and given back with the lease, on a real PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from crawler.policy.canonical import url_key
from schema.store.engine import open_engine
from schema.store.lease import LeaseStore
from schema.store.register import RegisterStore
from schema.store.sweeps import SweepStore
from schema.types.errors import AddressBusy, AlreadyDone
from schema.types.ids import SiteId, SweepId
from schema.types.lease import Lease, SegmentRow
from schema.types.survey import FinishedSurvey
from schema.types.sweep import SweepKind
from testkit.clock import VirtualClock
from testkit.facts import AT, make_register, make_result, make_site

pytestmark = pytest.mark.postgres
SITES = 6
ADDRESS = "192.0.2.7"
PLATFORM = "platform:集约化平台"


class World:
    """Sites of one address in one sweep, and as many workers as a test wants."""

    def __init__(self, engine: AsyncEngine, url: str) -> None:
        self.engine = engine
        self.url = url
        self.sites: list[SiteId] = []
        self.sweep = SweepId(0)

    async def prepare(self) -> None:
        register = RegisterStore(self.engine, url_key)
        made = [
            make_site(code=f"430100000{n}", home_url=f"http://s{n}.gov.cn/") for n in range(SITES)
        ]
        await register.take_in(make_register(*made))
        self.sites = [site.id for site in await register.sites() if site.id is not None]
        sweep = await SweepStore(self.engine).create(
            kind=SweepKind.NIGHTLY, edition="census-2015", as_of=AT, settings={}
        )
        self.sweep = sweep.id

    def worker(self, name: str = "w", ttl: float = 60.0, each: int = 2) -> LeaseStore:
        return LeaseStore(
            self.engine, VirtualClock(), holder=name, ttl=ttl, url_key=url_key, slots_each=each
        )

    async def take(self, worker: LeaseStore, number: int, *slots: str) -> Lease:
        return await worker.acquire(self.sweep, self.sites[number], slots or (ADDRESS,))

    async def held(self) -> list[str]:
        connection = await asyncpg.connect(self.url)
        try:
            rows = await connection.fetch(
                "select address from address_slot where token is not null order by address"
            )
        finally:
            await connection.close()
        return [row["address"] for row in rows]


@pytest.fixture
async def world(database_url: str) -> AsyncIterator[World]:
    engine = open_engine(database_url)
    made = World(engine, database_url)
    await made.prepare()
    yield made
    await engine.dispose()


async def test_no_more_sites_of_an_address_are_leased_than_it_has_slots(world: World) -> None:
    first, second = world.worker("a"), world.worker("b")
    await world.take(first, 0)
    await world.take(second, 1)

    with pytest.raises(AddressBusy, match=ADDRESS):
        await world.take(first, 2)


async def test_a_busy_address_leaves_the_site_free(world: World) -> None:
    worker = world.worker()
    await world.take(worker, 0)
    await world.take(worker, 1)
    with pytest.raises(AddressBusy):
        await world.take(worker, 2)

    assert (await world.take(worker, 2, "192.0.2.8")).epoch == 1


async def test_a_site_that_shares_nothing_needs_no_slot(world: World) -> None:
    worker = world.worker(each=1)
    await world.take(worker, 0)

    await worker.acquire(world.sweep, world.sites[1])

    assert await world.held() == [ADDRESS]


async def test_a_platform_with_many_addresses_has_slots_of_its_own(world: World) -> None:
    worker = world.worker(each=1)
    await world.take(worker, 0, "192.0.2.1", PLATFORM)

    with pytest.raises(AddressBusy):
        await world.take(worker, 1, "192.0.2.2", PLATFORM)

    assert await world.held() == ["192.0.2.1", PLATFORM]


async def test_a_released_slot_is_free_at_once(world: World) -> None:
    worker = world.worker(each=1)
    await worker.release(await world.take(worker, 0))

    await world.take(worker, 1)

    assert await world.held() == [ADDRESS]


async def test_a_committed_site_gives_its_slot_back(world: World) -> None:
    worker = world.worker(each=1)
    lease = await world.take(worker, 0)
    survey = FinishedSurvey(result=make_result(), started_at=AT, seconds=1.0)
    segment = SegmentRow(path="1/1.warc.gz", size=10, sha256="ab" * 32, records=1, root="cd" * 32)

    await worker.commit(lease, survey, [segment])

    assert await world.held() == []
    with pytest.raises(AlreadyDone):
        await world.take(worker, 0)


async def test_the_slot_of_a_worker_that_died_is_taken_over(world: World) -> None:
    await world.take(world.worker("dead", ttl=0.0, each=1), 0)

    lease = await world.take(world.worker("next", each=1), 1)

    assert lease.slots == (ADDRESS,)


async def test_a_slot_is_renewed_with_its_lease(world: World) -> None:
    worker = world.worker("a", ttl=0.4, each=1)
    lease = await world.take(worker, 0)
    worker.ttl = 60.0

    await worker.renew([lease])
    await asyncio.sleep(0.5)

    with pytest.raises(AddressBusy):
        await world.take(world.worker("b", each=1), 1)


async def test_a_replaced_holder_frees_nothing_of_its_successor(world: World) -> None:
    late = world.worker("late", ttl=0.0, each=1)
    old = await world.take(late, 0)
    await world.take(world.worker("next", each=1), 0)

    await late.renew([old])
    await late.refuse(old)
    await late.release(old)

    assert old.lost
    assert await world.held() == [ADDRESS]


async def test_of_many_racing_workers_only_as_many_win_as_there_are_slots(world: World) -> None:
    workers = [world.worker(f"w{n}", each=2) for n in range(SITES)]

    got = await asyncio.gather(
        *(world.take(worker, n) for n, worker in enumerate(workers)), return_exceptions=True
    )

    assert sum(isinstance(one, Lease) for one in got) <= 2
    assert all(isinstance(one, Lease | AddressBusy) for one in got)
    assert len(await world.held()) == sum(isinstance(one, Lease) for one in got)


async def test_a_smaller_setting_leaves_held_slots_and_gives_no_new_ones(world: World) -> None:
    await world.take(world.worker(each=3), 0)

    with pytest.raises(AddressBusy):
        await world.take(world.worker(each=1), 1)
