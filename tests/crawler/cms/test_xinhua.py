import json
from datetime import date

import pytest

from crawler.cms.json_list import FAMILY as JSON_LIST
from crawler.cms.xinhua import FAMILY
from schema.types.reading import ListState
from testkit.family_pages import lines, read_by

PLACE = '<ul id="showData0" data="datasource:0a1b2c"></ul>'
FILE = "http://www.county.gov.cn/tzgg/ds_0a1b2c.json"


def test_rows_are_in_the_file_of_the_data_source() -> None:
    reading = read_by(FAMILY, PLACE)

    assert reading is not None
    assert reading.list_state is ListState.ELSEWHERE
    assert [(step.url, step.purpose) for step in reading.follow or ()] == [(FILE, "rows")]


def test_place_of_the_list_is_asked_before_a_menus() -> None:
    menu = '<div id="nav" data="datasource:99ff"></div>'

    reading = read_by(FAMILY, menu + PLACE)

    assert reading is not None
    assert [step.url.rpartition("/")[2] for step in reading.follow or ()] == [
        "ds_0a1b2c.json",
        "ds_99ff.json",
    ]


def test_rows_in_the_page_are_left_to_the_generic_reader() -> None:
    assert read_by(FAMILY, PLACE.replace("></ul>", f">{lines((3, 2))}</ul>")) is None


def test_rows_of_the_file_are_read() -> None:
    row = {
        "showTitle": "<a>通知</a>",
        "publishUrl": "../a/c.html",
        "publishTime": "2020-09-03 10:00",
    }

    reading = read_by(JSON_LIST, json.dumps({"datasource": [row]}), FILE)

    assert reading is not None
    item = (reading.items or ())[0]
    assert (item.title, item.url) == ("通知", "http://www.county.gov.cn/a/c.html")
    assert item.date is not None
    assert item.date.value == date(2020, 9, 3)


@pytest.mark.parametrize("rows", [[], [{"id": 1}]], ids=["no_row", "no_titles"])
def test_file_without_rows_is_never_an_empty_list(rows: list[dict[str, object]]) -> None:
    reading = read_by(JSON_LIST, json.dumps({"datasource": rows}), FILE)

    assert reading is not None
    assert reading.list_state is ListState.NONE
