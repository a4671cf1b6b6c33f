"""Casework over surveys as they really run: a look again, and the feed of evidence."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

pytestmark = [pytest.mark.postgres, pytest.mark.process, pytest.mark.slow]
AS_OF = "2026-11-23T12:00+08:00"
PEOPLE = (("张三", "reviewer"), ("李四", "second_reviewer"), ("办公室", "office"))


def enrol(province: Any) -> None:
    assert province.run("people", "add", "管理员", "--role", "admin").returncode == 0
    for name, role in PEOPLE:
        province.run("people", "add", name, "--role", role, "--by", "管理员")


def code_of_a_site(province: Any) -> str:
    truth = (province.folder / "truth.ndjson").read_text(encoding="utf-8").splitlines()
    return str(json.loads(truth[0])["code"])


def test_a_recheck_surveys_the_site_and_keeps_what_it_cannot_tell(province: Any) -> None:
    code = code_of_a_site(province)
    province.run("sweep", "--as-of", AS_OF)
    enrol(province)
    for name in ("张三", "李四"):
        province.run("review", "confirm", code, "V4", "--by", name, "--reason", "首页有错字")
    issued = province.run("rectify", "issue", code, "--by", "办公室")

    done = province.run("rectify", "recheck", code, "--by", "张三", "--json")
    looks = {one["item"]: one for one in map(json.loads, done.stdout.splitlines())}

    assert issued.returncode == done.returncode == 0, done.stderr
    assert (looks["V4"]["seen"], looks["V4"]["state"]) == ("unknown", "已下发")


def test_the_feed_holds_the_pages_of_the_sample_as_received(province: Any, tmp_path: Path) -> None:
    province.run("sweep", "--as-of", AS_OF)
    enrol(province)
    drawn = province.run("sample", "draw", "Q4", "--seed", "s", "--number", "2", "--by", "办公室")

    done = province.run("sample", "feed", "Q4", "--out", str(tmp_path / "feed"))

    lines = (tmp_path / "feed/feed.ndjson").read_text(encoding="utf-8").splitlines()
    sites = [json.loads(line) for line in lines]
    told = sites[0]["warc"][0]
    warc = tmp_path / "feed" / told["file"]
    assert sha256(warc.read_bytes()).hexdigest() == told["sha256"]
    with warc.open("rb") as file:
        heads = [record.rec_headers for record in ArchiveIterator(file)]
    urls = {head.get_header("WARC-Target-URI") for head in heads}
    assert drawn.returncode == done.returncode == 0, done.stderr
    assert len(sites) == 2
    assert sites[0]["url"] in urls
