"""A real PostgreSQL refuses sheets and findings whose fields contradict each other."""

from collections.abc import AsyncIterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from schema.types.finding import Bounds, ScoreRange, SiteResult
from schema.types.sweep import Sweep
from schema.types.verdict import Verdict
from testkit.facts import AT
from testkit.past import Past, open_past
from testkit.sheets import make_item, make_sheet

pytestmark = pytest.mark.postgres
FULL = ScoreRange(best=Decimal(100), worst=Decimal(60))


@pytest.fixture
async def past(database_url: str) -> AsyncIterator[Past]:
    async with open_past(database_url) as made:
        yield made


@pytest.fixture
async def sweep(past: Past) -> Sweep:
    return await past.sweep(AT)


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        ("a_veto_ends_scoring", {"vetoed": True, "result": SiteResult.UNQUALIFIED, "score": FULL}),
        ("a_veto_ends_scoring", {"vetoed": True, "result": SiteResult.QUALIFIED, "score": None}),
        ("nothing_open_passes", {"result": SiteResult.QUALIFIED, "open_vetoes": ("V4",)}),
        ("score", {"score": ScoreRange(best=Decimal(50), worst=Decimal("50.1"))}),
        ("score", {"score": ScoreRange(best=Decimal(50), worst=Decimal(-1))}),
    ],
)
async def test_a_sheet_that_contradicts_itself_is_refused(
    past: Past, sweep: Sweep, rule: str, changes: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError, match=f"sheet_{rule}_check"):
        await past.keep(sweep, make_sheet(**changes))


@pytest.mark.parametrize(
    ("verdict", "units"),
    [
        (Verdict.FAIL, Bounds(proved=0, upper=3)),
        (Verdict.PASS, Bounds(proved=0, upper=3)),
        (Verdict.PASS, Bounds(proved=0, upper=None)),
    ],
)
async def test_a_verdict_that_its_bounds_do_not_carry_is_refused(
    past: Past, sweep: Sweep, verdict: Verdict, units: Bounds
) -> None:
    row = make_item("B1", verdict, "deduct")
    wrong = replace(row, finding=replace(row.finding, units=units))

    with pytest.raises(IntegrityError, match="finding_bounds_carry_it_check"):
        await past.keep(sweep, make_sheet([wrong]))


@pytest.mark.parametrize("units", ['{"proved": 2, "upper": 1}', '{"proved": -1, "upper": null}'])
async def test_bounds_whose_ends_cross_are_refused(past: Past, sweep: Sweep, units: str) -> None:
    """The noun refuses them too; the database does so whoever writes."""
    await past.keep(sweep, make_sheet([make_item("B1", Verdict.UNDETERMINED, "deduct")]))
    change = text("update finding set body = jsonb_set(body, '{units}', cast(:units as jsonb))")

    with pytest.raises(IntegrityError, match="finding_units_check"):
        async with past.engine.begin() as connection:
            await connection.execute(change, {"units": units})


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("result", "update sheet set body = jsonb_set(body, '{result}', '\"很好\"')"),
        ("vetoed", "update sheet set vetoed = not vetoed"),
    ],
)
async def test_what_no_noun_can_say_is_refused_whoever_writes(
    past: Past, sweep: Sweep, rule: str, change: str
) -> None:
    await past.keep(sweep, make_sheet(result=SiteResult.UNQUALIFIED, score=None))

    with pytest.raises(IntegrityError, match=f"sheet_{rule}_check"):
        async with past.engine.begin() as connection:
            await connection.execute(text(change))


async def test_a_finding_without_a_reason_is_refused(past: Past, sweep: Sweep) -> None:
    with pytest.raises(IntegrityError, match="finding_says_why_check"):
        await past.keep(sweep, make_sheet([make_item(reason="")]))


async def test_sheets_that_hold_are_kept(past: Past, sweep: Sweep) -> None:
    rows = [make_item(f"B{n}", one, "deduct") for n, one in enumerate(Verdict)]
    vetoed = make_sheet(rows, vetoed=True, result=SiteResult.UNQUALIFIED, score=None)

    await past.keep(sweep, make_sheet(rows, score=FULL))
    await past.keep(sweep, vetoed)
