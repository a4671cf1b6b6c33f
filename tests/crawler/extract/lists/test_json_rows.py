import time

import pytest

from crawler.extract.lists.json_fields import FieldMap
from crawler.extract.lists.json_items import state_of
from crawler.extract.lists.json_rows import (
    JsonList,
    find_json_list,
    json_lists,
    load_json,
    tells_failure,
)
from schema.types.reading import ListState

FIELDS = FieldMap()


def test_jsonp_is_json() -> None:
    assert load_json('callback_1({"a": 1});') == {"a": 1}


@pytest.mark.parametrize("text", ["<html>", "", "{", "f(1", "[" * 100_000], ids=str.__len__)
def test_anything_else_is_none(text: str) -> None:
    assert load_json(text) is None


def test_array_of_titled_objects_is_the_list() -> None:
    data = {"code": 0, "data": {"total": 2, "rows": [{"Title": "甲"}, {"Title": "乙"}], "ids": [1]}}

    found = find_json_list(data, FIELDS)

    assert found is not None
    assert (len(found.rows), found.total) == (2, 2)


def test_zero_records_are_an_empty_list() -> None:
    found = find_json_list({"data": {"total": 0, "rows": []}}, FIELDS)

    assert found is not None
    assert state_of(found, ()) is ListState.EMPTY


FAILED = {
    "its success": ({"success": False}, True),
    "its code": ({"code": 500}, True),
    "its message": ({"code": 1, "msg": "查询失败"}, True),
    "its message of what is missing": ({"code": 0, "msg": "缺少参数siteId"}, True),
    "its message alone": ({"message": "Invalid parameter"}, True),
    "all is well": ({"code": 0, "msg": "操作成功", "success": True}, False),
    "a message of zero records": ({"code": 200, "msg": "暂无数据"}, False),
    "a message that is none": ({"code": 1, "msg": None}, False),
}


@pytest.mark.parametrize(("told", "failed"), FAILED.values(), ids=FAILED)
def test_answer_that_tells_of_a_failure_is_no_empty_list(
    told: dict[str, object], *, failed: bool
) -> None:
    found = find_json_list({**told, "data": {"total": 0, "list": []}}, FieldMap())

    assert (found is not None and found.says_empty) is not failed


def test_empty_array_without_a_total_proves_nothing() -> None:
    assert find_json_list({"rows": []}, FIELDS) is None
    assert state_of(JsonList(rows=(), total=None), ()) is ListState.UNREADABLE


def test_many_lists_of_one_answer_take_no_time() -> None:
    data = {"code": 0, **{f"list{number}": [{"title": "通知"}] for number in range(4_000)}}
    began = time.process_time()

    assert len(list(json_lists(data, FieldMap()))) == len(data) - 1
    assert time.process_time() - began < 1.0  # it was many seconds


def test_count_of_a_list_is_the_nearest_one() -> None:
    data = {"total": 9, "data": {"list": [{"title": "通知"}], "page": {"total": 4, "rows": []}}}

    assert [found.total for found in json_lists(data, FieldMap())] == [9, 4]


@pytest.mark.parametrize(
    ("answer", "failed"),
    [
        ({"code": 0, "msg": "系统繁忙，请稍后再试"}, True),
        ({"code": 0, "msg": "请选择栏目"}, True),
        ({"state": False}, True),
        ({"result": "error"}, True),
        ({"state": 0, "result": []}, False),
        ({"code": 0, "msg": "操作成功", "ok": True}, False),
    ],
)
def test_answer_tells_of_a_failure_by_flag_or_words(
    answer: dict[str, object], *, failed: bool
) -> None:
    assert tells_failure(answer) is failed
