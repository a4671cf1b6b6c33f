from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

from audit.people.self_check_rows import Answer, plain, read_self_check
from config.casework_files import load_self_check_words
from schema.forms.grid import read_sheets
from schema.forms.sheet import Row, Sheet
from schema.types.errors import FormError

HEAD = "一级指标,二级指标,考察点,是否完成指标,问题整改对策\n"


def rows_of(data: str | bytes) -> Any:
    data = data if isinstance(data, bytes) else data.encode()
    return read_self_check("自查表", read_sheets("自查表", data), load_self_check_words())


def workbook(*tables: list[list[str]]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for number, table in enumerate(tables, 1):
        sheet = book.create_sheet(f"表{number}")
        for row in table:
            sheet.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_rows_are_read_by_their_headings_wherever_they_stand() -> None:
    (row,) = rows_of("某县政府网自查表\n考察点,是否 完成 指标,问题整改对策\nV4 ,是,无\n")

    assert (row.point, row.answer, row.measures) == ("V4", Answer.YES, "无")


def test_a_name_that_spans_rows_is_carried_down_and_known_not_to_be_its_own() -> None:
    rows = rows_of(HEAD + "单项否决,严重错误,甲,完成,\n,,乙,否,整改\n")

    assert [(row.name, row.own_name) for row in rows] == [("严重错误", True), ("严重错误", False)]


def test_a_table_without_the_headings_is_refused() -> None:
    with pytest.raises(FormError, match="self-check"):
        rows_of("序号,网址\n1,http://x.example/\n")


def test_every_table_is_read_each_sheet_and_each_part_with_its_own_headings() -> None:
    head, other = ["二级指标", "是否完成指标"], ["是否达标", "考察点"]
    rows = rows_of(
        workbook([head, ["严重错误", "是"], other, ["否", "V1"]], [head, ["首页栏目", "是"]])
    )

    assert [(row.name, row.point, row.answer) for row in rows] == [
        ("严重错误", "", Answer.YES),
        ("", "V1", Answer.NO),
        ("首页栏目", "", Answer.YES),
    ]
    assert [(row.subject_at, row.answer_at) for row in rows] == [
        ("表1!A2", "表1!B2"),
        ("表1!B4", "表1!A4"),
        ("表2!A2", "表2!B2"),
    ]


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("是的", Answer.YES),
        ("", Answer.BLANK),
        ("maybe", Answer.UNCLEAR),
        ("是□否□", Answer.UNCLEAR),
    ],
)
def test_what_is_not_understood_is_no_blank(said: str, answer: Answer) -> None:
    (row,) = rows_of(f"{HEAD},首页栏目,,{said},\n")

    assert (row.answer, row.said) == (answer, said)


def test_an_answer_in_a_cell_that_cannot_be_read_is_unclear() -> None:
    head = Row(number=1, cells={1: "二级指标", 2: "是否完成指标"})
    row = Row(number=2, cells={1: "首页栏目"}, flaws={2: "a formula without a value"})
    (found,) = read_self_check(
        "自查表", [Sheet(name=None, rows=(head, row))], load_self_check_words()
    )

    assert (found.answer, found.said) == (Answer.UNCLEAR, "a formula without a value")


def test_a_hidden_sheet_is_not_read() -> None:
    rows = (Row(number=1, cells={1: "二级指标", 2: "是否完成指标"}),)

    with pytest.raises(FormError):
        read_self_check(
            "自查表", [Sheet(name="旧", rows=rows, hidden=True)], load_self_check_words()
        )


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("1. 空白栏目。", "空白栏目"),
        ("（1）空白栏目", "空白栏目"),
        ("①空白栏目", "空白栏目"),
        ("二、空白栏目；", "空白栏目"),
        ("2周内未更新", "2周内未更新"),
        ("1.5分", "1.5分"),
    ],
)
def test_numbers_and_full_stops_do_not_matter_and_figures_do(text: str, same: str) -> None:
    assert plain(text) == same
