import json
from dataclasses import replace
from datetime import date
from html import escape
from urllib.parse import parse_qs, urlsplit

import pytest

from config.lexicon import load_lexicon
from crawler.cms import read_by_family
from crawler.cms.unitbuild import FAMILY
from crawler.extract.page.dom import parse
from crawler.extract.page.family import FamilyPage, FamilyReading
from schema.types.reading import ListState

URL = "http://tx.gov.cn/zwgk/index.html"
UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit"
PAGE = (
    f"<script src='/script/AuthorizedRead/unitbuild.js' url='{UNIT}'"
    " queryData=\"{'webId':'8d2','pageId':'11',"
    "'tagId':'当前栏目_list','parseType':'bulidstatic'}\">"
    "</script>"
)


def page(text: str) -> FamilyPage:
    return FamilyPage(
        text=text,
        tree=parse(text),
        url=URL,
        base=URL,
        fetched_at=None,
        content_type=None,
        lexicon=load_lexicon(),
    )


def read(text: str) -> FamilyReading:
    reading = FAMILY.read(page(text))
    assert reading is not None
    return reading


def answer(markup: str) -> str:
    return json.dumps({"success": True, "data": {"html": markup}})


def test_unit_names_where_the_rows_come_from() -> None:
    reading = read(PAGE)

    assert reading.list_state is ListState.ELSEWHERE
    assert [step.url.partition("tagId")[0] for step in reading.follow or ()] == [
        f"http://tx.gov.cn{UNIT}?webId=8d2&pageId=11&"
    ]


def test_query_of_plain_json_is_read() -> None:
    text = PAGE.replace("'webId':'8d2','pageId':'11'", "&quot;webId&quot;:&quot;9&quot;")

    assert FAMILY.recognise(text, parse(text), URL)
    assert "webId=9" in (read(text).follow or ())[0].url


def test_markup_in_the_answer_is_the_list() -> None:
    rows = "".join(f"<li><a href='/{n}.html'>第{n}批通知</a>2020-09-0{n}</li>" for n in (3, 2))

    reading = read(answer(f"<ul>{rows}</ul>"))

    assert [date(2020, 9, 3), date(2020, 9, 2)] == [
        item.date.value for item in reading.items or () if item.date
    ]


def test_pager_that_counts_zero_is_an_empty_list() -> None:
    assert (
        read(answer("<div class='page' count='0' rows='15'></div>")).list_state is ListState.EMPTY
    )


def test_answer_without_rows_or_words_is_unreadable() -> None:
    assert read(answer("<ul></ul>")).list_state is ListState.UNREADABLE


def test_script_without_a_query_is_left_to_the_generic_reader() -> None:
    assert FAMILY.read(page("<script url='/x' src='unitbuild.js'></script>")) is None


def unit(tag: str, number: int = 1) -> str:
    return PAGE.replace("当前栏目_list", tag).replace("'11'", f"'{number}'")


@pytest.mark.parametrize(
    ("names", "asked"),
    [
        (("顶部导航", "右侧", "信息列表", "当前位置"), ["3", "2"]),
        (("顶部导航", "右侧"), ["2", "1"]),
        (("当前位置", "信息列表"), ["2"]),
        (("文章标题列表", "当前栏目信息", "搜索"), ["2", "1"]),
    ],
)
def test_units_named_after_lists_are_asked_first_and_furniture_only_without_them(
    names: tuple[str, ...], asked: list[str]
) -> None:
    text = "".join(unit(name, number) for number, name in enumerate(names, 1))

    follow = read(text).follow or ()

    found = [parse_qs(urlsplit(step.url).query)["pageId"] for step in follow]
    assert found == [[number] for number in asked]


def paged(number: int | None, count: int, shown: int = 2) -> FamilyReading:
    rows = "".join(f"<li><a href='/{n}.html'>第{n}批通知</a>2020-09-0{n}</li>" for n in (3, 2))
    markup = f"<ul>{rows}</ul><div class='page' rows='{shown}' count='{count}'></div>"
    url = f"http://tx.gov.cn{UNIT}?webId=8d2"
    if number is not None:
        url += f"&paramJson=%7B%22pageNo%22%3A{number}%2C%22pageSize%22%3A2%7D"
    reading = FAMILY.read(replace(page(answer(markup)), url=url, base=url))
    assert reading is not None
    return reading


def test_next_page_is_asked_by_param_json() -> None:
    step = (paged(None, count=5).follow or ())[0]
    query = parse_qs(urlsplit(step.url).query)

    assert (step.purpose, query["webId"]) == ("next", ["8d2"])
    assert json.loads(query["paramJson"][0]) == {"pageNo": 2, "pageSize": 2}


def test_page_after_the_second_is_the_third() -> None:
    step = (paged(2, count=5).follow or ())[0]

    assert json.loads(parse_qs(urlsplit(step.url).query)["paramJson"][0])["pageNo"] == 3


def test_last_page_of_the_count_ends_the_list() -> None:
    reading = paged(2, count=4)

    assert (reading.follow, reading.more) == ((), False)


def test_column_under_the_address_of_the_vendors_older_system_is_read_by_its_units() -> None:
    column = replace(page(PAGE), url="http://tx.gov.cn/col/col5201/index.html")

    name, reading = read_by_family(column)

    assert name == "unitbuild"
    assert reading is not None
    assert reading.list_state is ListState.ELSEWHERE


def test_page_of_which_no_family_reads_more_keeps_the_first_familys_name() -> None:
    column = replace(page("<ul><li>通知</li></ul>"), url="http://tx.gov.cn/col/col5201/index.html")

    assert read_by_family(column) == ("hanweb", None)


def test_answer_that_is_escaped_once_more_is_read() -> None:
    rows = "".join(
        f"<li><a href='/art/{n}.html'>第{n}批通知</a><span>2020-09-0{n}</span></li>"
        for n in range(1, 4)
    )
    text = json.dumps({"success": True, "data": {"html": escape(f"<ul>{rows}</ul>")}})

    assert [item.date.value.day for item in read(text).items if item.date] == [1, 2, 3]
