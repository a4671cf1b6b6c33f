"""Sweeps as real processes: interrupted, killed, shared by workers; each site once, none lost."""

import asyncio
import json
import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from tests.acceptance.conftest import AS_OF, SITES, Province, Swept

pytestmark = [pytest.mark.postgres, pytest.mark.process, pytest.mark.slow]
ONE_EACH = {"sites": SITES, "done": SITES, "accepted": SITES, "pending": 0}


def query(url: str, text: str) -> list[asyncpg.Record]:
    async def ask() -> list[asyncpg.Record]:
        connection = await asyncpg.connect(url)
        try:
            return list(await connection.fetch(text))
        finally:
            await connection.close()

    return asyncio.run(ask())


def books(url: str) -> dict[str, int]:
    """Count from the tables alone what became of a sweep's sites."""
    row = query(
        url,
        "select count(*) as sites, count(*) filter (where state = 'done') as done, "
        "count(*) filter (where state = 'pending') as pending, "
        "(select count(*) from run where outcome = 'accepted') as accepted from sweep_site",
    )[0]
    return {name: row[name] for name in ("sites", "done", "accepted", "pending")}


def wait_for_done(url: str, at_least: int) -> None:
    for _ in range(600):
        if books(url)["done"] >= at_least:
            return
        time.sleep(0.05)
    raise AssertionError(books(url))


def end(process: subprocess.Popen[str], number: int) -> tuple[int, str]:
    os.killpg(process.pid, number)
    _, err = process.communicate(timeout=30)
    return process.returncode, err


def test_a_sweep_judges_every_site_and_replays_the_same(
    swept: Swept,
) -> None:
    replayed = swept.province.run("replay", "--json")

    assert swept.told["done"] == SITES
    assert books(swept.database_url) == ONE_EACH
    assert len(list((swept.out / "sheets").glob("*/sheet.json"))) == SITES
    assert (swept.out / "index.html").exists()
    assert replayed.returncode == 0, replayed.stdout
    assert [json.loads(line)["agrees"] for line in replayed.stdout.splitlines()] == [True] * SITES


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)], ids=["SIGTERM", "SIGINT"]
)
def test_an_interrupted_sweep_goes_on(
    province: Any, database_url: str, number: int, status: int
) -> None:
    first = province.start("sweep", "--as-of", AS_OF)
    wait_for_done(database_url, 1)
    stopped, err = end(first, number)
    between = books(database_url)

    again = province.run("sweep", "--as-of", AS_OF)

    assert stopped == status
    assert "Traceback" not in err
    assert between["done"] < SITES
    assert again.returncode == 0, again.stderr
    assert books(database_url) == ONE_EACH


def test_a_killed_sweep_goes_on_and_no_site_is_taken_twice(
    province: Any, database_url: str
) -> None:
    first = province.start("sweep", "--as-of", AS_OF)
    wait_for_done(database_url, 1)
    end(first, signal.SIGKILL)

    again = province.run("sweep", "--as-of", AS_OF)

    assert again.returncode == 0, again.stderr
    assert books(database_url) == ONE_EACH


def test_two_workers_share_an_enqueued_sweep(province: Any, database_url: str) -> None:
    enqueued = province.run("sweep", "--as-of", AS_OF, "--enqueue-only")
    assert enqueued.returncode == 0, enqueued.stderr
    workers = [province.start("worker"), province.start("worker")]

    wait_for_done(database_url, SITES)
    statuses = [end(worker, signal.SIGTERM)[0] for worker in workers]

    holders = query(database_url, "select distinct holder from run where outcome = 'accepted'")
    assert books(database_url) == ONE_EACH
    assert statuses == [143, 143]
    assert len(holders) == 2


def test_a_recheck_surveys_one_site_now(province: Any, database_url: str) -> None:
    truth = (province.folder / "truth.ndjson").read_text(encoding="utf-8").splitlines()
    code = json.loads(truth[0])["code"]

    done = province.run("recheck", code, "--as-of", AS_OF, "--json")
    shown = province.run("sheet", code, "--json")

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["url"] == json.loads(truth[0])["url"]
    assert json.loads(shown.stdout)["items"] == json.loads(done.stdout)["items"]
    assert query(database_url, "select kind from sweep")[0]["kind"] == "recheck"


def test_sheets_are_exported_as_xlsx(swept: Swept, tmp_path: Path) -> None:
    done = swept.province.run("export", "--out", str(tmp_path / "sheets"))

    assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "sheets").glob("*_评分表_20261123_census-2015.xlsx"))) == SITES


def test_an_unknown_site_is_one_sentence(unswept: Province) -> None:
    done = unswept.run("recheck", "9999999999")

    assert done.returncode == 2
    assert "9999999999" in done.stderr
    assert "Traceback" not in done.stderr
