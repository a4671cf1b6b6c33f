"""The official table (评分表): 一级指标 | 二级指标 | 考察点 | 扣分细则 | 存在的问题 | 扣分."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from audit.report.fields import Field, TableShape
from audit.report.wording import plain, range_words, verdict_word
from schema.types.finding import Deduction, Place, ScoreRange, ScoreSheet, SheetItem
from schema.types.verdict import Verdict

_SHEET = "评分表"
SHAPE = TableShape(
    title=_SHEET,
    fields=(
        Field(head="一级指标", width=11, meaning="指标组；单项否决自成一组", source="指标版本"),
        Field(head="二级指标", width=13, meaning="指标名称", source="指标版本"),
        Field(head="考察点", width=16, meaning="考察的方面和指标编号", source="指标版本"),
        Field(head="扣分细则", width=36, meaning="判定规则和分值", source="指标版本"),
        Field(
            head="存在的问题", width=44, meaning="机器判定的结论、理由和前几处问题", source="判定"
        ),
        Field(
            head="扣分",
            width=10,
            meaning="已证实的扣分；两数之间为最少至最多；否决项只写是否否决",
            source="判定、指标版本",
        ),
    ),
)
VETO = "单项否决"
NAMED = 5
"""Places that the table names; all of them stand in 问题清单."""
_NO_LONGER = "不再评分"
_SEPARATOR = "："


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRow:
    """One row of the official table."""

    item: str
    verdict: Verdict
    group: str
    name: str
    point: str
    rule: str
    problem: str
    points: str

    @property
    def cells(self) -> tuple[str, ...]:
        """Give the six cells in the official order."""
        return (self.group, self.name, self.point, self.rule, self.problem, self.points)


def score_rows(sheet: ScoreSheet, kind: str) -> tuple[ScoreRow, ...]:
    """Give the rows of one part: `veto`, `deduct` or `bonus`."""
    return tuple(_row(item, sheet) for item in sheet.items if item.kind == kind)


def totals(sheet: ScoreSheet) -> tuple[tuple[str, str], ...]:
    """Give the closing lines: 扣分合计, 得分, 加分, 最后得分, 结论."""
    lines = []
    if sheet.vetoed:
        lines.append(("得分", "有单项否决，不再评分"))
    elif sheet.score is not None:
        lines += [(_sum_name(sheet), _taken(sheet)), ("得分", range_words(sheet.score))]
    if sheet.score is not None and sheet.bonus is not None:
        lines.append(("加分", range_words(sheet.bonus)))
        lines.append(("最后得分", range_words(_with_bonus(sheet.score, sheet.bonus))))
    return (*lines, ("结论", sheet.result.value))


def _with_bonus(score: ScoreRange, bonus: ScoreRange) -> ScoreRange:
    return ScoreRange(best=score.best + bonus.best, worst=score.worst + bonus.worst)


def _sum_name(sheet: ScoreSheet) -> str:
    """Name the sum of the rows; where a limit came between it and the score, say so."""
    points, score = _deductions(sheet), sheet.score
    if score is None or any(one.worst is None for one in points):
        return "扣分合计"
    best = sum((one.best for one in points), Decimal(0))
    worst = sum((one.worst or Decimal(0) for one in points), Decimal(0))
    return "扣分合计" if best + score.best == worst + score.worst else "扣分合计（限额前）"


def _deductions(sheet: ScoreSheet) -> list[Deduction]:
    return [item.deduction for item in sheet.items if item.kind == "deduct" and item.deduction]


def _taken(sheet: ScoreSheet) -> str:
    points = _deductions(sheet)
    best = sum((one.best for one in points), Decimal(0))
    if any(one.worst is None for one in points):
        return f"至少{plain(best)}（未能查全）"
    worst = sum((one.worst or Decimal(0) for one in points), Decimal(0))
    return between_words(Deduction(best=best, worst=worst))


def _row(item: SheetItem, sheet: ScoreSheet) -> ScoreRow:
    name, _, point = item.name.partition(_SEPARATOR)
    return ScoreRow(
        item=item.id,
        verdict=item.finding.verdict,
        group=VETO if item.kind == "veto" else item.group,
        name=name.split("（", 1)[0],
        point=f"{point or name}\n〔{item.id}〕",
        rule=item.rule,
        problem=_problem(item),
        points=_points(item, vetoed=sheet.vetoed),
    )


def _problem(item: SheetItem) -> str:
    finding = item.finding
    if finding.verdict is Verdict.PASS:
        return f"未发现问题。{finding.explanation}"
    head = f"【{verdict_word(item)}】{finding.explanation}"
    if finding.verdict is not Verdict.FAIL:
        return head
    named = [f"{number}. {_place(one)}" for number, one in enumerate(finding.places[:NAMED], 1)]
    rest = len(finding.places) - NAMED
    more = [f"……另有{rest}处，见问题清单"] if rest > 0 else []
    return "\n".join([head, *named, *more])


def _place(one: Place) -> str:
    parts = [one.title, one.url or "", f"共{one.times}处" if one.times > 1 else ""]
    return " ".join(part for part in parts if part)


def _points(item: SheetItem, *, vetoed: bool) -> str:
    verdict = item.finding.verdict
    if verdict is Verdict.NOT_APPLICABLE:
        return "不适用"
    if item.kind == "veto":
        return {Verdict.FAIL: VETO, Verdict.PASS: "否"}.get(verdict, "待定")
    if vetoed:
        return _NO_LONGER
    return "0" if item.deduction is None else between_words(item.deduction)


def between_words(points: Deduction) -> str:
    """Say points: one number where both ends agree, else from the least to the most."""
    if points.worst is None:
        return f"至少{plain(points.best)}\n（未能查全）"
    if points.worst == points.best:
        return plain(points.best)
    return f"{plain(points.best)}至{plain(points.worst)}"


def groups_of(names: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """Give each run of one name with its length, so that its cells can be merged."""
    return tuple((name, len(tuple(run))) for name, run in groupby(names))
