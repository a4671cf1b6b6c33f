"""The one sheet of a text file: comma, semicolon or tab, in UTF-8, UTF-16 or GB18030."""

import codecs
import csv
import io
import re
from collections import Counter

from schema.forms.sheet import Row, Sheet
from schema.types.errors import FormError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DELIMITERS = (",", "\t", ";")
_SAMPLE_ROWS = 60
_LINES_IN_A_CELL = 10
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_DOS_END = "\x1a"


def read_text_table(name: str, data: bytes) -> tuple[Sheet, ...]:
    """Read a text file as one sheet; raise FormError for what is no text or no table."""
    text = _decoded(name, data).rstrip(_DOS_END)
    if _CONTROL.search(text):
        raise FormError(f"{name}: this is neither a workbook nor a text table")
    if text.lstrip()[:1] == "<":
        raise FormError(f"{name}: this is an HTML or XML page; open it and save it as .xlsx")
    try:
        delimiter = _sniffed(text)
        records = _records(text, delimiter)
        rows = tuple(row for row in map(_row, range(1, len(records) + 1), records) if row.cells)
    except csv.Error as err:
        raise FormError(f"{name}: the text table cannot be read: {err}") from err
    _refuse_swallowed(name, rows, delimiter)
    return (Sheet(name=None, rows=rows),)


def _decoded(name: str, data: bytes) -> str:
    marked = [charset for bom, charset in _BOMS if data.startswith(bom)]
    for charset in marked or ["utf-8", "gb18030"]:
        try:
            return data.decode(charset)
        except UnicodeDecodeError:
            continue
    raise FormError(f"{name}: this is neither a workbook nor text in UTF-8 or GB18030")


def _refuse_swallowed(name: str, rows: tuple[Row, ...], delimiter: str | None) -> None:
    """Refuse a quote that is never closed: it would swallow all rows below in silence."""
    for row in rows if delimiter else ():
        for cell in row.cells.values():
            if min(cell.count("\n"), cell.count(delimiter or "\n")) > _LINES_IN_A_CELL:
                raise FormError(
                    f'{name}: a quote (") that is opened in row {row.number} is not closed'
                )


def _sniffed(text: str) -> str | None:
    """Choose the delimiter that splits most rows alike; None for a list of one column."""
    best, delimiter = 0, None
    for candidate in _DELIMITERS:
        try:
            sample = [r for r in _records(text, candidate, _SAMPLE_ROWS) if any(map(str.strip, r))]
        except csv.Error:
            return candidate  # a cell beyond all measure; reading the whole says so
        widths = Counter(len(record) for record in sample if len(record) > 1)
        if not widths:
            continue
        width, count = max(widths.items(), key=lambda pair: pair[0] * pair[1])
        # Two cells in a few rows are addresses with a comma inside.
        alike = width > 2 or count * 2 >= len(sample)  # noqa: PLR2004
        if alike and width * count > best:
            best, delimiter = width * count, candidate
    return delimiter


def _records(text: str, delimiter: str | None, limit: int | None = None) -> list[list[str]]:
    if delimiter is None:
        return [[line] for line in text.splitlines()]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return [record for record, _ in zip(reader, range(limit or len(text) + 1), strict=False)]


def _row(number: int, record: list[str]) -> Row:
    texts = enumerate(map(str.strip, record), start=1)
    return Row(number=number, cells={column: text for column, text in texts if text})
