from dataclasses import replace
from decimal import Decimal
from typing import Any

from audit.diff import diff_sheets
from schema.types.finding import Deduction, ScoreRange, SiteResult
from schema.types.verdict import Verdict


def test_a_sheet_does_not_differ_from_itself(make: Any) -> None:
    sheet = make.sheet(make.visit())

    assert not diff_sheets(sheet, sheet).changed


def test_an_item_that_came_out_otherwise_is_told_with_both_sides(make: Any) -> None:
    before = make.sheet(make.visit())
    first = before.items[0]
    failed = replace(first, finding=replace(first.finding, verdict=Verdict.FAIL, reason="seen"))
    after = replace(before, items=(failed, *before.items[1:]))

    (change,) = diff_sheets(before, after).items

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
    assert [one.points_after for one in found.items] == ["1.5–?"]


def test_an_item_that_only_one_edition_has_stands_on_one_side(make: Any) -> None:
    whole = make.sheet(make.visit())
    shorter = replace(whole, items=whole.items[1:])

    assert [(one.before, one.after) for one in diff_sheets(whole, shorter).items] == [
        ("UNDETERMINED", None)
    ]
    assert [(one.before, one.after) for one in diff_sheets(shorter, whole).items] == [
        (None, "UNDETERMINED")
    ]
