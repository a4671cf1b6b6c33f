from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from config.lexicon import load_lexicon
from crawler.extract.lists.list_reading import ListReading
from crawler.extract.lists.lists import find_list
from crawler.extract.page.dom import parse

PAGE = "http://www.county.gov.cn/gk/ghjh/"
FETCHED = datetime(2026, 11, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
SOME_DAY = FETCHED.date() + timedelta(days=1)
NEW = "2026-11-10"
CRUMBS = "<p>当前位置：<a href='/'>首页</a> &gt; 规划计划</p>"


def rows(address: str, day: str, count: int = 6) -> str:
    return "".join(
        f"<li><a href='{address}{n}.html'>关于印发第{n}批重点项目安排的通知</a>{day}</li>"
        for n in range(count)
    )


BAR = f"<div class='l'><ul>{rows('/xw/a', '<i>2025-03-01</i>')}</ul></div>"
SILENT = f"<ul>{rows('/gk/b', '')}</ul>"
WRITTEN = "".join(
    f"<li><a href='/gk/c{n}.html'><img src='new.gif'></a><i>{NEW}</i></li>" for n in range(6)
)
UNREAD = f"<ul>{rows('/gk/e', '<b>10</b>/<i>11月</i>')}</ul>"
LIKE_A_SIDE_BAR = f"<div class='banner_con'><ul>{rows('/gk/d', f'<i>{NEW}</i>', 8)}</ul></div>"


def read(behind: str, bar: str = BAR, title: str = "规划计划") -> ListReading:
    tree = parse(f"<title>{title}</title>{CRUMBS}{bar}<div class='r'>{behind}</div>")
    return find_list(tree, base=PAGE, fetched_at=FETCHED, lexicon=load_lexicon())


@pytest.mark.parametrize("behind", [SILENT, UNREAD, f"<ul>{WRITTEN}</ul>"])
def test_entries_without_days_behind_the_list_may_be_of_any_day(behind: str) -> None:
    assert read(behind).rival == SOME_DAY


def test_larger_list_in_a_container_called_like_a_side_bar_s_is_a_rival() -> None:
    found = read(LIKE_A_SIDE_BAR)

    assert (len(found.items), found.rival) == (6, date(2026, 11, 10))


PAGED = f"<div><h2>最新发布</h2><ul>{rows('/gk/f', f'<i>{NEW}</i>', 3)}</ul>"


@pytest.mark.parametrize(
    "behind",
    [
        f"<ul class='banner_con'>{rows('/gk/d', f'<i>{NEW}</i>', 3)}</ul>",
        f"<p>按标题检索相关信息</p><ul>{rows('/gk/d', f'<i>{NEW}</i>', 3)}</ul>",
        f"{PAGED}<p><a href='?p=2'>下一页</a></p></div>",
    ],
    ids=["called like a side bar's", "behind a form's hint", "with its own pager"],
)
def test_smaller_list_with_newer_days_is_one_too(behind: str) -> None:
    long = f"<div class='l'><ul>{rows('/xw/a', '<i>2025-03-01</i>', 18)}</ul></div>"

    found = read(behind, long)

    assert date(2026, 11, 10) in {found.rival, *(i.date.value for i in found.items if i.date)}


@pytest.mark.parametrize(
    "behind",
    [
        "",
        f"<h3>部门动态</h3>{SILENT}",
        f"<div class='sidebar'>{SILENT}</div>",
        f"<ul>{rows('/gk/b', '', 2)[:-5]}</ul>",
        f"<h3>热点新闻</h3>{LIKE_A_SIDE_BAR}",
        f"<h3>点击排行</h3>{LIKE_A_SIDE_BAR}",
        f"<p><a href='?p=2'>下一页</a></p>{SILENT}",
        f"<ul>{rows('/gk/b', '').replace('关于印发第', '')}</ul>".replace(
            "批重点项目安排的通知", ""
        ),
    ],
)
def test_what_a_heading_a_place_or_a_pager_gives_to_another_is_none(behind: str) -> None:
    assert read(behind).rival is None


def test_own_name_over_the_list_speaks_for_it() -> None:
    bar = f"<div><h2>规划计划</h2><ul>{rows('/xw/a', '<i>2025-03-01</i>')}</ul></div>"

    assert read(SILENT, bar).rival is None


def test_rows_of_the_page_s_folder_are_its_own() -> None:
    bar = f"<ul>{rows('/gk/ghjh/a', '<i>2025-03-01</i>')}</ul>"

    assert read(SILENT, bar).rival is None


UNDATED = f"<div class='l'><ul>{rows('/xw/a', '')}</ul></div>"
FILLED_LATER = """<p>序号 公告标题 发布日期</p><div id='showList'></div>
    <script type='text/template'><div><a href='{{url}}'>{{title}}</a>{{day}}</div></script>
    <script>$.get('/api/list', d => $('#showList').html(fill(d)))</script>"""


@pytest.mark.parametrize("behind", [FILLED_LATER, f"<ul>{WRITTEN}</ul>"])
def test_list_without_days_may_be_a_side_bar_as_well(behind: str) -> None:
    """Its articles may be old: what stands beside it may be newer."""
    assert read(behind, UNDATED).rival is not None


@pytest.mark.parametrize(
    ("bar", "behind"),
    [
        (f"<div class='l'><ul>{rows('/gk/ghjh/a', '')}</ul></div>", f"<ul>{WRITTEN}</ul>"),
        (f"<div><h2>规划计划</h2><ul>{rows('/xw/a', '')}</ul></div>", ""),
        (UNDATED, ""),
    ],
    ids=["below the column's folder", "under the column's name", "alone"],
)
def test_list_without_days_is_believed_where_something_speaks_for_it(bar: str, behind: str) -> None:
    found = read(behind, bar)

    assert (len(found.items), found.rival) == (6, None)


def test_list_without_days_in_the_page_s_folder_is_doubted_where_rows_may_be_unread() -> None:
    """All pages of some sites lie in one folder, those that a side bar leads to as well."""
    bar = f"<div class='l'><ul>{rows('/gk/ghjh/a', '')}</ul></div>"

    assert (read("", bar).rival, read(FILLED_LATER, bar).rival) == (None, SOME_DAY)


FOOT = """<div id='bottom'><a href='1.html'>关于我们</a> | <a href='2.html'>版权声明</a> |
    <a href='3.html'>联系我们</a> | <a href='4.html'>网站地图</a> <br>某县人民政府版权所有
    <a href='/icp'>豫ICP备05017763号-1</a> <a href='/wab'>豫公网安备 41040002000001号</a></div>"""


@pytest.mark.parametrize("behind", [FILLED_LATER, "<ul></ul>"])
def test_the_links_of_a_footer_are_no_list(behind: str) -> None:
    assert read(behind, FOOT).items == ()


def test_the_years_to_choose_among_are_no_list() -> None:
    years = "".join(f"<li><a href='?year={year}'>{year}年</a></li>" for year in range(2015, 2026))

    assert read(FILLED_LATER, f"<div><h2>规划计划</h2><ul>{years}</ul></div>").items == ()


@pytest.mark.parametrize(
    "place",
    [
        "<div class='list' id='list'>正在加载...</div><script src='/js/rows.js'></script>",
        "<ul id='list'><li>暂无数据</li></ul><script>loadRows('/api/list')</script>",
    ],
    ids=["loading", "said to be empty before its rows came"],
)
@pytest.mark.parametrize("bar", [BAR, UNDATED], ids=["with days", "without days"])
def test_a_list_that_is_on_its_way_may_be_the_page_s_own(bar: str, place: str) -> None:
    found = read(place, bar)

    assert found.rival == SOME_DAY or found.items == ()


def test_a_menu_of_other_columns_is_no_list() -> None:
    names = ("新闻中心", "组织导航", "政策法规", "组织动态", "社会关注", "爱心助力")
    menu = "".join(
        f"<li><a href='/m{n}/index.html'>{name}</a></li>" for n, name in enumerate(names)
    )

    assert (
        read("<a href='i2.html'>下一页</a>", f"<div class='list'><ul>{menu}</ul></div>").items == ()
    )
