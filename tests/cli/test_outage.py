import json
from pathlib import Path

import pytest

from crawler.policy.canonical import url_key
from pucha.cli.exits import Exit
from schema.store.engine import open_engine
from schema.store.register import RegisterStore
from testkit.commands import start
from testkit.facts import HOME, make_register, make_site

pytestmark = [pytest.mark.postgres, pytest.mark.process]


async def register(url: str) -> None:
    engine = open_engine(url)
    await RegisterStore(engine, url_key).take_in(make_register(make_site()))
    await engine.dispose()


async def test_maintenance_is_announced_approved_by_another_and_listed(
    tmp_path: Path, database_url: str
) -> None:
    await register(database_url)
    database = ("--set", f"database.url={database_url}", "register", "outage")
    span = ("--from", "2026-11-22", "--to", "2026-11-22T04:00")

    added = await start(
        tmp_path, *database, "add", HOME, *span, "--reason", "机房搬迁", "--by", "甲", "--json"
    )
    number = str(json.loads(added.out)[0]["id"])
    same = await start(tmp_path, *database, "approve", number, "--by", "甲")
    approved = await start(tmp_path, *database, "approve", number, "--by", "乙", "--json")
    listed = await start(tmp_path, *database, "list", HOME)

    assert same.status == Exit.USAGE
    assert "another person" in same.err
    (row,) = json.loads(approved.out)
    assert (row["from"], row["to"]) == ("2026-11-22T00:00+08:00", "2026-11-22T04:00+08:00")
    assert (row["by"], row["approved_by"]) == ("甲", "乙")
    assert "机房搬迁" in listed.out


async def test_an_unknown_site_and_an_unreadable_time_are_told(
    tmp_path: Path, database_url: str
) -> None:
    database = ("--set", f"database.url={database_url}", "register", "outage")
    rest = ("--to", "2026-11-23", "--reason", "x", "--by", "甲")

    unknown = await start(tmp_path, *database, "add", "9999", "--from", "2026-11-22", *rest)
    unreadable = await start(tmp_path, *database, "add", HOME, "--from", "yesterday", *rest)

    assert (unknown.status, unreadable.status) == (Exit.USAGE, Exit.USAGE)
    assert "no registered site" in unknown.err
    assert "--from 'yesterday'" in unreadable.err
