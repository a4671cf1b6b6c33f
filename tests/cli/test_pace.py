import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pucha.cli.exits import Exit
from pucha.clock import SystemClock
from schema.store.engine import open_engine
from schema.store.pace import PaceStore
from schema.types.pace import HostPace, PaceState
from testkit.commands import start

pytestmark = [pytest.mark.postgres, pytest.mark.process]
HOST = "www.example.gov.cn"


async def keep_plan(url: str) -> None:
    engine = open_engine(url)
    until = datetime.now(UTC) + timedelta(days=3)
    plan = HostPace(
        host=HOST, state=PaceState.SHIELDED, delay=5.0, until=until, reason="a shield answered"
    )
    await PaceStore(engine, SystemClock()).keep(plan)
    await engine.dispose()


async def test_hosts_with_a_slow_plan_are_listed_and_cleared(
    tmp_path: Path, database_url: str
) -> None:
    await keep_plan(database_url)
    database = ("--set", f"database.url={database_url}")

    listed = await start(tmp_path, *database, "pace", "--json")
    cleared = await start(tmp_path, *database, "pace", "--clear", HOST)
    after = await start(tmp_path, *database, "pace")
    again = await start(tmp_path, *database, "pace", "--clear", HOST)

    assert [(row["host"], row["state"], row["delay"]) for row in json.loads(listed.out)] == [
        (HOST, "shielded", 5.0)
    ]
    assert cleared.status == Exit.DONE
    assert "as usual" in after.out
    assert again.status == Exit.USAGE
    assert HOST in again.err
