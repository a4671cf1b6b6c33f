import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import asyncpg
import pytest
from procrastinate import App, PsycopgConnector
from procrastinate.jobs import Job, Status
from procrastinate.retry import RetryDecision
from sqlalchemy.engine import make_url

from pucha.clock import SystemClock
from pucha.jobs import MAX_ATTEMPTS, EndKeeper, Jobs, RetryStrategy, Work, survey_lane
from schema.store.engine import libpq_url
from schema.types.errors import AddressBusy, LeaseBusy, LeaseLost, PuchaError, PutOff
from schema.types.ids import SiteId, SweepId
from testkit.clock import START, VirtualClock

TTL = 60.0
DEFER = """
    select procrastinate_defer_jobs_v1(array[row('audit', 'survey', 0, 'site:1', 'survey:1:1',
        '{"sweep_id": 1, "site_id": 1}'::jsonb, null)::procrastinate_job_to_defer_v1])
"""
WAITING = (
    "select pid from pg_stat_activity where datname = current_database() and "
    "wait_event_type = 'Lock'"
)


def decide(error: BaseException, attempts: int = 0) -> RetryDecision | None:
    job = Job(
        id=1, queue="audit", lock=None, queueing_lock=None, task_name="survey", attempts=attempts
    )
    return RetryStrategy(VirtualClock(), VirtualClock(), TTL).get_retry_decision(
        exception=error, job=job
    )


def pause(error: BaseException, attempts: int = 0) -> float:
    decision = decide(error, attempts)
    assert decision is not None
    assert decision.retry_at is not None
    return (decision.retry_at - START).total_seconds()


def test_a_site_put_off_by_a_moved_time_of_day_comes_again_after_the_same_real_pause() -> None:
    moved = VirtualClock(START + timedelta(days=200))
    strategy = RetryStrategy(VirtualClock(), moved, TTL)
    job = Job(id=1, queue="audit", lock=None, queueing_lock=None, task_name="survey")

    decision = strategy.get_retry_decision(
        exception=PutOff(moved.now() + timedelta(minutes=7), "quiet hours"), job=job
    )

    assert decision is not None
    assert decision.retry_at == START + timedelta(minutes=7)


async def test_work_ends_with_the_sentence_of_a_clock_that_is_lost(database_url: str) -> None:
    class Lost(VirtualClock):
        def now(self) -> datetime:
            raise PuchaError("clock.source cannot be read")

    async def survey(_sweep: SweepId, _site: SiteId) -> None: ...

    jobs = Jobs(database_url, Work(survey=survey), clock=SystemClock(), ttl=2.0, wall=Lost())

    with pytest.raises(ExceptionGroup) as caught:
        async with asyncio.timeout(10):
            await jobs.work([survey_lane(1)])
    assert caught.group_contains(PuchaError, match="clock.source cannot be read")


@pytest.mark.parametrize("attempts", [0, 1, 5, 100])
def test_a_busy_address_is_tried_again_after_a_growing_bounded_pause(attempts: int) -> None:
    expected = min(TTL / 12 * (attempts + 1), TTL / 2)

    found = pause(AddressBusy(("192.0.2.1",)), attempts)

    assert 0.5 * expected <= found <= 1.5 * expected


def test_sites_that_wait_for_one_address_come_back_apart() -> None:
    strategy = RetryStrategy(VirtualClock(), VirtualClock(), TTL)
    job = Job(id=1, queue="audit", lock=None, queueing_lock=None, task_name="survey")
    error = AddressBusy(("192.0.2.1",))

    times = {
        decision.retry_at
        for _ in range(20)
        if (decision := strategy.get_retry_decision(exception=error, job=job)) is not None
    }

    assert len(times) == 20


@pytest.mark.parametrize("attempts", [0, MAX_ATTEMPTS, 1000])
def test_what_is_put_off_comes_at_its_time_and_is_no_failure(attempts: int) -> None:
    later = datetime(2026, 11, 23, 17, 30, tzinfo=UTC)

    assert pause(PutOff(later, "quiet hours"), attempts) == (later - START).total_seconds()
    assert pause(LeaseBusy(START + timedelta(seconds=9)), attempts) == 9
    assert pause(LeaseLost("lost"), attempts) == TTL / 2


@pytest.mark.parametrize("attempts", [0, MAX_ATTEMPTS, 1000])
def test_a_job_whose_loop_ended_under_it_comes_again_at_once(attempts: int) -> None:
    assert pause(asyncio.CancelledError(), attempts) == 0


def test_a_fault_of_ours_is_left_to_the_reconciler_at_last() -> None:
    assert decide(KeyError(), attempts=MAX_ATTEMPTS) is None


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(database_url)
    yield connection
    await connection.close()


@pytest.mark.postgres
@pytest.mark.network
@pytest.mark.slow
@pytest.mark.parametrize("error", [None, LeaseLost("taken over")], ids=["finished", "retried"])
async def test_a_job_whose_end_was_cut_off_does_not_stay_with_the_worker_that_lives(
    database_url: str, database: asyncpg.Connection, error: LeaseLost | None
) -> None:
    """The end waits for the row's lock when its connection is cut; the worker itself lives on."""
    await database.execute(DEFER)
    row = database.transaction()
    calls = 0

    async def survey(_sweep: SweepId, _site: SiteId) -> None:
        nonlocal calls
        calls += 1
        if calls == 1:
            await row.start()
            await database.execute("select from procrastinate_jobs for update")
            cutting.append(asyncio.create_task(cut_the_end()))
        if calls == 1 and error is not None:
            raise error

    async def cut_the_end() -> None:
        while (pid := await database.fetchval(WAITING)) is None:
            await database.execute("select pg_stat_clear_snapshot(), pg_sleep(0.01)")
        await database.execute("select pg_terminate_backend($1)", pid)
        await row.commit()

    async def ended() -> bool:
        left = "select count(*) from procrastinate_jobs where status in ('todo', 'doing')"
        return bool(cutting) and cutting[0].done() and not await database.fetchval(left)

    cutting: list[asyncio.Task[None]] = []
    jobs = Jobs(database_url, Work(survey=survey), clock=SystemClock(), ttl=2.0)
    async with asyncio.timeout(8):
        await jobs.work([survey_lane(1)], until=ended)

    assert calls == (1 if error is None else 2)


@pytest.mark.postgres
@pytest.mark.parametrize("ended", [True, False], ids=["finished", "retried"])
async def test_the_end_of_a_job_that_is_gone_is_no_fault(database_url: str, ended: bool) -> None:  # noqa: FBT001
    gone = Job(id=99, queue="audit", lock=None, queueing_lock=None, task_name="survey")
    app = App(connector=PsycopgConnector(conninfo=libpq_url(database_url)))

    async with app.open_async():
        keeper = EndKeeper(app.connector)
        if ended:
            await keeper.finish_job(gone, Status.SUCCEEDED, delete_job=True)
        else:
            await keeper.retry_job(gone)


@pytest.mark.postgres
@pytest.mark.network
@pytest.mark.slow
async def test_a_worker_that_is_stopped_while_the_database_is_away_ends(
    database_url: str, postgres_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pucha.jobs.GOODBYE_SECONDS", 0.5)
    began = asyncio.Event()
    admin = await asyncpg.connect(postgres_server)
    name = make_url(database_url).database

    async def survey(_sweep: SweepId, _site: SiteId) -> None:
        began.set()
        await asyncio.Event().wait()

    jobs = Jobs(database_url, Work(survey=survey), clock=SystemClock(), ttl=2.0)
    working = asyncio.create_task(jobs.work([survey_lane(1)]))
    connection = await asyncpg.connect(database_url)
    await connection.execute(DEFER)
    await connection.close()
    await began.wait()
    await admin.execute(f"alter database {name} with allow_connections false")
    await admin.execute(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1", name
    )
    working.cancel()

    ended, _ = await asyncio.wait([working], timeout=5)

    await admin.close()
    assert ended == {working}
    assert working.cancelled()
