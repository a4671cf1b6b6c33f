import pytest

from config.lexicon import load_lexicon
from crawler.extract.columns.columns import channel_of, find_columns
from crawler.extract.page.dom import parse
from schema.types.column import Channel, ColumnClass
from schema.types.reading import ColumnLink

BASE = "http://www.county.gov.cn/"
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


def columns_of(markup: str, base: str = BASE) -> list[ColumnLink]:
    return list(find_columns(parse(markup), base=base, lexicon=load_lexicon()))


def named(markup: str) -> list[tuple[str, str]]:
    return [(column.name, column.url.removeprefix(BASE)) for column in columns_of(markup)]


def test_navigation_leads_to_columns() -> None:
    markup = "<div class='nav'><a href='/tzgg/'>通知公告</a><a href='/zj/'>走进某县</a></div>"

    assert named(markup) == [("通知公告", "tzgg/"), ("走进某县", "zj/")]


@pytest.mark.parametrize(
    ("markup", "told"),
    [
        ("<div class='nav'><a href='/tzgg/'>通知公告</a></div>", True),
        ("<nav><ul><li><a href='/tzgg/'>通知公告</a></li></ul></nav>", True),
        ("<div class='hd'><a href='/tzgg/'>通知公告</a></div>", False),
        ("<div class='tabnav'><a href='/tzgg/'>通知公告</a></div>", False),
        ("<div><h3>通知公告</h3><a href='/tzgg/'>更多</a></div>", False),
        ("<div><a href='/tzgg/'>通知公告</a></div>", False),
    ],
)
def test_the_navigation_alone_tells_a_columns_level(markup: str, told: bool) -> None:  # noqa: FBT001
    assert [one.in_navigation for one in columns_of(markup)] == [told]


def test_a_long_name_outside_a_menu_is_a_columns_where_it_is_no_headline() -> None:
    assert named("<p><a href='/rszk/'>事业单位公开招聘</a></p>") == [("事业单位公开招聘", "rszk/")]


@pytest.mark.parametrize(
    "headline",
    ["县领导到东河镇调研乡村道路", "市领导带队检查食品安全", "规划计划编制工作培训会在县城结束"],
)
def test_news_of_persons_and_meetings_is_no_column(headline: str) -> None:
    assert named(f"<p><a href='/yw/7.html'>{headline}</a></p>") == []


@pytest.mark.parametrize(
    ("name", "found"), [("机构职能", True), ("公告", False), ("城区停水公告", False)]
)
def test_a_number_in_the_query_makes_no_article_of_what_is_named_as_a_column(
    name: str,
    found: bool,  # noqa: FBT001 - a case's value
) -> None:
    links = named(f"<table><tr><td><a href='/about.asp?id=3'>{name}</a></td></tr></table>")

    assert bool(links) is found


def test_an_announcement_named_for_its_matter_is_no_column() -> None:
    link = "<p><a href='/plus/view.php?aid=365'>关于城区停水停电的公告</a></p>"

    assert named(link) == []


def test_more_link_leads_to_the_column_of_its_heading() -> None:
    found = columns_of("<div><h3>政务要闻</h3><a href='/zwyw/'>更多&gt;&gt;</a></div>")

    assert [(one.name, one.column_class) for one in found] == [("政务要闻", ColumnClass.NEWS)]


def test_more_link_may_name_its_column_itself() -> None:
    markup = "<div><a href='/zwyw/' title='政务要闻'>更多</a></div>"

    assert named(markup) == [("政务要闻", "zwyw/")]


def test_head_of_a_panel_is_a_column() -> None:
    heads = "<li><a href='/a/list.html'>重要活动</a></li><li><a href='/b/list.html'>转载</a></li>"

    assert named(f"<div class='hd'><ul>{heads}</ul></div>") == [
        ("重要活动", "a/list.html"), ("转载", "b/list.html"),
    ]  # fmt: skip


def test_menu_s_name_is_a_crumb() -> None:
    inner = "<ul><li><a href='/zt/gg/'>公告</a></li></ul>"
    menu = f"<ul class='menu'><li><a href='/zt/'>专题</a>{inner}</li></ul>"
    found = columns_of(menu)

    assert [(one.name, one.breadcrumb) for one in found] == [("专题", ()), ("公告", ("专题",))]
    assert {ColumnClass.TOPIC} == {column.column_class for column in found}


def test_menu_may_lead_to_columns_by_number() -> None:
    markup = "<nav><a href='/channels/18296.html'>互动交流</a><a href='/c.aspx?id=7'>概况</a></nav>"

    assert [name for name, _ in named(markup)] == ["互动交流", "概况"]


def test_a_column_by_its_number_under_content_is_a_column() -> None:
    menu = "<a href='/content/column/7001'>通知公告</a><a href='/content/article/7001'>工作动态</a>"

    found = find_columns(parse(f"<nav>{menu}</nav>"), base=BASE, lexicon=load_lexicon())

    assert [one.name for one in found] == ["通知公告"]


def test_numbered_page_outside_a_menu_is_an_article() -> None:
    assert named("<p><a href='/channels/18296.html'>人事任免</a></p>") == []


@pytest.mark.parametrize("attribute", ["alt", "title"])
def test_picture_s_words_name_its_link(attribute: str) -> None:
    picture = f"<nav><a href='/tzgg/'><img src='a.gif' {attribute}='通知公告'></a></nav>"

    assert named(picture) == [("通知公告", "tzgg/")]


def test_picture_without_words_names_nothing() -> None:
    assert named("<nav><a href='/tzgg/'><img src='a.gif'></a></nav>") == []


def test_image_map_is_a_menu() -> None:
    areas = (
        "<area shape=rect coords='0,0,9,9' href='/tzgg/' alt='通知公告'>"
        "<area shape=rect coords='9,0,18,9' href='/rsxx/' title='人事信息'>"
    )

    assert named(f"<img usemap='#m'><map name='m'>{areas}</map>") == [
        ("通知公告", "tzgg/"), ("人事信息", "rsxx/"),
    ]  # fmt: skip


def test_menu_of_a_script_leads_to_columns() -> None:
    inner = "{name: '公告', url: '/gg/'}"
    markup = f"<script>var menu = [{{name: '专题', url: '/zt/', children: [{inner}]}}];</script>"
    found = columns_of(markup)

    assert [(one.name, one.breadcrumb, one.locator) for one in found] == [
        ("专题", (), None), ("公告", ("专题",), None),
    ]  # fmt: skip


AWAY = {
    "another domain": ("http://www.province.gov.cn/tzgg/", True),
    "a sister host": ("http://zwfw.county.gov.cn/bszn/", True),
    "the same host": ("http://county.gov.cn/tzgg/", False),
    "no host named": ("/tzgg/", False),
}


@pytest.mark.parametrize(("href", "away"), AWAY.values(), ids=AWAY)
def test_link_of_a_menu_that_leaves_the_site_is_marked(href: str, *, away: bool) -> None:
    (found,) = columns_of(f"<nav><a href='{href}'>通知公告</a></nav>")

    assert found.off_site is away


NO_COLUMNS = {
    "footer": "<div class='footer'><a href='/tzgg/'>通知公告</a></div>",
    "other host outside a menu": "<p><a href='http://www.a.gov.cn/tzgg/'>通知公告</a></p>",
    "article": "<nav><a href='/art/2020/1/2/art_1_2.html'>通知公告</a></nav>",
    "attachment": "<nav><a href='/a.pdf'>通知公告</a></nav>",
    "home": "<nav><a href='/index.html'>首页</a></nav>",
    "home under the other scheme": "<nav><a href='https://county.gov.cn'>某县教育局</a></nav>",
    "login": "<nav><a href='/login'>登录</a></nav>",
    "script": "<nav><a href='javascript:;'>通知公告</a></nav>",
    "an author": "<header class='entry-header'><a href='/author/admin/'>admin</a></header>",
    "a day": "<nav><a href='/x/'>2020-12-21</a></nav>",
    "title_of_an_article": "<p><a href='/x/1/'>关于做好今年防汛抗旱工作的紧急通知</a></p>",
    "news_of_a_body_at_work": "<li><a href='/x/1.htm'>县人社局举办春季招聘会</a></li>",
    "news_of_a_meeting": "<li><a href='/x/2.htm'>我县召开财政工作会议</a></li>",
    "more_of_friend_links": "<div><h3>友情链接</h3><a href='/yqlj/'>更多</a></div>",
    "the_page_itself": f"<nav><a href='{BASE}#top'>通知公告</a></nav>",
}


@pytest.mark.parametrize("markup", NO_COLUMNS.values(), ids=NO_COLUMNS.keys())
def test_leads_to_no_column(markup: str) -> None:
    assert columns_of(markup) == []
