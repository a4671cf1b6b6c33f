import pytest

from config.lexicon import load_lexicon
from crawler.extract.columns import channel_of, classify_column, find_columns
from crawler.extract.dom import parse
from schema.types.column import Channel, ColumnClass
from schema.types.reading import ColumnLink

BASE = "http://www.county.gov.cn/"
NAMES = load_lexicon().column_names
CLASSES = {
    "工作动态": ColumnClass.NEWS,
    "某县要闻": ColumnClass.NEWS,
    "通知公告": ColumnClass.NOTICE,
    "行政规范性文件": ColumnClass.POLICY,
    "政策解读": ColumnClass.INTERPRETATION,
    "文件解读": ColumnClass.INTERPRETATION,
    "人事任免": ColumnClass.PERSONNEL,
    "事业单位招聘": ColumnClass.PERSONNEL,
    "规划计划": ColumnClass.PLANNING,
    "财政预决算": ColumnClass.FINANCE,
    "统计公报": ColumnClass.STATISTICS,
    "应急预案": ColumnClass.EMERGENCY,
    "局长信箱": ColumnClass.CONSULT,
    "投诉举报": ColumnClass.COMPLAINT,
    "民意征集": ColumnClass.SURVEY,
    "在线访谈": ColumnClass.INTERVIEW,
    "往期访谈": ColumnClass.TOPIC,
    "办事指南": ColumnClass.GUIDE,
    "机构职能": ColumnClass.ABOUT,
    "政府信息公开年报": ColumnClass.DISCLOSURE,
    "热点专题": ColumnClass.TOPIC,
    "魅力某县": ColumnClass.OTHER,
}


@pytest.mark.parametrize(("name", "expected"), CLASSES.items(), ids=CLASSES.keys())
def test_name_tells_the_class(name: str, expected: ColumnClass) -> None:
    assert classify_column(name, names=NAMES) is expected


def test_name_under_an_archive_is_an_archive() -> None:
    found = classify_column("通知公告", breadcrumb=("首页", "热点专题"), names=NAMES)

    assert found is ColumnClass.TOPIC


def test_crumb_speaks_where_the_name_does_not() -> None:
    found = classify_column("县级", breadcrumb=("首页", "通知公告"), names=NAMES)

    assert found is ColumnClass.NOTICE


def test_name_speaks_before_the_path() -> None:
    assert classify_column("政策解读", path="/tzgg/", names=NAMES) is ColumnClass.INTERPRETATION


def test_path_speaks_where_nothing_else_does() -> None:
    assert classify_column("县级", path="/zwgk/tzgg/", names=NAMES) is ColumnClass.NOTICE


CHANNELS = {
    "业务咨询": Channel.CONSULT,
    "局长信箱": Channel.MIXED,
    "咨询投诉": Channel.MIXED,
    "举报投诉": Channel.EXCLUDED,
    "网上信访": Channel.EXCLUDED,
    "民意征集": Channel.EXCLUDED,
}


@pytest.mark.parametrize(("name", "expected"), CHANNELS.items(), ids=CHANNELS.keys())
def test_name_tells_the_channel(name: str, expected: Channel) -> None:
    assert channel_of(name, load_lexicon().letter_words) is expected


def columns_of(markup: str) -> list[ColumnLink]:
    return list(find_columns(parse(markup), base=BASE, lexicon=load_lexicon()))


def test_navigation_leads_to_columns() -> None:
    found = columns_of(
        "<div class='nav'><a href='/tzgg/'>通知公告</a><a href='/zj/'>走进某县</a></div>"
    )

    assert [("通知公告", f"{BASE}tzgg/"), ("走进某县", f"{BASE}zj/")] == [
        (column.name, column.url) for column in found
    ]


def test_more_link_leads_to_the_column_of_its_heading() -> None:
    found = columns_of("<div><h3>政务要闻</h3><a href='/zwyw/'>更多&gt;&gt;</a></div>")

    assert [(one.name, one.column_class) for one in found] == [("政务要闻", ColumnClass.NEWS)]


def test_menu_s_name_is_a_crumb() -> None:
    inner = "<ul><li><a href='/zt/gg/'>公告</a></li></ul>"
    menu = f"<ul class='menu'><li><a href='/zt/'>专题</a>{inner}</li></ul>"

    assert {ColumnClass.TOPIC} == {column.column_class for column in columns_of(menu)}


NO_COLUMNS = {
    "footer": "<div class='footer'><a href='/tzgg/'>通知公告</a></div>",
    "other_host": "<nav><a href='http://www.province.gov.cn/tzgg/'>通知公告</a></nav>",
    "article": "<nav><a href='/art/2020/1/2/art_1_2.html'>通知公告</a></nav>",
    "attachment": "<nav><a href='/a.pdf'>通知公告</a></nav>",
    "home": "<nav><a href='/index.html'>首页</a></nav>",
    "login": "<nav><a href='/login'>登录</a></nav>",
    "script": "<nav><a href='javascript:;'>通知公告</a></nav>",
    "title_of_an_article": "<p><a href='/x/1/'>关于做好今年防汛抗旱工作的紧急通知</a></p>",
    "more_of_friend_links": "<div><h3>友情链接</h3><a href='/yqlj/'>更多</a></div>",
    "the_page_itself": f"<nav><a href='{BASE}#top'>通知公告</a></nav>",
}


@pytest.mark.parametrize("markup", NO_COLUMNS.values(), ids=NO_COLUMNS.keys())
def test_leads_to_no_column(markup: str) -> None:
    assert columns_of(markup) == []
