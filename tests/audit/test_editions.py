"""The editions against the published sheets: numbers, worked examples, what is open."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from audit.editions.rulepack import class_windows
from audit.runner import audit_site
from audit.scoring.points import deduction
from audit.scoring.score import score
from audit.windows import Unit, Window
from schema.types.column import ColumnClass
from schema.types.dates import DECIDING
from schema.types.finding import Bounds, Finding, ScoreRange, ScoreSheet, SiteResult
from schema.types.rulepack import ColumnStates, RulePack, SignLimits
from schema.types.site import Site
from schema.types.verdict import Verdict
from schema.types.visit_table import HOUSE_TABLE
from testkit.facts import make_site

PASSED = Bounds(proved=0, upper=0)

POINTS_2015 = {
    "A1": "5/percent", "A2.1": "1/each", "A2.2": "0.1/each",
    "B1": "5/once", "B2.1": "3/each", "B2.2": "4/each", "B2.3": "5/each", "B2.4": "1/each",
    "C1.1": "5/once", "C1.2": "5/once", "C2.1": "5/once", "C2.2": "5/once", "C2.3": "3/once",
    "C3.1": "5/once", "C3.2": "3/once",
    "D1.1": "2/each", "D1.2": "1/each", "D2.1": "1/each", "D2.2": "1/each", "D3": "3/each",
}  # fmt: skip
"""《全国政府网站普查评分表》, second part."""

POINTS_2019 = {
    "P1.1": "5/once", "P1.2": "1/each", "P2.1": "5/once", "P2.2": "1/each",
    "P3.1": "5/once", "P3.2": "1/each", "P4.1": "5/once", "P4.2": "5/once",
    "P5.1": "5/once", "P5.2": "5/once", "P6.1": "5/once", "P6.2": "4/once", "P6.3": "1/each",
    "P7": "1/each",
    "S1.1": "5/once", "S1.2": "1/each", "S2": "1/each", "S3": "2/each", "S4": "1/each",
    "S5.1": "5/once", "S5.2": "2/once",
    "I1": "10/once", "I2": "2/once", "I3.1": "5/once", "I3.2": "3/once", "I3.3": "1/each",
    "I3.4": "2/once", "I4.1": "5/each", "I4.2": "2/each",
    "F1": "2/each", "F2": "1/each", "F3.1": "1/each", "F3.2": "0.1/each", "F4.1": "5/once",
    "F4.2": "1/each", "F5": "2/once", "F6": "1/each", "F7": "2/once", "F8": "2/once",
}  # fmt: skip
SEEN_2019 = {"P5.2", "S5.2", "I3.2"}
"""Rows of which somebody saw the points in the original."""


def points_of(pack: RulePack, kind: str) -> dict[str, str]:
    return {
        item.id: f"{item.points.n}/{item.points.per}"
        for item in pack.items
        if item.kind == kind and item.points is not None
    }


def scored(
    make: Any,
    units: dict[str, int | Bounds],
    *,
    vetoes: tuple[str, ...] = (),
    site: Site | None = None,
    without: tuple[str, ...] = (),
) -> ScoreSheet:
    """Score a site with these problems; everything else passes, groups `without` do not apply."""

    def finding(item: Any) -> Finding:
        given = units.get(item.id, 0)
        bounds = given if isinstance(given, Bounds) else Bounds(proved=given, upper=given)
        verdict = Verdict.FAIL if bounds.proved or item.id in vetoes else Verdict.UNDETERMINED
        if bounds == PASSED and item.id not in vetoes:
            verdict = Verdict.PASS
        if item.group in without or item.applies == {"new_media"}:
            verdict = Verdict.NOT_APPLICABLE
        return Finding(
            item=item.id,
            verdict=verdict,
            reason="",
            explanation="",
            measure={},
            evidence=(),
            units=bounds,
        )

    findings = [finding(item) for item in make.pack.items]
    return score(site or make_site(is_portal=True), make.case(make.visit()), findings, make.pack)


def exactly(points: str) -> ScoreRange:
    return ScoreRange(best=Decimal(points), worst=Decimal(points))


def test_the_points_of_2015_are_those_of_the_sheet(make: Any) -> None:
    assert points_of(make.pack, "deduct") == POINTS_2015
    assert {item.id: item.cap for item in make.pack.items if item.cap is not None} == {
        "D1.1": Decimal(16)
    }


def test_the_windows_of_2015_are_those_of_the_sheet(make: Any) -> None:
    windows = {name: one.window for name, one in class_windows(make.pack).items()}

    assert windows == {
        ColumnClass.NEWS: Window(n=2, unit=Unit.WEEKS),
        ColumnClass.NOTICE: Window(n=6, unit=Unit.MONTHS),
        ColumnClass.POLICY: Window(n=6, unit=Unit.MONTHS),
        ColumnClass.PERSONNEL: Window(n=1, unit=Unit.YEARS),
        ColumnClass.PLANNING: Window(n=1, unit=Unit.YEARS),
    }


WORKED = {
    "浙价网 2015-08": ({"A2.2": 13, "D2.2": 27}, "71.7", SiteResult.QUALIFIED),
    "嘉兴市无线电管理局": (
        {"A2.2": 24, "B1": 1, "B2.1": 3, "B2.2": 3, "C1.2": 1, "C2.2": 1, "D1.1": 1, "D2.2": 12},
        "47.6",
        SiteResult.UNQUALIFIED,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("units", "points", "result"), WORKED.values(), ids=WORKED)
def test_worked_examples_of_published_reports_come_out(
    make: Any, units: dict[str, int | Bounds], points: str, result: SiteResult
) -> None:
    sheet = scored(make, units)

    assert (sheet.score, sheet.result) == (exactly(points), result)


def test_the_worked_example_with_a_veto_is_not_scored(make: Any) -> None:
    units: dict[str, int | Bounds] = {"A2.2": 13, "B2.1": 1, "C2.2": 1, "D2.2": 1}
    sheet = scored(make, units, vetoes=("V5",))
    taken = sum(item.deduction.best for item in sheet.items if item.deduction is not None)

    assert (sheet.vetoed, sheet.score, sheet.result) == (True, None, SiteResult.UNQUALIFIED)
    assert taken == Decimal("10.3")


def test_40_points_deducted_pass_and_a_tenth_more_fails(make: Any) -> None:
    assert scored(make, {"B2.2": 10}).result is SiteResult.QUALIFIED
    assert scored(make, {"B2.2": 10, "A2.2": 1}).result is SiteResult.UNQUALIFIED


def test_the_total_never_falls_below_0(make: Any) -> None:
    assert scored(make, {"B2.2": 40}).score == exactly("0")


def test_the_points_of_2019_are_those_of_the_collected_table(make_2019: Any) -> None:
    assert points_of(make_2019.pack, "deduct") == POINTS_2019


def test_in_2019_every_number_without_a_source_is_marked(make_2019: Any) -> None:
    marked = {item.id: {one.name for one in item.open} for item in make_2019.pack.items}

    assert {name for name in POINTS_2019 if "points" not in marked[name]} == SEEN_2019
    assert all("cap" in marked[item.id] for item in make_2019.pack.items if item.cap is not None)
    assert all(group.open for group in make_2019.pack.indicators)


def test_in_2019_a_site_that_is_no_portal_is_checked_for_vetoes_alone(make_2019: Any) -> None:
    office, portal = make_site(), make_site(is_portal=True)
    checked = audit_site(office, (make_2019.visit(),), make_2019.pack, make_2019.as_of)
    rows = [item.finding for item in checked.items if item.kind != "veto"]

    assert {(one.verdict, one.reason) for one in rows} == {(Verdict.NOT_APPLICABLE, "vetoes_alone")}
    assert (checked.score, checked.bonus) == (None, None)
    assert scored(make_2019, {}, site=office).result is SiteResult.QUALIFIED
    assert scored(make_2019, {}, site=portal).score == exactly("100")
    assert scored(make_2019, {}, site=office, vetoes=("W3",)).result is SiteResult.UNQUALIFIED
    open_veto: dict[str, int | Bounds] = {"W3": Bounds(proved=0, upper=1)}
    assert scored(make_2019, open_veto, site=office).result is SiteResult.UNDETERMINED


def test_a_province_that_scores_every_site_says_so_in_one_line(make_2019: Any) -> None:
    every = make_2019.anew()
    every.pack = replace(
        make_2019.pack, scale=replace(make_2019.pack.scale, scored_for=frozenset())
    )

    assert scored(every, {}, site=make_site()).score == exactly("100")


def test_open_numbers_stand_on_the_sheet(make_2019: Any) -> None:
    sheet = scored(make_2019, {})
    notes = "\n".join(sheet.edition_notes)

    assert "分值待核 发布解读 full：本组分值未见原文" in notes
    assert "分值待核 概况信息、机构职能" in notes
    assert "分值待核 办事服务" not in notes
    row = next(item for item in sheet.items if item.id == "P1.1")
    assert row.open_numbers == ("points：分值来自记忆，原文未见",)


def test_the_self_check_of_2019q2_comes_to_89(make_2019: Any) -> None:
    sheet = scored(make_2019, {"P5.2": 1, "I3.2": 1, "S5.2": 1, "F2": 1})

    assert sheet.score == exactly("89")
    assert sheet.result is SiteResult.QUALIFIED


def test_only_above_80_a_bonus_counts(make_2019: Any) -> None:
    at_80 = scored(make_2019, {"I1": 1, "P4.2": 1, "P5.2": 1, "B3": 3})
    above = scored(make_2019, {"I1": 1, "P4.2": 1, "P6.2": 1, "B3": 3})

    assert (at_80.score, at_80.bonus) == (exactly("80"), None)
    assert (above.score, above.bonus) == (exactly("81"), exactly("3"))


def test_all_bonus_together_is_30_points(make_2019: Any) -> None:
    most = {item.id: 99 for item in make_2019.pack.items if item.kind == "bonus"}

    assert scored(make_2019, most).bonus == exactly("30")


def test_a_department_of_the_state_council_without_services_is_scaled_by_4_to_3(
    make_2019: Any,
) -> None:
    units: dict[str, int | Bounds] = {"P5.2": 1, "I3.2": 1, "F2": 1}
    department = make_site(level="国务院部门", extra={"services": "否"})
    scaled = scored(make_2019, units, site=department, without=("办事服务",))
    other = scored(make_2019, units, without=("办事服务",))

    assert scaled.score == exactly("88.00")
    assert other.score == exactly("91")


def test_a_group_and_an_indicator_deduct_no_more_than_their_points(make_2019: Any) -> None:
    assert scored(make_2019, {"F3.1": 300}).score == exactly("80")
    assert scored(make_2019, {"P6.1": 1, "P6.2": 1, "P6.3": 5}).score == exactly("95")


def test_no_problem_is_deducted_for_by_two_rows(make_2019: Any) -> None:
    items = {item.id: item for item in make_2019.pack.items}
    own = {name for row in ("P4.2", "P5.2", "P6.2") for name in items[row].params["classes"]}

    assert own == set(items["P7"].params["classes"])


def test_the_vetoes_of_2019_keep_their_thresholds(make_2019: Any) -> None:
    params = {item.id: item.params for item in make_2019.pack.items if item.kind == "veto"}

    assert params["W2"] == {"days": 7, "visits_per_day": 20, "percent": 5}
    assert params["W3"]["window"] == Window(n=2, unit=Unit.WEEKS)
    assert [params[name]["threshold"] for name in ("W4.1", "W4.2", "W4.3")] == [5, 10, 5]
    assert params["W4.1"]["top_level"] == (ColumnClass.NOTICE, ColumnClass.POLICY)
    assert params["W5.2"]["overdue"] == Window(n=3, unit=Unit.MONTHS)
    assert params["W6"] == {"sheet": "indicators-2019", "classes": 4, "guides": 5}


def test_a_province_changes_what_it_names_and_keeps_the_rest(make: Any, make_province: Any) -> None:
    own = {item.id: item for item in make_province.pack.items}
    base = {item.id: item for item in make.pack.items}

    assert base.keys() - own.keys() == {"C3.1", "C3.2"}
    assert own.keys() - base.keys() == {"X1"}
    assert own["V3a"].params == {**base["V3a"].params, "threshold": 3}
    assert own["B2.2"] == base["B2.2"]
    windows = class_windows(make_province.pack)
    assert windows[ColumnClass.NEWS].window == Window(n=1, unit=Unit.WEEKS)
    assert windows[ColumnClass.NOTICE] == class_windows(make.pack)[ColumnClass.NOTICE]


def test_a_province_settles_what_the_base_left_open(make: Any, make_province: Any) -> None:
    opened = {item.id: item.open for item in make_province.pack.items}

    assert next(item for item in make.pack.items if item.id == "A1").open
    assert opened["A1"] == ()
    assert make.pack.scale.open
    assert make_province.pack.scale.open == ()


def test_a_province_caps_a_group(make_province: Any) -> None:
    assert scored(make_province, {"A2.1": 40}).score == exactly("90")


def test_an_open_row_leaves_a_range_and_no_result_unless_both_ends_agree(make: Any) -> None:
    unsure: dict[str, int | Bounds] = {"B2.2": Bounds(proved=0, upper=11)}
    sure: dict[str, int | Bounds] = {"B2.2": Bounds(proved=0, upper=10)}

    assert scored(make, unsure).score == ScoreRange(best=Decimal(100), worst=Decimal(56))
    assert scored(make, unsure).result is SiteResult.UNDETERMINED
    assert scored(make, sure).result is SiteResult.QUALIFIED


def test_a_deduction_is_itemised_by_its_row(make: Any) -> None:
    item = next(one for one in make.pack.items if one.id == "D1.1")
    finding = Finding(
        item="D1.1",
        verdict=Verdict.FAIL,
        reason="",
        explanation="",
        measure={},
        evidence=(),
        units=Bounds(proved=8, upper=8),
    )
    points = deduction(item, finding)

    assert points is not None
    assert points.best == Decimal(16)


@pytest.mark.parametrize("edition", ["make", "make_2019", "make_province"])
def test_the_deciding_tables_are_those_of_the_vocabulary(
    request: pytest.FixtureRequest, edition: str
) -> None:
    pack = request.getfixturevalue(edition).pack

    assert pack.states.zombie_gap_days == 14
    assert pack.column_states == ColumnStates(gap_hours=4, zombie_windows=2, zombie_least_days=365)
    assert pack.signs == SignLimits(grace_days=2, bulk_items=20, redated_days=30, repeated_days=30)
    assert pack.trusted_dates == DECIDING
    assert pack.visits == HOUSE_TABLE
