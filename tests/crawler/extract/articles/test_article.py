from datetime import date

import pytest

from config.lexicon import load_lexicon
from crawler.extract.articles.article import (
    ArticleSigns,
    article_signs,
    ends_in_article,
    is_service_guide,
    prose_length,
)
from crawler.extract.articles.published import DatedPage, read_published
from crawler.extract.lists.list_reading import ListReading
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks, lay_out
from schema.types.dates import DateClaim, DateSource
from schema.types.reading import ListItem, ListState

NO_ROWS = ListReading(state=ListState.NONE)

PROSE = "为做好今年的防汛工作，确保人民群众生命财产安全，现将有关事项通知如下，" * 2


def test_prose_is_what_is_longer_than_a_headline_and_no_link() -> None:
    links = "".join(f"<li><a href='/{n}'>{PROSE}</a></li>" for n in range(5))

    flow = lay_out(
        parse(f"<ul>{links}</ul><p>短句。</p><p>{PROSE}</p><div class='footer'>{PROSE * 2}</div>")
    )

    assert prose_length(flow) in {len(PROSE), len(PROSE) + 1}


def test_a_page_without_a_body_has_no_prose() -> None:
    assert prose_length(lay_out(parse("<frameset><frame src=/main/></frameset>"))) == 0


def signs_of(
    markup: str,
    rows: ListReading = NO_ROWS,
    title: str = "关于做好防汛工作的通知",
    **metas: str,
) -> ArticleSigns:
    tree = parse(markup)
    words = load_lexicon().date_words
    page = DatedPage(
        tree=tree,
        layout=lay_blocks(tree),
        metas=metas,
        title=title,
        url=None,
        fetched_at=None,
    )
    return article_signs(page, read_published(page, words), rows, words)


def test_standard_tags_make_an_article() -> None:
    assert signs_of("<p>x</p>", articletitle="通知", pubdate="2015-04-14").tagged


def test_title_tag_alone_makes_none() -> None:
    assert not signs_of("<p>x</p>", articletitle="通知").tagged


def test_words_of_a_title_bar_count_without_a_date() -> None:
    signs = signs_of("<h1>关于做好防汛工作的通知</h1><p>来源：县水利局 字号：大 中 小</p>")

    assert signs.named_bar
    assert not signs.title_bar


def test_words_of_the_footer_make_no_title_bar() -> None:
    foot = "<div class='footer'><p>您是第 2217297 位访问者，本站总浏览：99 次</p></div>"

    assert not signs_of(f"<h1>关于做好防汛工作的通知</h1><div id='list'></div>{foot}").named_bar
    assert signs_of(f"<h1>关于做好防汛工作的通知</h1><p>浏览：99 次</p>{foot}").named_bar


def test_date_inside_a_row_of_the_list_is_no_title_bar() -> None:
    claim = DateClaim(value=date(2015, 4, 14), source=DateSource.LIST_CELL)
    rows = tuple(
        ListItem(title="通知", url=None, date=claim, locator=f"html>body>ul:nth-of-type({number})")
        for number in range(1, 6)
    )
    markup = "<ul><li>发布时间：2015-04-14</li></ul>"

    beside = signs_of(markup)
    inside = signs_of(markup, ListReading(state=ListState.READ, items=rows))

    assert (beside.title_bar, inside.title_bar) == (True, False)


def test_date_in_the_element_behind_a_rows_own_is_the_rows() -> None:
    claim = DateClaim(value=date(2015, 4, 14), source=DateSource.LIST_CELL)
    places = (f"html>body>ul>li:nth-of-type({number})" for number in range(1, 11, 2))
    rows = tuple(ListItem(title="通知", url=None, date=claim, locator=one) for one in places)
    markup = "<ul><li>防汛工作</li><li>发布时间：2015-04-14</li></ul>"

    title_bar = [
        signs_of(markup, ListReading(state=ListState.READ, items=rows, spans=((0, end),))).title_bar
        for end in (5, 6)
    ]

    assert title_bar == [True, False]


def test_service_guide_has_the_headings_of_one() -> None:
    guide = "".join(
        f"<h3>{name}</h3><p>见附件</p>"
        for name in ("设定依据", "办理条件", "申请材料", "办理流程", "法定期限", "收费标准")
    )
    signs = load_lexicon().page_signs

    assert is_service_guide(lay_out(parse(guide)), signs)
    assert not is_service_guide(lay_out(parse("<p>办理流程见附件</p>")), signs)


def test_service_guide_s_headings_may_be_spread_with_blanks() -> None:
    names = ("办 理 条 件", "申 请 材 料", "办 理 流 程", "法 定 期 限", "收 费 标 准")
    guide = "".join(f"<p>{name}：见附件</p>" for name in names)

    assert is_service_guide(lay_out(parse(guide)), load_lexicon().page_signs)


def test_service_guide_may_have_the_headings_of_the_national_platform() -> None:
    names = ("实施主体", "行使层级", "法定办结时限", "承诺办结时限", "咨询方式")
    guide = "".join(f"<tr><th>{name}</th><td>详见</td></tr>" for name in names)

    assert is_service_guide(lay_out(parse(f"<table>{guide}</table>")), load_lexicon().page_signs)


@pytest.mark.parametrize(
    ("crumbs", "ends"),
    [
        ("当前位置：首页 > 新闻动态 > 正文", True),
        ("首页 » 通知公告 » 详细内容", True),
        ("您的位置：<a href=/>首页</a>&gt;<a href=/gg/>公告</a>&gt;<span>正文</span>", True),
        ("当前位置：首页 > 通知公告", False),
        ("当前位置：首页 > 正文公开目录", False),
        ("本页正文如下", False),
    ],
)
def test_breadcrumb_that_ends_in_the_body_is_an_articles(crumbs: str, *, ends: bool) -> None:
    flow = lay_out(parse(f"<div>{crumbs}</div><h1>某县人民政府</h1>"))

    assert ends_in_article(flow.text, load_lexicon().date_words) is ends


HEADLINE = "关于做好防汛工作的通知"
HEADED = {
    "shown": (f"<title>{HEADLINE}-某县</title><h1>{HEADLINE}</h1>", True),
    "two_lines": (f"<title>{HEADLINE[:5]} {HEADLINE[5:]}</title><h1>{HEADLINE}</h1>", True),
    "tagged": (f"<title>某县</title><h1>{HEADLINE}</h1>", True),
    "not_shown": (f"<title>{HEADLINE}-某县</title><h1>通知</h1>", False),
    "a_links_name": (f"<title>{HEADLINE}</title><h1>{HEADLINE}</h1><a>{HEADLINE}</a>", False),
}


@pytest.mark.parametrize(("markup", "headed"), HEADED.values(), ids=HEADED)
def test_title_of_a_pages_own_is_shown_and_leads_nowhere(markup: str, *, headed: bool) -> None:
    tag = HEADLINE if "<title>某县<" in markup else ""

    assert signs_of(f"{markup}<p>{PROSE}</p>", articletitle=tag).headed is headed


@pytest.mark.parametrize(("title", "headline"), [(HEADLINE, True), ("停水通知", False)])
def test_headline_is_longer_than_a_columns_name(title: str, *, headline: bool) -> None:
    signs = signs_of(f"<title>{title}</title><h1>{title}</h1>", title=title)

    assert (signs.headed, signs.headline) == (True, headline)


def test_names_of_columns_and_sites_head_no_article() -> None:
    markup = f"<title>{HEADLINE}</title><h1>{HEADLINE}</h1>"
    site = markup.replace("的通知", "服务平台")

    assert not signs_of(markup, columnname=HEADLINE).headed
    assert not signs_of(site, title=HEADLINE.replace("的通知", "服务平台")).headed
    assert not signs_of(f"<title>通知-{HEADLINE}</title><h1>{HEADLINE}</h1>").headed


ROW = "<a href='/1'>关于开展安全生产检查的通知</a>"
BEHIND_LINKS = {
    "in_its_line": ("工作动态", f"<p>{ROW} 发布时间：2015-04-14</p>", False),
    "under_it": ("工作动态", f"<p>{ROW}</p><p>2015-04-14 来源：本站</p>", False),
    "under_a_headline": (HEADLINE, f"<p>{ROW} 发布时间：2015-04-14</p>", True),
    "under_a_columns_name": ("停水通知", "<a>通知公告</a><p>发布时间：2015-04-14</p>", True),
}


@pytest.mark.parametrize(("title", "bar", "by_title"), BEHIND_LINKS.values(), ids=BEHIND_LINKS)
def test_date_behind_the_link_to_another_title_is_a_rows(
    title: str, bar: str, *, by_title: bool
) -> None:
    signs = signs_of(f"<title>{title}</title><h1>{title}</h1>{bar}", title=title)

    assert signs.title_bar is by_title


@pytest.mark.parametrize(
    ("bar", "headed"),
    [
        ("发布时间：2015-04-14 来源：本站 阅读：12", True),
        ("发布时间：2015-04-14", False),
        ("来源：本站 2015-04-14", False),
    ],
    ids=["whole", "date_alone", "source_alone"],
)
def test_whole_title_bar_stands_for_a_title_that_is_not_known(bar: str, *, headed: bool) -> None:
    assert signs_of(f"<title>某县</title><p>{bar}</p>", title="某县").headed is headed


def test_an_articles_own_row_in_a_list_of_news_names_no_column() -> None:
    title = "关于做好防汛工作的通知"
    markup = f"<title>{title}</title><h1>{title}</h1><p>{PROSE}</p>"
    row = f"<li><a href='/1.html'>{title}</a><span>2015-04-14</span></li>"
    menu = f"<li><a href='/1/'>{title}</a></li>"

    assert signs_of(f"{markup}<ul>{row}</ul>", title=title).headline
    assert not signs_of(f"{markup}<ul>{menu}</ul>", title=title).headline


def test_a_title_behind_the_sites_name_is_the_pages_own() -> None:
    title = "关于做好防汛工作的通知"
    body = f"<h2>{title}</h2><p>{PROSE}</p>"

    assert signs_of(f"<title>某县人民政府 - {title}</title>{body}", title=title).headline
    assert not signs_of(f"<title>防汛抗旱 - {title}</title>{body}", title=title).headline
