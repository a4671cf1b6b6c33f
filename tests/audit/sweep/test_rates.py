from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.sweep.rates import (
    Tally,
    by_division,
    by_item,
    by_stratum,
    division_of,
    is_national,
    open_reasons,
    percent,
    stratum_of,
    void_reasons,
    whole,
)
from config.reason_words import load_reason_words
from schema.types.finding import SiteResult
from schema.types.statistics import FindingCount, ResultCount, VisitCounts
from schema.types.strata import Stratum
from schema.types.verdict import Verdict

STRATA = (
    Stratum(name="市级门户", levels=frozenset({"市"}), portal=True),
    Stratum(name="市级部门", levels=frozenset({"市"}), portal=False),
    Stratum(name="县级以下", levels=frozenset({"县", "乡"})),
)


def count(result: str | None = "合格", sites: int = 1, **changes: Any) -> ResultCount:
    values: dict[str, Any] = {
        "province": "湖南省",
        "city": "长沙市",
        "county": "",
        "level": "市",
        "is_portal": False,
        "running": True,
        "surveyed": True,
        "result": None if result is None else SiteResult(result),
        "vetoed": False,
        "sites": sites,
    }
    return ResultCount(**{**values, **changes})


def test_rate_lies_between_all_open_sites_failing_and_all_passing() -> None:
    tally = whole([count("合格", 6), count("不合格", 2), count("无法判定", 2)])

    assert (tally.checked, tally.lowest, tally.highest) == (10, Decimal("60.0"), Decimal("80.0"))


def test_closed_and_exempt_sites_are_registered_and_never_judged() -> None:
    tally = whole([count("合格", 1), count("不适用", 4, running=False)])

    assert (tally.registered, tally.running, tally.checked) == (5, 1, 1)
    assert tally.lowest == Decimal("100.0")


def test_site_without_a_sheet_is_planned_and_not_checked() -> None:
    tally = whole([count("合格", 1), count(None, 3)])

    assert (tally.running, tally.checked, tally.lowest) == (4, 1, Decimal("100.0"))


def test_vetoed_sites_are_counted_among_the_failing_ones() -> None:
    tally = whole([count("不合格", 2, vetoed=True), count("不合格", 1)])

    assert (tally.unqualified, tally.vetoed) == (3, 2)


def test_nothing_checked_has_no_rate() -> None:
    assert (Tally().lowest, Tally().highest) == (None, None)


@pytest.mark.parametrize(
    ("part", "of", "share"), [(1, 3, "33.3"), (2, 3, "66.7"), (1, 2000, "0.1"), (0, 5, "0.0")]
)
def test_percent_has_one_decimal_rounded_half_up(part: int, of: int, share: str) -> None:
    assert percent(part, of) == Decimal(share)


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 500))
def test_lowest_never_passes_highest(good: int, bad: int, still_open: int) -> None:
    tally = Tally(qualified=good, unqualified=bad, undetermined=still_open)

    if tally.lowest is not None and tally.highest is not None:
        assert Decimal(0) <= tally.lowest <= tally.highest <= Decimal(100)
        assert (tally.lowest == tally.highest) or still_open > 0


def test_divisions_of_one_province_are_its_cities_else_its_counties() -> None:
    rows = [count(), count(city="", county="石门县"), count(city="", county=""), count("不合格")]

    divisions = by_division(rows, national=is_national(rows))

    assert [(name, tally.checked) for name, tally in divisions] == [
        ("长沙市", 2),
        ("石门县", 1),
        ("湖南省本级", 1),
    ]


def test_divisions_of_several_provinces_are_the_provinces() -> None:
    rows = [count(), count(province="湖北省", city="武汉市")]
    names = [name for name, _ in by_division(rows, national=is_national(rows))]

    assert names == ["湖南省", "湖北省"]
    assert division_of("", "", "", national=True) == "未注明地区"


def test_layers_go_by_level_and_portal_and_keep_their_order() -> None:
    rows = [
        count(level="乡"),
        count(is_portal=True),
        count(),
        count(level="火星"),
    ]

    assert [name for name, _ in by_stratum(rows, STRATA)] == [
        "市级门户",
        "市级部门",
        "县级以下",
        "未注明层级",
    ]
    assert stratum_of(" 县 ", STRATA, is_portal=True) == "县级以下"


@given(st.lists(st.tuples(st.sampled_from(["合格", "不合格", "无法判定"]), st.integers(1, 9))))
def test_parts_sum_up_to_the_whole(parts: list[tuple[str, int]]) -> None:
    rows = [
        count(result, sites, city=f"市{number % 3}") for number, (result, sites) in enumerate(parts)
    ]

    divisions = by_division(rows, national=is_national(rows))

    assert sum(tally.checked for _, tally in divisions) == whole(rows).checked
    assert sum(tally.qualified for _, tally in by_stratum(rows, STRATA)) == whole(rows).qualified


def finding(item: str, verdict: Verdict, reason: str, sites: int) -> FindingCount:
    return FindingCount(item=item, verdict=verdict, reason=reason, sites=sites)


def test_share_of_a_problem_counts_the_sites_that_the_item_applies_to() -> None:
    tally = by_item(
        [
            finding("D1.1", Verdict.FAIL, "problems_proved", 2),
            finding("D1.1", Verdict.PASS, "no_problem", 5),
            finding("D1.1", Verdict.PASS, "another", 1),
            finding("D1.1", Verdict.NOT_APPLICABLE, "no_guides", 12),
        ]
    )["D1.1"]

    assert (tally.judged, tally.share) == (8, Decimal("25.0"))


def test_open_reasons_come_most_first_and_no_decided_one_among_them() -> None:
    rows = [
        finding("V1", Verdict.UNDETERMINED, "needs_week_of_visits", 3),
        finding("V4", Verdict.NEEDS_PERSON, "person_only", 9),
        finding("V2", Verdict.FAIL, "not_updated", 50),
    ]

    assert open_reasons(rows, load_reason_words()) == (
        ("V4", "是否有严重错误须人工认定", 9),
        ("V1", "首页监测不足一周", 3),
    )


def test_void_visits_are_counted_under_one_phrase_a_kind() -> None:
    counts = VisitCounts(
        valid=9,
        void=(
            ("12 unrelated addresses failed within 60 s, 1 answered", 2),
            ("7 unrelated addresses failed within 60 s, 0 answered", 3),
            ("something new", 1),
        ),
    )

    assert void_reasons(counts, load_reason_words()) == {
        "同一时段多个无关网站同时打不开": 5,
        "我方网络或设备原因": 1,
    }
