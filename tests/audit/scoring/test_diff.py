from dataclasses import replace
from decimal import Decimal
from typing import Any

from audit.scoring.diff import (
    ItemChange,
    SheetDiff,
    diff_lines,
    diff_sheets,
    only_after,
    only_before,
)
from schema.types.finding import Deduction, ScoreRange, SiteResult
from schema.types.verdict import Verdict


def rows(found: SheetDiff) -> tuple[ItemChange, ...]:
    assert found.items is not None
    return found.items


def test_a_sheet_does_not_differ_from_itself(make: Any) -> None:
    sheet = make.sheet(make.visit())

    assert not diff_sheets(sheet, sheet).changed


def test_an_item_that_came_out_otherwise_is_told_with_both_sides(make: Any) -> None:
    before = make.sheet(make.visit())
    first = before.items[0]
    failed = replace(first, finding=replace(first.finding, verdict=Verdict.FAIL, reason="seen"))
    after = replace(before, items=(failed, *before.items[1:]))

    (change,) = rows(diff_sheets(before, after))

    assert (change.item, change.before, change.after) == ("V1", "UNDETERMINED", "FAIL")
    assert change.reason_after == "seen"


def test_the_wording_of_a_finding_is_no_difference(make: Any) -> None:
    before = make.sheet(make.visit())
    first = before.items[0]
    told = replace(first, finding=replace(first.finding, explanation="换一种说法"))

    assert not diff_sheets(before, replace(before, items=(told, *before.items[1:]))).changed


def test_points_and_result_are_compared_as_ranges(make: Any) -> None:
    before = replace(
        make.sheet(make.visit()), score=ScoreRange(best=Decimal(90), worst=Decimal(70))
    )
    row = next(item for item in before.items if item.deduction is not None)
    dearer = replace(row, deduction=Deduction(best=Decimal("1.50"), worst=None))
    after = replace(
        before,
        items=tuple(dearer if item is row else item for item in before.items),
        result=SiteResult.UNQUALIFIED,
        score=ScoreRange(best=Decimal(50), worst=Decimal(50)),
    )

    found = diff_sheets(before, after)

    assert (found.score_before, found.score_after) == ("70–90", "50")
    assert found.result_after == "不合格"
    assert [one.points_after for one in rows(found)] == ["1.5–?"]


def test_an_item_that_only_one_edition_has_stands_on_one_side(make: Any) -> None:
    whole = make.sheet(make.visit())
    shorter = replace(whole, items=whole.items[1:])

    assert [(one.before, one.after) for one in rows(diff_sheets(whole, shorter))] == [
        ("UNDETERMINED", None)
    ]
    assert [(one.before, one.after) for one in rows(diff_sheets(shorter, whole))] == [
        (None, "UNDETERMINED")
    ]


def test_rows_of_editions_without_a_common_base_are_not_compared(make: Any) -> None:
    before = make.sheet(make.visit())
    other = tuple(replace(item, name="信息发布") for item in before.items[2:])
    after = replace(before, edition="other", items=other, result=SiteResult.UNQUALIFIED)

    found = diff_sheets(before, after, same_rows=False)

    assert (found.items, found.as_json()["items"]) == (None, None)
    assert found.changed
    assert diff_lines(found) == [f"{before.site_name}: 无法判定 → 不合格"]
    assert not diff_sheets(before, replace(before, items=other), same_rows=False).changed


def test_a_site_that_one_side_lacks_is_told(make: Any) -> None:
    sheet = make.sheet(make.visit())
    added, gone = only_after(sheet), only_before(sheet)

    assert (added.changed, gone.changed) == (True, True)
    assert [diff_lines(one)[0].split(", ")[0] for one in (added, gone)] == [
        f"{sheet.site_name}: — → 无法判定",
        f"{sheet.site_name}: 无法判定 → —",
    ]
    assert added.as_json()["result"] == [None, "无法判定"]
    assert gone.as_json()["result"] == ["无法判定", None]


def test_a_line_tells_points_and_says_once_what_both_sides_have(make: Any) -> None:
    before = make.sheet(make.visit())
    row = next(item for item in before.items if item.deduction is not None)
    row = replace(row, deduction=Deduction(best=Decimal(0), worst=None))
    dearer = replace(row, deduction=Deduction(best=Decimal("1.50"), worst=None))
    sides = [
        replace(before, items=tuple(one if item.id == row.id else item for item in before.items))
        for one in (row, dearer)
    ]

    (_, line) = diff_lines(diff_sheets(*sides))

    verdict, reason = row.finding.verdict, row.finding.reason
    assert line == f"  {row.id} {row.name}: {verdict} ({reason}), points 0–? → 1.5–?"
