from typing import Any

from schema.types.reading import ListState
from schema.types.verdict import Verdict


def answer(make: Any, *rows: Any) -> tuple[Verdict, str]:
    judgement = make.judge("V3c", make.visit(), *rows)
    return judgement.verdict, judgement.reason


def once(make: Any, number: int) -> list[Any]:
    return [make.empty_column(f"e{n}/") for n in range(number)]


def again(make: Any, number: int, hours: float = 4) -> list[Any]:
    return [make.empty_column(f"e{n}/", make.later(hours)) for n in range(number)]


def test_one_visit_never_fails(make: Any) -> None:
    assert answer(make, *once(make, 20)) == (Verdict.UNDETERMINED, "needs_second_visit")


def test_visits_too_close_are_one_visit(make: Any) -> None:
    rows = [*once(make, 5), *again(make, 5, hours=3.5)]

    assert answer(make, *rows) == (Verdict.UNDETERMINED, "needs_second_visit")


def test_five_columns_empty_in_two_visits_fail(make: Any) -> None:
    rows = [*once(make, 5), *again(make, 5)]
    judgement = make.judge("V3c", make.visit(), make.fresh_column(), *rows)

    assert (judgement.verdict, judgement.reason) == (Verdict.FAIL, "threshold_reached")
    assert set(judgement.evidence) == {row.id for row in rows}


def test_four_empty_columns_pass_in_one_visit(make: Any) -> None:
    assert answer(make, *once(make, 4), make.fresh_column()) == (
        Verdict.PASS,
        "below_threshold",
    )


def test_columns_filled_by_the_second_visit_pass(make: Any) -> None:
    filled = [make.column(f"e{n}/", make.later()) for n in range(5)]

    assert answer(make, *once(make, 5), *filled)[0] is Verdict.PASS


def test_unreadable_columns_may_be_empty(make: Any) -> None:
    rows = [make.column(f"u{n}/", list_state=ListState.UNREADABLE, items=()) for n in range(5)]

    assert answer(make, *rows) == (Verdict.UNDETERMINED, "columns_open")


def test_exempt_columns_are_never_empty(make: Any) -> None:
    rows = [
        make.empty_column(f"e{n}/", at, exempt="archive")
        for n in range(9)
        for at in (None, make.later())
    ]

    assert answer(make, *rows)[0] is Verdict.PASS


def test_survey_cut_short_cannot_pass(make: Any) -> None:
    assert answer(make, make.fresh_column(), make.limit()) == (
        Verdict.UNDETERMINED,
        "survey_cut_short",
    )


def test_homepage_that_did_not_open_cannot_pass(make: Any) -> None:
    judgement = make.judge("V3c", make.failed_visit(), make.fresh_column())

    assert (judgement.verdict, judgement.reason) == (Verdict.UNDETERMINED, "homepage_not_opened")
