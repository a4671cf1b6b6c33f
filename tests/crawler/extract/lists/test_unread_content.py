from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from config.lexicon import load_lexicon
from crawler.extract.lists.list_reading import ListReading
from crawler.extract.lists.lists import find_list
from crawler.extract.page.dom import parse

PAGE = "http://www.county.gov.cn/gk/ghjh/"
FETCHED = datetime(2026, 11, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
CRUMBS = "<p>当前位置：<a href='/'>首页</a> &gt; 规划计划</p>"
BAR = "<div class='l'><ul>{}</ul></div>".format(
    "".join(
        f"<li><a href='/xw/a{n}.html'>全县第{n}次防汛抗旱工作会议召开</a><i>2025-03-01</i></li>"
        for n in range(6)
    )
)
TEXTS = "".join(f"<p>第{n}批重点项目安排（2026年10月{n}日）</p>" for n in range(11, 15))


def read(beside: str, bar: str = BAR) -> ListReading:
    tree = parse(f"<title>规划计划</title>{CRUMBS}{bar}<div class='r'>{beside}</div>")
    return find_list(tree, base=PAGE, fetched_at=FETCHED, lexicon=load_lexicon())


UNREAD = {
    "a place that a script loads": "<div id='c'></div><script>$('#c').load('/i.html')</script>",
    "a bare list that scripts fill": "<ul id='lst'></ul><script>$.getJSON('/api', f)</script>",
    "a template": "<p v-for='x in rows'>{{x.t}}</p><script src='/js/vue.js'></script>",
    "a frame": "<iframe src='/inc/12.html'></iframe>",
    "an object": "<object data='/inc/12.html' type='text/html'></object>",
    "a document": "<embed src='/u/list.pdf'>",
    "a loop": ("<script>for(var i=0;i<n;i++){document.write('<li>'+t[i]+'</li>')}</script>"),
    "texts with newer days": TEXTS,
    "its own name as a heading": "<h2>规划计划</h2><p>略</p>",
}


@pytest.mark.parametrize("beside", UNREAD.values(), ids=UNREAD)
def test_list_without_a_sign_of_its_own_beside_unread_content_proves_nothing(beside: str) -> None:
    found = read(beside)

    assert found.rival is not None or not found.items


READ = {
    "nothing": "",
    "a pager's place": "<div id='page'></div><script>$('#page').load('/i.html')</script>",
    "a frame with the page's head": "<iframe src='/inc/top.html'></iframe>",
    "a film": "<embed src='/images/top.swf'>",
    "a script that writes no rows": "<script>document.write('<a href=/x>访问统计</a>')</script>",
    "texts under another heading": f"<h3>部门动态</h3>{TEXTS}",
    "older days": TEXTS.replace("2026年", "2024年"),
}


@pytest.mark.parametrize("beside", READ.values(), ids=READ)
def test_what_shows_no_rows_leaves_the_list_as_it_is(beside: str) -> None:
    found = read(beside)

    assert (len(found.items), found.rival) == (6, None)


def test_own_heading_over_the_list_speaks_for_it() -> None:
    bar = BAR.replace("<ul>", "<h2>规划计划</h2><ul>", 1)

    assert read(UNREAD["a frame"], bar).rival is None
