from datetime import UTC, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from audit.report.fields import Field, Table, TableShape
from audit.report.workbook import height_of, new_book, prepare_print, write_table

SHAPE = TableShape(
    title="表",
    fields=(
        Field(head="名称", width=10, meaning="名称", source="登记"),
        Field(head="数", width=6, meaning="数", source="统计"),
    ),
)
AS_OF = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)


def test_rows_are_as_high_as_their_longest_cell() -> None:
    one, two = height_of([("短", 10)]), height_of([("十二个汉字十二个汉字十二", 14)])

    assert two > one
    assert height_of([("一\n二\n三", 20)]) == height_of([("一二三四五六七八九", 8)])
    assert height_of([("长" * 9000, 10)]) == 409


def test_table_keeps_numbers_as_numbers_and_formulas_as_texts() -> None:
    book = new_book("题", AS_OF)
    write_table(book, Table(shape=SHAPE, rows=[("=A1", 3), ("正常", None)]))
    stream = BytesIO()
    book.save(stream)
    page = load_workbook(stream)["表"]

    assert [[cell.value for cell in row] for row in page.iter_rows()] == [
        ["名称", "数"],
        ["=A1", 3],
        ["正常", None],
    ]
    assert (page["A2"].data_type, page["A2"].quotePrefix) == ("s", True)
    assert page["A1"].font.name == "黑体"


def test_stamps_are_those_of_the_monitoring_point() -> None:
    properties = new_book("题", AS_OF).properties

    assert properties.created == properties.modified
    assert properties.created.isoformat() == "2026-11-23T01:00:00"


@pytest.mark.parametrize("scale", [None, 80])
def test_page_is_fitted_unless_a_scale_is_named(scale: int | None) -> None:
    page = new_book("题", AS_OF).create_sheet("表")
    prepare_print(page, head=3, scale=scale)
    told = page.sheet_properties.pageSetUpPr

    assert bool(told and told.fitToPage) == (scale is None)
    assert page.page_setup.scale == scale
    assert page.print_title_rows == "$3:$3"
