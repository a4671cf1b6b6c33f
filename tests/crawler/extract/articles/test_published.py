from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from config.lexicon import load_lexicon
from crawler.extract.articles.published import (
    DatedPage,
    Published,
    has_date_like_text,
    read_published,
)
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks
from crawler.extract.page.meta import read_metas
from crawler.extract.page.title import article_title
from schema.types.dates import DateSource

DAY = date(2015, 4, 14)
FETCHED = datetime(2015, 6, 10, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
TITLE = "关于做好2015年度春季防汛工作的通知"
TEXT = (
    "各乡镇人民政府，县直有关单位：为做好今年的防汛工作，确保人民群众生命财产安全，现将有关事项通知如下。"
    * 3
)


def page(
    bar: str = "",
    *,
    url: str | None = None,
    fetched_at: datetime | None = FETCHED,
    **parts: str,
) -> DatedPage:
    """Make an article; `parts` are head, before (the title), body and foot."""
    head, before, body, foot = (parts.get(name, "") for name in ("head", "before", "body", "foot"))
    markup = f"""<html><head><title>{TITLE}-某县人民政府</title>{head}</head><body>
      <div class="top">{before}</div>
      <div class="crumbs"><a href="/">首页</a> &gt; <a href="/tzgg/">通知公告</a></div>
      <h1>{TITLE}</h1>{bar}
      <div class="content"><p>{TEXT}</p>{body}</div>
      <div class="footer">{foot}</div></body></html>"""
    tree = parse(markup)
    layout, metas = lay_blocks(tree), read_metas(tree)
    return DatedPage(
        tree=tree,
        layout=layout,
        metas=metas,
        title=article_title(tree, metas, layout.flow),
        url=url,
        fetched_at=fetched_at,
    )


def read(dated: DatedPage) -> Published:
    return read_published(dated, load_lexicon().date_words)


def day_of(dated: DatedPage) -> date | None:
    chosen = read(dated).chosen
    return chosen.value if chosen else None


BARS = {
    "labelled": "<div>发布时间：2015-04-14 10:20 来源：县水利局 浏览：2014 次</div>",
    "label_of_two_words": "<div>信息提供日期：2015年04月14日</div>",
    "label_glued_to_source": "<div>来源：县水利局发布日期：2015-04-14</div>",
    "label_and_date_in_cells": "<table><tr><td>发布时间</td><td>2015-04-14</td></tr></table>",
    "label_in_own_element": "<p><span>发布时间：</span><em>2015-04-14</em></p>",
    "stamp": "<div>时间：2015-04-14 字体：大 中 小</div>",
    "stamp_spaced": "<div>日 期： 2015-04-14</div>",
    "unlabelled_with_source": "<div>2015-04-14 10:20 来源：县水利局</div>",
    "unlabelled_alone": "<div>2015-04-14</div>",
    "full_width": "<div>发布时间：２０１５年４月１４日</div>",
    "numerals": "<div>发布日期：二〇一五年四月十四日</div>",
    "roc": "<div>發布日期：104-04-14</div>",
    "brackets": "<div>【信息发布时间：2015-04-14 阅读次数：】</div>",
    "in_list_item": "<ul class='info'><li>发布时间：2015-04-14</li><li>来源：县水利局</li></ul>",
    "after_document_and_event_dates": (
        "<div>生成日期：2015-03-01 开始时间：2015-03-05 发布时间：2015-04-14</div>"
    ),
    "before_update": "<div>发布时间：2015-04-14 更新时间：2015-05-20</div>",
    "roc_label_and_date_in_cells": (
        "<table><tr><td>公告日期</td><td>中華民國104年4月14日</td></tr></table>"
    ),
    "split_over_blocks": "<div class='d'><b>14</b><div>2015-04</div></div>",
    "split_year_first": "<div><p>2015</p><p>04-14</p></div>",
    "days_ago": "<div>来源：县水利局 57天前</div>",
}


@pytest.mark.parametrize("bar", BARS.values(), ids=BARS.keys())
def test_date_by_the_title_is_the_publish_date(bar: str) -> None:
    assert day_of(page(bar)) == DAY


NO_PUBLISH_DATE = {
    "nothing": page(),
    "footer_clock": page(foot="更新日期：2015-06-10 版权所有 2009-2015"),
    "header_clock": page(before="今天是2015年6月10日 星期三"),
    "bare_header_clock": page(before="2015年6月10日 星期三 农历四月廿四"),
    "deadline": page(body="<p>截止日期：2015-05-31</p>"),
    "date_in_prose": page(body=f"<p>2015年4月10日下午，{TEXT}</p>"),
    "document_date_at_the_end": page(body="<p>某县人民政府办公室</p><p>2015年4月2日</p>"),
    "document_label": page("<table><tr><td>成文日期</td><td>2015-04-02</td></tr></table>"),
    "legal_label": page("<div>实施日期：2015-05-01</div>"),
    "letter_label": page("<div>来信时间：2015-04-02</div>"),
    "unknown_label": page("<div>考试时间：2015-05-02</div>"),
    "update_only": page("<div>更新时间：2015-05-20</div>"),
    "counter": page("<div>来源：县水利局 浏览：2015 次</div>"),
    "link_in_menu": page(before="<ul class='menu'><li><a href='/1'>通知 2015-04-02</a></li></ul>"),
    "related_list": page(
        body="<h3>相关阅读</h3><ul><li><a href='/1'>另一篇通知</a> 发布时间：2015-04-02</li></ul>"
    ),
    "side_list": page(
        before="<div class='sidebar'><p><a href='/1'>另一篇通知</a> 2015-04-02</p></div>"
    ),
    "future": page("<div>发布时间：2015-06-12</div>"),
    "before_1995": page("<div>发布时间：1994-12-31</div>"),
    "month_only_address": page(url="http://a.gov.cn/c100/201504/abc.shtml"),
    "two_digit_year": page("<div>15-04-14</div>"),
    "update_meta": page(head='<meta name="lastmodifiedtime" content="2015-04-14">'),
}


@pytest.mark.parametrize("dated", NO_PUBLISH_DATE.values(), ids=NO_PUBLISH_DATE.keys())
def test_other_dates_are_no_publish_date(dated: DatedPage) -> None:
    assert day_of(dated) is None


def test_site_that_signs_a_text_is_no_title_over_a_day() -> None:
    dated = page(body="<p>某县人民政府办公室</p><p>2015年4月2日</p>")

    assert day_of(replace(dated, title="某县人民政府")) is None


HEADS = {
    "pubdate": '<meta name="PubDate" content="2015-04-14 10:20">',
    "lower_case": '<meta name="pubdate" content="2015-04-14">',
    "first_published": (
        '<meta name="lastmodifiedtime" content="2015-05-20">'
        '<meta name="firstpublishedtime" content="2015-04-14-10:20:30">'
    ),
    "compact": '<meta name="publishdate" content="20150414102030">',
    "java": '<meta name="publishtime" content="Tue Apr 14 10:20:30 CST 2015">',
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS.keys())
def test_standard_tag_alone_is_taken(head: str) -> None:
    chosen = read(page(head=head)).chosen

    assert chosen is not None
    assert (chosen.value, chosen.source) == (DAY, DateSource.META)


def test_visible_date_wins_over_the_tag_and_both_are_kept() -> None:
    head = '<meta name="PubDate" content="2015-05-29 23:20">'

    published = read(page("<div>发布时间：2015-04-14 来源：本站</div>", head=head))

    assert published.chosen is not None
    assert published.chosen.source is DateSource.VISIBLE
    assert [(claim.value, claim.source) for claim in published.claims] == [
        (DAY, DateSource.VISIBLE),
        (date(2015, 5, 29), DateSource.META),
    ]


def test_publish_cell_of_a_document_table_is_taken_and_document_date_kept_beside() -> None:
    table = """<table><tr><td>索引号：</td><td>000014349/2015-00042</td></tr>
      <tr><td>成文日期：</td><td>2015年03月30日</td></tr>
      <tr><td>发布日期：</td><td>2015年04月14日</td></tr></table>"""

    published = read(page(table))

    assert [(claim.value, claim.source) for claim in published.claims] == [
        (DAY, DateSource.PUBLISH_CELL),
        (date(2015, 3, 30), DateSource.DOCUMENT),
    ]


STRUCTURED = {
    "json_ld": '<script type="application/ld+json">{"datePublished": "2015-04-14"}</script>',
    "json_ld_of_a_search_engine": (
        '<script type="application/ld+json">{"pubDate": "2015-04-14T08:00:00"}</script>'
    ),
    "open_graph": '<meta property="article:published_time" content="2015-04-14T08:00:00+08:00">',
    "zone": '<meta property="article:published_time" content="2015-04-13T16:20:00Z">',
    "unnamed_time": '<time datetime="2015-04-14">x</time><time datetime="2015-04-14">x</time>',
    "time_element": '<time itemprop="datePublished" datetime="2015-04-14">x</time>',
}


@pytest.mark.parametrize("head", STRUCTURED.values(), ids=STRUCTURED.keys())
def test_structured_data_is_taken_after_the_visible(head: str) -> None:
    chosen = read(page(head=head)).chosen

    assert chosen is not None
    assert (chosen.value, chosen.source) == (DAY, DateSource.STRUCTURED)


def test_unnamed_time_elements_of_several_days_date_nothing() -> None:
    body = '<time datetime="2015-04-14">x</time><time datetime="2015-04-13">y</time>'

    assert read(page(body=body)).chosen is None


@pytest.mark.parametrize(
    "script",
    [
        "var fbrq = '2015-04-14 10:20';",
        'var info = {"pubDate": "2015-04-14"};',
        "document.write('2015-04-14 10:20')",
    ],
    ids=["variable", "field", "written"],
)
def test_date_of_a_script_is_taken(script: str) -> None:
    chosen = read(page(head=f"<script>{script}</script>")).chosen

    assert chosen is not None
    assert (chosen.value, chosen.source) == (DAY, DateSource.SCRIPT)


def test_script_that_dates_many_items_dates_none() -> None:
    head = '<script>var rows=[{"pubDate":"2015-04-14"},{"pubDate":"2015-04-13"}]</script>'

    assert read(page(head=head)).chosen is None


def test_address_is_the_last_to_be_asked() -> None:
    url = "http://www.a.gov.cn/art/2015/4/14/art_1_2.html"

    chosen = read(page(url=url)).chosen

    assert chosen is not None
    assert (chosen.value, chosen.source) == (DAY, DateSource.URL)


def test_tomorrow_is_possible_and_the_day_after_is_not() -> None:
    assert day_of(page("<div>发布时间：2015-06-11</div>")) == date(2015, 6, 11)


def test_without_a_fetch_time_no_date_is_in_the_future() -> None:
    dated = page("<div>发布时间：2035-04-14</div>", fetched_at=None)

    assert day_of(dated) == date(2035, 4, 14)


def test_days_ago_mean_nothing_without_a_fetch_time() -> None:
    assert day_of(page("<div>来源：县水利局 57天前</div>", fetched_at=None)) is None


@pytest.mark.parametrize(
    ("dated", "like"),
    [
        (page(), False),
        (page(foot="更新日期：2015-06-10"), False),
        (page(before="今天是2015年6月10日"), False),
        (page("<div>来源：县水利局 浏览：2015 次</div>"), False),
        (page(body="<p>2015年4月10日</p>"), True),
        (page(body="<p>4月10日</p>"), True),
        (page(body="<p>3天前</p>"), True),
        (page(head="<script>var showTime='2015-04-10';</script>"), True),
        (page(head="<script>document.write('2015年4月10日')</script>"), True),
        (page(head="<script>var now=new Date();document.write(now.getFullYear())</script>"), False),
        (page("<div>发布时间：<script src='/time.jsp?id=1'></script> 来源：县水利局</div>"), True),
        (page("<div>日期：<i id='d'></i></div>", head="<script src='/js/a.js'></script>"), True),
        (page("<div>发布时间： 来源：县水利局</div>"), False),
        (page("<div>更新时间：<i id='d'></i></div><script src='/js/a.js'></script>"), False),
        (page("<i id='pubtime'></i>", head="<script src='/js/a.js'></script>"), True),
        (page("<i id='nowtime'></i>", head="<script src='/js/a.js'></script>"), False),
    ],
    ids=[
        "none",
        "footer",
        "clock",
        "counter",
        "prose",
        "no_year",
        "ago",
        "variable",
        "written",
        "clock_script",
        "label_before_a_script",
        "label_before_a_bare_place",
        "label_without_scripts",
        "another_label_before_a_bare_place",
        "bare_place_of_a_publish_date",
        "bare_place_of_a_clock",
    ],
)
def test_text_that_looks_like_a_date_is_told_from_clocks(dated: DatedPage, *, like: bool) -> None:
    assert has_date_like_text(dated, load_lexicon().date_words) is like


HIDDEN = "<p style='display:none'>发布时间：2009-01-02</p>"


def test_a_day_that_nobody_sees_is_kept_and_never_chosen() -> None:
    found = read(page(HIDDEN))

    assert (found.chosen, found.plain) == (None, False)
    assert [claim.source for claim in found.claims] == [DateSource.UNSEEN]
    assert has_date_like_text(page(HIDDEN), load_lexicon().date_words)


@pytest.mark.parametrize(
    ("dated", "source"),
    [
        (page(HIDDEN, head="<meta name='PubDate' content='2015-04-14'>"), DateSource.META),
        (page(HIDDEN, url="http://www.x.gov.cn/tz/t20150414_1.html"), DateSource.URL),
    ],
    ids=["meta", "address"],
)
def test_what_a_page_says_elsewhere_comes_before_a_day_that_nobody_sees(
    dated: DatedPage, source: DateSource
) -> None:
    chosen = read(dated).chosen

    assert chosen is not None
    assert (chosen.value, chosen.source) == (DAY, source)


def test_the_site_behind_the_word_of_the_source_is_no_title() -> None:
    name = "某市中级人民法院"
    tree = parse(
        f"<title>送达公告 - {name}</title><p>公　告</p>"
        f"<div>2015-04-14 10:20:31 | 来源：{name}</div><p>{TEXT}</p>"
    )
    layout = lay_blocks(tree)
    dated = DatedPage(tree=tree, layout=layout, metas={}, title=name, url=None, fetched_at=FETCHED)

    assert day_of(dated) == DAY
