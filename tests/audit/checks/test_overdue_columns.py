from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.types.column import ColumnClass
from schema.types.reading import ListState
from testkit.facts import HOME
from testkit.side_facts import make_navigation


def units(make: Any, item: str, *rows: Any, **params: Any) -> Any:
    return make.units(item, make.visit(), *rows, **params)


@pytest.mark.parametrize(
    ("item", "name", "inside", "outside"),
    [
        ("B2.1", ColumnClass.NEWS, 14, 15),
        ("B2.2", ColumnClass.NOTICE, 184, 185),
        ("B2.2", ColumnClass.POLICY, 184, 185),
        ("B2.3", ColumnClass.PERSONNEL, 365, 366),
        ("B2.3", ColumnClass.PLANNING, 457, 458),
    ],
)
def test_a_column_is_overdue_from_the_day_after_its_window(
    make: Any, item: str, name: ColumnClass, inside: int, outside: int
) -> None:
    def column(days: int) -> Any:
        return make.column(column_class=name, items=(make.item(days),))

    assert units(make, item, column(inside)) == (0, 0)
    assert units(make, item, column(outside)) == (1, 1)


def test_each_column_counts_and_its_newest_day_is_said(make: Any) -> None:
    judgement = make.judge("B2.1", make.visit(), make.column("a/"), make.column("b/"))

    assert judgement.units.proved == 2
    day = (make.today - timedelta(days=550)).isoformat()
    assert {one.note for one in judgement.places} == {f"最新信息日期{day}"}


def test_a_column_that_two_looks_found_empty_was_not_updated(make: Any) -> None:
    once, again = make.empty_column("e/"), make.empty_column("e/", make.later())
    judgement = make.judge("B2.1", make.visit(), once, again)

    assert units(make, "B2.1", once) == (0, 1)
    assert (judgement.units.proved, judgement.units.upper) == (1, 1)
    assert [one.note for one in judgement.places] == ["空白栏目"]


def test_what_is_empty_once_or_unread_is_open_and_other_classes_are_left_out(make: Any) -> None:
    rows = (
        make.empty_column("e/"),
        make.column("u/", list_state=ListState.UNREADABLE, items=()),
        make.column("n/", column_class=ColumnClass.NOTICE),
    )

    assert units(make, "B2.1", *rows) == (0, 2)
    assert units(make, "B2.1", *rows, make.limit()) == (0, None)


@pytest.mark.parametrize(
    ("navigation", "expected"),
    [
        pytest.param({"zcwj": ()}, (1, 1), id="first-level"),
        pytest.param({"zcwj": ("政务公开",)}, (0, 0), id="second-level"),
        pytest.param({"other": ()}, (0, 1), id="nobody-knows"),
    ],
)
def test_where_first_level_columns_alone_count_an_unknown_level_is_open(
    make_2019: Any, navigation: dict[str, tuple[str, ...]], expected: tuple[int, int]
) -> None:
    column = make_2019.column("zcwj/", column_class=ColumnClass.POLICY)
    seen = make_2019.evidence(make_navigation(**navigation), HOME)

    assert units(make_2019, "P5.2", column, seen) == expected


@given(old=st.integers(0, 5), blind=st.integers(0, 3), read=st.dates(date(2024, 1, 1)))
def test_one_overdue_column_more_never_lowers_a_bound(
    make: Any, old: int, blind: int, read: date
) -> None:
    rows = [make.fresh_column(), *(make.column(f"c{n}/") for n in range(old))]
    rows += [make.column(f"b{n}/", complete_to=None) for n in range(blind)]
    more = make.column("more/", complete_to=read)
    before, after = units(make, "B2.1", *rows), units(make, "B2.1", *rows, more)

    assert after[0] >= before[0]
    assert after[1] >= before[1]
