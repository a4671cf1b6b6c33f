"""A small simulated province and the real command, as a person would run it."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SITES = 6
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


@pytest.fixture
def province(tmp_path: Path, database_url: str) -> Iterator[Province]:
    folder = tmp_path / "province"
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
        settings = tmp_path / "pucha.toml"
        text = SETTINGS.format(url=database_url, **world["ports"])
        settings.write_text(f'data = "{tmp_path / "data"}"\n{text}', encoding="utf-8")
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
