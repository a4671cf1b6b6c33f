"""`pucha audit`: judge a past sweep again, and compare two sweeps or two editions."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Annotated, Any

import typer

from audit.report.sheet_json import canonical
from audit.scoring.diff import diff_lines
from pucha.auditing import Judging, NotJudged, compared, judged, judged_at, sweep_of
from pucha.cli.context import JsonList, State, parse_moment, state_of
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
        str | None, typer.Option("--as-of", help="A date (its end) or time inside the evidence.")
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
    moment = None if as_of is None else parse_moment(as_of)

    told = JsonList() if as_json else None

    async def work(stores: Stores) -> None:
        one = await sweep_of(stores, sweep)
        under = edition or one.edition
        if moment is None:
            await tell(state, judged(stores, one, under), out, told)
        else:
            await tell(state, judged_at(stores, one, under, moment), out, told)

    with_stores(state.settings(), work)


async def tell(
    state: State,
    rows: AsyncIterator[tuple[SiteId, ScoreSheet | NotJudged]],
    out: Path | None,
    told: JsonList | None,
) -> None:
    """Print and write sheets one by one, as they are judged, so that memory stays flat.

    Sites that could not be judged are listed among them; raise UsageError where none could be.
    """
    sheets, unknown = 0, None
    async for site_id, one in rows:
        if isinstance(one, NotJudged):
            unknown = unknown or one
        else:
            sheets += 1
            if out is not None:
                _write(out, site_id, one)
        if told is not None:
            told.append(_values(one))
        else:
            state.out.print(_line(one), markup=False, soft_wrap=True)
    if told is not None:
        told.close()
    if unknown is not None and not sheets:
        raise UsageError(f"no site can be judged at that moment: {unknown.url} {unknown.why}")


def _values(one: ScoreSheet | NotJudged) -> Any:
    if isinstance(one, NotJudged):
        return {"url": one.url, "site_name": one.site_name, "not_judged": one.why}
    return json.loads(canonical(one))


def _line(one: ScoreSheet | NotJudged) -> str:
    name = one.site_name or one.url
    if isinstance(one, NotJudged):
        return f"未评定\t{name}\t{one.why}"
    score = "" if one.score is None else f" {one.score.worst}–{one.score.best}"
    return f"{one.result.value}{score}\t{name}"


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


def _write(out: Path, site_id: SiteId, sheet: ScoreSheet) -> None:
    from pucha.reports import write_file

    write_file(out / f"{site_id:06d}_{sheet.edition}.json", canonical(sheet))
