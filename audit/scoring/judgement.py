"""What a check is, what it answers, and how counting items decide between two bounds."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any, Self

from audit.case.casefile import CaseFile, ColumnCase, Gap, ids
from audit.case.places import column_place, last_update
from audit.editions.params import Kind
from schema.types.column import ColumnClass
from schema.types.finding import Bounds, Place
from schema.types.verdict import Verdict

Params = Mapping[str, Any]
"""Parameters of one item, their kinds checked when the edition was read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Answer of one check; the words are those of `schema.types.finding.Finding`."""

    verdict: Verdict
    reason: str
    explanation: str
    measure: Mapping[str, int | float | str | None]
    evidence: tuple[str, ...]
    units: Bounds | None = None
    places: tuple[Place, ...] = ()
    listed: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One way of judging an item, with the parameters that an edition must give it.

    `reads`: for each column class that the check looks at, the parameter that holds its window.
    `windowed`: the parameters whose classes count only by the window that the edition gives them.
    """

    id: str
    params: Mapping[str, Kind]
    evaluate: Callable[[CaseFile, Params], Judgement]
    reads: Mapping[ColumnClass, str] = field(default_factory=dict)
    windowed: tuple[str, ...] = ()


class Standing(Enum):
    """How one column stands in a count."""

    PROVED = auto()
    OPEN = auto()
    """无法判定, or a person's question: it only widens the upper bound."""
    CLEARED = auto()
    LEFT_OUT = auto()
    """Not of the kind that the item counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The columns of a counting item by how they stand; `gap` says why some may be unseen."""

    proved: tuple[ColumnCase, ...]
    open: tuple[ColumnCase, ...]
    cleared: tuple[ColumnCase, ...]
    gap: Gap | None

    @classmethod
    def of(cls, case: CaseFile, standing: Callable[[ColumnCase], Standing]) -> Self:
        """Sort all columns of a case."""
        sorted_out: dict[Standing, list[ColumnCase]] = {word: [] for word in Standing}
        for column in case.columns:
            sorted_out[standing(column)].append(column)
        return cls(
            proved=tuple(sorted_out[Standing.PROVED]),
            open=tuple(sorted_out[Standing.OPEN]),
            cleared=tuple(sorted_out[Standing.CLEARED]),
            gap=case.columns_gap,
        )

    @property
    def note(self) -> str:
        """Say which columns are open, and why some may be unseen; empty where all are known."""
        unseen = "" if self.gap is None else f"{GAP_WORDS[self.gap]}。"
        return f"未能判定的：{names_of(self.open)}。{unseen}" if self.open else unseen

    @property
    def upper(self) -> int | None:
        """Give the count if all that is open were proved; None where columns may be unseen."""
        return None if self.gap is not None else len(self.proved) + len(self.open)

    def verdict(self, threshold: int) -> Verdict:
        """Decide by bounds (vocabulary §7): both ends must agree."""
        if len(self.proved) >= threshold:
            return Verdict.FAIL
        if self.upper is not None and self.upper < threshold:
            return Verdict.PASS
        return Verdict.UNDETERMINED


def names_of(columns: Sequence[ColumnCase]) -> str:
    """Name columns for a sentence, the first of many: “通知公告”、“政策文件”等7个栏目."""
    shown = "、".join(f"“{one.latest.fact.name}”" for one in columns[:_NAMED])
    return f"{shown}等{len(columns)}个栏目" if len(columns) > _NAMED else shown


_NAMED = 5


GAP_WORDS: Mapping[Gap, str] = {
    Gap.HOMEPAGE_NOT_OPENED: "首页未能确认打开",
    Gap.HOMEPAGE_UNREADABLE: "首页内容无法读取",
    Gap.SURVEY_CUT_SHORT: "本次采集因限额提前结束",
    Gap.NO_COLUMNS_FOUND: "未发现任何栏目",
}


def judge_count(
    tally: Tally, case: CaseFile, *, subject: str, threshold: int, open_reason: str
) -> Judgement:
    """Judge a counting item; `subject` names in Chinese what is counted.

    The places of a FAIL are the proved columns, one by one.
    """
    verdict = tally.verdict(threshold)
    proved, left_open = len(tally.proved), len(tally.open)
    decided = {
        Verdict.FAIL: ("threshold_reached", f"已达{threshold}个，构成单项否决"),
        Verdict.PASS: ("below_threshold", f"全部计入也不足{threshold}个"),
    }
    if verdict in decided:
        reason, close = decided[verdict]
    else:
        reason = open_reason if tally.gap is None else str(tally.gap)
        why = "" if tally.gap is None else f"{GAP_WORDS[tally.gap]}，"
        close = f"{why}是否达到{threshold}个无法判定"
    which = f"（{names_of(tally.open)}）" if left_open and verdict not in decided else ""
    return Judgement(
        verdict=verdict,
        reason=reason,
        explanation=f"{subject}已证实{proved}个，另有{left_open}个未能判定{which}；{close}。",
        measure={
            "proved": proved,
            "undetermined": left_open,
            "upper": tally.upper,
            "threshold": threshold,
            "columns": proved + left_open + len(tally.cleared),
        },
        evidence=_evidence(tally, case, verdict),
        places=_places(tally, case) if verdict is Verdict.FAIL else (),
    )


def _places(tally: Tally, case: CaseFile) -> tuple[Place, ...]:
    return tuple(column_place(one, last_update(one, case.today)) for one in tally.proved)


def _evidence(tally: Tally, case: CaseFile, verdict: Verdict) -> tuple[str, ...]:
    if verdict is Verdict.FAIL:
        return ids(tally.proved)
    if verdict is Verdict.PASS:
        return ids(tally.proved + tally.open + tally.cleared)
    return ids(tally.proved + tally.open) + case.gap_evidence
