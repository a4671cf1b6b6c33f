from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from config.lexicon import load_lexicon
from crawler.extract.lists.list_reading import ListReading
from crawler.extract.lists.lists import find_list
from crawler.extract.page.dom import parse

PAGE = "http://www.county.gov.cn/xwdt/index.html"
FETCHED = datetime(2026, 11, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
DAYS = [date(2026, 11, 1) - timedelta(days=4 * n) for n in range(8)]
ROWS = "".join(
    f"<li><a href='p/{n}.html'>关于做好第{n}次防汛抗旱工作有关事项的通知</a><span>{day}</span></li>"
    for n, day in enumerate(DAYS)
)
TITLE = "全县冬季森林防灭火工作会议召开"


def read(over: str) -> ListReading:
    tree = parse(f"<title>新闻动态</title><p>首页 &gt; 新闻动态</p>{over}<ul>{ROWS}</ul>")
    return find_list(tree, base=PAGE, fetched_at=FETCHED, lexicon=load_lexicon())


def lead(day: str = "2026-11-06", href: str = "p/90.html", more: str = "p/90.html") -> str:
    return (
        f"<div class='first'><h2><a href='{href}'>{TITLE}</a></h2>"
        f"<p>各乡镇要落实责任。<a href='{more}'>[详细]</a></p><span>{day}</span></div>"
    )


def test_the_entry_over_the_rows_is_the_first_of_them() -> None:
    found = read(lead())

    assert [item.title for item in found.items][:1] == [TITLE]
    assert [item.date.value for item in found.items if item.date] == [date(2026, 11, 6), *DAYS]
    assert found.rival is None


OTHERS = {
    "older": lead("2026-10-02"),
    "of another folder": lead(href="/tzgg/90.html", more="/tzgg/90.html"),
    "with links to several pages": lead(more="p/91.html"),
    "with a text between": f"{lead()}<p>更多新闻</p>",
    "an entry of the list": lead(href="p/0.html", more="p/0.html"),
}


@pytest.mark.parametrize("over", OTHERS.values(), ids=OTHERS)
def test_what_is_not_certain_is_no_row(over: str) -> None:
    assert len(read(over).items) == len(DAYS)


def test_an_entry_that_is_far_newer_stays_the_rival_of_its_list() -> None:
    old = ROWS.replace("2026-", "2024-")
    tree = parse(f"<title>新闻动态</title><p>首页 &gt; 新闻动态</p>{lead()}<ul>{old}</ul>")
    found = find_list(tree, base=PAGE, fetched_at=FETCHED, lexicon=load_lexicon())

    assert (len(found.items), found.rival) == (len(DAYS), date(2026, 11, 6))
