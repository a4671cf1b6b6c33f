"""Probe rounds with the real command, a real database and real sockets."""

import asyncio
import json
import time
import urllib.request
from typing import Any

import asyncpg
import pytest

from tests.acceptance.conftest import SITES, Province

pytestmark = [pytest.mark.postgres, pytest.mark.process, pytest.mark.network, pytest.mark.slow]


def rows(url: str, query: str) -> list[Any]:
    async def ask() -> list[Any]:
        connection = await asyncpg.connect(url)
        try:
            return list(await connection.fetch(query))
        finally:
            await connection.close()

    return asyncio.run(ask())


def test_rounds_visit_every_site_once_each(province: Province, database_url: str) -> None:
    done = province.run("probe", "--rounds", "2", "--every", "1s", "--json")

    assert done.returncode == 0, done.stderr
    rounds = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["visits"] for one in rounds] == [{"opened": SITES}] * 2
    visits = rows(database_url, "select round_id, site_id from probe where deciding")
    assert len(visits) == len(set(map(tuple, visits))) == 2 * SITES
    named = rows(database_url, "select path, bytes from archive_segment")
    assert all((province.folder.parent / "data" / "archive" / one["path"]).stat().st_size ==
               one["bytes"] for one in named)  # fmt: skip


def test_a_round_is_due_by_the_time_of_day_of_the_simulator(
    province: Province, database_url: str
) -> None:
    control = f"http://127.0.0.1:{province.world['ports']['control']}/clock"
    probing = province.start(
        "--set", f"clock.source={control}", "probe", "--rounds", "2", "--every", "24h"
    )
    while not rows(database_url, "select 1 from probe"):
        time.sleep(0.05)
    moving = urllib.request.Request(f"{control}?days=1", method="POST")  # noqa: S310 - loopback
    with urllib.request.urlopen(moving, timeout=5):  # noqa: S310 - loopback
        said = probing.communicate(timeout=60)

    assert probing.returncode == 0, said
    visits = rows(database_url, "select distinct (at at time zone 'Asia/Shanghai')::date as day "
                  "from probe order by day")  # fmt: skip
    assert [str(one["day"]) for one in visits] == ["2026-11-23", "2026-11-24"]


REFUSAL = (
    """create function refuse() returns trigger language plpgsql as
        $$ begin raise exception 'no such page here' using errcode = 'data_exception'; end $$""",
    """create trigger refuse before insert on probe for each row
        when (new.outcome <> 'own_fault') execute function refuse()""",
)


def test_visits_that_the_database_will_not_take_are_void_and_end_their_round(
    province: Province, database_url: str
) -> None:
    for statement in REFUSAL:
        rows(database_url, statement)

    done = province.run("probe", "--rounds", "1", "--json")

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["visits"] == {"void": SITES}, (done.stdout, done.stderr)
    why = {one["void_reason"] for one in rows(database_url, "select void_reason from probe")}
    assert why == {"the visit failed for a fault of pucha's own"}
    outcomes = rows(database_url, "select outcome from run order by started_at")
    assert [one["outcome"] for one in outcomes] == ["failed"] * 3 + ["accepted"]


def test_a_batch_of_a_killed_worker_is_probed_by_the_next(
    province: Province, database_url: str
) -> None:
    enqueued = province.run("probe", "--enqueue-only")
    assert enqueued.returncode == 0, enqueued.stderr
    first = province.start("worker")
    while not rows(database_url, "select 1 from run where batch_id is not null"):
        time.sleep(0.02)
    first.kill()
    first.communicate()

    second = province.start("worker")
    deadline = time.monotonic() + 60
    while rows(database_url, "select 1 from probe_batch where state = 'pending'"):
        assert time.monotonic() < deadline, "the batch was not taken over"
        time.sleep(0.2)
    second.terminate()
    second.communicate()

    accepted = rows(database_url, "select token from run where outcome = 'accepted'")
    visits = rows(database_url, "select site_id from probe where deciding")
    assert len(accepted) == 1
    assert sorted(one["site_id"] for one in visits) == sorted(range(1, SITES + 1))


@pytest.mark.parametrize("every", ["0m", "1 day", "-5s", "soon"])
def test_a_pause_that_nobody_understands_is_said(unswept: Province, every: str) -> None:
    said = unswept.run("probe", "--every", every)

    assert said.returncode == 2
    assert "the form is 60m, 1h or 90s" in said.stderr
