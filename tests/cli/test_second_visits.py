"""`pucha second-visits` before anything is due; what it does then is in tests/pucha."""

import asyncio
import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from schema.store.second_visits import SecondVisitStore
from testkit.facts import AT
from testkit.past import open_past

pytestmark = [pytest.mark.process, pytest.mark.postgres]
ROOT = Path(__file__).resolve().parents[2]


def second_visits(database_url: str, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pucha", "--set", f"database.url={database_url}"]
    return subprocess.run(
        [*command, "second-visits", *words],
        capture_output=True, text=True, timeout=60, check=False, cwd=ROOT,
    )  # fmt: skip


def swept(database_url: str, *, due_in: timedelta) -> int:
    async def make() -> int:
        async with open_past(database_url) as past:
            sweep = await past.sweep(AT)
            due = AT.replace(year=2199) + due_in
            await SecondVisitStore(past.engine).want(sweep.id, past.site_id, due)
            return sweep.id

    return asyncio.run(make())


def test_what_waits_is_told_with_its_time_and_nothing_is_asked(database_url: str) -> None:
    number = swept(database_url, due_in=timedelta(hours=4))

    told = json.loads(second_visits(database_url, "--json").stdout)
    shown = second_visits(database_url, "--sweep", str(number))

    assert (told["sweep"], told["sites"], told["waiting"]) == (number, 0, 1)
    assert told["next_due"] == "2199-11-23T16:00:00+08:00"
    assert "no second visit was made yet" in shown.stdout
    assert "1 sites wait, the first until 2199-11-23 16:00 (Beijing time)" in shown.stdout


def test_a_sweep_that_is_not_there_is_one_sentence(database_url: str) -> None:
    done = second_visits(database_url, "--sweep", "77")

    assert done.returncode == 2
    assert "there is no sweep 77" in done.stderr
    assert "Traceback" not in done.stderr
