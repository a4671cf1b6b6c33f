from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from config.lexicon import load_lexicon
from crawler.extract.lists.list_reading import ListReading
from crawler.extract.lists.lists import find_list
from crawler.extract.page.dom import parse
from crawler.extract.page.refresh import Response
from schema.types.reading import ListState, RowsPlace

BASE = "http://www.county.gov.cn/hdjl/index_2.html"
FETCHED = datetime(2020, 11, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
LEXICON = load_lexicon()
SIDE = (
    "<div class='side'><h3>热点新闻</h3><ul>"
    + "".join(
        f"<li><a href='/hot/{n}.html'>县政府召开第{n}次安全生产工作会议</a>"
        f"<span>2020-11-0{n}</span></li>"
        for n in range(1, 7)
    )
    + "</ul></div>"
)
ROWS = {
    "items": ("<ul class='list'>{}</ul>", "<li><a href='/x/{n}.html'>{t}</a> {d}</li>"),
    "boxes": ("<div class='list'>{}</div>", "<div><a href='/x/{n}.html'>{t}</a> <i>{d}</i></div>"),
    "table": (
        "<table class='list'><tbody>{}</tbody></table>",
        "<tr><td><a href='/x/{n}.html'>{t}</a></td><td>{d}</td></tr>",
    ),
    "a run behind its links": (
        "<div class='list'>{}</div>",
        "<a href='/x/{n}.html'>{t}</a> {d}<br>",
    ),
    "a run before its links": (
        "<div class='list'>{}</div>",
        "<p class='list'>{d}</p><a href='/x/{n}.html'>{t}</a>",
    ),
}


def list_of(form: str, count: int) -> str:
    around, row = ROWS[form]
    return around.format(
        "".join(
            row.format(n=n, t=f"关于公布第{n}批便民服务事项的通知", d=f"2019-03-{28 - n}")
            for n in range(count)
        )
    )


def read(main: str, rows_at: RowsPlace | None = None, side: str = SIDE) -> ListReading:
    tree = parse(
        "<html><head><title>通知公告</title></head><body>"
        f"<div class='main'>{main}</div>{side}</body></html>"
    )
    response = Response(url=BASE, rows_at=rows_at)
    return find_list(tree, base=BASE, fetched_at=FETCHED, lexicon=LEXICON, response=response)


@pytest.mark.parametrize("form", ROWS)
@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_last_page_of_few_rows_is_read_where_the_page_before_had_its_own(
    form: str, count: int
) -> None:
    first = read(list_of(form, 9))

    last = read(list_of(form, count), first.rows_at)

    assert [item.url for item in last.items] == [
        f"http://www.county.gov.cn/x/{n}.html" for n in range(count)
    ]
    assert all(item.date for item in last.items)
    assert last.known


@pytest.mark.parametrize("form", ROWS)
def test_the_row_may_be_all_that_the_page_holds(form: str) -> None:
    first = read(list_of(form, 9), side="")

    last = read(list_of(form, 1), first.rows_at, side="")

    assert [item.url for item in last.items] == ["http://www.county.gov.cn/x/0.html"]


def test_without_that_place_a_side_bar_is_taken_for_the_list() -> None:
    assert len(read(list_of("boxes", 1)).items) == 6


@pytest.mark.parametrize("form", ROWS)
def test_an_empty_place_holds_no_rows_and_lets_none_in_from_beside_it(form: str) -> None:
    first = read(list_of(form, 9))

    last = read(ROWS[form][0].format(""), first.rows_at)

    assert last.items == ()
    assert last.state is not ListState.READ


def test_a_page_of_another_template_is_read_as_it_looks() -> None:
    first = read(list_of("items", 9))

    other = read("<p>本站已改版。</p>", first.rows_at)

    assert not other.known
    assert len(other.items) == 6


def test_of_places_that_look_alike_the_one_between_the_others_is_taken() -> None:
    around = "<div class='box'><h3>{}</h3>{}</div>"
    beside = around.format("政策", list_of("items", 2).replace("/x/", "/zc/"))
    first = read(beside + around.format("公告", list_of("items", 9)))

    last = read(beside + around.format("公告", list_of("items", 1)), first.rows_at)

    assert [item.url for item in last.items] == ["http://www.county.gov.cn/x/0.html"]


def test_numbers_in_a_templates_names_make_no_other_place() -> None:
    first = read(list_of("items", 9).replace("class='list'", "class='list page1'"))

    last = read(list_of("items", 1).replace("class='list'", "class='list page2'"), first.rows_at)

    assert len(last.items) == 1


def test_a_list_in_parts_of_five_rows_goes_on_in_parts() -> None:
    parts = list_of("items", 5) + list_of("items", 9).replace("/x/", "/y/")
    first = read(parts)

    last = read(parts, first.rows_at)

    assert len(first.items) == 14
    assert last.items == first.items


HOT = list_of("items", 6).replace("/x/", "/hot/")


def apart(*lists: str) -> str:
    return "<p>栏目</p>".join(lists)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ((HOT, list_of("items", 9), HOT), (list_of("items", 9), HOT)),
        ((list_of("items", 9), HOT), (HOT,)),
        ((list_of("items", 9),), (HOT, list_of("items", 9))),
    ],
    ids=["one-before-is-gone", "the-list-is-gone", "one-more"],
)
def test_where_other_blocks_stand_the_place_is_not_known(
    first: tuple[str, ...], last: tuple[str, ...]
) -> None:
    known = read(apart(*first), side="").rows_at

    reading = read(apart(*last), known, side="")

    assert not reading.known
    assert reading.rows_at is None


@pytest.mark.parametrize(
    "row",
    [
        "<li><a href='detail.html'>{{one.title}}，点击查看</a></li>",
        "<li><a href='#'>数据加载中</a></li>",
    ],
)
def test_a_row_without_a_date_where_dated_ones_stood_is_no_list(row: str) -> None:
    first = read(list_of("items", 9))

    last = read(f"<ul class='list'>{row}</ul>", first.rows_at)

    assert last.items == ()
    assert last.state is not ListState.READ


def test_rows_without_dates_may_go_on_in_the_block_beside() -> None:
    short = ROWS["items"][0].format(
        "".join(f"<li><a href='/y/{n}.html'>关于工作的通知{n}</a></li>" for n in range(5))
    )
    long = ROWS["items"][0].format(
        "".join(
            f"<li><a href='/x/{n}.html'>关于公布第{n}批便民服务事项和有关办理要求的通知</a></li>"
            for n in range(5)
        )
    )

    assert read(short + long, side="").more
    assert not read(apart(short, long), side="").more
