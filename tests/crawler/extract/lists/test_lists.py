from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.lexicon import load_lexicon
from crawler.extract.lists.list_reading import ListReading
from crawler.extract.lists.lists import find_list, is_ordered
from crawler.extract.page.dom import parse
from schema.types.dates import DateClaim, DateSource
from schema.types.reading import ListItem, ListState
from testkit.pages import make_entry

BASE = "http://www.county.gov.cn/tzgg/index.html"
FETCHED = datetime(2020, 11, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
TITLES = (
    "关于做好高层次人才申报工作的通知",
    "县政府召开安全生产工作电视电话会议",
    "关于公布第三批非物质文化遗产名录的决定",
    "县政府常务会议研究部署近期重点工作",
    "关于加强冬季森林防火工作的紧急通知",
    "“最美志愿者”名单公示",
)
DAYS = tuple(date(2020, 10, 28 - 3 * place) for place in range(6))

HEAD = """<div class="nav"><ul><li><a href="/xw/">新闻中心</a></li>
<li><a href="/gk/">政务公开</a></li><li><a href="/hd/">互动交流</a></li></ul></div>
<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/tzgg/">通知公告</a></div>"""
SIDE = (
    '<div class="box"><h3>热点新闻</h3><ul>'
    + "".join(
        f'<li><a href="/hot/{n}.html">{title}</a><span>2020-11-0{n + 1}</span></li>'
        for n, title in enumerate(TITLES)
    )
    + "</ul></div>"
)
FOOT = """<div class="footer"><a href="/about">关于我们</a><a href="/map">网站地图</a>
版权所有 2009-2020 更新日期：2020-11-20</div>"""


def page(main: str) -> str:
    body = f'{HEAD}<div class="main">{main}</div>{SIDE}{FOOT}'
    return f"<html><head><title>通知公告-某县人民政府</title></head><body>{body}</body></html>"


def read(main: str) -> ListReading:
    return find_list(parse(page(main)), base=BASE, fetched_at=FETCHED, lexicon=load_lexicon())


def rows(template: str, around: str = "{}") -> str:
    """Fill a row's template with number, title, cut title, and the parts of its day."""
    filled = "".join(
        template.format(
            n=place,
            t=title,
            cut=f"{title[:8]}...",
            d=day.isoformat(),
            md=f"{day:%m-%d}",
            ym=f"{day:%Y-%m}",
            y=day.year,
            m=day.month,
            day=f"{day:%d}",
        )
        for place, (title, day) in enumerate(zip(TITLES, DAYS, strict=True))
    )
    return around.format(filled)


LINK = '<a href="p_{n}.html">{t}</a>'
FORMS = {
    "date_behind_link": rows(f"<li>{LINK}<span>{{d}}</span></li>", "<ul>{}</ul>"),
    "date_before_link": rows(f"<li><span>{{d}}</span>{LINK}</li>", "<ul>{}</ul>"),
    "date_inside_link": rows('<li><a href="p_{n}.html">{t}<em>{d}</em></a></li>', "<ul>{}</ul>"),
    "date_as_text": rows(f"<li>{LINK} ({{d}})</li>", "<ul>{}</ul>"),
    "year_left_out": rows(f"<li><span>[{{md}}]</span>{LINK}</li>", "<ul>{}</ul>"),
    "day_and_month_boxes": rows(
        f"<li><div><b>{{day}}</b><span>{{ym}}</span></div>{LINK}</li>", "<ul>{}</ul>"
    ),
    "month_day_and_year_boxes": rows(
        f"<li><div><b>{{md}}</b><span>{{y}}</span></div>{LINK}</li>", "<ul>{}</ul>"
    ),
    "flat_links": rows(f"{LINK} <span>{{d}}</span><br>"),
    "flat_dates_first": rows(f"<span>{{d}}</span>{LINK}<br>"),
    "paragraphs": rows(f"<p>{LINK}　{{d}}</p>"),
    "definition_list": rows(f"<dt>{LINK}</dt><dd>{{d}}</dd>", "<dl>{}</dl>"),
    "a_definition_list_a_row": rows(f"<dl><dt>{LINK}</dt><dd>摘要。</dd><dd>{{d}}</dd></dl>"),
    "a_table_a_row": rows(
        '<table><tr><td><a href="p_{n}.html" title="{t}">{cut}</a></td><td>{d}</td></tr></table>'
    ),
    "table": rows(
        f"<tr><td>{{n}}</td><td>{LINK}</td><td>{{d}}</td></tr>",
        "<table><tr><td>序号</td><td>标题</td><td>日期</td></tr>{}</table>",
    ),
    "blocks": rows(f'<div><div class="t">{LINK}</div><div>{{d}}</div></div>'),
    "blocks_in_turn": rows(f'<div class="t">{LINK}</div><div class="d">{{d}}</div>'),
    "cards": rows(
        '<div class="card"><a href="p_{n}.html"><img src="x.jpg"></a>'
        '<h4><a href="p_{n}.html">{t}</a></h4>'
        '<p>近日，会议于2020年9月1日召开。<a href="p_{n}.html">[详情]</a></p><i>{d}</i></div>'
    ),
    "link_around_card": rows(
        '<a class="card" href="p_{n}.html"><div>{d}</div><div class="title">{t}</div></a>'
    ),
    "parts_of_a_list_item": rows(
        f"<ul class='list'><li>{LINK}</li><li>摘要。</li><li>发布时间：{{d}} 08:43:32</li></ul>"
    ),
    "department_before_title": rows(
        f'<li><a href="/dept/{{n}}/">[县政府办公室]</a>{LINK}<span>{{d}}</span></li>', "<ul>{}</ul>"
    ),
    "reading_behind_title": rows(
        f'<li>{LINK}<a href="q_{{n}}.html">解读：{{t}}的解读</a><span>{{d}}</span></li>',
        "<ul>{}</ul>",
    ),
    "deadline_behind_publish_date": rows(
        f"<li>{LINK}<span>发布时间：{{d}}</span><span>截止时间：2020-12-01</span></li>",
        "<ul>{}</ul>",
    ),
    "document_date_column": rows(
        f"<tr><td>{LINK}</td><td>2020-09-1{{n}}</td><td>{{d}}</td></tr>",
        "<table><tr><th>标题</th><th>成文日期</th><th>发布日期</th></tr>{}</table>",
    ),
    "spacers_between": rows(
        f"<li>{LINK}<span>{{d}}</span></li><li class='line'></li>", "<ul>{}</ul>"
    ),
    "pager_inside": rows(f"<li>{LINK}<span>{{d}}</span></li>", "<ul>{}")
    + '<li><a href="#">首页</a><a href="i_1.html">下一页</a><a href="i_9.html">尾页</a></li></ul>',
    "address_date_only": rows(
        '<li><a href="/art/{y}/{m}/{day}/art_1_{n}.html">{t}</a></li>', "<ul class='list'>{}</ul>"
    ),
    "row_is_clicked_on": rows(
        "<li onclick=\"location.href='p_{n}.html'\">{t}<span>{d}</span></li>", "<ul>{}</ul>"
    ),
    "scripted_links": rows(
        '<li><a href="javascript:;">{t}</a><span>{d}</span></li>', "<ul>{}</ul>"
    ),
}


@pytest.mark.parametrize("main", FORMS.values(), ids=FORMS.keys())
def test_main_list_is_read_in_every_form_beside_hot_news(main: str) -> None:
    reading = read(main)

    seen = [(item.title, item.date.value if item.date else None) for item in reading.items]
    assert list(zip(TITLES, DAYS, strict=True)) == seen
    assert reading.state is ListState.READ


def test_list_split_into_blocks_is_one_list() -> None:
    items = [f'<li><a href="{n}.html">{t}</a><i>{DAYS[n]}</i></li>' for n, t in enumerate(TITLES)]

    reading = read(f"<ul>{''.join(items[:3])}</ul><hr><ul>{''.join(items[3:])}</ul>")

    assert list(TITLES) == [item.title for item in reading.items]


def test_day_shown_behind_a_row_counts_before_the_documents_in_its_card() -> None:
    card = "<div style='display:none'>成文日期：2020-09-01 文号：某政发〔2020〕7号</div>"

    found = read(
        rows(
            f"<li class='mc'><a href='/x/{{n}}.html'>{{t}}</a>{card}</li><li class='rq'>{{d}}</li>",
            "<ul class='info'>{}</ul>",
        )
    )

    assert [item.date.value for item in found.items if item.date] == list(DAYS)
    assert {item.date.source for item in found.items if item.date} == {DateSource.LIST_CELL}


def test_footer_beside_rows_in_the_body_is_none_of_them() -> None:
    cards = rows("<div class='card'><h4><a href='p_{n}.html'>{t}</a></h4><i>{d}</i></div>")

    found = find_list(
        parse(f"<title>通知公告</title><h1>通知公告</h1>{cards}{FOOT}"),
        base=BASE,
        fetched_at=FETCHED,
        lexicon=load_lexicon(),
    )

    assert [item.title for item in found.items] == list(TITLES)


def test_single_dated_row_is_a_list() -> None:
    reading = read(f'<ul class="newslist"><li><a href="1.html">{TITLES[0]}</a>2020-10-20</li></ul>')

    assert [TITLES[0]] == [item.title for item in reading.items]


def test_scripted_link_gives_an_item_without_address() -> None:
    reading = read(FORMS["scripted_links"])

    assert {item.url for item in reading.items} == {None}


def test_addresses_are_absolute() -> None:
    reading = read(FORMS["date_behind_link"])

    first = reading.items[0].url
    assert first == "http://www.county.gov.cn/tzgg/p_0.html"


def test_year_left_out_is_marked_as_inferred() -> None:
    claims = [item.date for item in read(FORMS["year_left_out"]).items]

    assert all(claim is not None and claim.inferred_year for claim in claims)


def test_address_date_says_where_it_comes_from() -> None:
    claim = read(FORMS["address_date_only"]).items[0].date

    assert claim is not None
    assert claim.source is DateSource.URL


def test_future_date_is_no_publish_date() -> None:
    reading = read(FORMS["date_behind_link"].replace("2020-10-28", "2020-12-28"))

    assert reading.items[0].date is None


def test_pin_is_noticed_and_breaks_no_order() -> None:
    pin = '<ul><li><a href="z.html">[置顶]关于年度考核工作的通知</a><span>2019-01-02</span></li>'

    reading = read(FORMS["date_behind_link"].replace("<ul>", pin))

    assert [item.pinned for item in reading.items[:2]] == [True, False]
    assert reading.ordered_by_date


def test_list_of_other_hosts_holds_links_only() -> None:
    reading = read(FORMS["date_behind_link"].replace('href="', 'href="http://mp.weixin.qq.com/'))

    assert reading.state is ListState.LINKS_ONLY


def test_page_of_blocks_is_a_parent() -> None:
    block = FORMS["date_behind_link"]
    heads = ("要闻", "公告", "文件", "解读")

    reading = read(
        "".join(f'<div><h3>{h}<a href="/{h}/">更多</a></h3>{block}</div>' for h in heads)
    )

    assert reading.state is ListState.PARENT
    assert len(reading.items) == len(heads) * len(TITLES)


def test_own_name_above_the_list_is_no_side_heading() -> None:
    text = page(f"<h2>热点专题</h2>{FORMS['date_behind_link']}").replace("通知公告", "热点专题")
    tree = parse(text.replace(SIDE, ""))

    reading = find_list(tree, base=BASE, fetched_at=FETCHED, lexicon=load_lexicon())

    assert len(TITLES) == len(reading.items)


def test_article_with_few_related_links_scores_low() -> None:
    prose = (
        "<p>为做好今年的防汛工作，确保人民群众生命财产安全，现将有关事项通知如下，请认真执行。</p>"
        * 20
    )

    reading = read(f"<h1>通知</h1>{prose}")

    assert reading.score < 0.5


def test_rising_dates_are_no_order() -> None:
    days = [date(2020, 1, day) for day in (1, 2, 3, 4)]
    claims = [DateClaim(value=day, source=DateSource.LIST_CELL) for day in days]

    items = tuple(ListItem(title="某", url=None, date=claim) for claim in claims)

    assert not is_ordered(items)
    assert is_ordered(tuple(reversed(items)))


@given(
    st.text(alphabet=st.sampled_from(list("<>/ailtrdu =\"'#2019-04 年月日通知\n")), max_size=200)
)
def test_any_text_is_read_without_raising(text: str) -> None:
    reading = find_list(parse(text), base=BASE, fetched_at=None, lexicon=load_lexicon())

    assert 0 <= reading.score <= 1


def test_deep_page_is_read_without_recursion() -> None:
    reading = read("<div>" * 5000 + FORMS["date_behind_link"])

    assert reading.state is not None


MENU = "".join(f"<li><a href='/c{n}/'>栏目之{n}</a></li>" for n in range(12))
FILLED = "<ul id='list'></ul><script>$.ajax({url: '/api/list?id=3'})</script>"
TEMPLATE = "<ul class='list'><li v-for='i in rows'><a :href='i.url'>{{i.title}}</a></li></ul>"


EPOINT = "<ul class='ewb-list'><li><a href='<?=el.link?>'><?=el.title?></a></li></ul>"


@pytest.mark.parametrize(
    "place", [FILLED, TEMPLATE, EPOINT], ids=["asked_for", "template", "epoint"]
)
def test_menu_beside_a_place_that_scripts_fill_is_not_the_list(place: str) -> None:
    reading = read(f"<ul class='nav'>{MENU}</ul><h2>通知公告</h2>{place}")

    assert (reading.state, reading.items) == (ListState.UNREADABLE, ())


BUILDING = "<p align='center'><img src='/jsz.gif' alt='建设中' width='300'></p>"
ARTICLE = f"<p>{'本单位负责全县教育工作的统筹规划、组织实施和监督管理。' * 4}</p>"


@pytest.mark.parametrize(
    ("below", "state"),
    [
        pytest.param(BUILDING, ListState.UNREADABLE, id="a-picture"),
        pytest.param("", ListState.UNREADABLE, id="nothing"),
        pytest.param(ARTICLE, ListState.SINGLE, id="a-text"),
    ],
)
def test_menu_that_names_the_page_itself_is_not_its_list(below: str, state: ListState) -> None:
    url = "http://www.example.gov.cn/c3/index.html"
    tree = parse(page(f"<div class='nav'><ul>{MENU}</ul></div>{below}"))
    reading = find_list(tree, base=url, fetched_at=FETCHED, lexicon=load_lexicon())

    assert (reading.state, reading.items) == (state, ())


@pytest.mark.parametrize(
    ("box", "state"),
    [
        pytest.param("<ul class='e2'></ul>", ListState.UNREADABLE, id="a-place-without-rows"),
        pytest.param("", ListState.NONE, id="no-place"),
        pytest.param(f"<ul class='e2'></ul>{ARTICLE}", ListState.SINGLE, id="and-a-text"),
    ],
)
def test_list_under_a_side_heading_is_not_that_of_a_place_without_rows(
    box: str, state: ListState
) -> None:
    side = "".join(f"<li><a href='/h/{n}.html'>{title}</a></li>" for n, title in enumerate(TITLES))
    markup = f"<h2>通知公告</h2>{box}<dl><dt>热点内容</dt><dd><ul>{side}</ul></dd></dl>"
    found = find_list(parse(markup), base=BASE, fetched_at=FETCHED, lexicon=load_lexicon())

    assert (found.state, found.items) == (state, ())


def test_long_undated_titles_beside_such_a_place_are_entries() -> None:
    rows = "".join(
        f"<li><a href='/{n}.html'>关于做好第{n}批示范企业申报工作的通知</a></li>" for n in range(9)
    )

    assert len(read(f"<ul class='list'>{rows}</ul>{FILLED}").items) == 9


@pytest.mark.parametrize(
    ("ages", "ordered"),
    [
        ((5, 9, 9, 20, 31), True),
        ((300, 5, 9, 20, 31, 40, 41, 42, 43, 44), True),
        ((5, 9, 12, 11, 31, 40, 41, 42, 43, 44), True),
        ((30, 40, 50, 5, 60, 61, 62, 63, 64, 65), False),
        ((5, 9, 8, 20, 19, 31), False),
    ],
    ids=["falling", "a_pin", "a_slip", "a_newer_row_further_down", "slips"],
)
def test_an_order_may_slip_but_have_nothing_newer_further_down(
    ages: tuple[int, ...],
    ordered: bool,  # noqa: FBT001
) -> None:
    items = tuple(
        make_entry(n, date(2026, 11, 20) - timedelta(days=age)) for n, age in enumerate(ages)
    )

    assert is_ordered(items) is ordered


def test_one_row_between_the_head_of_a_table_and_its_pager_is_a_list() -> None:
    found = read(
        "<table><tr><th>标题</th><th>索引号</th><th>公开日期</th></tr>"
        f"<tr><td><a href='/1.html'>{TITLES[0]}</a></td><td>116/2020</td><td>2020-10-28</td></tr>"
        "<tr><td colspan=3>共 1 条 <a href='?p=1'>首 页</a> <a href='?p=1'>尾 页</a></td></tr>"
        "</table>"
    )

    assert [item.title for item in found.items] == [TITLES[0]]


def test_rows_of_a_closed_pane_are_not_counted_and_their_later_day_is_told() -> None:
    shown = "".join(
        f"<li><a href='{n}.html'>{title}</a><span>{day}</span></li>"
        for n, (title, day) in enumerate(zip(TITLES, DAYS, strict=True))
    )
    closed = "".join(
        f"<li><a href='j{n}.html'>{title}解读</a><span>2020-11-1{n}</span></li>"
        for n, title in enumerate(TITLES)
    )
    found = read(
        f"<div class='p'><ul>{shown}</ul></div>"
        f"<div class='p' style='display:none'><ul>{closed}</ul></div>"
    )

    assert len(found.items) == len(TITLES)
    assert found.rival == date(2020, 11, 15)


def test_folded_details_of_rows_are_no_rows() -> None:
    found = read(
        "".join(
            f"<div class='acc'><div><a href='{n}.html'>{title}</a>"
            f"<span>发布时间：{day}</span></div><div style='display:none'>"
            f"<p>文号：某政〔2020〕{n}号</p><p>成文日期：2020-09-0{n + 1}</p></div></div>"
            for n, (title, day) in enumerate(zip(TITLES, DAYS, strict=True))
        )
    )

    assert [item.date.value for item in found.items if item.date] == list(DAYS)
