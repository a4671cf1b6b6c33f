import json
from pathlib import Path

import pytest

from testkit.commands import start
from testkit.pages import article_html

pytestmark = pytest.mark.process
PAGE = article_html("关于召开会议的通知", "发布时间：2026-11-20 10:00")


async def test_a_batch_may_come_by_the_standard_input(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE, "utf-8")

    done = await start(
        tmp_path, "read", "--batch", "-", stdin='{"path": "a.html"}\n\n{"path": "a.html"}\n'
    )

    assert done.status == 0, done.err
    titles = [json.loads(line)["title"] for line in done.out.splitlines()]
    assert titles == ["关于召开会议的通知"] * 2


ODD = {
    "no json": "{",
    "no object": "[1]",
    "no path": '{"url": "http://a/"}',
    "a path of another kind": '{"path": 5}',
    "a folder": '{"path": "."}',
    "a path that no system has": '{"path": "a\\u0000b"}',
    "a time that is none": '{"path": "a.html", "fetched_at": "soon"}',
    "a time of another kind": '{"path": "a.html", "fetched_at": 5}',
    "an address of another kind": '{"path": "a.html", "url": 5}',
    "a type of another kind": '{"path": "a.html", "content_type": 5}',
}


async def test_whatever_is_wrong_with_a_line_stays_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE, "utf-8")
    lines = [line for odd in ODD.values() for line in (odd, '{"path": "a.html"}')]

    done = await start(tmp_path, "read", "--batch", "-", stdin="\n".join(lines))

    rows = [json.loads(line) for line in done.out.splitlines()]
    assert done.status == 0, done.err
    assert len(rows) == len(lines)
    assert [set(row) for row in rows[::2]] == [{"url", "error"}] * len(ODD)
    assert [row["kind"] for row in rows[1::2]] == ["article"] * len(ODD)


async def test_paths_of_a_batch_start_at_its_folder(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.html").write_text(PAGE, "utf-8")
    (tmp_path / "pages" / "list.jsonl").write_text(
        '{"path": "a.html", "url": "http://a/"}', "utf-8"
    )

    done = await start(tmp_path, "read", "--batch", "pages/list.jsonl")

    assert json.loads(done.out)["url"] == "http://a/"


async def test_a_page_is_shown_to_a_person(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE, "utf-8")

    done = await start(tmp_path, "read", "a.html", "--fetched-at", "2026-11-23")

    assert done.status == 0, done.err
    assert "kind: article" in done.out
    assert "published: 2026-11-20 (visible)" in done.out
