"""The files of a world: registers with the literal headings, truth and summary."""

import csv
import io
import json
import signal
import ssl
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from simulator.__main__ import main
from simulator.export import write_world
from simulator.plan import Order
from simulator.register import COLUMN_FORM, COLUMN_HEADINGS, SITE_FORM, SITE_HEADINGS
from simulator.world import World

WORLD = World(Order(sites=24, seed=7, profile="demo"), date(2026, 11, 23))
PORTS = {"http": 8080, "https": 8443, "dns": 5353, "control": 8081}
ROOT = Path(__file__).parents[2]


def rows(path: Path, charset: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_bytes().decode(charset))))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    write_world(WORLD, tmp_path, PORTS)
    return tmp_path


def test_the_site_register_has_title_rows_headings_and_a_note(out: Path) -> None:
    raw = (out / "register" / f"{SITE_FORM}.csv").read_bytes()
    table = rows(out / "register" / f"{SITE_FORM}.csv", "utf-8-sig")

    assert raw.startswith(b"\xef\xbb\xbf")
    assert table[0][0] == SITE_FORM
    assert table[2] == list(SITE_HEADINGS)
    assert len(table) == 2 + 1 + 24 + 1
    assert table[-1][0].startswith("注：")
    assert all(row[3].startswith("http://") for row in table[3:-1])


def test_the_column_register_is_gb18030_with_the_literal_headings(out: Path) -> None:
    table = rows(out / "register" / f"{COLUMN_FORM}.csv", "gb18030")

    assert table[2] == list(COLUMN_HEADINGS)
    assert all(row[3] == "栏目" for row in table[3:-1])
    assert {row[7] for row in table[3:-1]} >= {"动态要闻", "通知公告", "政务咨询", "机构职能"}


def test_every_site_registers_9_to_14_columns_of_its_own(out: Path) -> None:
    lines = (out / "truth.ndjson").read_text("utf-8").splitlines()
    records = [json.loads(line) for line in lines]

    for record in records:
        registered = [column for column in record["columns"] if column["registered"]]
        assert 9 <= len(registered) <= 15
        assert len({column["url"] for column in registered}) == len(registered)
        assert all(column["url"].startswith(record["url"]) for column in registered)


def test_the_truth_is_told_under_both_editions(out: Path) -> None:
    records = [json.loads(line) for line in (out / "truth.ndjson").read_text("utf-8").splitlines()]

    for record in records:
        assert record["edition"] == "census-2015"
        assert list(record["items"]) == ["V1", "V2", "V3a", "V3b", "V3c", "V4", "V5"]
        assert list(record["editions"]) == ["indicators-2019"]
        for items in ("items", "items_history"):
            assert set(record["editions"]["indicators-2019"][items]) >= {"W1", "W5.1", "W6", "M3"}


def test_one_edition_alone_may_be_asked_for(tmp_path: Path) -> None:
    words = ["truth", "--sites", "2", "--edition", "indicators-2019", "--out", str(tmp_path)]

    assert main(words) == 0

    record = json.loads((tmp_path / "truth.ndjson").read_text("utf-8").splitlines()[0])
    assert (record["edition"], record["editions"]) == ("indicators-2019", {})
    assert "W2" in record["items"]


def test_world_json_tells_where_the_world_is_served(out: Path) -> None:
    summary = json.loads((out / "world.json").read_text("utf-8"))

    assert summary["as_of"] == "2026-11-23T12:00:00+08:00"
    assert (summary["ports"], summary["dns"]) == (PORTS, "127.0.0.1:5353")
    assert summary["sites"] == sum(summary["families"].values()) == 24


def test_serve_says_ready_and_ends_well_on_sigterm(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "simulator", "serve", "--sites", "3", "--out", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, text=True) as process:
        assert process.stdout is not None
        ready = json.loads(process.stdout.readline())
        process.send_signal(signal.SIGTERM)
        status = process.wait(timeout=5)

    assert ready["ready"] is True
    assert ready["ports"] == json.loads((tmp_path / "world.json").read_text("utf-8"))["ports"]
    assert status == 0


def test_the_authority_of_the_provinces_https_stands_beside_the_truth(out: Path) -> None:
    trusted = ssl.create_default_context(cafile=str(out / "roots.pem")).get_ca_certs()

    assert any("模拟根证书" in str(one["subject"]) for one in trusted)
