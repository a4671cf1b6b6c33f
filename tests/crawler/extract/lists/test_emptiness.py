import time

import pytest

from config.lexicon import load_lexicon
from crawler.extract.lists.emptiness import holds_more, is_beside, sayings
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks

WORDS = load_lexicon().list_words
SAID = {
    "an entry": "<ul class='list'><li>暂无内容</li></ul>",
    "a cell of its own": "<table><tr><td>暂无数据</td></tr></table>",
    "a count": "<div class='list'></div><p>共0条 第1/1页</p>",
    "a count in the pager": "<div class='dede_pages'><span>共0页/0条记录</span></div>",
    "a count with a colon": "<p>总数:0条</p>",
    "work going on": "<p>内容更新中，请稍候</p>",
    "something to come": "<p>内容正在整理中，敬请期待！</p>",
    "one word": "<ul class='list'><li>暂无</li></ul>",
    "work to be done": "<p>该栏目正在完善中，暂无任何信息！</p>",
    "no article": "<table><tr><td><li>没有任何文章</li></td></tr></table>",
}


@pytest.mark.parametrize("markup", SAID.values(), ids=SAID)
def test_page_says_that_its_list_is_empty(markup: str) -> None:
    assert sayings(lay_blocks(parse(markup)), WORDS)


NOT_SAID = {
    "a failure": "<p>加载失败，暂无数据</p>",
    "a login": "<p>请登录后查看，暂无数据</p>",
    "a move": "<p>本栏目已迁移至新网站，暂无内容</p>",
    "another place": "<p>暂无内容，请前往政务服务网</p>",
    "a field": "<p>收费标准：暂无内容</p>",
    "a cell behind its label": "<table><tr><td>收费标准</td><td>暂无内容</td></tr></table>",
    "a side bar": "<div class='sidebar'>暂无内容</div>",
    "a side block": "<div><h3>相关文件</h3><p>暂无内容</p></div>",
    "unseen": "<p style='display:none'>暂无内容</p>",
    "a sentence": f"<p>{'本局网站内容丰富' * 8}暂无内容</p>",
    "nothing": "<p>通知公告</p>",
    "one word behind its label": "<table><tr><td>文号</td><td>暂无</td></tr></table>",
    "one word of more": "<p>暂无负责人</p>",
}


@pytest.mark.parametrize("markup", NOT_SAID.values(), ids=NOT_SAID)
def test_words_of_something_else_say_nothing(markup: str) -> None:
    assert sayings(lay_blocks(parse(markup)), WORDS) == []


MORE = {
    "a tab of what is over": "<ul class='nav nav-tabs'><li>正在征集</li><li>往期征集</li></ul>",
    "a tab of a year": "<a href='?year=2026'>2026年</a><a href='?year=2025'>2025年</a>",
    "a title": "<p><a href='/a'>关于召开全县防汛抗旱工作会议的通知</a></p>",
    "a title that a script opens": "<a href='javascript:o(1)'>关于召开防汛抗旱工作会议的通知</a>",
    "a file": "<a href='/a.pdf'>年度报告</a>",
    "a page by its day": "<a href='/art/2026/11/2/art_1_2.html'>公告</a>",
    "a picture of a page": "<a href='/p/123.html'><img src='a.jpg'></a>",
    "a row without a link": "<ul><li>人事任免 2026-11-02</li></ul>",
}


@pytest.mark.parametrize("markup", MORE.values(), ids=MORE)
def test_what_may_be_a_row_speaks_against_the_words(markup: str) -> None:
    assert holds_more(lay_blocks(parse(markup)), WORDS)


LESS = {
    "a menu of the place": "<a href='/lsyg/'>历史沿革</a><a href='/lswh/'>历史文化</a>",
    "the tab itself": "<a href='?state=1'>正在征集</a>",
    "a choice": "<select><option>2025</option><option>已结束</option></select>",
    "the owner's years": "<p>版权所有 2009-2026</p>",
    "the owner's year": "<div class='footer'><i>2026</i></div><footer><i>2026</i></footer>",
    "menu": "<div class='nav'><a href='/a.pdf'>关于召开全县防汛抗旱工作会议的通知</a></div>",
    "short links": "<a href='/tzgg/'>通知公告</a><a href='/'>首页</a>",
    "the site's long name": "<a href='/'>某某县人力资源和社会保障局门户网站</a>",
    "a clock": "<p>今天是2026年11月2日</p>",
    "hot news": "<div><h3>热点新闻</h3><p><a href='/1'>关于召开防汛抗旱会议的通知</a></p></div>",
}


@pytest.mark.parametrize("markup", LESS.values(), ids=LESS)
def test_what_stands_beside_is_no_row(markup: str) -> None:
    assert not holds_more(lay_blocks(parse(markup)), WORDS)


PAGE = "http://www.county.gov.cn/list.jsp?id=12"
SHORT = {
    "persons": ("<li><a href='/info/1021/{}.htm'>张建国</a></li>", True),
    "services": ("<li><a href='/show.do?code={}'>婚姻登记</a></li>", True),
    "columns of the same program": ("<li><a href='list.jsp?id={}'>通知公告</a></li>", False),
    "folders": ("<li><a href='/tzgg{}/'>通知公告</a></li>", False),
    "a menu with the homepage": (
        "<li><a href='/'>首页</a></li><li><a href='/about.jsp?id={}'>概况</a></li>",
        False,
    ),
}


@pytest.mark.parametrize(("row", "more"), SHORT.values(), ids=SHORT)
def test_short_names_that_lead_to_numbered_pages_may_be_rows(row: str, *, more: bool) -> None:
    markup = "<ul>" + "".join(row.format(1000 + n) for n in range(4)) + "</ul>"

    assert holds_more(lay_blocks(parse(markup)), WORDS, page=PAGE) is more


def test_foot_is_beside_and_the_middle_is_not() -> None:
    layout = lay_blocks(parse("<div class='footer'><p>a</p></div><div><b>b</b></div>"))
    beside = {block.tag: is_beside(layout, block, WORDS) for block in layout.blocks}

    assert (beside["p"], beside["b"]) == (True, False)


@pytest.mark.parametrize("last", ["", "<a href='/x/'>全部</a>"])
def test_many_links_to_numbered_pages_take_no_time(last: str) -> None:
    links = "".join(f"<a href='/x/show.jsp?id={number}'>局</a>" for number in range(4_000))
    layout = lay_blocks(parse(f"<div class='footer'>{links}{last}</div>"))
    began = time.process_time()

    assert not holds_more(layout, WORDS)
    assert time.process_time() - began < 1.0  # it was a third of a minute
