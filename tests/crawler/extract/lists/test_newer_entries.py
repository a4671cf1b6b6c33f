from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from config.lexicon import load_lexicon
from crawler.extract.lists.list_reading import ListReading
from crawler.extract.lists.lists import find_list
from crawler.extract.page.dom import parse
from crawler.extract.page.refresh import Response

PAGE = "http://www.county.gov.cn/list.jsp?id=7"
FETCHED = datetime(2026, 11, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
NEWEST = date(2026, 11, 10)


def rows(count: int, day: str, first: int = 1) -> str:
    return "".join(
        f"<li><a href='/show.jsp?n={n}'>关于做好第{n}次防汛抗旱工作有关事项的通知</a>"
        f"<span>{day}</span></li>"
        for n in range(first, first + count)
    )


OLD = rows(10, "2025-03-01")
NEW = rows(2, f"{NEWEST}", 50)
ENTRY = "<a href='/show.jsp?n=50'>关于做好冬季森林防灭火工作的通知</a>"


def read(main: str, title: str = "通知公告") -> ListReading:
    tree = parse(f"<title>{title}</title><p>当前位置：首页 &gt; {title}</p>{main}")
    return find_list(tree, base=PAGE, fetched_at=FETCHED, lexicon=load_lexicon())


OWN = {
    "a list for each year": (
        f"<div class='year active'><h3>2026年</h3><ul>{NEW}</ul></div>"
        f"<div class='year'><h3>2025年</h3><ul>{OLD}</ul></div>"
    ),
    "a headline": (
        f"<div><div class='top'><h3>{ENTRY}</h3><p>各乡镇</p><i>{NEWEST}</i></div>"
        f"<ul>{OLD}</ul></div>"
    ),
    "a term": f"<dl><dt>{ENTRY}</dt><dd>{NEWEST}</dd></dl><ul>{OLD}</ul>",
    "pinned": f"<div><ul class='zd'>{NEW}</ul><ul class='lb'>{OLD}</ul></div>",
    "tabs": (
        "<div><a>公告</a><a>公示</a></div>"
        f"<div class='pane on'><ul>{OLD}</ul></div><div class='pane'><ul>{NEW}</ul></div>"
    ),
    "first of the tabs": (
        "<ul><li>公告</li><li>工作动态</li></ul>"
        f"<div class='pane on'><ul>{NEW}</ul></div><div class='pane'><ul>{OLD}</ul></div>"
    ),
    "parts of the column": (
        f"<div class='a'><h2>公告</h2><ul>{OLD}</ul></div>"
        f"<div class='b'><h2>公示</h2><ul>{NEW}</ul></div>"
    ),
    "under the page's own name": f"<ul>{OLD}</ul><div><h2>通知公告</h2><ol>{NEW}</ol></div>",
}


@pytest.mark.parametrize("main", OWN.values(), ids=OWN)
def test_newer_entries_that_may_be_the_column_s_are_its_rivals(main: str) -> None:
    found = read(main)

    assert len(found.items) == 10
    assert found.rival == NEWEST


def test_headline_without_a_day_over_the_list_may_be_of_any_day() -> None:
    found = read(f"<div class='list'><h3>{ENTRY}</h3><ul>{OLD}</ul></div>")

    assert (len(found.items), found.rival) == (10, date(2026, 11, 21))


@pytest.mark.parametrize(
    "heading",
    [
        "<h2><a href='/tzgg/'>通知公告</a></h2>",
        "<h2><a href='/tzgg/index.html'>通知公告信息公开栏目</a></h2>",
        "<h1><a href='/'>某某县人民政府门户网站</a></h1>",
        f"<div><h3>{ENTRY}</h3><p>2025-01-10</p></div>",
        "<p><a href='/show.jsp?n=50'>关于做好冬季森林防灭火工作的通知</a></p>",
    ],
    ids=["its_name", "its_long_name", "the_site_s_name", "of_an_older_day", "no_heading"],
)
def test_other_links_over_the_list_are_no_headline(heading: str) -> None:
    assert read(f"<div class='list'>{heading}<ul>{OLD}</ul></div>").rival is None


LINK = "<a href='{}'>关于做好冬季森林防灭火工作的通知</a>"
OTHERS = {
    "another column's heading": f"<div><h2>工作动态</h2><ol>{NEW}</ol></div>",
    "another column's name": f"<div><p>工作动态<a href='/gz/'>更多</a></p><ol>{NEW}</ol></div>",
    "another column's name before it": f"<p><span>工作动态</span></p><ol>{NEW}</ol>",
    "a side bar": f"<div class='sidebar'><ol>{NEW}</ol></div>",
    "a heading of side bars": f"<div><p>最新信息</p><ol>{NEW}</ol></div>",
    "a clock": "<div>2026年11月10日 星期二 <a href='/a/'>某某县人民政府网站</a></div>",
    "the day of reading": "<div>2026年11月20日 <a href='/a/'>无障碍阅读版入口</a></div>",
    "a told clock": "<div>今天是2026年11月10日 <a href='/a/b'>某某县人民政府</a></div>",
    "the homepage": "<div>2026-11-10 <a href='/'>某某县人民政府网站</a></div>",
    "another site": f"<p>{LINK.format('http://www.gov.cn/a')} {NEWEST}</p>",
    "a deadline": f"<p>{LINK.format('/a?b=1')} 截止日期：{NEWEST}</p>",
    "the page's change": f"<p>{LINK.format('/a?b=1')} 更新日期：{NEWEST}</p>",
    "the future": f"<p>{LINK.format('/a?b=1')} 2026-12-31</p>",
    "older": f"<p>{LINK.format('/a?b=1')} 2025-02-01</p>",
}


@pytest.mark.parametrize("beside", OTHERS.values(), ids=OTHERS)
def test_what_is_another_s_or_no_entry_is_none(beside: str) -> None:
    found = read(f"<div class='l'><ul>{OLD}</ul></div><div class='r'>{beside}</div>")

    assert (len(found.items), found.rival) == (10, None)


def test_next_page_of_a_list_has_no_rivals() -> None:
    first = read(f"<ul>{OLD}</ul>")
    main = f"<p>当前位置：首页 &gt; 通知公告</p><ul>{rows(8, '2024-03-01', 20)}</ul><ol>{NEW}</ol>"
    following = find_list(
        parse(f"<title>通知公告</title>{main}"),
        base=PAGE,
        fetched_at=FETCHED,
        lexicon=load_lexicon(),
        response=Response(rows_at=first.rows_at),
    )

    assert (len(following.items), following.rival) == (8, None)


@pytest.mark.parametrize(
    ("over", "open_"),
    [
        (f"<div class='hd'><h1>{ENTRY}</h1></div>", True),
        (f"<div class='hd'><p class='bt'>{ENTRY}</p></div>", True),
        (f"<div class='hd'><p><strong>{ENTRY}</strong></p></div>", True),
        (f"<div class='hd'><h3>{ENTRY.replace('show', '202401/t20240105_3')}</h3></div>", False),
        (f"<ul><li class='title'>{ENTRY}</li></ul>", False),
        (f"<div><h2>工作动态</h2><h3>{ENTRY}</h3></div>", False),
        ("<div class='hd'><h3><a href='/zn/gkzn.html'>政府信息公开年度报告</a></h3></div>", False),
    ],
    ids=["heading", "title", "bold", "old_address", "row", "another_s", "no_entry"],
)
def test_headline_may_stand_in_a_box_over_that_of_the_list(over: str, *, open_: bool) -> None:
    found = read(f"<div class='main'>{over}<div class='bd'><ul>{OLD}</ul></div></div>")

    assert (found.rival is not None) is open_
