from datetime import date
from io import BytesIO
from typing import Any

import pytest
from xlwt import Workbook, easyxf  # type: ignore[attr-defined]

from schema.forms.workbook_xls import read_xls
from schema.types.errors import FormError

DAY = date(2015, 4, 8)


def saved(book: Any) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def book_with(*cells: object, dates_1904: bool = False) -> bytes:
    book = Workbook()
    book.dates_1904 = dates_1904
    sheet = book.add_sheet("基本信息表")
    day = easyxf(num_format_str="YYYY-MM-DD")
    for column, cell in enumerate(cells):
        if isinstance(cell, date):
            sheet.write(0, column, cell, day)
        else:
            sheet.write(0, column, cell)
    return saved(book)


def test_texts_numbers_days_and_flags_are_read_as_a_person_sees_them() -> None:
    data = book_with("网站", 4300000003, 7.5, DAY, *[True, " "])

    (sheet,) = read_xls("a.xls", data)

    assert (sheet.name, sheet.rows[0].number) == ("基本信息表", 1)
    assert list(sheet.rows[0].cells.values()) == ["网站", "4300000003", "7.5", "2015-04-08", "true"]


def test_days_of_the_1904_system_are_the_same_days() -> None:
    (sheet,) = read_xls("a.xls", book_with(DAY, dates_1904=True))

    assert sheet.date1904
    assert sheet.rows[0].cells[1] == "2015-04-08"


def test_merged_cells_reach_down() -> None:
    book = Workbook()
    sheet = book.add_sheet("a")
    sheet.write_merge(0, 2, 0, 0, "主办")
    for row in range(3):
        sheet.write(row, 1, row)

    (found,) = read_xls("a.xls", saved(book))

    assert [row.cells[1] for row in found.rows] == ["主办", "主办", "主办"]


def test_hidden_rows_are_read_and_hidden_sheets_are_not() -> None:
    book = Workbook()
    first, second = book.add_sheet("a"), book.add_sheet("b")
    first.write(0, 0, "x")
    first.write(2, 0, "y")
    first.row(2).hidden = True
    second.write(0, 0, "z")
    second.visibility = 1

    shown, hidden = read_xls("a.xls", saved(book))

    assert [(row.number, row.hidden) for row in shown.rows] == [(1, False), (3, True)]
    assert (hidden.hidden, hidden.rows) == (True, ())


def test_an_error_value_is_a_flaw() -> None:
    book = Workbook()
    book.add_sheet("a").row(0).set_cell_error(1, "#REF!")

    (sheet,) = read_xls("a.xls", saved(book))

    assert sheet.rows[0].flaws == {2: "the error #REF!"}


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), id="empty-compound-file"),
        pytest.param(book_with("甲")[:900], id="cut-off"),
        pytest.param(b"\x09\x08\x10\x00" + b"\xff" * 64, id="bare-stream-of-nothing"),
    ],
)
def test_what_holds_no_workbook_is_one_sentence(data: bytes) -> None:
    with pytest.raises(FormError, match=r"^a\.xls: no \.xls workbook"):
        read_xls("a.xls", data)
