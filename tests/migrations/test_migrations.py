import asyncio

import asyncpg
import pytest
from alembic import command

from pucha.migrations import current_revision, downgrade, migration_config, newest_revision, upgrade
from schema.store.engine import async_url, open_engine

pytestmark = pytest.mark.postgres


def address(url: str) -> str:
    return async_url(url).render_as_string(hide_password=False)


def names(url: str, query: str) -> set[str]:
    async def ask() -> set[str]:
        connection = await asyncpg.connect(url)
        try:
            return {row[0] for row in await connection.fetch(query)}
        finally:
            await connection.close()

    return asyncio.run(ask())


def test_migrations_make_what_the_models_say(empty_database_url: str) -> None:
    upgrade(address(empty_database_url))

    command.check(migration_config(address(empty_database_url)))


def test_the_way_down_leaves_nothing_but_the_version_table(empty_database_url: str) -> None:
    upgrade(address(empty_database_url))

    downgrade(address(empty_database_url), "base")

    tables = "select tablename::text from pg_tables where schemaname = 'public'"
    types = (
        "select typname::text from pg_type t join pg_namespace n on n.oid = typnamespace "
        "where nspname = 'public' and typtype = 'e'"
    )
    functions = (
        "select proname::text from pg_proc p join pg_namespace n on n.oid = pronamespace "
        "where nspname = 'public'"
    )
    assert names(empty_database_url, tables) == {"alembic_version"}
    assert names(empty_database_url, types) == set()
    assert names(empty_database_url, functions) == set()


def test_down_and_up_again_comes_to_the_same(empty_database_url: str) -> None:
    upgrade(address(empty_database_url))
    downgrade(address(empty_database_url), "base")
    upgrade(address(empty_database_url))

    command.check(migration_config(address(empty_database_url)))


def test_the_table_of_decisions_that_nobody_used_goes_and_comes_back(
    empty_database_url: str,
) -> None:
    tables = "select tablename::text from pg_tables where schemaname = 'public'"
    upgrade(address(empty_database_url))
    after = names(empty_database_url, tables)

    downgrade(address(empty_database_url), "20261128_outage")

    assert names(empty_database_url, tables) - after == {"decision"}


def test_a_migrated_database_is_at_the_newest_revision(database_url: str) -> None:
    async def ask() -> str | None:
        engine = open_engine(database_url)
        try:
            return await current_revision(engine)
        finally:
            await engine.dispose()

    assert asyncio.run(ask()) == newest_revision()
