"""A small simulated province and the real command, as a person would run it."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from testkit.plugin import fresh_database

ROOT = Path(__file__).resolve().parents[2]
SITES = 6
AS_OF = "2026-11-23T12:00+08:00"
SETTINGS = """\
[database]
url = "{url}"
[network]
allow = ["127.0.0.0/8"]
resolver = ["127.0.0.1:{dns}"]
connect_to = [":80::{http}", ":443::{https}"]
[politeness]
delay = 0.01
max_delay = 0.05
[fetch]
visit_deadline = 16.0
[survey]
pages = 60
[fleet]
concurrency = 2
lease_seconds = 5
"""


@dataclass(frozen=True, slots=True)
class Province:
    """A running simulator with a register in a fresh database."""

    folder: Path
    settings: Path
    world: dict[str, Any]

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "pucha", "--config", str(self.settings), "--quiet", *words]

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*words), capture_output=True, text=True, timeout=90, check=False, cwd=ROOT
        )

    def start(self, *words: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            self.command(*words),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            start_new_session=True,
        )


@contextmanager
def serve_province(home: Path, database_url: str) -> Iterator[Province]:
    """Run a simulator and register its sites in the database."""
    folder = home / "province"
    process = subprocess.Popen(
        [
            sys.executable, "-m", "simulator", "serve", "--sites", str(SITES), "--seed", "3",
            "--as-of", "2026-11-23", "--profile", "clean", "--out", str(folder),
        ],
        stdout=subprocess.PIPE, text=True, cwd=ROOT, env={**os.environ},
    )  # fmt: skip
    try:
        assert process.stdout is not None
        process.stdout.readline()
        world = json.loads((folder / "world.json").read_text(encoding="utf-8"))
        settings = home / "pucha.toml"
        text = SETTINGS.format(url=database_url, **world["ports"])
        settings.write_text(f'data = "{home / "data"}"\n{text}', encoding="utf-8")
        made = Province(folder, settings, world)
        files = sorted((folder / "register").glob("*"))
        imported = made.run("register", "import", *map(str, files))
        assert imported.returncode == 0, imported.stderr
        yield made
    finally:  # a province that could not be imported is ended too
        process.send_signal(signal.SIGTERM)
        process.wait(10)
        if process.stdout is not None:
            process.stdout.close()


@pytest.fixture
def province(tmp_path: Path, database_url: str) -> Iterator[Province]:
    """Give a province of this test's own, whose sites are registered and nothing more."""
    with serve_province(tmp_path, database_url) as made:
        yield made


@pytest.fixture(scope="session")
def unswept(
    tmp_path_factory: pytest.TempPathFactory, postgres_server: str, template_database: str
) -> Iterator[Province]:
    """Give a province that was never swept, for commands that are refused before any work."""
    with (
        fresh_database(postgres_server, template_database) as url,
        serve_province(tmp_path_factory.mktemp("unswept"), url) as made,
    ):
        yield made


@dataclass(frozen=True, slots=True)
class Swept:
    """A province that was swept once; its tests only look."""

    province: Province
    database_url: str
    out: Path
    """Where the sheets of the sweep were written."""
    told: dict[str, Any]
    """What the sweep said."""


@pytest.fixture(scope="session")
def swept(
    tmp_path_factory: pytest.TempPathFactory, postgres_server: str, template_database: str
) -> Iterator[Swept]:
    """Sweep a province once for all tests that change nothing of what the sweep left."""
    home = tmp_path_factory.mktemp("swept")
    with (
        fresh_database(postgres_server, template_database) as url,
        serve_province(home, url) as made,
    ):
        done = made.run("sweep", "--as-of", AS_OF, "--out", str(home / "out"), "--json")
        assert done.returncode == 0, done.stderr
        yield Swept(made, url, home / "out", json.loads(done.stdout))
