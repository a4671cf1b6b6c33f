from datetime import datetime, timedelta
from typing import Any

from audit.report.sheet_tables import SHAPES, sheet_tables
from schema.types.link_facts import LinkFact
from schema.types.outcome import CountsAs, Outcome


def tables(bundle: Any) -> dict[str, Any]:
    return {one.shape.title: one for one in sheet_tables(bundle)}


def test_every_row_has_one_value_a_column(make: Any) -> None:
    stale = [make.column(f"c{number}/") for number in range(5)]
    found = sheet_tables(make.bundle(make.visit(), make.letter(), *stale))

    assert tuple(one.shape for one in found) == SHAPES
    assert {len(row) - len(one.shape.fields) for one in found for row in one.rows} == {0}


def test_visit_log_is_in_order_of_time_and_says_what_each_counts_for(make: Any) -> None:
    later = make.failed_visit(make.later(1))
    void = make.visit(make.later(2), counts_as=CountsAs.VOID, void_reason="我方机器过载")
    rows = tables(make.bundle(void, later, make.visit()))["访问记录"].rows

    assert [(row[0], row[2], row[3], row[8]) for row in rows] == [
        (1, "否", "打开", ""),
        (2, "是", "失败", ""),
        (3, "—", "作废", "我方机器过载"),
    ]
    assert rows[1][1] - rows[0][1] == timedelta(hours=1)
    assert rows[0][1] == datetime(2026, 11, 23, 10, 0)  # noqa: DTZ001 - a cell knows no zones


def test_links_say_where_they_stand_and_what_came(make: Any) -> None:
    fact = LinkFact(
        url="http://gone.example/", found_on=make.home, on_home=True, outside=True,
        counts_as=CountsAs.FAILED, at=make.as_of, outcome=Outcome.OK, status=404, page_class=None,
    )  # fmt: skip
    (row,) = tables(make.bundle(make.evidence(fact, make.home)))["链接"].rows

    assert row[:7] == (
        "http://gone.example/", "站外", "首页", make.home, "2026-11-23 10:00", "404", "失败",
    )  # fmt: skip


def test_findings_carry_points_and_open_numbers(make: Any) -> None:
    rows = {row[0]: row for row in tables(make.bundle(make.visit()))["判定"].rows}

    assert rows["B2.1"][7] == "每个（条、处）扣3分"
    assert rows["A1"][8].startswith("points：")
