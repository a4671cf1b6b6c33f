import time

import pytest

from config.lexicon import load_lexicon
from crawler.extract.lists.list_place import BarePlace, place_state
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks
from crawler.extract.page.refresh import Response
from schema.types.reading import ListState

BASE = "http://www.county.gov.cn/tzgg/index.html"
PROSE = (
    "<p>为做好今年的防汛工作，确保人民群众生命财产安全，现将有关事项通知如下，请认真执行。</p>" * 8
)
STATES = {
    "says_so": ("<div class='list'>暂无内容</div>", ListState.EMPTY),
    "says_so_with_blanks": ("<div>暂 无 数 据</div>", ListState.EMPTY),
    "pager_counts_zero": ("<ul class='list'></ul><div>共0条 第1页</div>", ListState.EMPTY),
    "says_so_in_the_footer": ("<div class='footer'>暂无内容</div>", ListState.NONE),
    "says_so_unseen": ("<div style='display:none'>暂无数据</div>", ListState.NONE),
    "says_so_but_scripts_fill": (
        "<ul id='list'></ul><p>暂无数据</p><script>$.ajax({url:'/x'})</script>",
        ListState.UNREADABLE,
    ),
    "says_so_until_a_script_fills_it": (
        "<div id='rows'>暂无数据</div><script>$.get('/x',d=>$('#rows').html(d))</script>",
        ListState.UNREADABLE,
    ),
    "says_so_beside_a_counter": (
        "<div id='rows'>暂无数据</div><script>$.get('/count.do?id=7')</script>",
        ListState.EMPTY,
    ),
    "says_so_beside_a_table_that_a_plug_in_fills": (
        "<table id='tb'></table><p>暂无数据</p><script>t.render({elem:'#tb',url:'/x'})</script>",
        ListState.UNREADABLE,
    ),
    "says_so_before_anything_was_asked_for": (
        "<form><input name='k'></form><p>请输入关键字查询</p><p>共0条</p>",
        ListState.UNREADABLE,
    ),
    "says_so_of_one_year": (
        "<select><option>2018年</option><option>2017年</option></select><p>暂无数据</p>",
        ListState.UNREADABLE,
    ),
    "says_so_where_a_rule_hides_it": (
        "<style>.nodata{display:none}</style><ul class='l'></ul><p class='nodata'>暂无数据</p>",
        ListState.NONE,
    ),
    "says_so_beside_an_object": (
        "<p>暂无内容</p><object data='/inc/list.html' type='text/html'></object>",
        ListState.UNREADABLE,
    ),
    "says_so_beside_a_film": (
        "<object data='/images/top.swf'></object><p>暂无内容</p>",
        ListState.EMPTY,
    ),
    "clock_script_fills_nothing": (
        "<ul class='list'></ul><p>暂无内容</p><script>document.write('今天是')</script>",
        ListState.EMPTY,
    ),
    "says_so_beside_a_script_nobody_read": (
        "<div class='list'>暂无内容</div><script src='/js/zwgk.js'></script>",
        ListState.UNREADABLE,
    ),
    "says_so_beside_a_picture": (
        "<p><img src='/images/jgt.jpg'></p><div class='list'>暂无内容</div>",
        ListState.UNREADABLE,
    ),
    "templates_left": ("<ul><li v-for='i in list'>{{i.title}}</li></ul>", ListState.UNREADABLE),
    "bare_place": ("<ul class='newslist'></ul>", ListState.UNREADABLE),
    "frame": ("<iframe src='/list.html'></iframe>", ListState.ELSEWHERE),
    "frame_of_another_host": ("<iframe src='http://tj.com/c'></iframe>", ListState.NONE),
    "frame_under_an_article": (f"{PROSE}<iframe src='/count.jsp'></iframe>", ListState.SINGLE),
    "one_article": (PROSE, ListState.SINGLE),
    "nothing": ("<p>短。</p>", ListState.NONE),
    "says_so_beside_prose": (f"{PROSE}<h3>相关文件</h3><p>暂无内容</p>", ListState.SINGLE),
    "says_so_beside_a_short_text": (
        f"{PROSE[: len(PROSE) // 4]}<p>暂无内容</p>",
        ListState.UNREADABLE,
    ),
    "says_so_over_an_unnamed_foot": (
        f"<p>暂无内容</p><p>主办单位：某县人民政府 版权所有 {'湘ICP备05000000号 ' * 4}</p>",
        ListState.EMPTY,
    ),
    "says_so_beside_names_of_persons": (
        "<p><a href='/i/1.htm'>张三</a><a href='/i/2.htm'>李四</a></p><p>暂无内容</p>",
        ListState.UNREADABLE,
    ),
    "says_so_before_a_script_fetched_its_list": (
        "<ul id='rows'></ul><p>暂无数据</p><script src='/js/list.js'></script>",
        ListState.UNREADABLE,
    ),
    "says_so_in_a_component": (
        "<p><span class='el-table__empty-text'>暂无数据</span></p><script src='/a.js'></script>",
        ListState.UNREADABLE,
    ),
    "says_so_beside_other_scripts": (
        "<ul class='list'></ul><p>暂无数据</p><script src='/js/jquery.min.js'></script>",
        ListState.EMPTY,
    ),
    "says_so_behind_tabs": (
        "<p><a href='#'>公告</a><a href='javascript:tab(2)'>公示</a></p><p>暂无内容</p>",
        ListState.UNREADABLE,
    ),
    "says_so_beside_a_frame": (
        "<iframe src='/l.html'></iframe><p>暂无数据</p>",
        ListState.ELSEWHERE,
    ),
    "says_so_beside_a_row": (
        "<ul><li><a href='/1.html'>关于召开全县防汛抗旱工作会议的通知</a></li></ul><p>暂无内容</p>",
        ListState.UNREADABLE,
    ),
    "says_so_beside_children": (
        "<a href='./rsgg/'>人事公告</a><a href='./zbgg/'>招标公告</a><p>暂无内容</p>",
        ListState.PARENT,
    ),
    "leads_to_children": (
        "<a href='rsgg/'>人事公告</a><a href='zbgg/'>招标公告</a>",
        ListState.PARENT,
    ),
    "leads_to_one_child": ("<a href='rsgg/'>人事公告</a>", ListState.NONE),
}


def state_of(
    markup: str, base: str | None = BASE, *, url: str | None = None, refresh: str | None = None
) -> BarePlace:
    tree = parse(markup)
    response = Response(url=url, refresh=refresh)
    return place_state(tree, lay_blocks(tree), base=base, lexicon=load_lexicon(), response=response)


@pytest.mark.parametrize(("markup", "state"), STATES.values(), ids=STATES.keys())
def test_state_of_a_page_without_rows(markup: str, state: ListState) -> None:
    assert state_of(markup).state is state


HOPS = {
    "refresh": "<meta http-equiv='refresh' content='0; url=./xzgs/'>",
    "script": "<script>window.location.href='xzgs/'</script>",
}


@pytest.mark.parametrize("markup", HOPS.values(), ids=HOPS.keys())
def test_column_that_only_leads_on_is_a_parent(markup: str) -> None:
    found = state_of(markup)

    assert found.state is ListState.PARENT
    assert [(step.url, step.purpose) for step in found.follow] == [
        ("http://www.county.gov.cn/tzgg/xzgs/", "child")
    ]


def test_each_frame_of_the_site_may_hold_the_rows() -> None:
    frames = "".join(
        f"<iframe src='{src}' {size}></iframe>"
        for src, size in (("/w.html", "width=1"), ("/a.html", ""), ("/b.html", ""), ("/a.html", ""))
    )

    found = state_of(frames)

    assert [step.url.rpartition("/")[2] for step in found.follow] == ["a.html", "b.html"]


def test_home_page_that_only_leads_on_is_a_hop() -> None:
    found = state_of("<script>location.href='/portal/'</script>", "http://www.county.gov.cn/")

    assert found.state is ListState.NONE
    assert found.follow[0].purpose == "hop"


HOME = "http://www.county.gov.cn/"
REAL = f"{HOME}real/"


def steps_of(found: BarePlace) -> list[tuple[str, str]]:
    return [(step.url, step.purpose) for step in found.follow]


def test_a_refresh_to_the_base_leads_on_where_the_page_is_another() -> None:
    found = state_of("<meta http-equiv=refresh content='0;url=./'>", REAL, url=HOME)

    assert steps_of(found) == [(REAL, "hop")]


def test_a_refresh_to_the_page_itself_leads_nowhere_whatever_the_base() -> None:
    assert state_of("<meta http-equiv=refresh content='9;url=/'>", REAL, url=HOME).follow == ()


def test_a_refresh_header_leads_on_as_the_tag_does() -> None:
    assert steps_of(state_of("<p>", HOME, refresh="/real/")) == [(REAL, "hop")]
    assert state_of("<p>", BASE, refresh="./xzgs/").state is ListState.PARENT


def test_a_page_that_reloads_itself_still_leads_where_its_script_does() -> None:
    script = "<script>location.href='/real/'</script>"

    assert steps_of(state_of(script, HOME, refresh="/")) == [(REAL, "hop")]


def test_a_column_is_told_by_its_own_address_and_not_by_its_base() -> None:
    article = "http://www.county.gov.cn/tzgg/1.html"

    assert state_of(PROSE, HOME, url=article).state is ListState.NONE
    assert state_of(PROSE, article, url=f"{HOME}tzgg/").state is ListState.SINGLE


FRAMES = "<frameset rows='80,*'><frame src=/banner/><frame src={main}></frameset>"
OTHER = "http://other.gov.cn/"


def test_the_main_frame_of_a_homepage_is_a_hop() -> None:
    assert steps_of(state_of(FRAMES.format(main="/real/"), HOME)) == [(REAL, "hop")]
    assert steps_of(state_of(FRAMES.format(main=OTHER), HOME)) == [(OTHER, "hop")]


def test_the_main_frame_of_a_column_holds_its_rows() -> None:
    found = state_of(FRAMES.format(main="/real/"))

    assert (found.state, steps_of(found)) == (ListState.ELSEWHERE, [(REAL, "rows")])


def test_a_column_framed_from_another_host_leads_there() -> None:
    assert steps_of(state_of(FRAMES.format(main=OTHER))) == [(OTHER, "hop")]


WELCOME = "<p>欢迎</p><a href='/main.html'>进入首页</a><a href='/en/'>English</a>"


def test_splash_of_a_home_page_is_a_hop() -> None:
    found = state_of(WELCOME, "http://www.county.gov.cn/index.html")

    assert (found.state, steps_of(found)) == (
        ListState.NONE,
        [("http://www.county.gov.cn/main.html", "hop")],
    )


def test_column_welcomes_nobody() -> None:
    assert steps_of(state_of(WELCOME, "http://www.county.gov.cn/tzgg/a.html")) == []


@pytest.mark.parametrize(
    "script",
    [
        f"<script src='/{'chunk-' * 12_000}'></script>",
        f"<script>{'document.write(' * 12_000}</script>",
    ],
    ids=["a name", "calls"],
)
def test_scripts_without_an_end_take_no_time(script: str) -> None:
    tree = parse(f"<ul class='list'></ul>{script}")
    layout = lay_blocks(tree)
    began = time.process_time()

    place_state(tree, layout, base=BASE, lexicon=load_lexicon())

    assert time.process_time() - began < 1.5  # it was a quarter of a minute


@pytest.mark.parametrize(
    ("markup", "state"),
    [
        ("<div class='news'>正在加载...</div>", ListState.UNREADABLE),
        ("<p><span>数据加载中，请稍候</span></p>", ListState.UNREADABLE),
        ("<p><a href='#'>点击加载更多</a></p>", ListState.NONE),
        ("<p><button>正在加载</button></p>", ListState.NONE),
        ("<p style='display:none'>正在加载...</p>", ListState.NONE),
        ("<p>会议要求请稍后报送的单位抓紧时间按要求办理</p>", ListState.NONE),
    ],
)
def test_rows_that_are_said_to_be_on_their_way_were_not_read(markup: str, state: ListState) -> None:
    tree = parse(f"<title>通知公告</title><h2>通知公告</h2>{markup}")

    found = place_state(
        tree, lay_blocks(tree), base="http://www.county.gov.cn/tz/", lexicon=load_lexicon()
    )

    assert found.state is state
