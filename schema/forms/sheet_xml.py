"""Read one worksheet part of an .xlsx as a stream: a million empty rows cost no memory."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import lru_cache
from typing import IO, Any
from xml.parsers import expat

from openpyxl.utils import column_index_from_string
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.datetime import from_excel

from schema.forms.sheet import Merge, Row, fill_down

_PLAIN_INTEGER = re.compile(r"-?\d{1,15}")
_EXACT_INTEGER = 10**21
"""Above this a number is no identification of anything; it stays in its scientific form."""
_NO_VALUE = "a formula without a stored value"


@dataclass(frozen=True, slots=True, kw_only=True)
class Styles:
    """What the workbook knows and the sheet refers to."""

    strings: Sequence[str]
    dates: frozenset[int]
    """Numbers of the cell styles that show a number as a date."""
    epoch: datetime


def read_sheet_xml(source: IO[bytes], styles: Styles) -> tuple[Row, ...]:
    """Read the rows that hold anything; raise ExpatError or ValueError when it is damaged."""
    collector = _Collector(styles)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = collector.start
    parser.EndElementHandler = collector.end
    parser.CharacterDataHandler = collector.text
    parser.EntityDeclHandler = _refuse_entity
    parser.ParseFile(source)
    rows = sorted(collector.rows.values(), key=lambda row: row.number)
    fill_down(rows, collector.merges)
    return tuple(rows)


def number_text(value: float | str) -> str:
    """Write a number as a person typed it: 4300000003.0 is 4300000003."""
    if isinstance(value, str) and _PLAIN_INTEGER.fullmatch(value):
        return value
    number = float(value)
    if number.is_integer() and abs(number) < _EXACT_INTEGER:
        return str(int(number))
    return repr(number)


def moment_text(value: object) -> str:
    """Write a date cell as ISO; the time stands only where there is one."""
    if isinstance(value, datetime):
        whole_day = value.time() == time()
        return value.date().isoformat() if whole_day else value.isoformat(" ", "minutes")
    return str(value)


def _refuse_entity(*_declaration: object) -> None:
    raise ValueError("a worksheet declares no entities")


@lru_cache(maxsize=1024)
def _column(letters: str) -> int:
    return column_index_from_string(letters)


class _Collector:
    """Handlers of the parser; element names are compared without their prefix."""

    def __init__(self, styles: Styles) -> None:
        self.rows: dict[int, Row] = {}
        self.merges: list[Merge] = []
        self._styles = styles
        self._row = self._column = 0
        self._hidden = self._formula = self._in_value = self._in_phonetic = False
        self._type, self._style = "n", 0
        self._texts: list[str] = []
        self._on_start: dict[str, Callable[[dict[str, str]], None]] = {
            "row": self._start_row,
            "c": self._start_cell,
            "f": self._start_formula,
            "v": self._start_value,
            "t": self._start_value,
            "rPh": self._start_phonetic,
            "mergeCell": self._merge,
        }

    def start(self, name: str, attributes: dict[str, str]) -> None:
        handler = self._on_start.get(name.rpartition(":")[2])
        if handler is not None:
            handler(attributes)

    def end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        if local in {"v", "t"}:
            self._in_value = False
        elif local == "rPh":
            self._in_phonetic = False
        elif local == "c":
            self._end_cell()

    def text(self, data: str) -> None:
        if self._in_value:
            self._texts.append(data)

    def _start_row(self, attributes: dict[str, str]) -> None:
        given = attributes.get("r")
        self._row = int(float(given)) if given else self._row + 1
        self._hidden = attributes.get("hidden") in {"1", "true"}
        self._column = 0

    def _start_cell(self, attributes: dict[str, str]) -> None:
        given = attributes.get("r")
        self._column = _column(given.rstrip("0123456789")) if given else self._column + 1
        self._type = attributes.get("t", "n")
        self._style = int(attributes.get("s", "0"))
        self._formula = False
        self._texts = []

    def _start_formula(self, _attributes: dict[str, str]) -> None:
        self._formula = True

    def _start_value(self, _attributes: dict[str, str]) -> None:
        self._in_value = not self._in_phonetic

    def _start_phonetic(self, _attributes: dict[str, str]) -> None:
        self._in_phonetic = True

    def _merge(self, attributes: dict[str, str]) -> None:
        left, top, _, bottom = range_boundaries(attributes["ref"])
        if isinstance(left, int) and isinstance(top, int) and isinstance(bottom, int):
            self.merges.append(Merge(top=top, left=left, bottom=bottom))

    def _end_cell(self) -> None:
        raw = "".join(self._texts)
        if not raw:
            if self._formula:
                self._row_here().flaws[self._column] = _NO_VALUE
            return
        if self._type == "e":
            self._row_here().flaws[self._column] = f"the error {raw}"
            return
        value = self._value(raw).strip()
        if value:
            self._row_here().cells[self._column] = value

    def _row_here(self) -> Row:
        row = self.rows.get(self._row)
        if row is None:
            row = self.rows[self._row] = Row(number=self._row, cells={}, hidden=self._hidden)
        return row

    def _value(self, raw: str) -> str:
        if self._type == "s":
            return self._styles.strings[int(raw)]
        if self._type == "b":
            return "true" if raw == "1" else "false"
        if self._type != "n":
            return raw
        if self._style in self._styles.dates:
            return _date_text(float(raw), self._styles.epoch)
        return number_text(raw)


def _date_text(serial: float, epoch: datetime) -> str:
    try:
        moment: Any = from_excel(serial, epoch)
    except (OverflowError, ValueError):
        return number_text(serial)
    return number_text(serial) if isinstance(moment, timedelta) else moment_text(moment)
