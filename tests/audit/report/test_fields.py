from audit.report.fields import Field, TableShape


def test_headings_come_in_the_order_of_the_columns() -> None:
    names = ("地区", "合格数")
    fields = tuple(Field(head=name, width=9, meaning="", source="") for name in names)

    assert TableShape(title="按地区", fields=fields).heads == names
