from dataclasses import replace
from datetime import timedelta
from typing import Any

from audit.people.basis import basis_of
from schema.types.content import Severity
from schema.types.evidence import Evidence
from schema.types.finding import ScoreSheet, SheetItem


def item_of(sheet: ScoreSheet, name: str) -> SheetItem:
    return next(one for one in sheet.items if one.id == name)


def empty_columns(make: Any, count: int) -> list[Evidence]:
    return [
        make.empty_column(f"k{n}/", at, name=f"栏目{n}")
        for n in range(count)
        for at in (None, make.later())
    ]


def test_the_basis_of_a_place_is_the_same_in_the_next_sweep(make: Any) -> None:
    first = empty_columns(make, 12)
    second = [
        replace(
            one,
            id=f"other-{one.id}",
            provenance=tuple(
                replace(source, fetched_at=source.fetched_at + timedelta(days=3))
                for source in one.provenance
            ),
        )
        for one in first
    ]
    cause = f"column:{make.home}k3/"
    before = basis_of(item_of(make.sheet(make.visit(), *first), "V3c"), cause, first)
    after = basis_of(item_of(make.sheet(make.visit(), *second), "V3c"), cause, second)

    assert before is not None
    assert after == before


def test_the_basis_of_a_place_changes_with_its_page(make: Any) -> None:
    rows = empty_columns(make, 12)
    item = item_of(make.sheet(make.visit(), *rows), "V3c")
    cause = f"column:{make.home}k3/"
    changed = [
        replace(one, fact=replace(one.fact, status=410))  # type: ignore[type-var]
        if one.fact.url.endswith("k3/")  # type: ignore[union-attr]
        else one
        for one in rows
    ]

    assert basis_of(item, cause, changed) != basis_of(item, cause, rows)


def test_a_place_that_is_not_there_has_no_basis(make: Any) -> None:
    rows = empty_columns(make, 12)

    assert basis_of(item_of(make.sheet(*rows), "V3c"), "column:http://else/", rows) is None


def test_the_basis_of_an_item_does_not_run_on_with_the_visits(make: Any) -> None:
    days = [(make.visit(),), (make.visit(make.later(9)), make.visit(make.later(20)))]
    first, second = (basis_of(item_of(make.sheet(*rows), "V4"), "", rows) for rows in days)

    assert first == second


def test_the_basis_of_an_item_changes_with_what_is_proposed(make: Any) -> None:
    grave = Severity.GRAVE
    rows = [make.visit(), make.proposal(severity=grave)]
    more = [*rows, make.proposal(severity=grave, cause="casino.example", text="某某娱乐城")]
    first, second = (basis_of(item_of(make.sheet(*seen), "V4"), "", seen) for seen in (rows, more))

    assert first != second


def test_a_question_about_the_whole_site_rests_on_what_its_columns_show(make: Any) -> None:
    before = (make.visit(), make.fresh_column(items=(make.item(1, title="旧闻"),)))
    after = (make.visit(), make.fresh_column(items=(make.item(1, title="新闻"),)))
    first, second = (
        basis_of(item_of(make.sheet(*seen), "V4"), "", seen) for seen in (before, after)
    )

    assert first != second
