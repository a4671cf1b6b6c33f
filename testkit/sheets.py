"""Sheets made by hand: a test names only what matters to it."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from audit.windows import SHANGHAI
from schema.types.finding import (
    Bounds,
    Deduction,
    Finding,
    Place,
    ScoreRange,
    ScoreSheet,
    SheetItem,
    SiteResult,
)
from schema.types.verdict import Verdict

AS_OF = datetime(2026, 11, 23, 10, 0, tzinfo=SHANGHAI)
_UNITS = {
    Verdict.PASS: Bounds(proved=0, upper=0),
    Verdict.FAIL: Bounds(proved=1, upper=1),
    Verdict.UNDETERMINED: Bounds(proved=0, upper=None),
    Verdict.NEEDS_PERSON: Bounds(proved=0, upper=None),
}


def make_place(number: int = 1, **changes: Any) -> Place:
    """Make one place of a problem."""
    values: dict[str, Any] = {
        "title": f"栏目{number}",
        "url": f"http://www.example.gov.cn/{number}/",
        "at": AS_OF,
        "evidence": f"column-{number}",
        "cause": f"column {number}",
    }
    return Place(**{**values, **changes})


def make_item(
    item: str = "V2", verdict: Verdict = Verdict.PASS, kind: str = "veto", **changes: Any
) -> SheetItem:
    """Make one line; `places`, `evidence` and `reason` are those of its finding."""
    finding = Finding(
        item=item,
        verdict=verdict,
        reason=changes.pop("reason", "told"),
        explanation=changes.pop("explanation", f"{item}的理由。"),
        measure=changes.pop("measure", {}),
        evidence=changes.pop("evidence", ()),
        units=_UNITS.get(verdict) if kind == "deduct" else None,
        places=changes.pop("places", ()),
    )
    values: dict[str, Any] = {
        "id": item,
        "name": f"指标{item}",
        "kind": kind,
        "rule": "规则。",
        "finding": finding,
        "group": "" if kind == "veto" else "信息更新情况",
        "points": "单项否决" if kind == "veto" else "每个扣3分",
        "deduction": None if kind == "veto" else make_deduction("0"),
    }
    return SheetItem(**{**values, **changes})


def make_deduction(best: str, worst: str | None = "same") -> Deduction:
    """Make the points of an item; the worst is the best unless told, None: no limit is known."""
    most = best if worst == "same" else worst
    return Deduction(best=Decimal(best), worst=None if most is None else Decimal(most))


def make_sheet(items: Iterable[SheetItem] = (), **changes: Any) -> ScoreSheet:
    """Make a sheet of a qualified site with full marks."""
    values: dict[str, Any] = {
        "url": "http://www.example.gov.cn/",
        "site_name": "示例县人民政府",
        "site_code": "4301000001",
        "edition": "census-2015",
        "edition_name": "全国政府网站普查评分表（2015年）",
        "edition_digest": "d" * 64,
        "as_of": AS_OF,
        "items": tuple(items) or (make_item(),),
        "columns": (),
        "vetoed": False,
        "open_vetoes": (),
        "result": SiteResult.QUALIFIED,
        "score": ScoreRange(best=Decimal(100), worst=Decimal(100)),
    }
    return ScoreSheet(**{**values, **changes})
