from dataclasses import replace
from typing import Any

import pytest

from audit.people.ledger_table import HEADS
from audit.report import output_fields as outputs
from audit.scoring.diff import diff_sheets, only_after
from schema.types.codec import evidence_to_json
from schema.types.finding import SiteResult
from testkit.json_paths import paths

ALL = [value for name, value in vars(outputs).items() if name.isupper() and name[0] != "_"]


def test_every_column_of_the_ledger_is_explained_in_its_order() -> None:
    assert tuple(outputs.LEDGER) == HEADS


def test_every_field_of_a_comparison_is_explained(make: Any) -> None:
    before, after = make.sheet(make.visit()), make.sheet(make.visit(), make.column())
    other = replace(after, result=SiteResult.UNQUALIFIED)
    told = [diff_sheets(before, other).as_json(), only_after(after).as_json()]

    assert set(paths(told)) == set(outputs.DIFF)


def test_every_field_around_a_fact_is_explained(make: Any) -> None:
    rows = [evidence_to_json(make.visit()), evidence_to_json(make.column())]
    kept = {path for path in paths(rows) if not path.startswith("[].fact.")}

    told = {path for path in outputs.EVIDENCE if not path.startswith("[].fact.")}
    assert kept == told - {"[].provenance[].record"}


@pytest.mark.parametrize("fields", ALL, ids=str)
def test_every_explanation_says_something(fields: outputs.Fields) -> None:
    assert all(path and meaning and source for path, (meaning, source) in fields.items())
