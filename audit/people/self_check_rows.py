"""A self-check sheet (自查表) as it stands in a file: its rows, and where each of them is."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from schema.forms.sheet import Row, Sheet, address
from schema.types.casework_words import SelfCheckWords
from schema.types.errors import FormError

_CIRCLED = re.compile(r"^\s*[①-⑳]")
_NUMBER = re.compile(
    r"^(?:\([0-9一二三四五六七八九十]+\)|[0-9一二三四五六七八九十]+(?:[、,:)]|\.(?!\d)))"
)


class Answer(StrEnum):
    """What an office says of one item."""

    YES = "yes"
    NO = "no"
    NONE = "none"
    """不适用."""
    BLANK = "blank"
    """Nothing."""
    UNCLEAR = "unclear"
    """Something that is not understood: it is held against nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfRow:
    """One filled row; `where` is its number in the file."""

    name: str
    """二级指标, carried down from the row that it stands in."""
    own_name: bool
    """Whether it stands in this row, or in a merged cell that covers it."""
    point: str
    answer: Answer
    said: str
    measures: str
    where: int
    subject_at: str
    """The cell that says what the row is about, with its sheet where that has a name."""
    answer_at: str
    flaw: str = ""
    """Why a cell that says what the row is about cannot be read."""


def read_self_check(name: str, sheets: Sequence[Sheet], words: SelfCheckWords) -> list[SelfRow]:
    """Read the rows of every table with the headings; raise FormError where there is none."""
    tables = [list(_tables(one, words)) for one in sheets if not one.hidden]
    if not any(tables):
        wanted = "二级指标 or 考察点, and 是否完成指标"
        raise FormError(f"{name}: no table of a self-check sheet was found: it has {wanted}")
    return [row for found in tables for columns, rows in found for row in _rows(rows, columns)]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    """Which column holds what, and how its answers are spelled."""

    sheet: str | None
    at: dict[str, int]
    answers: dict[str, Answer]

    def cell(self, row: int, *fields: str) -> str:
        """Give the address of the first of these columns that the table has."""
        where = address(row, next(self.at[one] for one in fields if one in self.at))
        return f"{self.sheet}!{where}" if self.sheet else where


def _tables(sheet: Sheet, words: SelfCheckWords) -> Iterator[tuple[_Columns, list[Row]]]:
    """Give each table of a sheet: a row of headings, and what stands under it."""
    spelled = {folded(one): Answer(word) for word, all_ in words.words.items() for one in all_}
    rows: list[Row] | None = None
    for row in sheet.rows:
        at = _columns(row, words)
        if "done" in at and at.keys() & {"name", "point"}:
            rows = []
            yield _Columns(sheet=sheet.name, at=at, answers=spelled), rows
        elif rows is not None:
            rows.append(row)


def _columns(row: Row, words: SelfCheckWords) -> dict[str, int]:
    spelled = {folded(one): field for field, headings in words.headings.items() for one in headings}
    return {
        spelled[folded(text)]: column
        for column, text in row.cells.items()
        if folded(text) in spelled
    }


def _rows(rows: Sequence[Row], columns: _Columns) -> Iterator[SelfRow]:
    name = ""
    for row in rows:
        cells = {field: row.cells.get(column, "") for field, column in columns.at.items()}
        flaws = {
            field: row.flaws[column] for field, column in columns.at.items() if column in row.flaws
        }
        own, point, said = cells.get("name", ""), cells.get("point", ""), cells["done"]
        name = own or name  # 二级指标 spans the rows of its 考察点
        if not (own or point or said or flaws):
            continue
        yield SelfRow(
            name=name,
            own_name=bool(own),
            point=point,
            answer=Answer.UNCLEAR if "done" in flaws else _answer(said, columns.answers),
            said=said or flaws.get("done", ""),
            measures=cells.get("measures", ""),
            where=row.number,
            subject_at=columns.cell(
                row.number, *(("point", "name") if point else ("name", "point"))
            ),
            answer_at=columns.cell(row.number, "done"),
            flaw=flaws.get("name") or flaws.get("point", ""),
        )


def _answer(said: str, spelled: dict[str, Answer]) -> Answer:
    text = folded(said)
    return spelled.get(text, Answer.UNCLEAR) if text else Answer.BLANK


def folded(text: str) -> str:
    """Give a text as headings are compared: half-width, without spaces, small letters."""
    return "".join(unicodedata.normalize("NFKC", text).split()).lower()


def plain(text: str) -> str:
    """Give a text as 二级指标 and 考察点 are compared: folded, without number and full stop."""
    return _NUMBER.sub("", folded(_CIRCLED.sub("", text))).rstrip("。.;,:")
