"""The look of our workbooks: fonts by name, borders, wrapped cells, A4 landscape."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import cast

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from audit.report.cells import Value, looks_like_formula, safe_text
from audit.report.fields import Field, Table
from audit.windows import SHANGHAI

SONG = "宋体"
HEI = "黑体"
THIN = Side(style="thin", color="000000")
BORDER = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
TEXT = Alignment(wrap_text=True, vertical="center")
MIDDLE = Alignment(wrap_text=True, vertical="center", horizontal="center")
HEAD_FILL = PatternFill("solid", fgColor="E7E6E6")
BODY_FONT = Font(name=SONG, size=10)
HEAD_FONT = Font(name=HEI, size=10)
_A4 = 9
_LINE_POINTS = 13.5
_TALLEST = 409
"""No row of a workbook is higher, in points."""
_MARGINS = PageMargins(left=0.59, right=0.59, top=0.71, bottom=0.71, header=0.31, footer=0.31)
_WIDE = 0x2E80
"""Characters from here on take two columns of Latin text."""


def new_book(title: str, as_of: datetime) -> Workbook:
    """Give an empty workbook; its stamps are those of the monitoring point, not of the clock."""
    book = Workbook()
    book.remove(book.worksheets[0])
    return _stamped(book, title, as_of)


def new_stream_book(title: str, as_of: datetime) -> Workbook:
    """Give an empty workbook that keeps no row in memory."""
    return _stamped(Workbook(write_only=True), title, as_of)


def _stamped(book: Workbook, title: str, as_of: datetime) -> Workbook:
    book.properties.creator = "pucha"
    book.properties.title = safe_text(title)
    stamp = as_of.astimezone(SHANGHAI).replace(tzinfo=None)
    book.properties.created = stamp
    book.properties.modified = stamp
    return book


def put(cell: Cell, value: Value) -> Cell:
    """Write one value; a text that looks like a formula is stored, and quoted, as a text."""
    cell.font, cell.alignment = BODY_FONT, TEXT
    if not isinstance(value, str):
        cell.value = value
        return cell
    text = safe_text(value)
    cell.value = text
    if looks_like_formula(text):
        cell.data_type = "s"
        cell.quotePrefix = True
    return cell


def fill(page: Worksheet, row: int, column: int, value: Value) -> Cell:
    """Write one value at a place."""
    # never the hidden part of a merge
    return put(cast("Cell", page.cell(row=row, column=column)), value)


def framed(page: Worksheet, row: int, first: int, last: int) -> None:
    """Draw the border of every cell of a row, merged ones among them."""
    for column in range(first, last + 1):
        page.cell(row=row, column=column).border = BORDER


def write_table(book: Workbook, table: Table) -> Worksheet:
    """Write a table as a sheet of its own."""
    page: Worksheet = book.create_sheet(table.shape.title)
    set_widths(page, table.shape.fields)
    widths = [field.width for field in table.shape.fields]
    for number, head in enumerate(table.shape.heads, start=1):
        cell = fill(page, 1, number, head)
        cell.font, cell.fill, cell.border, cell.alignment = HEAD_FONT, HEAD_FILL, BORDER, MIDDLE
    for down, row in enumerate(table.rows, start=2):
        for across, value in enumerate(row, start=1):
            fill(page, down, across, value).border = BORDER
        page.row_dimensions[down].height = height_of(_texts(row, widths))
    page.freeze_panes = "A2"
    prepare_print(page, head=1)
    return page


def set_widths(page: Worksheet, fields: Iterable[Field]) -> None:
    """Set the widths of the columns."""
    for number, field in enumerate(fields, start=1):
        page.column_dimensions[get_column_letter(number)].width = field.width


def prepare_print(page: Worksheet, *, head: int | None, scale: int | None = None) -> None:
    """Make a sheet ready for A4 landscape; row `head` is repeated on every page.

    It is made as wide as the paper, or printed by `scale`: only then its own page breaks count.
    """
    page.page_setup.paperSize = _A4
    page.page_setup.orientation = "landscape"
    if scale is None:
        page.page_setup.fitToWidth = 1
        page.page_setup.fitToHeight = 0
        page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    else:
        page.page_setup.scale = scale
    page.page_margins = _MARGINS
    page.print_options.horizontalCentered = True
    if head is not None:
        page.print_title_rows = f"{head}:{head}"
    footer = HeaderFooterItem()
    footer.center.text = "&A  第 &P 页，共 &N 页"
    page.HeaderFooter.oddFooter = footer
    page.sheet_view.showGridLines = False


def _texts(row: Sequence[Value], widths: Sequence[int]) -> list[tuple[str, float]]:
    pairs = zip(row, widths, strict=True)
    return [(value if isinstance(value, str) else "", width) for value, width in pairs]


def height_of(texts: Sequence[tuple[str, float]]) -> float:
    """Give the height in points that a row needs for (text, width of its cell) side by side."""
    lines = max(_lines(text, width) for text, width in texts)
    return min(lines * _LINE_POINTS + 4, _TALLEST)


def _lines(text: str, width: float) -> int:
    return sum(1 + int((_span(line) - 1) // max(width - 1, 1)) for line in text.split("\n"))


def _span(text: str) -> int:
    return max(1, sum(2 if ord(one) >= _WIDE else 1 for one in text))
