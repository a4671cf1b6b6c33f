from decimal import Decimal

import pytest

from audit.report.score_table import SHAPE, between_words, groups_of, score_rows, totals
from schema.types.finding import Deduction, ScoreRange, SiteResult
from schema.types.verdict import Verdict
from testkit.sheets import make_deduction, make_item, make_place, make_sheet


def test_columns_are_those_of_the_official_sheet() -> None:
    assert SHAPE.heads == ("一级指标", "二级指标", "考察点", "扣分细则", "存在的问题", "扣分")


def test_name_of_an_item_is_parted_into_indicator_and_point() -> None:
    name = "栏目不更新（1）：规定时限内未更新"
    (row,) = score_rows(make_sheet([make_item("V3a", name=name)]), "veto")

    assert row.cells[:3] == ("单项否决", "栏目不更新", "规定时限内未更新\n〔V3a〕")


def test_parts_hold_their_own_kinds() -> None:
    kinds = {"V1": "veto", "B1": "deduct", "J1": "bonus"}
    sheet = make_sheet([make_item(item, kind=kind) for item, kind in kinds.items()])

    assert {score_rows(sheet, kind)[0].item: kind for kind in kinds.values()} == kinds


def test_first_places_are_named_and_the_rest_counted() -> None:
    places = tuple(make_place(number) for number in range(1, 8))
    item = make_item("B2.1", Verdict.FAIL, "deduct", places=places)
    (row,) = score_rows(make_sheet([item]), "deduct")
    lines = row.problem.split("\n")

    assert lines[0] == "【扣分】B2.1的理由。"
    assert lines[1] == "1. 栏目1 http://www.example.gov.cn/1/"
    assert lines[-1] == "……另有2处，见问题清单"
    assert len(lines) == 7


def test_places_of_one_cause_are_counted() -> None:
    item = make_item("A2.2", Verdict.FAIL, "deduct", places=(make_place(times=3000),))
    (row,) = score_rows(make_sheet([item]), "deduct")

    assert row.problem.endswith("共3000处")


@pytest.mark.parametrize(
    ("verdict", "kind", "said"),
    [
        (Verdict.FAIL, "veto", "单项否决"),
        (Verdict.PASS, "veto", "否"),
        (Verdict.UNDETERMINED, "veto", "待定"),
        (Verdict.NEEDS_PERSON, "veto", "待定"),
        (Verdict.NOT_APPLICABLE, "veto", "不适用"),
        (Verdict.FAIL, "deduct", "3至6"),
    ],
)
def test_last_column_says_what_is_taken(verdict: Verdict, kind: str, said: str) -> None:
    points = {} if kind == "veto" else {"deduction": make_deduction("3", "6")}
    (row,) = score_rows(make_sheet([make_item("X", verdict, kind, **points)]), kind)

    assert row.points == said


@pytest.mark.parametrize(
    ("best", "worst", "said"),
    [
        ("0", "0", "0"),
        ("1.30", "1.3", "1.3"),
        ("0", "20", "0至20"),
        ("2", None, "至少2\n（未能查全）"),
    ],
)
def test_points_are_one_number_where_both_ends_agree(
    best: str, worst: str | None, said: str
) -> None:
    points = Deduction(best=Decimal(best), worst=None if worst is None else Decimal(worst))

    assert between_words(points) == said


def test_totals_sum_the_points_up_and_say_the_result() -> None:
    items = [
        make_item("B1", Verdict.FAIL, "deduct", deduction=make_deduction("5")),
        make_item("A1", Verdict.UNDETERMINED, "deduct", deduction=make_deduction("0", "20")),
    ]
    score = ScoreRange(best=Decimal(95), worst=Decimal(75))

    assert totals(make_sheet(items, score=score)) == (
        ("扣分合计", "5至25"),
        ("得分", "75至95"),
        ("结论", "合格"),
    )


def test_vetoed_site_has_no_score_and_bonus_is_said_where_there_is_one() -> None:
    vetoed = make_sheet(vetoed=True, score=None, result=SiteResult.UNQUALIFIED)
    bonus = ScoreRange(best=Decimal(9), worst=Decimal(0))

    assert totals(vetoed) == (("得分", "有单项否决，不再评分"), ("结论", "不合格"))
    assert ("加分", "0至9") in totals(make_sheet(bonus=bonus))


def test_runs_of_one_name_are_merged_and_a_name_that_comes_again_is_not() -> None:
    assert groups_of(["a", "a", "b", "a"]) == (("a", 2), ("b", 1), ("a", 1))


def test_a_sum_that_a_limit_cut_is_called_so_and_the_last_score_holds_the_bonus() -> None:
    items = [
        make_item("P4", Verdict.FAIL, "deduct", deduction=make_deduction("3")),
        make_item("P7", Verdict.UNDETERMINED, "deduct", deduction=make_deduction("0", "172.5")),
    ]
    score = ScoreRange(best=Decimal(97), worst=Decimal(10))
    bonus = ScoreRange(best=Decimal(30), worst=Decimal(0))
    lines = dict(totals(make_sheet(items, score=score, bonus=bonus)))

    assert lines["扣分合计（限额前）"] == "3至175.5"
    assert (lines["得分"], lines["加分"], lines["最后得分"]) == ("10至97", "0至30", "10至127")
