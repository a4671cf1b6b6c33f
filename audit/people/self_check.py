"""A self-check sheet (自查表) that a site's office filled in, beside what the machine found."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from schema.forms.sheet import Row, Sheet
from schema.types.casework_words import SelfCheckWords
from schema.types.errors import FormError
from schema.types.finding import ScoreSheet, SheetItem
from schema.types.verdict import Verdict


class Answer(StrEnum):
    """What an office says of one item."""

    YES = "yes"
    NO = "no"
    NONE = "none"
    """不适用."""
    BLANK = "blank"
    """Nothing, or nothing that is understood."""


class Compared(StrEnum):
    """How a self-check stands to the machine."""

    AGREES = "一致"
    GRAVE = "数据严重错误"
    """The office says that all is well, and a problem is proved."""
    MISSING = "数据缺失"
    """No answer to an item that was decided."""
    STRICTER = "自查有问题而机器未发现"
    OPEN = "机器未判定"


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfRow:
    """One filled row; `where` is its number in the file."""

    name: str
    point: str
    answer: Answer
    said: str
    measures: str
    where: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedItem:
    """One item of the sheet with the office's answer."""

    item: str
    name: str
    kind: str
    machine: Verdict
    answer: Answer
    result: Compared
    measures: str


def read_self_check(name: str, sheets: Sequence[Sheet], words: SelfCheckWords) -> list[SelfRow]:
    """Read the rows of a self-check sheet; raise FormError where no table has its headings."""
    for sheet in sheets:
        for at, row in enumerate(sheet.rows):
            columns = _columns(row, words)
            if "done" in columns and columns.keys() & {"name", "point"}:
                return _rows(sheet.rows[at + 1 :], columns, words)
    wanted = "二级指标 or 考察点, and 是否完成指标"
    raise FormError(f"{name}: no table of a self-check sheet was found: it has {wanted}")


def _columns(row: Row, words: SelfCheckWords) -> dict[str, int]:
    spelled = {folded(one): field for field, headings in words.headings.items() for one in headings}
    return {
        spelled[folded(text)]: column
        for column, text in row.cells.items()
        if folded(text) in spelled
    }


def _rows(rows: Iterable[Row], columns: dict[str, int], words: SelfCheckWords) -> list[SelfRow]:
    spelled = {folded(one): Answer(word) for word, all_ in words.words.items() for one in all_}
    found = []
    name = ""
    for row in rows:
        cells = {field: row.cells.get(column, "") for field, column in columns.items()}
        name = cells.get("name", "") or name  # 二级指标 spans the rows of its 考察点
        said = cells["done"]
        if name or cells.get("point", ""):
            found.append(
                SelfRow(
                    name=name,
                    point=cells.get("point", ""),
                    answer=spelled.get(folded(said), Answer.BLANK),
                    said=said,
                    measures=cells.get("measures", ""),
                    where=row.number,
                )
            )
    return found


def compare(
    rows: Iterable[SelfRow], sheet: ScoreSheet
) -> tuple[tuple[ComparedItem, ...], tuple[SelfRow, ...]]:
    """Compare answer and verdict item by item; give also the rows that name no item."""
    by_item: dict[str, list[SelfRow]] = {}
    strange = []
    for row in rows:
        item = _item_of(row, sheet.items)
        if item is None:
            strange.append(row)
        else:
            by_item.setdefault(item.id, []).append(row)
    found = tuple(_compared(item, by_item.get(item.id, [])) for item in sheet.items)
    return found, tuple(strange)


def _item_of(row: SelfRow, items: Iterable[SheetItem]) -> SheetItem | None:
    """Find the item that a row means, by its id or its name, the narrower heading first."""
    listed = tuple(items)
    for text in (folded(row.point), folded(row.name)):
        fitting = [one for one in listed if text and _names(text, one)]
        if len(fitting) == 1:
            return fitting[0]
    return None


def _names(text: str, item: SheetItem) -> bool:
    name = folded(item.id)
    return text in {name, folded(item.name)} or text.startswith((f"{name}.", f"{name}、"))


def _compared(item: SheetItem, rows: Sequence[SelfRow]) -> ComparedItem:
    answers = {row.answer for row in rows}
    order = (Answer.NO, Answer.YES, Answer.NONE)
    answer = next((one for one in order if one in answers), Answer.BLANK)
    return ComparedItem(
        item=item.id,
        name=item.name,
        kind=item.kind,
        machine=item.finding.verdict,
        answer=answer,
        result=_result(answer, item.finding.verdict),
        measures="；".join(row.measures for row in rows if row.measures),
    )


def _result(answer: Answer, machine: Verdict) -> Compared:
    if not machine.decided:
        return Compared.OPEN
    if answer is Answer.BLANK:
        return Compared.MISSING
    if machine is Verdict.FAIL:
        return Compared.AGREES if answer is Answer.NO else Compared.GRAVE
    return Compared.STRICTER if answer is Answer.NO else Compared.AGREES


def folded(text: str) -> str:
    """Give a text as headings are compared: half-width, without spaces, small letters."""
    return "".join(unicodedata.normalize("NFKC", text).split()).lower()
