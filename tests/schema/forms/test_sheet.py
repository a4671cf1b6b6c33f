from schema.forms.sheet import Merge, Row, address, fill_down


def rows(*cells: dict[int, str]) -> list[Row]:
    return [Row(number=number, cells=one) for number, one in enumerate(cells, start=1)]


def test_addresses_are_written_as_a_spreadsheet_shows_them() -> None:
    assert address(7, 28) == "AB7"


def test_a_merged_value_reaches_every_row_it_covers_and_none_below() -> None:
    table = rows({1: "甲"}, {2: "x"}, {2: "y"}, {2: "z"})

    fill_down(table, [Merge(top=1, left=1, bottom=3)])

    assert [row.cells.get(1) for row in table] == ["甲", "甲", "甲", None]


def test_a_covered_cell_with_a_value_of_its_own_keeps_it() -> None:
    table = rows({1: "甲"}, {1: "乙"})

    fill_down(table, [Merge(top=1, left=1, bottom=2)])

    assert table[1].cells == {1: "乙"}


def test_overlapping_merges_do_not_carry_twice() -> None:
    table = rows({1: "甲"}, {2: "x"}, {2: "y"})

    fill_down(table, [Merge(top=1, left=1, bottom=3), Merge(top=2, left=1, bottom=3)])

    assert [row.cells[1] for row in table] == ["甲", "甲", "甲"]


def test_a_merge_over_rows_that_hold_nothing_is_no_error() -> None:
    table = rows({1: "甲"})

    fill_down(table, [Merge(top=5, left=1, bottom=9)])

    assert table[0].cells == {1: "甲"}
