"""The pytest plugin: fixtures that every test folder may use."""

import asyncio
import json
import os
import tempfile
import uuid
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import asyncpg
import hypothesis
import pytest
from sqlalchemy.engine import make_url

from config.lexicon import load_lexicon
from pucha.embedded_postgres import EmbeddedPostgres
from pucha.migrations import upgrade
from schema.store.engine import async_url
from schema.types.lexicon import Lexicon
from testkit.clock import VirtualClock
from testkit.scripted_server import ScriptedServer

CORPUS = Path(__file__).resolve().parents[1].parent / "shared" / "corpus"
SUITES = CORPUS.parent / "suites"

# The tests start hundreds of processes: where none may keep what it compiled, each compiles all of
# our modules anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# How long one example takes says nothing of our code where several tests share a machine.
hypothesis.settings.register_profile(
    "shared machine", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("shared machine")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take the option that writes golden files anew (`make goldens`)."""
    parser.addoption("--rewrite-goldens", action="store_true", help="write golden files anew")


@pytest.fixture(scope="session")
def golden(pytestconfig: pytest.Config) -> Callable[[Path, Any], Any]:
    """Give what a golden file holds; where it is to be rewritten, what was said just now."""
    anew: bool = pytestconfig.getoption("--rewrite-goldens")

    def expected(path: Path, said: Any) -> Any:
        if anew:
            text = json.dumps(said, ensure_ascii=False, indent=2)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"{text}\n", encoding="utf-8")
        return json.loads(path.read_text(encoding="utf-8"))

    return expected


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """Give the readers' words."""
    return load_lexicon()


@pytest.fixture
def clock() -> VirtualClock:
    """Give a clock that the test turns."""
    return VirtualClock()


@pytest.fixture
async def server() -> AsyncIterator[ScriptedServer]:
    """Give a loopback server whose answers the test writes byte for byte."""
    async with ScriptedServer() as running:
        yield running


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Give the folder of real captured pages; skip where it is not here."""
    if not (CORPUS / "labels.jsonl").exists():
        pytest.skip("the corpus of captured pages is not here (../shared/corpus)")
    return CORPUS


@pytest.fixture(scope="session")
def suites() -> Path:
    """Give the folder of foreign test suites; skip where it is not here."""
    if not SUITES.exists():
        pytest.skip("the foreign test suites are not here (../shared/suites)")
    return SUITES


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Give the address of a server: PUCHA_DATABASE_URL, else an embedded one of this session."""
    named = os.environ.get("PUCHA_DATABASE_URL")
    if named:
        yield named
        return
    with enterable_folder() as folder:
        embedded = EmbeddedPostgres(folder / "pg")
        embedded.start()
        yield embedded.url
        embedded.stop()


@pytest.fixture(scope="session")
def template_database(postgres_server: str) -> Iterator[str]:
    """Give the name of a migrated database that others are copied from."""
    name = f"pucha_template_{uuid.uuid4().hex[:8]}"
    asyncio.run(_run(postgres_server, f"create database {name}"))
    upgrade(database_address(postgres_server, name, driver=True))
    yield name
    asyncio.run(_run(postgres_server, f"drop database {name} with (force)"))


@pytest.fixture
def database_url(postgres_server: str, template_database: str) -> Iterator[str]:
    """Give a fresh migrated database of this test's own."""
    with fresh_database(postgres_server, template_database) as url:
        yield url


@pytest.fixture
def empty_database_url(postgres_server: str) -> Iterator[str]:
    """Give a fresh database without any table."""
    name = f"pucha_empty_{uuid.uuid4().hex[:8]}"
    asyncio.run(_run(postgres_server, f"create database {name}"))
    yield database_address(postgres_server, name)
    asyncio.run(_run(postgres_server, f"drop database {name} with (force)"))


@contextmanager
def enterable_folder() -> Iterator[Path]:
    """Give a folder that the user of an embedded server can enter, where we are root.

    Not under pytest's root: each session that starts closes that to others, and the server of a
    session under way would be sought elsewhere from then on.
    """
    with tempfile.TemporaryDirectory(prefix="pucha-test-", ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o755)
        yield Path(name)


@contextmanager
def fresh_database(server: str, template: str) -> Iterator[str]:
    """Give the address of a copy of the migrated database; dropped after."""
    name = f"pucha_test_{uuid.uuid4().hex[:8]}"
    asyncio.run(_run(server, f"create database {name} template {template}"))
    try:
        yield database_address(server, name)
    finally:
        asyncio.run(_run(server, f"drop database {name} with (force)"))


def database_address(server: str, name: str, *, driver: bool = False) -> str:
    """Give the address of a database on a server, for asyncpg under SQLAlchemy or plain."""
    if driver:
        return async_url(server).set(database=name).render_as_string(hide_password=False)
    return make_url(server).set(database=name).render_as_string(hide_password=False)


async def _run(server: str, statement: str) -> None:
    connection = await asyncpg.connect(server)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
