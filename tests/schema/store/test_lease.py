"""The fence, statement by statement, on a real PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime

import asyncpg
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from crawler.policy.canonical import url_key
from schema.store.engine import open_engine
from schema.store.lease import LeaseStore
from schema.store.register import RegisterStore
from schema.store.sweeps import SweepStore
from schema.types.errors import AlreadyDone, LeaseBusy, LeaseLost
from schema.types.ids import SiteId
from schema.types.lease import SegmentRow
from schema.types.reading import LetterState
from schema.types.survey import FinishedSurvey, ItemSighting
from schema.types.sweep import Sweep, SweepKind
from testkit.clock import START, VirtualClock
from testkit.facts import (
    AT,
    HOME,
    make_claim,
    make_column,
    make_letter,
    make_register,
    make_result,
    make_site,
    make_visit,
)

pytestmark = pytest.mark.postgres
SEGMENT = SegmentRow(path="1/1.warc.gz", size=10, sha256="ab" * 32, records=1, root="cd" * 32)


class World:
    """One site in one sweep, and as many workers as a test wants."""

    def __init__(self, engine: AsyncEngine, url: str) -> None:
        self.engine = engine
        self.url = url
        self.site = SiteId(0)
        self.sweep: Sweep | None = None

    async def prepare(self) -> None:
        register = RegisterStore(self.engine, url_key)
        await register.take_in(make_register(make_site(code="4301000001")))
        found = await register.find("4301000001")
        assert found is not None
        assert found.id is not None
        self.site = found.id
        self.sweep = await self.new_sweep()

    async def new_sweep(self) -> Sweep:
        return await SweepStore(self.engine).create(
            kind=SweepKind.NIGHTLY, edition="census-2015", as_of=AT, settings={}
        )

    def worker(self, name: str, ttl: float = 60.0) -> LeaseStore:
        return LeaseStore(self.engine, VirtualClock(), holder=name, ttl=ttl, url_key=url_key)

    async def query(self, text: str) -> list[asyncpg.Record]:
        connection = await asyncpg.connect(self.url)
        try:
            return list(await connection.fetch(text))
        finally:
            await connection.close()


@pytest.fixture
async def world(database_url: str) -> AsyncIterator[World]:
    engine = open_engine(database_url)
    made = World(engine, database_url)
    await made.prepare()
    yield made
    await engine.dispose()


def survey(*facts: object, items: tuple[ItemSighting, ...] = ()) -> FinishedSurvey:
    result = make_result(*facts, items=items)  # type: ignore[arg-type] # facts of any kind
    return FinishedSurvey(result=result, started_at=AT, seconds=1.0)


async def test_a_held_site_is_busy_for_others(world: World) -> None:
    assert world.sweep is not None
    await world.worker("a").acquire(world.sweep.id, world.site)

    with pytest.raises(LeaseBusy) as busy:
        await world.worker("b").acquire(world.sweep.id, world.site)

    assert busy.value.retry_at is not None
    assert busy.value.retry_at > datetime.now(UTC)


async def test_a_site_whose_lease_ran_out_is_taken_over(world: World) -> None:
    assert world.sweep is not None
    first = await world.worker("a", ttl=0.0).acquire(world.sweep.id, world.site)
    second = await world.worker("b").acquire(world.sweep.id, world.site)

    assert second.epoch == first.epoch + 1


async def test_a_replaced_holder_writes_nothing(world: World) -> None:
    assert world.sweep is not None
    late, successor = world.worker("a", ttl=0.0), world.worker("b")
    old = await late.acquire(world.sweep.id, world.site)
    new = await successor.acquire(world.sweep.id, world.site)

    with pytest.raises(LeaseLost):
        await late.commit(old, survey(make_visit(), make_column()), [SEGMENT])
    rows_of_the_late = await world.query("select * from evidence")
    await successor.commit(new, survey(), [SEGMENT])

    assert rows_of_the_late == []
    assert [row["token"] for row in await world.query("select token from evidence")] == [new.token]


async def test_a_late_holder_whom_nobody_replaced_is_accepted(world: World) -> None:
    assert world.sweep is not None
    worker = world.worker("a", ttl=0.0)
    lease = await worker.acquire(world.sweep.id, world.site)

    await worker.commit(lease, survey(), [SEGMENT])

    assert (await world.query("select state from sweep_site"))[0]["state"] == "done"


async def test_a_repeated_commit_changes_nothing(world: World) -> None:
    assert world.sweep is not None
    worker = world.worker("a")
    lease = await worker.acquire(world.sweep.id, world.site)
    await worker.commit(lease, survey(), [SEGMENT])

    await worker.commit(lease, survey(), [SEGMENT])

    assert len(await world.query("select * from evidence")) == 1
    assert len(await world.query("select * from archive_segment")) == 1


async def test_a_done_site_is_not_leased_again(world: World) -> None:
    assert world.sweep is not None
    worker = world.worker("a")
    await worker.commit(await worker.acquire(world.sweep.id, world.site), survey(), [SEGMENT])

    with pytest.raises(AlreadyDone):
        await worker.acquire(world.sweep.id, world.site)


async def test_renewal_tells_which_leases_were_replaced(world: World) -> None:
    assert world.sweep is not None
    worker = world.worker("a", ttl=0.0)
    old = await worker.acquire(world.sweep.id, world.site)
    await world.worker("b").acquire(world.sweep.id, world.site)

    await worker.renew([old])

    assert old.lost


async def test_a_released_site_is_free_at_once(world: World) -> None:
    assert world.sweep is not None
    first = world.worker("a")
    await first.release(await first.acquire(world.sweep.id, world.site))

    await world.worker("b").acquire(world.sweep.id, world.site)

    outcomes = [row["outcome"] for row in await world.query("select outcome from run")]
    assert sorted(outcomes, key=str) == [None, "failed"]


async def test_of_many_racing_workers_one_gets_the_site(world: World) -> None:
    assert world.sweep is not None
    sweep = world.sweep.id
    workers = [world.worker(f"w{n}") for n in range(8)]

    got = await asyncio.gather(
        *(worker.acquire(sweep, world.site) for worker in workers), return_exceptions=True
    )

    assert sum(not isinstance(one, BaseException) for one in got) == 1
    assert all(isinstance(one, LeaseBusy) for one in got if isinstance(one, BaseException))


async def test_an_item_keeps_every_date_that_it_ever_claimed(world: World) -> None:
    assert world.sweep is not None
    column = make_column()
    worker = world.worker("a")

    for day in (date(2026, 11, 1), date(2026, 11, 20), date(2026, 11, 20)):
        sighting = ItemSighting(
            column_url=column.url,
            url_key="example.gov.cn/a.html",
            url=f"{HOME}a.html",
            title="公告",
            claims=(make_claim(day),),
        )
        sweep = await world.new_sweep()
        lease = await worker.acquire(sweep.id, world.site)
        segment = replace(SEGMENT, path=f"{sweep.id}/1.warc.gz")
        await worker.commit(lease, survey(make_visit(), column, items=(sighting,)), [segment])

    days = await world.query(
        "select claim->>'value' as day from item, jsonb_array_elements(claims) claim order by 1"
    )
    assert [row["day"] for row in days] == ["2026-11-01", "2026-11-20"]


async def test_a_letter_keeps_the_history_of_its_states(world: World) -> None:
    letter = make_letter()
    mailbox = make_column(url=letter.column_url)
    worker = world.worker("a")

    for state in (LetterState.UNANSWERED, LetterState.ANSWERED):
        sweep = await world.new_sweep()
        lease = await worker.acquire(sweep.id, world.site)
        segment = replace(SEGMENT, path=f"{sweep.id}/1.warc.gz")
        seen = make_letter(state=state)
        await worker.commit(lease, survey(make_visit(), mailbox, seen), [segment])

    rows = await world.query(
        "select state, array(select h->>'state' from jsonb_array_elements(history) h) as past "
        "from letter"
    )
    assert [(row["state"], row["past"]) for row in rows] == [
        ("answered", ["unanswered", "answered"])
    ]


async def test_a_column_is_first_seen_at_the_time_of_day_and_not_at_the_databases(
    world: World,
) -> None:
    assert world.sweep is not None
    worker = world.worker("a")
    lease = await worker.acquire(world.sweep.id, world.site)

    await worker.commit(lease, survey(make_visit(), make_column()), [SEGMENT])

    seen = await world.query("select first_seen, last_seen from site_column where not registered")
    assert [tuple(row) for row in seen] == [(START, START)]
