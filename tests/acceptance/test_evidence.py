"""The evidence of real sweeps: checked, shown, sealed, proved; damage and forgery are named."""

import asyncio
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import asyncpg
import pytest
from warcio.archiveiterator import ArchiveIterator

from bench import kill_evidence
from bench.kill_evidence import kill_runs
from testkit.plugin import fresh_database
from tests.acceptance.conftest import AS_OF, Province, Swept, serve_province

pytestmark = [pytest.mark.postgres, pytest.mark.process, pytest.mark.slow]


def segments(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "data" / "archive").rglob("*.warc.gz"))


def verified(province: Any, *words: str) -> dict[str, Any]:
    done = province.run("evidence", "verify", "--json", *words)
    assert done.returncode in {0, 1}, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    assert (done.returncode == 0) is found["sound"]
    return found


@dataclass(frozen=True, slots=True)
class Twice:
    """A province that was swept twice, the second time resting on copies of the first."""

    province: Province
    database_url: str
    first: dict[str, Any]
    second: dict[str, Any]


@pytest.fixture(scope="module")
def twice(
    tmp_path_factory: pytest.TempPathFactory, postgres_server: str, template_database: str
) -> Iterator[Twice]:
    """Sweep a province twice for the tests that only look at what that left."""
    with (
        fresh_database(postgres_server, template_database) as url,
        serve_province(tmp_path_factory.mktemp("twice"), url) as made,
    ):
        told = []
        for words in ((), ("--new",)):
            done = made.run("sweep", "--as-of", AS_OF, *words, "--json")
            assert done.returncode == 0, done.stderr
            told.append(json.loads(done.stdout))
        yield Twice(made, url, *told)


def test_a_sweep_is_verified_shown_sealed_and_proved(swept: Swept, tmp_path: Path) -> None:
    province = swept.province
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


def test_a_visit_of_a_round_is_shown_and_proved_by_the_name_that_a_sheet_gives_it(
    province: Any, tmp_path: Path
) -> None:
    probed = province.run("probe", "--json")
    assert probed.returncode == 0, probed.stderr
    swept = province.run("sweep", "--json")
    assert swept.returncode == 0, swept.stderr
    truth = (province.folder / "truth.ndjson").read_text(encoding="utf-8").splitlines()
    code = json.loads(truth[0])["code"]
    sheet = json.loads(province.run("sheet", code, "--json").stdout)
    (first,) = (item for item in sheet["items"] if item["id"] == "V1")
    (named,) = (one for one in first["evidence"] if one.startswith("probe-"))

    shown = province.run("evidence", "show", f"{code}/{named}", "--json")
    told = province.run("evidence", "show", f"{code}/{named}", "--body", str(tmp_path / "b.html"))
    proved = province.run("evidence", "prove", f"{code}/{named}", "--out", str(tmp_path / "proof"))
    wrong = province.run("evidence", "show", f"{code}/probe-99-local")

    assert shown.returncode == told.returncode == proved.returncode == 0, shown.stderr
    found = json.loads(shown.stdout)
    assert (found["fact"]["round_id"], found["fact"]["counts_as"]) == (1, "opened")
    assert len(found["pages"]) == len(found["fact"]["tries"]) > 0
    assert all(page["segment"].startswith("probe-1/") for page in found["pages"])
    assert "outcome    ok" in told.stdout
    assert b"<" in (tmp_path / "b.html").read_bytes()
    assert province.run("evidence", "check-proof", str(tmp_path / "proof")).returncode == 0
    assert wrong.returncode == 2
    assert named in wrong.stderr
    replayed = province.run("replay", "--json")
    assert replayed.returncode == 0, replayed.stdout


def test_a_sweep_and_one_site_of_it_are_exported_for_other_peoples_tools(
    twice: Twice, tmp_path: Path
) -> None:
    province = twice.province
    truth = (province.folder / "truth.ndjson").read_text(encoding="utf-8").splitlines()
    code = json.loads(truth[0])["code"]
    whole, one = tmp_path / "out" / "whole.wacz", tmp_path / "out" / "one.wacz"

    every = province.run("evidence", "export", "--out", str(whole), "--json")
    alone = province.run("evidence", "export", "--site", code, "--sweep", "2", "--out", str(one),
                         "--json")  # fmt: skip

    assert every.returncode == alone.returncode == 0, every.stderr + alone.stderr
    done, single = json.loads(every.stdout), json.loads(alone.stdout)
    assert (done["sweep"], done["segments"], done["site"]) == (2, 6, None)
    assert (single["sweep"], single["segments"]) == (2, 1)
    assert 0 < single["pages"] < done["pages"]
    for path in (whole, one):
        command = [sys.executable, "-m", "wacz", "validate", "-f", str(path)]
        validated = subprocess.run(command, check=False, capture_output=True, text=True)
        assert validated.returncode == 0, validated.stdout
    homes = [home for home in map(played, (whole, one)) if home]
    assert len(homes) == 2
    assert list(tmp_path.glob("out/.*")) == []


def played(path: Path) -> bytes:
    """Read the first page of a hand-over as a player does: by pages, index, record."""
    with ZipFile(path) as archive:
        _, first, *_ = archive.read("pages/pages.jsonl").splitlines()
        page = json.loads(first)
        lines = archive.read("indexes/index.cdx").decode().splitlines()
        told = [json.loads(line.split(" ", 2)[2]) for line in lines]
        # A revisit is played from the whole copy of the same body.
        known = next(one for one in told if one["url"] == page["url"])
        copy = next(
            one for one in told
            if one["digest"] == known["digest"] and one["mime"] != "warc/revisit"
        )  # fmt: skip
        with archive.open(f"archive/{copy['filename']}") as file:
            file.seek(int(copy["offset"]))
            record = next(iter(ArchiveIterator(file)))
            assert record.rec_headers.get_header("WARC-Target-URI") == page["url"]
            body: bytes = record.content_stream().read()
    assert b"<html" in body.lower() or b"<!doctype" in body.lower()
    return body


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--out", "x.zip"), ".wacz"),
        (("--out", "x.wacz"), "no whole sweep yet"),
        (("--out", "x.wacz", "--sweep", "9"), "no sweep 9"),
        (("--out", "x.wacz", "--site", "nobody"), "nobody"),
    ],
)
def test_what_cannot_be_exported_is_said(
    unswept: Province, words: tuple[str, ...], said: str
) -> None:
    done = unswept.run("evidence", "export", *words)

    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("word", ["verify", "seal"])
def test_a_sweep_that_there_is_not_is_neither_sound_nor_sealed(
    unswept: Province, word: str
) -> None:
    done = unswept.run("evidence", word, "--sweep", "9")

    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no sweep 9" in done.stderr


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


def test_rows_that_are_lost_are_missed_and_what_they_spoke_of_is_no_orphan(
    province: Any, database_url: str, tmp_path: Path
) -> None:
    probed = province.run("probe", "--json")
    assert probed.returncode == 0, probed.stderr
    swept = province.run("sweep", "--as-of", AS_OF)
    assert swept.returncode == 0, swept.stderr
    assert verified(province)["sound"]

    rows(
        database_url,
        "with a as (delete from probe where round_id = 1 and site_id = 1 returning 1), "
        "b as (delete from archive_segment where path like '1/2-%' returning 1) select 1",
    )
    found = verified(province, "--prune")

    told = [one["what"] for one in found["problems"]]
    assert any("no row names the look of a visit" in one for one in told)
    assert any("was accepted and names no segment" in one for one in told)
    assert any("no attempt names 1/2-" in one for one in told)
    assert found["orphans"] == []
    assert any(path.name.startswith("2-") for path in segments(tmp_path))


def rows(url: str, text: str) -> list[Any]:
    async def ask() -> list[Any]:
        connection = await asyncpg.connect(url)
        try:
            return [tuple(row) for row in await connection.fetch(text)]
        finally:
            await connection.close()

    return asyncio.run(ask())


def test_a_second_sweep_is_not_sent_what_is_known_and_comes_to_the_same(
    twice: Twice,
) -> None:
    replayed = twice.province.run("replay", "--json")
    found = verified(twice.province)

    sizes = rows(
        twice.database_url,
        "select sum(a.bytes)::bigint from archive_segment a join run r using (token) "
        "group by r.sweep_id order by r.sweep_id",
    )
    assert twice.first["verdicts"] == twice.second["verdicts"]
    assert found["problems"] == []
    assert found["revisits"] > 20
    assert sizes[1][0] < sizes[0][0] * 0.7
    assert replayed.returncode == 0, replayed.stdout


def test_two_runs_of_kills_never_share_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = tmp_path / "kill-evidence-out" / "under way"
    others.parent.mkdir()
    others.touch()
    used: list[Path] = []

    def kills(folder: Path, **_given: int) -> int:
        used.append(folder)
        (folder / "data").mkdir()
        return 0

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(kill_evidence, "_province_of_kills", kills)
    for words in ([], ["--keep"]):
        monkeypatch.setattr(sys, "argv", ["kill_evidence", *words])
        assert kill_evidence.main() == 0

    gone, kept = used
    assert (others.exists(), gone.exists(), kept.exists()) == (True, False, True)
    shutil.rmtree(kept)


def test_sweeps_killed_at_any_moment_leave_no_row_that_points_at_nothing(province: Any) -> None:
    tally = kill_runs(province.command(), runs=5, seed=11, as_of=AS_OF)

    assert tally.runs == 5
    assert tally.killed > 0
    assert (tally.unsound, tally.unresolved) == (0, 0)
    assert tally.references > 0
