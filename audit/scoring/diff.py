"""What differs between two sheets of one site: between two sweeps, or under two editions."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from schema.types.finding import Deduction, ScoreRange, ScoreSheet, SheetItem


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemChange:
    """One item that came out otherwise; a side is None where its sheet has no such item."""

    item: str
    name: str
    before: str | None
    after: str | None
    points_before: str | None = None
    points_after: str | None = None
    reason_before: str = ""
    reason_after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetDiff:
    """The changes of one site; a result is None on the side that has no sheet of it."""

    url: str
    site_name: str
    result_before: str | None
    result_after: str | None
    score_before: str | None
    score_after: str | None
    items: tuple[ItemChange, ...] | None
    """None: nothing is compared row by row, for one side is missing or its rows are others."""

    @property
    def changed(self) -> bool:
        """Tell whether anything differs."""
        same = (self.result_before, self.score_before) == (self.result_after, self.score_after)
        return bool(self.items) or not same

    def as_json(self) -> dict[str, Any]:
        """Give the changes as plain values."""
        return {
            "url": self.url,
            "name": self.site_name,
            "result": [self.result_before, self.result_after],
            "score": [self.score_before, self.score_after],
            "items": None
            if self.items is None
            else [
                {
                    "id": one.item,
                    "name": one.name,
                    "verdict": [one.before, one.after],
                    "points": [one.points_before, one.points_after],
                    "reason": [one.reason_before, one.reason_after],
                }
                for one in self.items
            ],
        }


def diff_sheets(before: ScoreSheet, after: ScoreSheet, *, same_rows: bool = True) -> SheetDiff:
    """Compare two sheets item by item, in the order of the later one.

    Without `same_rows` result and score only: editions of no common base give one id to different
    rows (B1 is 首页栏目 in one and 信息发布 in the other).
    """
    return SheetDiff(
        url=after.url,
        site_name=after.site_name,
        result_before=before.result.value,
        result_after=after.result.value,
        score_before=_range(before.score),
        score_after=_range(after.score),
        items=_changes(before, after) if same_rows else None,
    )


def only_before(sheet: ScoreSheet) -> SheetDiff:
    """Tell of a site that the later side has no sheet of."""
    return SheetDiff(
        url=sheet.url,
        site_name=sheet.site_name,
        result_before=sheet.result.value,
        result_after=None,
        score_before=_range(sheet.score),
        score_after=None,
        items=None,
    )


def only_after(sheet: ScoreSheet) -> SheetDiff:
    """Tell of a site that the earlier side has no sheet of."""
    return SheetDiff(
        url=sheet.url,
        site_name=sheet.site_name,
        result_before=None,
        result_after=sheet.result.value,
        score_before=None,
        score_after=_range(sheet.score),
        items=None,
    )


def diff_lines(one: SheetDiff) -> list[str]:
    """Tell the changes of one site for a person: what is the same on both sides stands once."""
    head = f"{one.site_name or one.url}: {_both(one.result_before, one.result_after)}"
    if one.score_before != one.score_after:
        head += f", {_both(one.score_before, one.score_after)}"
    return [head, *(f"  {_line(change)}" for change in one.items or ())]


def _line(one: ItemChange) -> str:
    line = f"{one.item} {one.name}: {_both(one.before, one.after)}"
    line += f" ({_both(one.reason_before, one.reason_after)})"
    if one.points_before != one.points_after:
        line += f", points {_both(one.points_before, one.points_after)}"
    return line


def _both(before: str | None, after: str | None) -> str:
    return (after or "—") if before == after else f"{before or '—'} → {after or '—'}"


def _changes(before: ScoreSheet, after: ScoreSheet) -> tuple[ItemChange, ...]:
    old = {item.id: item for item in before.items}
    new = {item.id: item for item in after.items}
    names = [*new, *(item for item in old if item not in new)]
    return tuple(change for name in names if (change := _change(old.get(name), new.get(name))))


def _change(before: SheetItem | None, after: SheetItem | None) -> ItemChange | None:
    known = after or before
    if known is None or _outcome(before) == _outcome(after):
        return None
    return ItemChange(
        item=known.id,
        name=known.name,
        before=None if before is None else before.finding.verdict.value,
        after=None if after is None else after.finding.verdict.value,
        points_before=None if before is None else _points(before.deduction),
        points_after=None if after is None else _points(after.deduction),
        reason_before="" if before is None else before.finding.reason,
        reason_after="" if after is None else after.finding.reason,
    )


def _outcome(item: SheetItem | None) -> Mapping[str, str | None] | None:
    """Give what makes two items the same: verdict, reason and points, not the wording."""
    if item is None:
        return None
    finding = item.finding
    return {
        "verdict": finding.verdict,
        "reason": finding.reason,
        "points": _points(item.deduction),
    }


def _points(points: Deduction | None) -> str | None:
    if points is None:
        return None
    worst = "?" if points.worst is None else f"{points.worst.normalize():f}"
    best = f"{points.best.normalize():f}"
    return best if best == worst else f"{best}–{worst}"


def _range(score: ScoreRange | None) -> str | None:
    if score is None:
        return None
    best, worst = (f"{one.normalize():f}" for one in (score.best, score.worst))
    return best if best == worst else f"{worst}–{best}"
