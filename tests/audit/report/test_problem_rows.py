from typing import Any

from audit.report.problem_rows import problem_rows
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


def test_veto_without_places_rests_on_its_evidence_row_by_row(make: Any) -> None:
    columns = [make.column("a/", name="要闻"), make.column("b/", name="公告")]
    item = make_item("V3a", Verdict.FAIL, evidence=tuple(one.id for one in columns))
    rows = problem_rows(make_sheet([item]), columns)

    assert [(row.title, row.url) for row in rows] == [
        ("要闻", f"{make.home}a/"),
        ("公告", f"{make.home}b/"),
    ]


def test_failed_visits_of_a_week_are_one_problem(make: Any) -> None:
    visits = [make.failed_visit() for _ in range(30)]
    item = make_item("V1", Verdict.FAIL, evidence=tuple(one.id for one in visits))
    (row,) = problem_rows(make_sheet([item]), visits)

    assert (row.times, row.says, row.evidence) == (30, "见访问记录", visits[0].id)


def test_letter_is_named_by_its_title(make: Any) -> None:
    letter = make.letter(title="咨询=路灯")
    item = make_item("V5", Verdict.FAIL, evidence=(letter.id,))

    assert [row.title for row in problem_rows(make_sheet([item]), [letter])] == ["咨询=路灯"]
