from typing import Any

import pytest

from schema.types.column import ColumnClass
from schema.types.reading import ListState
from schema.types.verdict import Verdict


def stale(make: Any, number: int, **given: Any) -> list[Any]:
    return [make.column(f"c{n}/", **given) for n in range(number)]


def answer(make: Any, *rows: Any) -> tuple[Verdict, str]:
    judgement = make.judge("V3b", make.visit(), *rows)
    return judgement.verdict, judgement.reason


def test_ten_stale_columns_fail(make: Any) -> None:
    assert answer(make, *stale(make, 10)) == (Verdict.FAIL, "threshold_reached")


def test_nine_stale_columns_pass(make: Any) -> None:
    assert answer(make, *stale(make, 9)) == (Verdict.PASS, "below_threshold")


@pytest.mark.parametrize(
    ("name", "days_ago", "expected"),
    [
        pytest.param(ColumnClass.NEWS, 15, Verdict.FAIL, id="news"),
        pytest.param(ColumnClass.NOTICE, 185, Verdict.FAIL, id="notice"),
        pytest.param(ColumnClass.POLICY, 185, Verdict.FAIL, id="policy"),
        pytest.param(ColumnClass.PERSONNEL, 365, Verdict.PASS, id="personnel-inside"),
        pytest.param(ColumnClass.PERSONNEL, 366, Verdict.FAIL, id="personnel"),
        pytest.param(ColumnClass.PLANNING, 457, Verdict.PASS, id="planning-inside-its-margin"),
        pytest.param(ColumnClass.PLANNING, 458, Verdict.FAIL, id="planning-past-its-margin"),
        pytest.param(ColumnClass.FINANCE, 900, Verdict.PASS, id="no-window"),
    ],
)
def test_window_and_margin_are_those_of_the_class(
    make: Any, name: ColumnClass, days_ago: int, expected: Verdict
) -> None:
    rows = stale(make, 10, column_class=name, items=(make.item(days_ago),))

    assert answer(make, *rows)[0] is expected


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        pytest.param(600, Verdict.PASS, id="longer-than-the-class"),
        pytest.param(30, Verdict.FAIL, id="for-a-class-without-a-window"),
    ],
)
def test_registered_days_go_before_the_class(make: Any, days: int, expected: Verdict) -> None:
    name = ColumnClass.NEWS if expected is Verdict.PASS else ColumnClass.TOPIC

    assert answer(make, *stale(make, 10, column_class=name, update_days=days))[0] is expected


def test_empty_columns_count_after_two_visits(make: Any) -> None:
    other = {"column_class": ColumnClass.ABOUT}
    first = [make.empty_column(f"e{n}/", **other) for n in range(10)]
    second = [make.empty_column(f"e{n}/", make.later(), **other) for n in range(10)]

    assert answer(make, *first) == (Verdict.UNDETERMINED, "columns_open")
    assert answer(make, *first, *second)[0] is Verdict.FAIL


def test_columns_that_may_be_empty_hold_it_open(make: Any) -> None:
    rows = [
        make.column(
            f"u{n}/", column_class=ColumnClass.OTHER, list_state=ListState.UNREADABLE, items=()
        )
        for n in range(10)
    ]

    assert answer(make, *rows) == (Verdict.UNDETERMINED, "columns_open")


def test_old_columns_of_other_classes_are_listed_and_never_counted(make: Any) -> None:
    rows = stale(make, 12, column_class=ColumnClass.FINANCE)
    judgement = make.judge("V3b", make.visit(), *rows)

    assert judgement.verdict is Verdict.PASS
    assert (judgement.measure["proved"], judgement.measure["upper"]) == (0, 0)
    assert judgement.measure["listed_for_person"] == 12
    assert {one.evidence for one in judgement.listed} == {row.id for row in rows}
    assert judgement.places == ()
    assert "另有12个未规定时限的栏目1年以上无新内容，列出待人工复核，未计入" in (
        judgement.explanation
    )


@pytest.mark.parametrize(
    "given",
    [
        pytest.param({"exempt": "archive"}, id="exempt"),
        pytest.param({"list_state": ListState.SINGLE}, id="single"),
        pytest.param({"list_state": ListState.UNREADABLE}, id="unreadable"),
        pytest.param({"days_ago": 300}, id="within-a-year"),
    ],
)
def test_columns_not_seen_to_be_old_are_not_listed(make: Any, given: dict[str, Any]) -> None:
    items = (make.item(given.pop("days_ago", 550)),)
    column = make.column(column_class=ColumnClass.TOPIC, items=items, **given)

    assert make.judge("V3b", make.visit(), column).measure["listed_for_person"] == 0


@pytest.mark.parametrize(
    "given",
    [
        pytest.param({"exempt": "archive"}, id="exempt"),
        pytest.param({"list_state": ListState.PARENT}, id="parent"),
        pytest.param({"list_state": ListState.LINKS_ONLY}, id="links-only"),
    ],
)
def test_columns_that_never_count_do_not_count(make: Any, given: dict[str, Any]) -> None:
    assert answer(make, *stale(make, 12, **given))[0] is Verdict.PASS


def test_survey_cut_short_cannot_pass(make: Any) -> None:
    assert answer(make, make.fresh_column(), make.limit()) == (
        Verdict.UNDETERMINED,
        "survey_cut_short",
    )
