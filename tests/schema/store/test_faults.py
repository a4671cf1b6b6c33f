"""Errors of a real PostgreSQL: which pass and which do not, each in one sentence."""

import asyncio
import socket
from collections.abc import AsyncIterator

import asyncpg
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from schema.store.engine import open_engine
from schema.store.faults import fault_of
from schema.types.errors import LeaseBusy, StoreRefused, StoreUnavailable

pytestmark = pytest.mark.postgres


@pytest.fixture
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    made = open_engine(database_url, pool=1)
    yield made
    await made.dispose()


async def error_of(engine: AsyncEngine, *statements: str, **values: object) -> Exception:
    try:
        async with engine.begin() as connection:
            for statement in statements:
                await connection.execute(text(statement), values)
    except Exception as err:  # noqa: BLE001 - the test looks at it
        return err
    raise AssertionError("nothing was raised")


REFUSED = {
    "text that jsonb does not take": "select cast('\"\\u0000\"' as jsonb)",
    "a value out of range": "select 1 / 0",
    "a key that is there twice": "insert into host_pace select 'h', 'slow', 1, now(), null, '' "
    "from generate_series(1, 2)",
    "a statement that is none": "selct 1",
    "a table that is none": "select * from nowhere",
}
AWAY = {
    "cut off": "select pg_terminate_backend(pg_backend_pid())",
    "a lock timeout": "do $$ begin raise sqlstate '55P03'; end $$",
    "a deadlock": "do $$ begin raise sqlstate '40P01'; end $$",
    "a serialization failure": "do $$ begin raise sqlstate '40001'; end $$",
    "no room": "do $$ begin raise sqlstate '53100'; end $$",
    "too many connections": "do $$ begin raise sqlstate '53300'; end $$",
    "starting": "do $$ begin raise sqlstate '57P03'; end $$",
    "a standby": "do $$ begin raise sqlstate '25006'; end $$",
    "a statement timeout": "set local statement_timeout = 10; select pg_sleep(9)",
}


@pytest.mark.parametrize("statement", REFUSED.values(), ids=REFUSED)
async def test_what_is_refused_is_told_in_one_sentence_without_the_statement(
    engine: AsyncEngine, statement: str
) -> None:
    fault = fault_of(await error_of(engine, statement))

    assert isinstance(fault, StoreRefused)
    assert "\n" not in str(fault)
    assert statement not in str(fault)
    assert "report it" in str(fault)


@pytest.mark.parametrize("statements", AWAY.values(), ids=AWAY)
async def test_what_passes_is_told_apart(engine: AsyncEngine, statements: str) -> None:
    fault = fault_of(await error_of(engine, *statements.split("; s")[:1], *rest(statements)))

    assert isinstance(fault, StoreUnavailable)
    assert "\n" not in str(fault)


def rest(statements: str) -> list[str]:
    return [f"s{one}" for one in statements.split("; s")[1:]]


async def test_what_the_driver_itself_refuses_is_refused(engine: AsyncEngine) -> None:
    fault = fault_of(await error_of(engine, "select cast(:n as bigint)", n="no number"))

    assert isinstance(fault, StoreRefused)


async def test_a_server_that_is_not_there_is_away() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    engine = open_engine(f"postgresql://u@127.0.0.1:{port}/d")

    assert isinstance(fault_of(await error_of(engine, "select 1")), StoreUnavailable)
    nowhere = open_engine("postgresql://u@/d?host=/nowhere")
    assert isinstance(fault_of(await error_of(nowhere, "select 1")), StoreUnavailable)


async def test_a_pool_without_a_free_connection_is_away(database_url: str) -> None:
    engine = open_engine(database_url, pool=1)
    engine.sync_engine.pool._timeout = 0.01  # type: ignore[attr-defined] # else a minute
    held = [await engine.connect() for _ in range(5)]

    fault = fault_of(await error_of(engine, "select 1"))

    for one in held:
        await one.close()
    await engine.dispose()
    assert isinstance(fault, StoreUnavailable)


@pytest.mark.parametrize(
    "err", [ValueError("x"), KeyError("x"), LeaseBusy(None), asyncio.CancelledError()]
)
def test_what_is_none_of_the_store_is_left_alone(err: BaseException) -> None:
    assert fault_of(err) is None


@pytest.mark.parametrize(
    "err",
    [
        TimeoutError(), ConnectionResetError("cut"), asyncpg.InterfaceError("connection is closed"),
        asyncpg.PostgresConnectionError("gone"), asyncpg.CannotConnectNowError("starting"),
        asyncpg.AdminShutdownError("stop"), asyncpg.TooManyConnectionsError("full"),
    ],
    ids=lambda err: type(err).__name__,
)  # fmt: skip
def test_the_errors_of_the_driver_that_pass(err: Exception) -> None:
    assert isinstance(fault_of(err), StoreUnavailable)
