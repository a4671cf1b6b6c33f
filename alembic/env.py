"""Run migrations one at a time under an advisory lock, each in a transaction of its own."""

import asyncio

from alembic import context
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from schema.tables import metadata

ADVISORY_LOCK = 0x70756368  # "puch"


def _ours(_object: object, name: str | None, kind: str, _reflected: object, _other: object) -> bool:
    """Leave the job engine's tables alone."""
    return not (kind == "table" and (name or "").startswith("procrastinate_"))


def _run(connection: Connection) -> None:
    connection.execute(text("set lock_timeout = '10s'"))
    connection.execute(text("set statement_timeout = '300s'"))
    connection.execute(text("select pg_advisory_lock(:key)"), {"key": ADVISORY_LOCK})
    connection.commit()
    context.configure(
        connection=connection,
        target_metadata=metadata,
        include_object=_ours,
        compare_server_default=True,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()


async def _online(url: str) -> None:
    engine = create_async_engine(url, poolclass=NullPool)
    async with engine.connect() as connection:
        await connection.run_sync(_run)
    await engine.dispose()


url = context.config.get_main_option("sqlalchemy.url")
if url is None:
    raise SystemExit("run migrations with `pucha db upgrade`, which knows the database")
asyncio.run(_online(url))
