import json

from audit.report.tables.document import tables_document
from audit.report.tables.summary import number_tables
from testkit.outcomes import make_numbers


def test_document_holds_every_small_table_by_its_headings() -> None:
    tables = number_tables(make_numbers())
    told = json.loads(tables_document({"sweep": 3}, tables, (("巡检编号", "3"),)))
    total = told["tables"]["按地区"][-1]

    assert told["sweep"] == 3
    assert list(told["tables"]) == [one.shape.title for one in tables]
    assert (total["机器判定：不合格数"], total["人工认定：不合格数"]) == (2, 1)
    assert total["人工认定：合格率上限%"] == 90.0
    assert told["honesty"] == {"巡检编号": "3"}
