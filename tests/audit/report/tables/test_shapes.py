from audit.report.tables.shapes import SHAPES


def test_no_two_columns_of_a_table_share_a_heading() -> None:
    assert [one.title for one in SHAPES if len(set(one.heads)) < len(one.heads)] == []


def test_every_column_says_what_it_means_and_where_it_comes_from() -> None:
    fields = [field for one in SHAPES for field in one.fields]

    assert all(field.meaning and field.source and field.width > 0 for field in fields)
