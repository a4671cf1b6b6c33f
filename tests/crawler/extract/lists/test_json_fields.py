from crawler.extract.lists.json_fields import FieldMap, field_text


def test_the_surest_name_that_holds_a_text_is_read() -> None:
    row = {"Title": " ", "DocTitle": 7, "headline": "县水务局通知"}

    assert field_text(row, FieldMap().title) == "县水务局通知"


def test_a_row_without_the_field_holds_nothing() -> None:
    assert field_text({"id": "1"}, FieldMap().title) == ""
