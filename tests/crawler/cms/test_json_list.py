import json
from datetime import date

import pytest

from config.lexicon import load_lexicon
from crawler.cms.json_list import FAMILY
from crawler.extract.page.dom import parse
from crawler.extract.page.family import FamilyPage, FamilyReading
from schema.types.reading import LetterState, ListState

URL = "http://www.county.gov.cn/api/list"
ROWS = [{"TITLE": "通知", "URL": "/1.html", "pubDate": "2020-01-02"}]
ANSWERS = {
    "array": json.dumps(ROWS),
    "wrapped": json.dumps({"code": 200, "data": {"list": ROWS}}),
    "jsonp": f"show({json.dumps(ROWS)})",
}


def read(text: str) -> FamilyReading:
    page = FamilyPage(
        text=text,
        tree=parse(text),
        url=URL,
        base=URL,
        fetched_at=None,
        content_type="application/json",
        lexicon=load_lexicon(),
    )
    reading = FAMILY.read(page)
    assert reading is not None
    return reading


@pytest.mark.parametrize("text", ANSWERS.values(), ids=ANSWERS.keys())
def test_rows_of_any_vendor_are_read(text: str) -> None:
    assert FAMILY.recognise(text, parse(text), URL)
    assert [(item.title, item.url) for item in read(text).items or ()] == [
        ("通知", "http://www.county.gov.cn/1.html")
    ]


def test_shorter_list_of_an_answer_with_newer_days_is_a_rival() -> None:
    old = [{"title": f"热点{n}", "url": f"/{n}.html", "pubDate": "2019-01-02"} for n in range(3)]

    reading = read(json.dumps({"data": {"hot": old, "list": ROWS}}))

    assert (len(reading.items or ()), reading.rival) == (3, date(2020, 1, 2))


def test_zero_records_are_an_empty_list() -> None:
    assert read('{"total": 0, "rows": []}').list_state is ListState.EMPTY


def test_other_json_is_no_list() -> None:
    assert read('{"visits": 3}').list_state is ListState.NONE


@pytest.mark.parametrize(
    "text", ["<html></html>", "正文", "{}}", ""], ids=["html", "text", "bad", "none"]
)
def test_anything_else_is_not_recognised(text: str) -> None:
    assert not FAMILY.recognise(text, parse(text), URL)


@pytest.mark.parametrize(
    "told", ['"code": 500', '"code": "401"', '"success": false', '"status": "error"']
)
def test_answer_that_tells_of_an_error_is_not_empty(told: str) -> None:
    assert read(f'{{{told}, "total": 0, "rows": []}}').list_state is not ListState.EMPTY


@pytest.mark.parametrize("told", ['"code": 200', '"code": "0"', '"success": true'])
def test_answer_that_tells_of_success_may_be_empty(told: str) -> None:
    assert read(f'{{{told}, "total": 0, "rows": []}}').list_state is ListState.EMPTY


def test_more_records_than_rows_are_told() -> None:
    assert read(json.dumps({"total": 9, "rows": ROWS})).more
    assert not read(json.dumps({"total": 1, "rows": ROWS})).more


def test_rows_of_letters_are_read_as_letters() -> None:
    row = {"title": "咨询河堤", "lysj": "2020-03-07", "clyj": "该段河堤已列入明年加固计划。"}

    (post,) = read(json.dumps({"data": [row]})).posts or ()
    assert (post.title, post.state) == ("咨询河堤", LetterState.ANSWERED)
    assert read(json.dumps(ROWS)).posts == ()
