"""`pucha audit`: judge a past sweep again, and compare two sweeps or two editions."""

import json
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from audit.diff import diff_lines
from audit.report.sheet_json import canonical
from audit.windows import SHANGHAI
from pucha.auditing import Judging, compared, judged, sweep_of
from pucha.cli.context import JsonList, print_json, state_of
from pucha.cli.stores import with_stores
from pucha.wire import Stores
from schema.types.errors import UsageError
from schema.types.finding import ScoreSheet
from schema.types.ids import SiteId

app = typer.Typer(help="Judge past sweeps again, without crawling; compare sheets.")
AsJson = Annotated[bool, typer.Option("--json", help="As JSON.")]


@app.callback(invoke_without_command=True)
def audit(
    context: typer.Context,
    sweep: Annotated[
        int | None, typer.Option(help="A sweep's id; else the newest whole one.")
    ] = None,
    edition: Annotated[str | None, typer.Option(help="Edition; else the sweep's own.")] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="ISO time inside the evidence (Asia/Shanghai).")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder: a sheet of canonical JSON for each site.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Judge every site of a past sweep from what was received; nothing is fetched or stored."""
    if context.invoked_subcommand is not None:
        return
    state = state_of(context)
    moment = None if as_of is None else _moment(as_of)

    async def work(stores: Stores) -> list[ScoreSheet]:
        sheets = []
        async for site_id, sheet in _judged(stores, sweep, edition, moment):
            sheets.append(sheet)
            if out is not None:
                _write(out, site_id, sheet)
        return sheets

    sheets = with_stores(state.settings(), work)
    if as_json:
        print_json([json.loads(canonical(sheet)) for sheet in sheets])
        return
    for sheet in sheets:
        score = "" if sheet.score is None else f" {sheet.score.worst}–{sheet.score.best}"
        name = sheet.site_name or sheet.url
        state.out.print(f"{sheet.result.value}{score}\t{name}", markup=False, soft_wrap=True)


@app.command("diff")
def diff(
    context: typer.Context,
    before: Annotated[str, typer.Argument(metavar="SWEEP[:EDITION]")],
    after: Annotated[str, typer.Argument(metavar="SWEEP[:EDITION]")],
    as_json: AsJson = False,
) -> None:
    """Show what came out otherwise, between two sweeps or under two editions.

    Editions of no common base have no rows in common: of them result and score are compared.
    """
    state = state_of(context)
    told = JsonList() if as_json else None

    async def work(stores: Stores) -> bool:
        found = False
        sides = await _named(stores, before), await _named(stores, after)
        async for one in compared(stores, *sides):
            if not one.changed:
                continue
            found = True
            if told is not None:
                told.append(one.as_json())
                continue
            for line in diff_lines(one):
                state.out.print(line, markup=False, soft_wrap=True)
        return found

    found = with_stores(state.settings(), work)
    if told is not None:
        told.close()
    elif not found:
        state.out.print("no differences")


async def _named(stores: Stores, name: str) -> Judging:
    number, _, edition = name.partition(":")
    if not number.isdecimal():
        raise UsageError(f"{name!r} names no sweep; the form is SWEEP or SWEEP:EDITION")
    sweep = await sweep_of(stores, int(number))
    return Judging(sweep=sweep, edition=edition or sweep.edition)


async def _judged(
    stores: Stores, number: int | None, edition: str | None, as_of: datetime | None
) -> AsyncIterator[tuple[SiteId, ScoreSheet]]:
    one = await sweep_of(stores, number)
    async for row in judged(stores, one, edition or one.edition, as_of):
        yield row


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as err:
        raise UsageError(f"--as-of {text!r} is no ISO time, as 2026-11-23T12:00") from err
    return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)


def _write(out: Path, site_id: SiteId, sheet: ScoreSheet) -> None:
    from pucha.reports import write_file

    write_file(out / f"{site_id:06d}_{sheet.edition}.json", canonical(sheet))
