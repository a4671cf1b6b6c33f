from typing import Any

from audit.report.problem_rows import listed_rows, problem_rows
from schema.types.column import ColumnClass
from schema.types.verdict import Verdict
from testkit.sheets import make_item, make_place, make_sheet


def test_places_are_numbered_inside_their_item() -> None:
    places = (make_place(1, note="HTTP 404"), make_place(2, times=40))
    sheet = make_sheet([make_item("A2.1", Verdict.FAIL, "deduct", places=places)])
    first, second = problem_rows(sheet, ())

    assert (first.number, second.number) == ("A2.1-001", "A2.1-002")
    assert (first.says, second.says) == ("HTTP 404", "A2.1的理由。")
    assert (first.found_at, second.times) == ("2026-11-23 10:00", 40)
    assert first.category == "扣分项·指标A2.1"


def test_what_a_person_should_look_at_is_listed_apart_from_what_is_proved() -> None:
    items = [
        make_item("V4", Verdict.NEEDS_PERSON, places=(make_place(),)),
        make_item("B1", Verdict.FAIL, "deduct", places=(make_place(),)),
    ]

    assert [row.standing for row in problem_rows(make_sheet(items), ())] == ["待人工复核", "已证实"]


def test_passed_and_undetermined_items_list_no_problem() -> None:
    items = [
        make_item("V1", Verdict.UNDETERMINED, places=(make_place(),)),
        make_item("V2", Verdict.PASS, places=(make_place(),)),
    ]

    assert problem_rows(make_sheet(items), ()) == ()


def test_a_problem_of_the_whole_site_is_one_row_however_often_it_was_seen(make: Any) -> None:
    looks = [make.column("a/", at, name="要闻") for at in (make.later(), None)]
    item = make_item("V2", Verdict.FAIL, evidence=tuple(one.id for one in looks))
    sheet = make_sheet([item])
    (row,) = problem_rows(sheet, looks)

    assert (row.title, row.url, row.says) == ("全站", sheet.url, "V2的理由。")
    assert (row.evidence, row.times) == (looks[0].id, 1)


def test_a_column_is_one_row_after_many_sweeps(make: Any) -> None:
    looks = [
        make.column(f"c{n}/", make.later(24 * day), name=f"栏目{n}")
        for n in range(5)
        for day in range(4)
    ]
    sheet = make.sheet(make.visit(), *looks)
    rows = [row for row in problem_rows(sheet, looks) if row.item == "V3a"]

    assert [(row.title, row.url) for row in rows] == [
        (f"栏目{n}", f"{make.home}c{n}/") for n in range(5)
    ]
    assert {row.evidence for row in rows} == {looks[4 * n + 3].id for n in range(5)}


def test_what_is_only_listed_stands_apart_and_is_no_problem(make: Any) -> None:
    stale = [make.column(f"c{n}/", name=f"栏目{n}") for n in range(10)]
    listed = make.column("budget/", column_class=ColumnClass.FINANCE, name="财政资金")
    sheet = make.sheet(make.visit(), *stale, listed)
    problems = [row.title for row in problem_rows(sheet, (*stale, listed)) if row.item == "V3b"]

    assert problems == [f"栏目{n}" for n in range(10)]
    assert [(row.title, row.standing) for row in listed_rows(sheet)] == [("财政资金", "列出未计入")]
