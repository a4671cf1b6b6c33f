import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from crawler.policy.canonical import url_key
from crawler.policy.storm import find_storms
from pucha.clock import SystemClock
from schema.store.engine import open_engine
from schema.store.probes import ProbeStore
from schema.store.register import RegisterStore
from schema.store.visits import VisitStore
from schema.types.errors import AlreadyDone, LeaseBusy, LeaseLost
from schema.types.evidence import Evidence, Provenance, RecordRef
from schema.types.facts import VisitFact, VisitTry
from schema.types.ids import BatchId, Digest, SiteId
from schema.types.lease import BatchLease, SegmentRow
from schema.types.outcome import CountsAs, Outcome, PageClass
from schema.types.probe import BatchResult, ControlCheck, PastVisit, SiteVisit, VoidPeriod
from schema.types.settings import ProbeSettings
from testkit.facts import make_register, make_site, make_visit

pytestmark = pytest.mark.postgres
AT = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
CONTROL = ControlCheck(
    target="http://c.example.cn/", at=AT, ok=True, outcome="ok", reason="status 200", seconds=0.1
)


@pytest.fixture
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    engine = open_engine(database_url)
    sites = [make_site(code=None, home_url=f"http://www.s{n}.gov.cn/") for n in range(12)]
    await RegisterStore(engine, url_key).take_in(make_register(*sites))
    yield engine
    await engine.dispose()


@pytest.fixture
def probes(engine: AsyncEngine) -> ProbeStore:
    return ProbeStore(engine, SystemClock(), holder="me", ttl=30.0)


@pytest.fixture
def visits(engine: AsyncEngine) -> VisitStore:
    return VisitStore(engine, lambda url: url)


def look(stack: str = "aiohttp", outcome: Outcome = Outcome.OK, ip: str = "10.9.9.9") -> VisitTry:
    return VisitTry(
        stack=stack,
        url="http://www.example.gov.cn/",
        outcome=outcome,
        reason="status 200" if outcome is Outcome.OK else f"ended in {outcome}",
        status=200 if outcome is Outcome.OK else None,
        page_class=PageClass.PAGE if outcome is Outcome.OK else None,
        seconds=0.25,
        final_url="http://www.example.gov.cn/",
        ip=ip,
    )


def failed(site: int, at: datetime = AT) -> SiteVisit:
    """Make a visit that both stacks saw fail, at an address of its own."""
    tries = tuple(look(s, Outcome.CONNECT_REFUSED, f"10.0.0.{site}") for s in ("aiohttp", "httpx"))
    fact = make_visit(
        at=at,
        tries=tries,
        outcome=Outcome.CONNECT_REFUSED,
        status=None,
        page_class=None,
        counts_as=CountsAs.FAILED,
        controls_ok=True,
    )
    return SiteVisit(site_id=SiteId(site), evidence=Evidence(id="v", fact=fact, provenance=()))


def opened(site: int, at: datetime = AT, ip: str = "10.9.9.9") -> SiteVisit:
    source = Provenance(
        url="http://www.example.gov.cn/",
        fetched_at=at,
        digest=Digest("ab" * 32),
        locator=None,
        extractor="visit",
        record=RecordRef(segment="probe-1/1.warc.gz", offset=7, length=9),
    )
    fact = make_visit(at=at, tries=(look(ip=ip),), seconds=0.25, final_url=look().final_url)
    return SiteVisit(
        site_id=SiteId(site), evidence=Evidence(id="v", fact=fact, provenance=(source,))
    )


def segments(lease: BatchLease) -> Sequence[SegmentRow]:
    path = f"probe-{lease.round_id}/{lease.batch_id}-{lease.token}.warc.gz"
    return [SegmentRow(path=path, size=1, sha256="ab" * 32, records=1, root="cd" * 32)]


async def held(probes: ProbeStore, *, batch: int = 50) -> BatchLease:
    one = await probes.create_round(due_at=AT, vantages=["here"], settings={}, batch=batch)
    return await probes.acquire(BatchId(await first_batch(probes, one.id)))


async def first_batch(probes: ProbeStore, round_id: int) -> int:
    query = text("select min(id) from probe_batch where round_id = :round")
    async with probes._engine.connect() as connection:
        return int((await connection.execute(query, {"round": round_id})).scalar_one())


async def commit(
    probes: ProbeStore, lease: BatchLease, *made: SiteVisit, controls: Sequence[ControlCheck] = ()
) -> None:
    result = BatchResult(visits=tuple(made), controls=tuple(controls))
    await probes.commit(lease, result, segments(lease))


async def count(engine: AsyncEngine, table: str) -> int:
    async with engine.connect() as connection:
        return int((await connection.execute(text(f"table {table}"))).rowcount)


async def test_a_round_has_every_site_once_a_vantage(
    engine: AsyncEngine, probes: ProbeStore
) -> None:
    await probes.create_round(due_at=AT, vantages=["a", "b"], settings={}, batch=5)

    query = text("select vantage, site_ids from probe_batch")
    async with engine.connect() as connection:
        batches = (await connection.execute(query)).all()
    for vantage in ("a", "b"):
        sites = [one for row in batches if row.vantage == vantage for one in row.site_ids]
        assert sorted(sites) == list(range(1, 13))
    assert max(len(row.site_ids) for row in batches) == 5
    assert await count(engine, "procrastinate_jobs") == len(batches) == 6


async def test_a_batch_is_held_by_one_and_accepted_once(
    engine: AsyncEngine, probes: ProbeStore
) -> None:
    lease = await held(probes)

    with pytest.raises(LeaseBusy):
        await probes.acquire(lease.batch_id)
    await commit(probes, lease, opened(1), failed(2), controls=[CONTROL])
    await commit(probes, lease, opened(1), failed(2), controls=[CONTROL])

    with pytest.raises(AlreadyDone):
        await probes.acquire(lease.batch_id)
    assert await count(engine, "probe") == 3  # one stack for the open site, two for the other
    assert await count(engine, "control_check") == 1
    assert await count(engine, "archive_segment") == 1


async def test_a_replaced_holder_writes_nothing(engine: AsyncEngine, probes: ProbeStore) -> None:
    late = await held(probes)
    async with engine.begin() as connection:
        await connection.execute(text("update probe_batch set expires_at = '-infinity'"))
    successor = await probes.acquire(late.batch_id)

    with pytest.raises(LeaseLost):
        await commit(probes, late, opened(1))
    await probes.renew([late, successor])

    assert (late.lost, successor.lost) == (False, False)  # committing ones are left alone
    assert await count(engine, "probe") == 0
    await commit(probes, successor, opened(1))
    assert await count(engine, "probe") == 1


async def test_renewing_tells_who_was_replaced(engine: AsyncEngine, probes: ProbeStore) -> None:
    late = await held(probes)
    async with engine.begin() as connection:
        await connection.execute(text("update probe_batch set expires_at = '-infinity'"))
    successor = await probes.acquire(late.batch_id)

    await probes.renew([late, successor])

    assert (late.lost, successor.lost) == (True, False)


async def test_a_released_batch_is_free_at_once(probes: ProbeStore) -> None:
    lease = await held(probes)

    await probes.release(lease)

    assert (await probes.acquire(lease.batch_id)).epoch == lease.epoch + 1


async def test_a_batch_without_a_job_gets_one_anew(engine: AsyncEngine, probes: ProbeStore) -> None:
    await held(probes)
    async with engine.begin() as connection:
        await connection.execute(text("delete from procrastinate_jobs"))

    assert await probes.reconcile() == 1
    assert await probes.reconcile() == 0


async def test_a_visit_comes_back_as_it_was_seen(probes: ProbeStore, visits: VisitStore) -> None:
    lease = await held(probes)
    await commit(probes, lease, opened(1), failed(2))

    (one,) = await visits.visits(SiteId(1), AT - timedelta(days=1), AT)
    (other,) = await visits.visits(SiteId(2), AT - timedelta(days=1), AT)

    assert isinstance(one.fact, VisitFact)
    assert replace(one.fact, round_id=None) == opened(1).evidence.fact
    assert one.fact.round_id == lease.round_id
    assert [source.record for source in one.provenance] == [opened(1).evidence.provenance[0].record]
    assert isinstance(other.fact, VisitFact)
    assert [one.stack for one in other.fact.tries] == ["aiohttp", "httpx"]  # as they were taken
    assert (other.fact.counts_as, other.fact.controls_ok) == (CountsAs.FAILED, True)


async def test_what_opened_in_the_minute_of_a_failure_is_counted_by_address(
    probes: ProbeStore, visits: VisitStore
) -> None:
    lease = await held(probes)
    down = failed(1)
    fact = replace(down.evidence.fact, controls_ok=None)  # type: ignore[type-var]
    unasked = replace(down, evidence=replace(down.evidence, fact=fact))
    near = [opened(n, AT + timedelta(seconds=10 * n), f"10.1.0.{n}") for n in (2, 3, 4)]
    twice = opened(5, AT + timedelta(seconds=5), "10.1.0.2")
    own = opened(6, AT + timedelta(seconds=5), "10.0.0.1")
    apart = [
        opened(7, AT - timedelta(seconds=1), "10.1.0.7"),
        opened(8, AT + timedelta(seconds=61), "10.1.0.8"),
    ]

    await commit(probes, lease, unasked, *near, twice, own, *apart, failed(9))

    (one,) = await visits.visits(SiteId(1), AT - timedelta(days=1), AT)
    (told,) = await visits.visits(SiteId(9), AT - timedelta(days=1), AT)
    assert isinstance(one.fact, VisitFact)
    assert (one.fact.controls_ok, one.fact.others_opened) == (None, 3)
    assert isinstance(told.fact, VisitFact)
    assert (told.fact.controls_ok, told.fact.others_opened) == (True, None)


async def test_a_storm_makes_all_visits_of_its_time_void(
    engine: AsyncEngine, probes: ProbeStore, visits: VisitStore
) -> None:
    lease = await held(probes)
    calm = AT - timedelta(hours=1)
    await commit(probes, lease, *(failed(n) for n in range(1, 11)), opened(11), opened(12, calm))

    def detect(seen: Sequence[PastVisit]) -> Sequence[VoidPeriod]:
        return find_storms(seen, "local", ProbeSettings(storm_sites=10))

    first = await visits.note_voids("local", AT, AT, detect)
    again = await visits.note_voids("local", AT, AT, detect)

    assert (first, again) == (21, 0)  # ten sites by two stacks each, and the one that opened
    assert await count(engine, "void_period") == 1
    (storm,) = await visits.visits(SiteId(1), calm, AT)
    assert isinstance(storm.fact, VisitFact)
    assert storm.fact.counts_as is CountsAs.VOID
    assert "unrelated addresses failed" in storm.fact.void_reason
    (kept,) = await visits.visits(SiteId(12), calm - timedelta(hours=1), AT)
    assert isinstance(kept.fact, VisitFact)
    assert kept.fact.counts_as is CountsAs.OPENED


async def test_a_round_is_summed_up(probes: ProbeStore, visits: VisitStore) -> None:
    one = await probes.create_round(due_at=AT, vantages=["here"], settings={}, batch=50)
    lease = await probes.acquire(BatchId(await first_batch(probes, one.id)))
    await commit(probes, lease, opened(1), opened(2), failed(3))

    summary = await visits.summary(one)

    assert summary.progress.done == summary.progress.batches == 1
    assert summary.progress.visits == {CountsAs.OPENED: 2, CountsAs.FAILED: 1}
    assert summary.outcomes == (
        (CountsAs.OPENED, "page", 2),
        (CountsAs.FAILED, "connect_refused", 1),
    )
    assert await probes.get_round(one.id) == one


async def test_two_workers_that_commit_at_once_are_one_acceptance(
    engine: AsyncEngine, probes: ProbeStore
) -> None:
    lease = await held(probes)
    twin = replace(lease)

    await asyncio.gather(commit(probes, lease, opened(1)), commit(probes, twin, opened(1)))

    assert await count(engine, "probe") == 1
