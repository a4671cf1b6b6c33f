from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.lexicon import load_lexicon
from crawler.reading import read_page
from schema.types.dates import DateSource
from schema.types.outcome import PageClass
from schema.types.reading import ListState, PageKind, PageReading

FETCHED = datetime(2015, 6, 10, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
HOST = "http://www.example.gov.cn"
NAVIGATION = "".join(
    f"<li><a href='/{path}/'>{name}</a></li>"
    for path, name in (
        ("tzgg", "通知公告"),
        ("xwdt", "工作动态"),
        ("zcwj", "政策文件"),
        ("hdjl", "互动交流"),
    )
)
FOOT = "<div class='footer'>版权所有 某县人民政府 更新日期：2015-06-10 湘ICP备05000618号</div>"
PROSE = (
    "<p>"
    + "各乡镇人民政府，县直有关单位：为做好今年的防汛工作，现将有关事项通知如下，请认真贯彻执行。"
    * 4
    + "</p>"
)


def markup(title: str, body: str, head: str = "") -> str:
    return (
        f"<html><head><meta charset=gb2312><title>{title}</title>{head}</head>"
        f"<body><ul class='nav'>{NAVIGATION}</ul>{body}{FOOT}</body></html>"
    )


def read(text: str, path: str = "/tzgg/201504/t20150402_1.html") -> PageReading:
    return read_page(
        text.encode("gb18030"),
        url=HOST + path,
        fetched_at=FETCHED,
        content_type="text/html",
        lexicon=load_lexicon(),
    )


ARTICLE = markup(
    "关于做好防汛工作的通知-某县人民政府",
    f"<h1>关于做好防汛工作的通知</h1><div>发布时间：2015-04-14 来源：县水利局</div>{PROSE}",
    "<meta name='SiteIDCode' content='4301000001'><meta name='PubDate' content='2015-04-14'>",
)
ROWS = "".join(
    f"<li><a href='./201504/t201504{day}_{day}.html'>关于第{day}号事项的通知公告</a>"
    f"<span>2015-04-{day}</span></li>"
    for day in range(28, 12, -1)
)
COLUMN = markup("通知公告-某县人民政府", f"<h2>通知公告</h2><ul class='list'>{ROWS}</ul>")


def test_article_is_read_whole() -> None:
    reading = read(ARTICLE)

    assert reading.kind is PageKind.ARTICLE
    assert reading.page_class is PageClass.PAGE
    assert reading.charset == "gb18030"
    assert reading.title == "关于做好防汛工作的通知"
    assert reading.published is not None
    assert (reading.published.value, reading.published.source) == (
        date(2015, 4, 14),
        DateSource.VISIBLE,
    )
    assert {claim.source for claim in reading.claims} == {
        DateSource.VISIBLE,
        DateSource.META,
        DateSource.URL,
    }
    assert reading.site_code == "4301000001"
    assert reading.meta == {"siteidcode": "4301000001", "pubdate": "2015-04-14"}
    assert reading.items == ()
    assert reading.list_state is ListState.NONE


def test_column_has_items_and_no_publish_date() -> None:
    reading = read(COLUMN, "/tzgg/")

    assert reading.kind is PageKind.COLUMN
    assert reading.published is None
    assert reading.list_state is ListState.READ
    assert len(reading.items) == 16
    assert reading.items[0].url == f"{HOST}/tzgg/201504/t20150428_28.html"
    assert reading.items[0].date is not None
    assert reading.items[0].date.value == date(2015, 4, 28)


def test_home_page_has_no_publish_date() -> None:
    blocks = f"<div><h3>工作动态</h3><ul>{ROWS}</ul></div>" * 3

    reading = read(markup("某县人民政府", blocks), "/")

    assert reading.kind is PageKind.HOME
    assert reading.published is None


def test_shield_is_no_page_of_the_site() -> None:
    reading = read("<html><script>$_ts=window['$_ts'];</script><body></body></html>", "/")

    assert (reading.kind, reading.page_class_sign) == (PageKind.SHIELD, "ruishu")


def test_notice_of_a_missing_page_is_an_error() -> None:
    reading = read("<html><title>404</title><body>您访问的页面不存在</body></html>", "/a.html")

    assert (reading.kind, reading.page_class) == (PageKind.ERROR, PageClass.SOFT_404)


def test_article_without_a_date_has_none_and_no_date_like_text() -> None:
    reading = read(
        markup("防汛知识问答", f"<h1>防汛知识问答</h1><div>来源：县水利局</div>{PROSE}"),
        "/zs/1.html",
    )

    assert reading.kind is PageKind.ARTICLE
    assert reading.published is None
    assert not reading.date_like_text


def test_what_a_script_brings_into_an_article_may_be_its_date() -> None:
    reading = read(
        markup(
            "防汛知识问答",
            "<meta name='ArticleTitle' content='防汛知识问答'><h1>防汛知识问答</h1>"
            "<div id='content'></div><script>$.ajax({url:'/show?id=1'})</script>",
        ),
        "/zs/1.html",
    )

    assert reading.published is None
    assert reading.date_like_text


@pytest.mark.parametrize(
    ("beside", "content"),
    [("", False), ("<p><a href='/a.html'>关于做好今年全县防汛抗旱工作的通知</a></p>", True)],
)
def test_page_whose_rows_come_from_elsewhere_may_show_content(
    beside: str, *, content: bool
) -> None:
    unit = (
        "<script src='/unitbuild.js' url='/front/page/build/unit' "
        "queryData=\"{'webId':'1','pageId':'2','tagId':'列表'}\"></script>"
    )

    lines = "<p>某县水利局门户网站</p>" * 40

    reading = read(markup("公告", unit + lines + beside), "/gg/index.html")

    assert (reading.list_state, reading.content) == (ListState.ELSEWHERE, content)


def test_links_of_a_page_in_gbk_ask_in_gbk() -> None:
    rows = "".join(
        f"<li><a href='show.asp?lm=公告&id={n}'>关于做好第{n}次防汛工作的通知</a> 2026-03-0{n}</li>"
        for n in range(1, 6)
    )

    reading = read(markup("公告", f"<ul>{rows}</ul>"), "/list.asp")

    assert reading.charset == "gb18030"
    assert reading.items[0].url == f"{HOST}/show.asp?lm=%B9%AB%B8%E6&id=1"


def test_reading_without_address_and_time_keeps_links_as_they_are() -> None:
    reading = read_page(
        COLUMN.encode("gb18030"),
        url=None,
        fetched_at=None,
        content_type=None,
        lexicon=load_lexicon(),
    )

    assert reading.items[0].url == "./201504/t20150428_28.html"


def test_same_page_reads_the_same_twice() -> None:
    assert read(ARTICLE) == read(ARTICLE)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x00" * 100,
        b"%PDF-1.4\n\xff\xfe",
        b"{}",
        b"[1",
        b"<?xml version='1.0'?><datastore/>",
        b"<a href='http://['>x</a>" * 50,
        b"<table>" * 3000,
        b"<li><a href=x>2015-13-45</a>9999-99-99</li>" * 40,
    ],
    ids=["empty", "zeros", "pdf", "json", "cut_json", "xml", "bad_links", "deep", "no_dates"],
)
def test_odd_bodies_never_raise(body: bytes) -> None:
    reading = read_page(
        body, url=HOST, fetched_at=FETCHED, content_type="text/html", lexicon=load_lexicon()
    )

    assert reading.published is None


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=600), st.text(max_size=30))
def test_any_bytes_at_any_address_never_raise(body: bytes, url: str) -> None:
    reading = read_page(
        b"<html>" + body, url=url, fetched_at=FETCHED, content_type=None, lexicon=load_lexicon()
    )

    assert isinstance(reading, PageReading)


def test_a_page_of_frames_is_read_and_leads_to_the_main_one() -> None:
    frames = "<frameset cols='20%,*'><frame src=/menu/><frame src=main.html></frameset>"

    reading = read(f"<html><title>通知公告</title>{frames}</html>", "/tzgg/")

    assert (reading.page_class, reading.list_state) == (PageClass.PAGE, ListState.ELSEWHERE)
    assert [step.url for step in reading.follow] == [f"{HOST}/tzgg/main.html"]


GUIDE = markup(
    "内资企业设立登记-某县人民政府",
    "<h1>内资企业设立登记</h1>"
    + "".join(
        f"<h3>{name}</h3><p>{text}</p>"
        for name, text in (
            ("设定依据", "《公司法》第六条"),
            ("申请条件", "股东符合法定人数"),
            ("申请材料", "公司登记申请书"),
            ("办理流程", "申请、受理、发照"),
            ("收费标准", ""),
            ("咨询电话", "0731-5550100"),
            ("办理时限", "3个工作日"),
        )
    ),
)


def test_a_guide_is_read_with_its_elements() -> None:
    reading = read(GUIDE, "/bszn/1.html")

    assert reading.kind is PageKind.SERVICE_GUIDE
    assert reading.guide is not None
    assert reading.guide.missing("census-2015") == ("办理地点", "办理时间")
    assert reading.guide.missing("indicators-2019") == (
        *("办理机构", "办理地点", "办理时间", "收费标准"),
    )


def test_a_page_of_another_kind_has_no_guide() -> None:
    assert read(ARTICLE).guide is None


SHELL = (
    "<html><head><title>政府信息公开平台</title><script>{config}</script></head><body>"
    "<noscript>doesn't work properly without JavaScript enabled</noscript><div id='app'></div>"
    "<script src='/gkmlpt/dist/app.js'></script></body></html>"
)


def test_shell_of_a_known_family_names_where_its_rows_come_from() -> None:
    known = read(SHELL.format(config="window._CONFIG={SID:'763001',COLUMN_ID:12}"), "/gkmlpt/index")
    other = read(SHELL.format(config="var a"), "/gkmlpt/index")

    assert (known.page_class, known.list_state) == (PageClass.JS_REQUIRED, ListState.ELSEWHERE)
    assert [step.purpose for step in known.follow] == ["rows"]
    assert (other.page_class, other.list_state) == (PageClass.JS_REQUIRED, ListState.UNREADABLE)
