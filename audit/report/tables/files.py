"""Tables that are written row by row, as .csv and as a workbook: memory stays flat."""

import csv
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import IO, Self, TextIO, cast

from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font
from openpyxl.worksheet.worksheet import Worksheet

from audit.report.cells import Value, csv_value
from audit.report.fields import Field, TableShape
from audit.report.workbook import (
    BORDER,
    HEAD_FILL,
    HEAD_FONT,
    HEI,
    MIDDLE,
    SONG,
    height_of,
    new_stream_book,
    prepare_print,
    put,
    set_widths,
)

MOST_ROWS = 1_000_000
"""A worksheet takes 1,048,576; more rows go on in the next one."""
_HEAD_ROW = 3
_HEIGHTS = (30, 18)
_LEAST_HEAD = 24
_FITTED_ROWS = 2_000
"""Rows of a sheet that get a height of their own; more would have to be kept in memory."""
_TITLE = Font(name=HEI, size=16)
_LINE = Font(name=SONG, size=9)
_PLAIN = Alignment(vertical="center")
_RIGHT = Alignment(vertical="center", horizontal="right")


class CsvTable:
    """One table as lines of .csv; the caller opens the stream as UTF-8 without line changes."""

    def __init__(self, stream: TextIO, shape: TableShape) -> None:
        self._lines = csv.writer(stream)
        self._lines.writerow(shape.heads)

    def append(self, row: Sequence[Value]) -> None:
        """Write one row; what a spreadsheet might compute is quoted."""
        self._lines.writerow([csv_value(value) for value in row])


class BookOfTables:
    """A workbook of tables, written one after another; `line` stands over every table.

    As a context it ends in good order even where nobody came to save it.
    """

    def __init__(
        self, title: str, as_of: datetime, line: str, *, most_rows: int = MOST_ROWS
    ) -> None:
        self._book = new_stream_book(title, as_of)
        self._title = title
        self._line = line
        self._most_rows = most_rows
        self._shape: TableShape | None = None
        self._page: Worksheet | None = None
        self._rows = 0
        self._parts = 0
        self._saved = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        if self._page is not None and not self._saved:
            self.save(BytesIO())

    def begin(self, shape: TableShape) -> None:
        """Begin a table on a sheet of its own."""
        self._shape, self._parts = shape, 0
        self._next_sheet(shape)

    def append(self, row: Sequence[Value]) -> None:
        """Write one row of the table that was begun last; raise ValueError before any was."""
        if self._shape is None or self._page is None:
            raise ValueError("no table was begun")
        if self._rows >= self._most_rows:
            self._next_sheet(self._shape)
        page = self._page_now()
        if self._rows < _FITTED_ROWS:
            pairs = zip(row, self._shape.fields, strict=True)
            texts = [(one if isinstance(one, str) else "", field.width) for one, field in pairs]
            page.row_dimensions[_HEAD_ROW + 1 + self._rows].height = height_of(texts) + 4
        fields = self._shape.fields
        page.append([self._cell(page, *one) for one in zip(row, fields, strict=True)])
        self._rows += 1

    def save(self, stream: IO[bytes]) -> None:
        """Write the workbook out; nothing can be added after."""
        self._saved = True
        self._book.save(stream)

    def _page_now(self) -> Worksheet:
        return cast("Worksheet", self._page)

    def _next_sheet(self, shape: TableShape) -> None:
        self._parts += 1
        self._rows = 0
        name = shape.title if self._parts == 1 else f"{shape.title}（{self._parts}）"
        page = cast("Worksheet", self._book.create_sheet(name))
        set_widths(page, shape.fields)
        page.freeze_panes = f"A{_HEAD_ROW + 1}"
        prepare_print(page, head=_HEAD_ROW)
        for row, height in enumerate(_HEIGHTS, start=1):
            page.row_dimensions[row].height = height
        wrapped = height_of([(field.head, field.width) for field in shape.fields]) + 4
        page.row_dimensions[_HEAD_ROW].height = max(_LEAST_HEAD, wrapped)
        for text, font in ((f"{self._title}　{name}", _TITLE), (self._line, _LINE)):
            cell = put(WriteOnlyCell(page), text)
            cell.font, cell.alignment, cell.border = font, _PLAIN, Border()
            page.append([cell])
        page.append([self._head(page, head) for head in shape.heads])
        self._page = page

    @staticmethod
    def _head(page: Worksheet, text: str) -> Cell:
        cell = put(WriteOnlyCell(page), text)
        cell.font, cell.fill, cell.border, cell.alignment = HEAD_FONT, HEAD_FILL, BORDER, MIDDLE
        return cell

    @staticmethod
    def _cell(page: Worksheet, value: Value, field: Field) -> Cell:
        cell = put(WriteOnlyCell(page), value)
        cell.border = BORDER
        if field.head.endswith("%"):
            cell.number_format = "0.0"
        if not isinstance(value, str):
            cell.alignment = _RIGHT
        return cell
