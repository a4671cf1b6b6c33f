"""Bring a database to this version, and tell how far it is.

Every command asks how far the database is, and few bring it further: alembic, which costs a
command's start half a second, is imported only by those.
"""

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

if TYPE_CHECKING:
    from alembic.config import Config

_INSTALLED = Path(__file__).parent / "_migrations"
_REPOSITORY = Path(__file__).parent.parent / "alembic"
_REVISION = re.compile(r'^(down_)?revision = "([^"]+)"', re.MULTILINE)
_APPLIED = text("select version_num from alembic_version")
_TABLE = text("select to_regclass('alembic_version') is not null")


def _folder() -> Path:
    return _REPOSITORY if (_REPOSITORY / "env.py").exists() else _INSTALLED


def migration_config(url: str) -> "Config":
    """Give alembic's configuration for a database address (postgresql+asyncpg://…)."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_folder()))
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config


def upgrade(url: str, revision: str = "head") -> None:
    """Run all migrations up to `revision`."""
    from alembic import command

    command.upgrade(migration_config(url), revision)


def downgrade(url: str, revision: str) -> None:
    """Go back to `revision`; `base` removes everything."""
    from alembic import command

    command.downgrade(migration_config(url), revision)


@cache
def newest_revision() -> str:
    """Give the revision that this version of pucha needs: the one that no other follows."""
    found: set[str] = set()
    followed: set[str] = set()
    for script in (_folder() / "versions").glob("*.py"):
        for before, name in _REVISION.findall(script.read_text(encoding="utf-8")):
            (followed if before else found).add(name)
    (newest,) = found - followed
    return newest


async def current_revision(engine: AsyncEngine) -> str | None:
    """Give the revision that the database is at, None when it is none of ours."""
    async with engine.connect() as connection:
        if not await connection.scalar(_TABLE):
            return None
        revision: str | None = await connection.scalar(_APPLIED)
        return revision
