from typing import Any

import pytest

from audit.people.self_check import Answer, Compared, compare, read_self_check
from config.casework_files import load_self_check_words
from schema.forms.grid import read_sheets
from schema.types.errors import FormError
from testkit.side_facts import make_link

HEAD = "一级指标,二级指标,考察点,是否完成指标,问题整改对策\n"


def rows_of(text: str) -> Any:
    sheets = read_sheets("自查表.csv", text.encode())
    return read_self_check("自查表.csv", sheets, load_self_check_words())


def test_rows_are_read_by_their_headings_wherever_they_stand() -> None:
    (row,) = rows_of("某县政府网自查表\n考察点,是否 完成 指标,问题整改对策\nV4 ,是,无\n")

    assert (row.point, row.answer, row.measures) == ("V4", Answer.YES, "无")


def test_a_name_that_spans_rows_is_carried_down() -> None:
    rows = rows_of(HEAD + "单项否决,严重错误,甲,完成,\n,,乙,否,整改\n")

    assert [row.name for row in rows] == ["严重错误", "严重错误"]


def test_a_table_without_the_headings_is_refused() -> None:
    with pytest.raises(FormError, match="self-check"):
        rows_of("序号,网址\n1,http://x.example/\n")


def test_answers_are_compared_with_the_machine_item_by_item(make: Any) -> None:
    dead = make.twice(make_link())
    sheet = make.sheet(make.visit(), make.fresh_column("a/"), *dead)
    machine = {item.id: item.finding.verdict for item in sheet.items}
    rows = rows_of(
        HEAD + "可用性,链接可用性：首页,,是,\n单项否决,V4,严重错误,是,\n其他,不存在的指标,,是,\n"
    )

    found, strange = compare(rows, sheet)
    results = {one.item: one.result for one in found}

    assert results["A2.1"] is Compared.GRAVE
    assert results["V4"] is Compared.OPEN
    assert [row.name for row in strange] == ["不存在的指标"]
    assert results.keys() == machine.keys()


def test_an_item_that_was_decided_and_not_answered_is_missing(make: Any) -> None:
    sheet = make.sheet(make.visit(), *make.twice(make_link()))
    found, _ = compare((), sheet)
    by_item = {one.item: one.result for one in found}

    assert by_item["A2.1"] is Compared.MISSING
    assert by_item["V4"] is Compared.OPEN


def test_an_office_that_owns_up_agrees(make: Any) -> None:
    sheet = make.sheet(make.visit(), *make.twice(make_link()))
    found, _ = compare(rows_of(HEAD + "可用性,A2.1,,否,已联系修复\n"), sheet)
    item = next(one for one in found if one.item == "A2.1")

    assert (item.result, item.measures) == (Compared.AGREES, "已联系修复")
