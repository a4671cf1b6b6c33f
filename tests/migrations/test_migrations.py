import asyncio

import asyncpg
import pytest
from alembic import command
from alembic.script import ScriptDirectory

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


def test_of_people_whose_names_read_the_same_the_first_stays(empty_database_url: str) -> None:
    before = "20261130_item_texts"
    upgrade(address(empty_database_url))
    downgrade(address(empty_database_url), before)
    told = "insert into person (name, role, enrolled_at) values "
    rows = (
        "('甲 ','office','2026-01-02'), ('甲','reviewer','2026-01-01'), ('乙','admin','2026-01-03')"
    )
    names(empty_database_url, told + rows)

    upgrade(address(empty_database_url))

    query = "select name || '=' || name_key from person"
    assert names(empty_database_url, query) == {"甲=甲", "乙=乙"}


def test_a_migrated_database_is_at_the_newest_revision(database_url: str) -> None:
    async def ask() -> str | None:
        engine = open_engine(database_url)
        try:
            return await current_revision(engine)
        finally:
            await engine.dispose()

    assert asyncio.run(ask()) == newest_revision()


def test_a_database_of_somebody_else_is_at_no_revision_of_ours(empty_database_url: str) -> None:
    async def ask() -> str | None:
        engine = open_engine(empty_database_url)
        try:
            return await current_revision(engine)
        finally:
            await engine.dispose()

    assert asyncio.run(ask()) is None


def test_the_newest_revision_is_alembic_s_only_head() -> None:
    heads = ScriptDirectory.from_config(migration_config("")).get_heads()

    assert heads == [newest_revision()]
