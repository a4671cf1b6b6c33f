from typing import Any

import pytest

from schema.types.column import ColumnClass
from schema.types.dates import DateSource
from schema.types.verdict import Verdict


def stale(make: Any, number: int, **given: Any) -> list[Any]:
    return [make.column(f"c{n}/", **given) for n in range(number)]


def answer(make: Any, *rows: Any) -> tuple[Verdict, str]:
    judgement = make.judge("V3a", make.visit(), *rows)
    return judgement.verdict, judgement.reason


def test_five_stale_columns_fail(make: Any) -> None:
    rows = stale(make, 5)
    judgement = make.judge("V3a", make.visit(), make.fresh_column(), *rows)

    assert (judgement.verdict, judgement.reason) == (Verdict.FAIL, "threshold_reached")
    assert judgement.evidence == tuple(row.id for row in rows)
    assert judgement.measure["proved"] == 5


def test_four_stale_columns_pass(make: Any) -> None:
    assert answer(make, *stale(make, 4), make.fresh_column()) == (
        Verdict.PASS,
        "below_threshold",
    )


def test_both_kinds_are_summed(make: Any) -> None:
    notices = [
        make.column(f"n{n}/", column_class=name)
        for n, name in enumerate((ColumnClass.NOTICE, ColumnClass.POLICY))
    ]

    assert answer(make, *stale(make, 3), *notices)[0] is Verdict.FAIL


@pytest.mark.parametrize(
    ("name", "days_ago", "expected"),
    [
        pytest.param(ColumnClass.NEWS, 14, Verdict.PASS, id="news-on-the-last-day"),
        pytest.param(ColumnClass.NEWS, 15, Verdict.FAIL, id="news-a-day-late"),
        pytest.param(ColumnClass.NOTICE, 184, Verdict.PASS, id="notice-on-the-last-day"),
        pytest.param(ColumnClass.NOTICE, 185, Verdict.FAIL, id="notice-a-day-late"),
        pytest.param(ColumnClass.POLICY, 185, Verdict.FAIL, id="policy-a-day-late"),
    ],
)
def test_window_is_that_of_the_class(
    make: Any, name: ColumnClass, days_ago: int, expected: Verdict
) -> None:
    rows = stale(make, 5, column_class=name, items=(make.item(days_ago),))

    assert answer(make, *rows)[0] is expected


@pytest.mark.parametrize("name", [ColumnClass.PERSONNEL, ColumnClass.PLANNING, ColumnClass.TOPIC])
def test_other_classes_do_not_count(make: Any, name: ColumnClass) -> None:
    assert answer(make, *stale(make, 9, column_class=name))[0] is Verdict.PASS


def test_registered_days_do_not_change_the_sheets_window(make: Any) -> None:
    rows = stale(make, 5, update_days=600, items=(make.item(40),))

    assert answer(make, *rows)[0] is Verdict.FAIL


def test_one_url_counts_once(make: Any) -> None:
    assert answer(make, *stale(make, 4), *stale(make, 4))[0] is Verdict.PASS


def test_exempt_columns_do_not_count(make: Any) -> None:
    assert answer(make, *stale(make, 9, exempt="archive"))[0] is Verdict.PASS


def test_open_columns_that_could_reach_the_threshold_hold_it_open(make: Any) -> None:
    rows = [*stale(make, 4), make.column("u/", complete_to=None)]

    assert answer(make, *rows) == (Verdict.UNDETERMINED, "columns_open")


def test_weak_dates_never_fail(make: Any) -> None:
    rows = stale(make, 9, items=(make.item(300, source=DateSource.URL),))

    assert answer(make, *rows) == (Verdict.UNDETERMINED, "columns_open")


def test_empty_columns_are_neither_proved_nor_cleared_here(make: Any) -> None:
    empty = [make.empty_column("e/"), make.empty_column("e/", make.later())]

    assert answer(make, *stale(make, 4), *empty) == (Verdict.UNDETERMINED, "columns_open")
    assert answer(make, *stale(make, 3), *empty)[0] is Verdict.PASS


def test_survey_cut_short_cannot_pass_but_can_fail(make: Any) -> None:
    limit = make.limit()

    assert answer(make, *stale(make, 1), limit) == (Verdict.UNDETERMINED, "survey_cut_short")
    assert answer(make, *stale(make, 5), limit)[0] is Verdict.FAIL


def test_class_without_a_window_is_left_out(make: Any) -> None:
    judgement = make.judge("V3a", make.visit(), *stale(make, 5), classes=(ColumnClass.FINANCE,))

    assert judgement.verdict is Verdict.PASS
    assert judgement.measure["columns"] == 0


def test_sentence_holds_the_numbers_and_windows(make: Any) -> None:
    judgement = make.judge("V3a", make.visit(), *stale(make, 2))

    assert judgement.explanation == (
        "时限内未更新的动态要闻（2周）、通知公告（6个月）、政策文件（6个月）栏目"
        "已证实2个，另有0个未能判定；全部计入也不足5个。"
    )
