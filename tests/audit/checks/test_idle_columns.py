from typing import Any

import pytest

from schema.types.column import ColumnClass
from schema.types.reading import ListState


def units(make: Any, *rows: Any) -> Any:
    return make.units("P7", make.visit(), *rows)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param(ColumnClass.NOTICE, (1, 1), id="notices-have-no-row-of-their-own"),
        pytest.param(ColumnClass.PERSONNEL, (1, 1), id="personnel"),
        pytest.param(ColumnClass.NEWS, (0, 0), id="news-have"),
        pytest.param(ColumnClass.POLICY, (0, 0), id="policies-have"),
        pytest.param(ColumnClass.INTERPRETATION, (0, 0), id="interpretations-have"),
        pytest.param(ColumnClass.OTHER, (0, 0), id="without-a-window-age-says-nothing"),
    ],
)
def test_overdue_columns_of_other_classes_count(
    make_2019: Any, name: ColumnClass, expected: tuple[int, int]
) -> None:
    rest = make_2019.fresh_column("x/", column_class=ColumnClass.TOPIC)

    assert units(make_2019, make_2019.column("a/", column_class=name), rest) == expected


def test_days_of_the_register_make_any_column_overdue(make_2019: Any) -> None:
    column = make_2019.column("a/", column_class=ColumnClass.OTHER, update_days=30)

    assert units(make_2019, column) == (1, 1)


def test_an_empty_column_needs_two_visits(make_2019: Any) -> None:
    given = {"column_class": ColumnClass.OTHER}
    first = make_2019.empty_column("e/", **given)
    second = make_2019.empty_column("e/", make_2019.later(), **given)

    assert units(make_2019, first) == (0, 1)
    assert units(make_2019, first, second) == (1, 1)


def test_what_could_not_be_read_or_was_missed_only_widens_the_bound(make_2019: Any) -> None:
    given: dict[str, Any] = {"column_class": ColumnClass.OTHER, "items": ()}
    blind = make_2019.column("b/", list_state=ListState.UNREADABLE, **given)

    assert units(make_2019, blind) == (0, 1)
    assert units(make_2019, blind, make_2019.limit()) == (0, None)


def test_a_homepage_that_nobody_can_read_is_no_idle_column(make_2019: Any) -> None:
    home = make_2019.column(
        "", column_class=ColumnClass.HOME, list_state=ListState.UNREADABLE, items=()
    )
    fresh = make_2019.fresh_column("a/", column_class=ColumnClass.NOTICE)

    assert units(make_2019, home, fresh) == (0, 0)


def test_a_column_is_named_with_what_is_wrong(make_2019: Any) -> None:
    stale = make_2019.column("a/", column_class=ColumnClass.NOTICE)
    empty = [make_2019.empty_column("e/", at, column_class=ColumnClass.OTHER)
             for at in (None, make_2019.later())]  # fmt: skip
    places = make_2019.judge("P7", make_2019.visit(), stale, *empty).places

    assert {one.note for one in places} == {"应更新未更新", "空白栏目"}
