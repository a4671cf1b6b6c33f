from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from config.lexicon import load_lexicon
from crawler.extract.lists.list_reading import ListReading
from crawler.extract.lists.lists import find_list
from crawler.extract.page.dom import parse
from schema.types.reading import ListState

PAGE = "http://www.county.gov.cn/xxgk/ghjh/index.html"
FETCHED = datetime(2020, 11, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
FRESH = "<ul>{}</ul>".format(
    "".join(
        f"<li><a href='/xw/t20201109_{n}.html'>第{n}次全县安全生产工作会议召开</a><i>11-09</i></li>"
        for n in range(8)
    )
)
LATEST = f"<h2>部门动态</h2>{FRESH}"
"""A longer and fresher list of another column."""


def rows(count: int, address: str, day: str) -> str:
    return "".join(
        f"<li><a href='{address.format(n)}'>某县第{n}个五年规划纲要</a>{day}</li>"
        for n in range(1, count + 1)
    )


def read(main: str, page: str = PAGE, beside: str = LATEST) -> ListReading:
    tree = parse(f"<title>规划计划</title><div class='l'>{beside}</div><div class='r'>{main}</div>")
    return find_list(tree, base=page, fetched_at=FETCHED, lexicon=load_lexicon())


@pytest.mark.parametrize("count", [1, 3])
def test_few_rows_of_the_own_folder_come_before_a_longer_side_bar(count: int) -> None:
    found = read(f"<ul>{rows(count, './2019/t{}.html', '<i>2019-05-06</i>')}</ul>")

    assert [item.date.value.year for item in found.items if item.date] == [2019] * count


def test_own_rows_without_dates_come_before_a_dated_side_bar() -> None:
    found = read(f"<ul>{rows(5, './t{}.html', '')}</ul>")

    assert [item.date for item in found.items] == [None] * 5


@pytest.mark.parametrize("address", ["content/post_{}.html", "art/2019/art_{}.html"])
def test_rows_below_the_folder_that_every_column_has_are_own(address: str) -> None:
    page = PAGE.removesuffix("index.html")

    found = read(f"<ul>{rows(2, address, '<i>2019-05-06</i>')}</ul>", page)

    assert len(found.items) == 2


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("./{}/", PAGE),
        ("./zxgh/2019/t{}.html", PAGE),
        ("/zcwj/t{}.html", PAGE),
        ("./t{}.html", f"{PAGE}?id=3"),
    ],
    ids=[
        "child_columns",
        "a_child_s_entries",
        "another_folder",
        "asked_of_a_program",
    ],
)
def test_other_addresses_tell_nothing(address: str, page: str) -> None:
    found = read(f"<ul>{rows(3, address, '<i>2019-05-06</i>')}</ul>", page)

    assert len(found.items) == 8


def test_every_block_of_a_homepage_is_its_own() -> None:
    page = "http://www.county.gov.cn/index.html"

    assert len(read(f"<ul>{rows(3, './t{}.html', '<i>2019-05-06</i>')}</ul>", page).items) == 11


def test_list_with_a_pager_stays_the_main_one() -> None:
    pager = "<a href='index_1.html'>下一页</a>"
    own = rows(2, "./t{}.html", "<i>2019-05-06</i>")
    tree = parse(f"<title>规划计划</title><ul>{own}</ul><div>{LATEST}{pager}</div>")
    found = find_list(tree, base=PAGE, fetched_at=FETCHED, lexicon=load_lexicon())

    assert len(found.items) == 8


@pytest.mark.parametrize(
    ("beside", "day", "disputed"),
    [
        (FRESH, "<i>2019-05-06</i>", True),
        (f"<h2>规划</h2>{FRESH}", "<i>2019-05-06</i>", True),
        (FRESH, "", True),
        (FRESH, "<i>2020-11-12</i>", False),
        (LATEST, "<i>2019-05-06</i>", False),
    ],
    ids=["nothing_over_it", "own_name_over_it", "undated", "own_is_newer", "another_s_name"],
)
def test_fresher_list_that_nothing_gives_to_another_column_disputes_the_days(
    beside: str, day: str, *, disputed: bool
) -> None:
    """The entries may have moved elsewhere, with an old block of the folder left beside them."""
    found = read(f"<ul>{rows(5, './t{}.html', day)}</ul>", beside=beside)

    assert (len(found.items), found.rival is not None) == (5, disputed)


def test_list_under_the_page_s_name_comes_before_one_under_another() -> None:
    own = rows(2, "/art/t{}.html", "<i>2019-05-06</i>")
    found = read(f"<div class='tit'>规划计划</div><ul>{own}</ul>")

    assert [item.date.value.year for item in found.items if item.date] == [2019] * 2


@pytest.mark.parametrize(
    "main",
    ["<ul></ul><p>暂无相关信息</p>", "<ul id='rows'></ul><script>$.ajax('/rows')</script>"],
    ids=["says_that_it_is_empty", "filled_by_a_script"],
)
def test_list_under_another_name_is_not_the_one_that_was_not_seen(main: str) -> None:
    found = read(main)

    assert (found.state, found.items) == (ListState.UNREADABLE, ())


def test_the_page_itself_asked_for_another_month_is_no_entry_of_its_folder() -> None:
    months = "".join(f"<li><a href='?m=2016{n}'>2016年{n}月</a>({n})</li>" for n in (11, 10, 12))

    found = read(f"<ul>{months}</ul>", beside=FRESH)

    assert {item.date.value.year for item in found.items if item.date} == {2020}
