"""A self-check sheet (自查表) that a site's office filled in, beside what was found."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from audit.people.self_check_items import Items, Reader
from audit.people.self_check_rows import Answer, SelfRow
from schema.types.casework import HumanItem, HumanSheet
from schema.types.casework_words import SelfCheckWords
from schema.types.finding import ScoreSheet
from schema.types.verdict import Verdict


class Compared(StrEnum):
    """How a self-check stands to what was found."""

    AGREES = "一致"
    GRAVE = "数据严重错误"
    """The office says that all is well, and a problem is proved."""
    MISSING = "数据缺失"
    """No answer to an item that was decided, in a sheet of which every answer has its item."""
    EXCUSED = "自查称不适用而已证实有问题"
    STRICTER = "自查有问题而未发现"
    UNCLEAR = "答案未能识别"
    UNMATCHED = "未能对应"
    """No answer was found, and the sheet holds answers of which nobody can tell what they mean."""
    OPEN = "未判定"
    BONUS = "加分项不比对"
    """Its units are merits, no problems, and nobody need claim them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedItem:
    """One item of the sheet with the office's answer."""

    item: str
    name: str
    kind: str
    verdict: Verdict
    """What the answer is compared with."""
    by_people: bool
    """People decided on it; else it is the machine's word."""
    answer: Answer
    result: Compared
    measures: str
    unclear: tuple[SelfRow, ...] = ()
    """Its rows with an answer that is not understood."""

    @property
    def word(self) -> str:
        """Give the official word of the verdict, by the kind of the item."""
        return self.verdict.word(self.kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfCheck:
    """What a self-check sheet came to."""

    items: tuple[ComparedItem, ...]
    strange: tuple[SelfRow, ...]
    """Rows that name no item of the edition: nothing of them is booked."""


def compare(
    rows: Iterable[SelfRow], sheet: ScoreSheet, human: HumanSheet, words: SelfCheckWords
) -> SelfCheck:
    """Compare answers with what people decided, where they did not with the machine's word."""
    listed = list(rows)
    named = Reader(sheet.items, words).of_rows(listed)
    strange = tuple(row for at, row in enumerate(listed) if not named[at])
    lost = any(row.answer is not Answer.BLANK for row in strange)
    found = {one.id: one for one in human.items}
    items = tuple(
        _compared(found[item.id], _rows_of(item.id, listed, named), found, lost=lost)
        for item in sheet.items
    )
    return SelfCheck(items=items, strange=strange)


def _rows_of(
    item: str, rows: Sequence[SelfRow], named: Mapping[int, Items]
) -> list[tuple[SelfRow, Items]]:
    """Give the rows on an item: those that say most narrowly what they mean."""
    mine = [(rows[at], items) for at, items in named.items() if item in items]
    least = min((len(items) for _, items in mine), default=0)
    return [(row, items) for row, items in mine if len(items) == least]


def _compared(
    item: HumanItem,
    rows: Sequence[tuple[SelfRow, Items]],
    found: Mapping[str, HumanItem],
    *,
    lost: bool,
) -> ComparedItem:
    answers = {row.answer for row, _ in rows}
    order = (Answer.NO, Answer.UNCLEAR, Answer.YES, Answer.NONE)
    answer = next((one for one in order if one in answers), Answer.BLANK)
    beside = {found[one].verdict for _, items in rows for one in items}
    return ComparedItem(
        item=item.id,
        name=item.name,
        kind=item.kind,
        verdict=item.verdict,
        by_people=bool(item.why),
        answer=answer,
        result=Compared.BONUS
        if item.kind == "bonus"
        else _result(answer, item.verdict, beside, lost=lost),
        measures="；".join(row.measures for row, _ in rows if row.measures),
        unclear=tuple(row for row, _ in rows if row.answer is Answer.UNCLEAR),
    )


def _result(answer: Answer, verdict: Verdict, beside: set[Verdict], *, lost: bool) -> Compared:
    """Compare an answer; `beside` are the verdicts of all items that its row speaks of."""
    if answer is Answer.UNCLEAR:
        return Compared.UNCLEAR
    if not verdict.decided:
        return Compared.OPEN
    match answer:
        case Answer.BLANK:
            return Compared.UNMATCHED if lost else Compared.MISSING
        case Answer.YES:
            return Compared.GRAVE if verdict is Verdict.FAIL else Compared.AGREES
        case Answer.NONE:
            return Compared.EXCUSED if verdict is Verdict.FAIL else Compared.AGREES
        case _:
            return _owned_up(beside)


def _owned_up(beside: set[Verdict]) -> Compared:
    """Compare a no, which may speak of any item of its row."""
    if Verdict.FAIL in beside:
        return Compared.AGREES
    return Compared.STRICTER if all(one.decided for one in beside) else Compared.OPEN
