import types
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, Union, get_args, get_origin, get_type_hints

from audit.report.json_fields import CANONICAL, SHEET
from audit.report.sheet_json import document
from schema.types.column import ColumnClass
from schema.types.finding import ScoreSheet
from schema.types.outcome import Defect
from testkit.json_paths import paths

FREE = {"measure", "honesty"}


def declared(kind: Any, path: str = "") -> Iterator[str]:
    """Give the paths of all fields that a noun and its parts declare."""
    origin = get_origin(kind)
    if origin in {Union, types.UnionType}:
        for one in get_args(kind):
            if one is not type(None):
                yield from declared(one, path)
    elif origin is tuple:
        yield from declared(get_args(kind)[0], f"{path}[]")
    elif origin is dict:
        yield f"{path}.*"
    elif is_dataclass(kind):
        hints = get_type_hints(kind)
        for field in fields(kind):
            yield from declared(hints[field.name], f"{path}.{field.name}".removeprefix("."))
    else:
        yield path


def test_every_field_of_the_sheets_document_is_explained(make: Any) -> None:
    full = document(
        make.bundle(
            make.visit(defects=(Defect.TLS_EXPIRED,)),
            make.fresh_column(on_home=True),
            make.letter(),
            make.mailbox(),
            make.column("budget/", column_class=ColumnClass.FINANCE),
            network_allow=("10.0.0.0/8",),
        )
    )
    vetoed = document(make.bundle(make.visit(), *(make.column(f"c{n}/") for n in range(5))))

    told = {*paths(full, free=FREE), *paths(vetoed, free=FREE)}
    assert told <= set(SHEET)
    assert set(SHEET) - told <= {"visit", "bonus.best", "bonus.worst"}


def test_every_field_of_the_canonical_sheet_is_explained() -> None:
    assert set(declared(ScoreSheet)) == set(CANONICAL)


def test_every_explanation_says_something() -> None:
    assert all(all(pair) for pair in (*SHEET.values(), *CANONICAL.values()))
