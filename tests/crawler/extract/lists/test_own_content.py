from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from config.lexicon import load_lexicon
from crawler.extract.lists.list_reading import ListReading
from crawler.extract.lists.lists import find_list
from crawler.extract.page.dom import parse

PAGE = "http://www.county.gov.cn/gk/ghjh/"
FETCHED = datetime(2026, 11, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
CRUMBS = "<p>当前位置：<a href='/'>首页</a> &gt; <a href='/gk/'>政务公开</a> &gt; 规划计划</p>"


def rows(address: str, day: str, count: int = 8) -> str:
    return "".join(
        f"<li><a href='{address}{n}'>关于印发第{n}批重点项目安排的通知</a>"
        f"{f'<span>{day}</span>' if day else ''}</li>"
        for n in range(count)
    )


DATED = f"<ul class='b'>{rows('/show.jsp?n=1', '2025-03-01')}</ul>"
UNDATED = f"<ul class='a'>{rows('/view.jsp?n=2', '')}</ul>"
PROSE = "<p>" + "全县国民经济和社会发展规划由县发展和改革局会同有关部门编制。" * 6 + "</p>"


def read(main: str, crumbs: str = CRUMBS, title: str = "规划计划") -> ListReading:
    tree = parse(f"<title>{title}_某县人民政府</title>{crumbs}<div class='m'>{main}</div>")
    return find_list(tree, base=PAGE, fetched_at=FETCHED, lexicon=load_lexicon())


APART = {
    "entries without days": f"<h2>规划计划</h2>{UNDATED}{DATED}",
    "a text": f"<h2>规划计划</h2>{PROSE}{DATED}",
    "entries of another site": (
        f"<h2>规划计划</h2><ul>{rows('https://mp.weixin.qq.com/s/a', '')}</ul>{DATED}"
    ),
    "a newer day in rows without links": (
        f"<h2>规划计划</h2><ul><li>重点项目安排<b>2026-03-01</b></li></ul>{DATED}"
    ),
    "entries under a name of its own class": f"<div><h3>专项规划</h3>{UNDATED}</div>{DATED}",
    "another column's heading": f"<h2>规划计划</h2><div><h3>政务要闻</h3>{DATED}</div>",
    "another column's linked heading": f"<div><h3><a href='/xw/'>政务要闻</a></h3>{DATED}</div>",
    "another column's heading, in a list by its name": (
        f"<h2>规划计划</h2><div class='newslist'><h3>政务要闻</h3>{DATED}</div>"
    ),
    "another column's name in a cell": (
        f"<table><tr><td><b>政务要闻</b></td></tr><tr><td>{DATED}</td></tr></table>"
    ),
    "a frame": f"<iframe src='/front/list.jsp?c=9'></iframe><div>{DATED}</div>",
    "a place that a script asks for": (
        f"<div id='box'></div><script>$('#box').load('/d.html')</script><div>{DATED}</div>"
    ),
    "a bare list that scripts fill": (
        f"<ul></ul><script>$.getJSON('/api/list', show)</script><div>{DATED}</div>"
    ),
    "a template": f"<div v-for='x in rows'><a :href='x.url'>{{{{x.title}}}}</a></div>{DATED}",
}


@pytest.mark.parametrize("main", APART.values(), ids=APART)
def test_list_behind_something_else_under_the_pages_name_may_be_none_of_its_own(main: str) -> None:
    found = read(main)

    assert found.rival is not None or not found.items


def test_list_before_the_pages_name_may_be_none_of_its_own() -> None:
    body = f"<div class='l'>{DATED}</div>{CRUMBS}<h2>规划计划</h2>"

    assert read(body, crumbs="").rival is not None
    assert read(f"{body}<p><a href='?p=2'>下一页</a></p>", crumbs="").rival is not None


OWN = {
    "right behind the crumbs": DATED,
    "under its own heading": f"<h2>规划计划</h2>{DATED}",
    "behind a block of side bars": f"<div><h3>热点新闻</h3>{UNDATED}</div><div>{DATED}</div>",
    "behind a block of another class": (
        f"<p><b>部门动态</b></p><ul>{rows('/xw/a?n=1', '2026-03-01', 5)}</ul>{DATED}"
    ),
    "under a part of its name": f"<h3>规划</h3>{DATED}",
    "behind tabs of child columns": (
        f"<p><a href='zx/'>专项规划</a><a href='zt/'>总体规划</a><a href='q/'>其他</a></p>{DATED}"
    ),
    "in a container that is called a list": f"<h2>规划计划</h2><div class='list'>{DATED}</div>",
    "under the site's name": f"<h1><a href='/'>某县人民政府门户网站</a></h1>{DATED}",
    "behind a clock": f"<p><b>2026-11-20</b></p>{DATED}",
    "behind a sentence": f"<p>公开各类规划、预算和人事信息。</p>{DATED}",
    "behind older days": f"<p>本栏目开通于<b>2019-03-01</b></p>{DATED}",
    "behind a form": (
        "<form><label>按标题搜索本栏目的信息</label><select><option>请选择发布信息的年份</option>"
        f"</select></form>{DATED}"
    ),
    "behind a heading of its cells": (
        f"<div class='tit'><span>标题</span><span>发布时间</span></div>{DATED}"
    ),
    "a pager behind it": (
        f"{UNDATED}{DATED}<p><a href='?p=1'>上一页</a><a href='?p=2'>下一页</a></p>"
    ),
    "rows of the page's folder": (
        f"{UNDATED}<ul>{rows('2025/', '2025-03-01').replace('2025/', 'p2025_')}</ul>"
    ),
    "a bare list before the page's name": f"<ul id='share'></ul>{CRUMBS}{DATED}",
}


@pytest.mark.parametrize("main", OWN.values(), ids=OWN)
def test_list_that_the_pages_name_heads_is_its_own(main: str) -> None:
    found = read(main)

    assert (len(found.items), found.rival) == (8, None)


def test_page_that_does_not_show_its_name_tells_little() -> None:
    assert read(f"{UNDATED}{DATED}", crumbs="").rival is None
    assert read(f"{UNDATED}<h3>政务要闻</h3>{DATED}", crumbs="").rival is not None
    assert read(f"<h3>政务要闻</h3>{DATED}", crumbs="", title="新闻列表").rival is None


def test_name_of_a_site_is_no_columns() -> None:
    tree = parse(f"<title>某县人民政府</title><h1>某县人民政府</h1>{UNDATED}{DATED}")

    found = find_list(tree, base=PAGE, fetched_at=FETCHED, lexicon=load_lexicon())

    assert found.rival is None


@pytest.mark.parametrize("last", ["首页", "规划计划 &gt; 列表"])
def test_crumb_that_names_no_column_tells_nothing(last: str) -> None:
    crumbs = f"<p>当前位置：{last}</p>"

    assert read(f"<h3>通知公告</h3>{DATED}", crumbs=crumbs, title="某县").rival is None
