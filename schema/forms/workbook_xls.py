"""Sheets of an .xls workbook (BIFF, also as WPS writes it)."""

import io
from typing import Any

from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel
from xlrd import biffh, open_workbook

from schema.forms.sheet import Merge, Row, Sheet, fill_down
from schema.forms.sheet_xml import moment_text, number_text
from schema.types.errors import FormError


def read_xls(name: str, data: bytes) -> tuple[Sheet, ...]:
    """Read the sheets, hidden ones only by name; raise FormError for anything but a sound .xls."""
    try:
        book = open_workbook(  # type: ignore[no-untyped-call]
            file_contents=data, logfile=io.StringIO(), formatting_info=True, ragged_rows=True
        )
        return tuple(_sheet(book, sheet) for sheet in book.sheets())
    except Exception as err:
        raise FormError(
            f"{name}: no .xls workbook can be read in it (damaged, locked by a password, or "
            "another kind of document); save it as .xlsx"
        ) from err


def _sheet(book: Any, sheet: Any) -> Sheet:
    if sheet.visibility:
        return Sheet(name=sheet.name, rows=(), hidden=True)
    rows = []
    for index in range(sheet.nrows):
        info = sheet.rowinfo_map.get(index)
        row = Row(number=index + 1, cells={}, hidden=bool(info and info.hidden))
        for column, cell in enumerate(sheet.row(index), start=1):
            _take(row, column, cell, old_epoch=bool(book.datemode))
        if row.cells or row.flaws:
            rows.append(row)
    merges = (
        Merge(top=top + 1, left=left + 1, bottom=below)
        for top, below, left, _ in sheet.merged_cells
    )
    fill_down(rows, merges)
    return Sheet(name=sheet.name, rows=tuple(rows), date1904=bool(book.datemode))


def _take(row: Row, column: int, cell: Any, *, old_epoch: bool) -> None:
    if cell.ctype == biffh.XL_CELL_ERROR:
        code = biffh.error_text_from_code.get(cell.value, "#?")
        row.flaws[column] = f"the error {code}"
        return
    text = _text(cell, old_epoch=old_epoch).strip()
    if text:
        row.cells[column] = text


def _text(cell: Any, *, old_epoch: bool) -> str:
    if cell.ctype == biffh.XL_CELL_NUMBER:
        return number_text(cell.value)
    if cell.ctype == biffh.XL_CELL_BOOLEAN:
        return "true" if cell.value else "false"
    if cell.ctype == biffh.XL_CELL_DATE:
        epoch = CALENDAR_MAC_1904 if old_epoch else CALENDAR_WINDOWS_1900
        return moment_text(from_excel(cell.value, epoch))
    return str(cell.value)
