"""Bring a database to this version, and tell how far it is."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

_INSTALLED = Path(__file__).parent / "_migrations"
_REPOSITORY = Path(__file__).parent.parent / "alembic"


def migration_config(url: str) -> Config:
    """Give alembic's configuration for a database address (postgresql+asyncpg://…)."""
    config = Config()
    folder = _REPOSITORY if (_REPOSITORY / "env.py").exists() else _INSTALLED
    config.set_main_option("script_location", str(folder))
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config


def upgrade(url: str, revision: str = "head") -> None:
    """Run all migrations up to `revision`."""
    command.upgrade(migration_config(url), revision)


def downgrade(url: str, revision: str) -> None:
    """Go back to `revision`; `base` removes everything."""
    command.downgrade(migration_config(url), revision)


def newest_revision() -> str | None:
    """Give the revision that this version of pucha needs."""
    return ScriptDirectory.from_config(migration_config("")).get_current_head()


async def current_revision(engine: AsyncEngine) -> str | None:
    """Give the revision that the database is at, None when it is none of ours."""

    def read(connection: Connection) -> str | None:
        return MigrationContext.configure(connection).get_current_revision()

    async with engine.connect() as connection:
        return await connection.run_sync(read)
