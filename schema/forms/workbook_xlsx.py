"""Sheets of an .xlsx workbook."""

import warnings
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from schema.forms.sheet import Sheet
from schema.forms.sheet_xml import Styles, read_sheet_xml
from schema.types.errors import FormError

MAX_INFLATED = 128 * 2**20
"""Bytes; a full register of a province inflates to a third of it."""
_MAX_PARTS = 5000
_FOREIGN = {
    "word/document.xml": "a Word document",
    "ppt/presentation.xml": "a presentation",
    "xl/workbook.bin": "a binary workbook (.xlsb)",
    "content.xml": "an OpenDocument file",
}


def read_xlsx(name: str, data: bytes) -> tuple[Sheet, ...]:
    """Read the sheets, hidden ones only by name; raise FormError for anything but a sound .xlsx."""
    _inspect(name, data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl's remarks on styles are none of ours
            return _sheets(data)
    except Exception as err:
        raise FormError(
            f"{name}: the workbook is damaged; open it in a spreadsheet program and save it again"
        ) from err


def _inspect(name: str, data: bytes) -> None:
    """Refuse what is no workbook, and what would inflate beyond measure, before opening it."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
    except (BadZipFile, ValueError, OSError, NotImplementedError) as err:
        raise FormError(f"{name}: the file is cut off or damaged (a broken ZIP archive)") from err
    inflated = sum(part.file_size for part in parts)
    if inflated > MAX_INFLATED or len(parts) > _MAX_PARTS:
        raise FormError(
            f"{name}: the workbook inflates to {inflated // 2**20} MB in {len(parts)} parts, more "
            f"than the {MAX_INFLATED // 2**20} MB in {_MAX_PARTS} parts that are read; split it"
        )
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names:
        found = next((what for part, what in _FOREIGN.items() if part in names), "a ZIP archive")
        raise FormError(f"{name}: this is {found}; save the tables as .xlsx, .xls or .csv")


def _sheets(data: bytes) -> tuple[Sheet, ...]:
    reader = ExcelReader(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_strings()
    reader.read_workbook()
    styles = _styles(reader)
    found = []
    for sheet, relation in reader.parser.find_sheets():
        path = relation.target
        if path not in reader.valid_files or "chart" in relation.Type:
            continue
        if sheet.state != "visible":
            found.append(Sheet(name=sheet.name, rows=(), hidden=True))
            continue
        with reader.archive.open(path) as source:
            rows = read_sheet_xml(source, styles)
        old_epoch = styles.epoch == CALENDAR_MAC_1904
        found.append(Sheet(name=sheet.name, rows=rows, date1904=old_epoch))
    return tuple(found)


def _styles(reader: ExcelReader) -> Styles:
    try:
        apply_stylesheet(reader.archive, reader.wb)
        # openpyxl tells it nowhere else
        dates = frozenset(reader.wb._date_formats)  # type: ignore[attr-defined] # noqa: SLF001
    except Exception:  # noqa: BLE001 - a table with broken looks is a table all the same
        dates = frozenset()
    return Styles(strings=reader.shared_strings, dates=dates, epoch=reader.wb.epoch)
