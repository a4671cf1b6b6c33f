import json
from datetime import date

import pytest

from config.lexicon import load_lexicon
from crawler.cms.ucap import FAMILY
from crawler.extract.page.dom import parse
from crawler.extract.page.family import FamilyPage, FamilyReading
from schema.types.reading import ListState

HEX = "0123456789abcdef" * 2
URL = "http://www.county.gov.cn/site/c100004/list.shtml"
API = f"http://www.county.gov.cn/common/search/{HEX}?_isAgg=true&_pageSize=2&page=1"
SCRIPT = f"<ul id='list'></ul><script>$.get('/common/search/{HEX}?_isAgg=true&page=1')</script>"


def read(text: str, url: str) -> FamilyReading | None:
    page = FamilyPage(
        text=text,
        tree=parse(text),
        url=url,
        base=url,
        fetched_at=None,
        content_type=None,
        lexicon=load_lexicon(),
    )
    assert FAMILY.recognise(text, page.tree, url)
    return FAMILY.read(page)


def test_search_named_by_a_script_holds_the_rows() -> None:
    reading = read(SCRIPT, URL)

    assert reading is not None
    assert reading.list_state is ListState.ELSEWHERE
    assert [f"http://www.county.gov.cn/common/search/{HEX}?_isAgg=true&page=1"] == [
        step.url for step in reading.follow or ()
    ]


def test_channel_of_the_page_makes_the_address() -> None:
    text = (
        f'<meta name="channelid" content="{HEX}"><ul id="list"></ul>'
        "<script>$.get('/common/search/' + channel)</script>"
    )

    reading = read(text, URL)

    assert reading is not None
    assert HEX in (reading.follow or ())[0].url


def test_static_rows_are_left_to_the_generic_reader() -> None:
    rows = "".join(
        f"<li><a href='{n}.shtml'>第{n}批名录的通知</a>2020-09-0{n}</li>" for n in (3, 2)
    )

    assert read(f"<ul>{rows}</ul>{SCRIPT.partition('</ul>')[2]}", URL) is None


def test_page_without_a_search_is_left_to_the_generic_reader() -> None:
    assert read("<ucapcontent>正文</ucapcontent>", URL) is None


def answer(*titles: str) -> str:
    results = [
        {"title": title, "url": "//www.county.gov.cn/1.shtml", "publishedTime": 1586793600000}
        for title in titles
    ]
    return json.dumps({"data": {"total": len(titles), "results": results}})


def test_results_are_the_rows() -> None:
    reading = read(answer("通知", "公告"), API)

    assert reading is not None
    assert [(item.title, item.url) for item in reading.items or ()] == [
        ("通知", "http://www.county.gov.cn/1.shtml"),
        ("公告", "http://www.county.gov.cn/1.shtml"),
    ]
    assert {date(2020, 4, 14)} == {item.date.value for item in reading.items or () if item.date}


def test_full_page_names_the_next() -> None:
    reading = read(answer("通知", "公告"), API)

    assert reading is not None
    assert [API.replace("page=1", "page=2")] == [step.url for step in reading.follow or ()]


def test_short_page_is_the_last() -> None:
    reading = read(answer("通知"), API)

    assert reading is not None
    assert reading.follow == ()


def test_zero_results_are_an_empty_list() -> None:
    reading = read(answer(), API)

    assert reading is not None
    assert reading.list_state is ListState.EMPTY


def test_answer_of_another_shape_is_unreadable() -> None:
    reading = read('{"error": 1}', API)

    assert reading is not None
    assert reading.list_state is ListState.UNREADABLE


@pytest.mark.parametrize(
    "path",
    [
        f"/search/{HEX}?_isJson=true&page=1",
        "/site/getInfoCommon/?channelid=12&currpage=1&pagesize=20",
        "/getLocalList?channelCode=c100004&page=1",
        "/getManuscripts?channelId=12&page=1",
    ],
)
def test_other_addresses_of_the_rows_are_known(path: str) -> None:
    reading = read(f"<ul id='list'></ul><script>$.get('{path}')</script>", URL)

    assert reading is not None
    assert [step.url for step in reading.follow or ()] == [f"http://www.county.gov.cn{path}"]


def test_rows_of_get_info_common_are_read() -> None:
    url = "http://www.county.gov.cn/getInfoCommon/?channelid=12&currpage=1&pagesize=1"
    rows = [{"title": "通知", "url": "/a.html", "pubtime": "2020-09-03"}]

    reading = read(json.dumps({"infolist": rows}), url)

    assert reading is not None
    assert [item.date and item.date.value for item in reading.items or ()] == [date(2020, 9, 3)]
    assert "currpage=2" in (reading.follow or ())[0].url
