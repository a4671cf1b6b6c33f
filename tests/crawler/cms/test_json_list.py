import json

import pytest

from config.lexicon import load_lexicon
from crawler.cms.json_list import FAMILY
from crawler.extract.dom import parse
from crawler.extract.family import FamilyPage, FamilyReading
from schema.types.reading import ListState

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


def test_zero_records_are_an_empty_list() -> None:
    assert read('{"total": 0, "rows": []}').list_state is ListState.EMPTY


def test_other_json_is_no_list() -> None:
    assert read('{"visits": 3}').list_state is ListState.NONE


@pytest.mark.parametrize(
    "text", ["<html></html>", "正文", "{}}", ""], ids=["html", "text", "bad", "none"]
)
def test_anything_else_is_not_recognised(text: str) -> None:
    assert not FAMILY.recognise(text, parse(text), URL)
