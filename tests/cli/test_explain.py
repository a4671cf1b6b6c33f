import json
from pathlib import Path

import pytest

from testkit.commands import start
from testkit.pages import article_html

pytestmark = pytest.mark.process
PAGE = article_html("关于召开会议的通知", "发布时间：2026-11-20 10:00")


async def test_a_saved_page_is_explained_in_the_terminal_and_in_pages(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE, "utf-8")

    done = await start(tmp_path, "explain", "a.html", "--out", "why")

    assert done.status == 0, done.err
    assert "文章页 article" in done.out
    assert "▸ 2026-11-20  标题旁可见" in done.out
    index = (tmp_path / "why" / "index.html").read_text("utf-8")
    assert '<a href="page.html#pucha-1" target="received"' in index
    assert 'id="pucha-1"' in (tmp_path / "why" / "page.html").read_text("utf-8")


async def test_the_explanation_as_json_names_what_decided(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE, "utf-8")

    done = await start(tmp_path, "explain", "a.html", "--json")

    found = json.loads(done.out)
    assert (found["reading"]["kind"], found["decided_by"]) == ("article", "article")
    assert [one["value"] for one in found["dates"] if one["chosen"]] == ["2026-11-20"]


async def test_an_address_that_may_not_be_asked_for_says_why(tmp_path: Path) -> None:
    done = await start(tmp_path, "explain", "http://127.0.0.1:9/")

    assert done.status == 0, done.err
    assert "blocked_by_policy" in done.out
    assert "loopback" in done.out


async def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    done = await start(tmp_path, "explain", "nothing.html")

    assert done.status == 2
    assert "there is no file nothing.html" in done.err
