import json
from pathlib import Path

import pytest

from testkit.commands import start
from testkit.pages import article_html, markup

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


GUIDE = markup(
    "内资企业设立登记-示例县人民政府",
    "<h1>内资企业设立登记</h1><table><tr><td>设定依据</td><td>公司法</td></tr>"
    "<tr><td>申请条件</td><td>股东符合法定人数</td></tr><tr><td>申请材料</td><td></td></tr>"
    "<tr><td>办理流程</td><td>申请、受理、发照</td></tr><tr><td>收费标准</td><td>不收费</td></tr>"
    "<tr><td>办理时限</td><td>3日</td></tr></table><a href='sqb.doc'>申请表</a><p>请开立帐户</p>",
)


async def test_a_guide_s_elements_and_the_operator_s_terms_are_shown(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(GUIDE, "utf-8")
    (tmp_path / "terms.csv").write_text("错误表述,正确表述\n帐户,账户\n", "gb18030")

    done = await start(tmp_path, "explain", "a.html", "--lexicon", "terms.csv", "--out", "why")

    assert done.status == 0, done.err
    assert "只有标题  办理材料" in done.out
    assert "附件 attachment  .doc  申请表" in done.out
    assert "词表中的“帐户”出现1处，应为“账户”" in done.out
    index = (tmp_path / "why" / "index.html").read_text("utf-8")
    assert "办事指南要素" in index
    assert "词表中的“帐户”出现1处" in index
    assert "办理材料（只有标题）" in (tmp_path / "why" / "page.html").read_text("utf-8")


async def test_what_a_person_should_see_is_in_the_json(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(article_html("关于会议的通知", "{发布时间}"), "utf-8")

    done = await start(tmp_path, "explain", "a.html", "--json")

    (one,) = json.loads(done.out)["content"]
    assert (one["kind"], one["text"]) == ("placeholder", "{发布时间}")


async def test_a_list_of_terms_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE, "utf-8")
    (tmp_path / "terms.csv").write_text("词\n帐户\n", "utf-8")

    done = await start(tmp_path, "explain", "a.html", "--lexicon", "terms.csv")

    assert done.status == 2
    assert "terms.csv has no column `term`" in done.err


async def test_a_list_beside_rows_that_were_not_read_is_said_to_be_doubted(tmp_path: Path) -> None:
    rows = "".join(
        f"<li><a href='/xw/a{n}.html'>关于印发第{n}批重点项目安排的通知</a></li>" for n in range(6)
    )
    unread = "<div id='list'>正在加载...</div><script src='/js/rows.js'></script>"
    page = f"<meta charset=utf-8><title>通知公告</title><ul>{rows}</ul>{unread}"
    (tmp_path / "a.html").write_text(page, "utf-8")

    done = await start(tmp_path, "explain", "a.html", "--out", "why")

    said = "存疑：旁边可能另有本栏目任何日期的条目"
    assert done.status == 0, done.err
    assert said in done.out
    assert said in (tmp_path / "why" / "index.html").read_text("utf-8")
