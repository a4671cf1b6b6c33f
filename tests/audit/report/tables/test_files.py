import csv
import gc
import io
import tracemalloc
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook

from audit.report.fields import Field, TableShape
from audit.report.tables.files import BookOfTables, CsvTable
from audit.report.tables.summary import Row

AS_OF = datetime(2026, 11, 23, tzinfo=UTC)
SHAPE = TableShape(
    title="按地区",
    fields=(
        Field(head="地区", width=10, meaning="地区", source="登记"),
        Field(head="合格率%", width=8, meaning="合格率", source="统计"),
    ),
)
HOSTILE = '=HYPERLINK("http://evil.example","x")'


def book_of(rows: list[Row], **given: Any) -> Any:
    book = BookOfTables("汇总", AS_OF, "指标版本", **given)
    book.begin(SHAPE)
    for row in rows:
        book.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return load_workbook(stream)


def test_table_has_title_line_and_headings_over_its_rows() -> None:
    page = book_of([("长沙市", Decimal("60.0"))])["按地区"]
    values = [[cell.value for cell in row] for row in page.iter_rows()]

    assert values == [
        ["汇总　按地区", None],
        ["指标版本", None],
        ["地区", "合格率%"],
        ["长沙市", 60],
    ]
    assert page["B4"].number_format == "0.0"
    assert (page.freeze_panes, page.print_title_rows) == ("A4", "$3:$3")
    assert page.page_setup.orientation == "landscape"


def test_hostile_names_stay_texts_in_both_files() -> None:
    cell = book_of([(HOSTILE, None)])["按地区"]["A4"]
    stream = io.StringIO(newline="")
    CsvTable(stream, SHAPE).append((HOSTILE, Decimal("-1.5")))
    (_, line) = csv.reader(io.StringIO(stream.getvalue(), newline=""))

    assert (cell.value, cell.data_type, cell.quotePrefix) == (HOSTILE, "s", True)
    assert line == [f"'{HOSTILE}", "-1.5"]


def test_more_rows_than_a_sheet_takes_go_on_in_the_next() -> None:
    rows: list[Row] = [(f"市{number}", None) for number in range(5)]
    book = book_of(rows, most_rows=2)

    assert book.sheetnames == ["按地区", "按地区（2）", "按地区（3）"]
    assert book["按地区（3）"]["A4"].value == "市4"


def test_row_before_any_table_is_refused() -> None:
    with pytest.raises(ValueError, match="no table was begun"):
        BookOfTables("汇总", AS_OF, "").append(("x",))


def test_book_that_nobody_saved_ends_in_good_order() -> None:
    def abandoned() -> None:
        with BookOfTables("汇总", AS_OF, "") as book:
            book.begin(SHAPE)
            raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        abandoned()

    gc.collect()  # what the library leaves open would be complained of here


class Nowhere(io.RawIOBase):
    """A file that keeps nothing."""

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        return len(data)


@pytest.mark.slow
def test_memory_does_not_grow_with_the_rows() -> None:
    def peak(number: int) -> int:
        tracemalloc.start()
        with BookOfTables("汇总", AS_OF, "") as book:
            book.begin(SHAPE)
            for row in range(number):
                book.append((f"第{row}号", Decimal(row)))
            book.save(Nowhere())
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return highest

    few, many = peak(2_500), peak(10_000)

    assert many - few < 200_000
