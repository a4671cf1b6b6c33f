"""The evidence of real sweeps: checked, shown, sealed, proved; damage and forgery are named."""

import asyncio
import json
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from bench.kill_evidence import kill_runs

pytestmark = [pytest.mark.postgres, pytest.mark.process, pytest.mark.slow]
AS_OF = "2026-11-23T12:00+08:00"


def segments(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "data" / "archive").rglob("*.warc.gz"))


def verified(province: Any, *words: str) -> dict[str, Any]:
    done = province.run("evidence", "verify", "--json", *words)
    assert done.returncode in {0, 1}, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    assert (done.returncode == 0) is found["sound"]
    return found


def test_a_sweep_is_verified_shown_sealed_and_proved(province: Any, tmp_path: Path) -> None:
    swept = province.run("sweep", "--as-of", AS_OF)
    assert swept.returncode == 0, swept.stderr

    found = verified(province)

    assert found["problems"] == []
    assert found["attempts"] == found["segments"] == 6
    assert found["resolved"] == found["references"] > 12
    assert found["pages"] > 12
    assert found["seals"] == 1

    truth = (province.folder / "truth.ndjson").read_text(encoding="utf-8").splitlines()
    name = f"{json.loads(truth[0])['code']}/visit-1"
    shown = province.run("evidence", "show", name, "--body", str(tmp_path / "body.html"))
    assert shown.returncode == 0, shown.stderr
    assert "outcome    ok" in shown.stdout
    assert b"<" in (tmp_path / "body.html").read_bytes()

    proved = province.run("evidence", "prove", name, "--out", str(tmp_path / "proof"))
    assert proved.returncode == 0, proved.stderr
    assert province.run("evidence", "check-proof", str(tmp_path / "proof")).returncode == 0
    record = tmp_path / "proof" / "record.warc.gz"
    record.write_bytes(record.read_bytes()[:-1] + b"\xff")
    assert province.run("evidence", "check-proof", str(tmp_path / "proof")).returncode == 1


def test_damage_forgery_and_orphans_are_told_apart(province: Any, tmp_path: Path) -> None:
    swept = province.run("sweep", "--as-of", AS_OF)
    assert swept.returncode == 0, swept.stderr
    first, second, third, *_ = segments(tmp_path)
    data = bytearray(first.read_bytes())
    data[len(data) // 2] ^= 0xFF
    first.write_bytes(data)
    second.write_bytes(second.read_bytes()[:-9])
    third.unlink()
    dead = first.with_name("9-1-00000000-0000-4000-8000-000000000000.warc.gz")
    dead.write_bytes(b"torn")

    found = verified(province)

    where = {one["where"] for one in found["problems"]}
    names = [
        path.relative_to(tmp_path / "data" / "archive").as_posix()
        for path in (first, second, third)
    ]
    assert set(names) <= where
    assert [one["name"].split("/")[-1] for one in found["orphans"]] == [dead.name]
    assert dead.exists()
    assert verified(province, "--prune")["pruned"] == 1
    assert not dead.exists()


def rows(url: str, text: str) -> list[Any]:
    async def ask() -> list[Any]:
        connection = await asyncpg.connect(url)
        try:
            return [tuple(row) for row in await connection.fetch(text)]
        finally:
            await connection.close()

    return asyncio.run(ask())


def test_a_second_sweep_is_not_sent_what_is_known_and_comes_to_the_same(
    province: Any, database_url: str
) -> None:
    first = province.run("sweep", "--as-of", AS_OF, "--json")
    second = province.run("sweep", "--as-of", AS_OF, "--new", "--json")
    replayed = province.run("replay", "--json")
    found = verified(province)

    sizes = rows(
        database_url,
        "select sum(a.bytes)::bigint from archive_segment a join run r using (token) "
        "group by r.sweep_id order by r.sweep_id",
    )
    assert first.returncode == second.returncode == 0, second.stderr
    assert json.loads(first.stdout)["verdicts"] == json.loads(second.stdout)["verdicts"]
    assert found["problems"] == []
    assert found["revisits"] > 20
    assert sizes[1][0] < sizes[0][0] * 0.7
    assert replayed.returncode == 0, replayed.stdout


def test_sweeps_killed_at_any_moment_leave_no_row_that_points_at_nothing(province: Any) -> None:
    tally = kill_runs(province.command(), runs=5, seed=11, as_of=AS_OF)

    assert tally.runs == 5
    assert tally.killed > 0
    assert (tally.unsound, tally.unresolved) == (0, 0)
    assert tally.references > 0
