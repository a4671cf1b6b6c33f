"""`pucha report`: sheets, summary tables and the bulletin of a sweep, as an office sends them."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from audit.report.bulletin.facts import Office
from pucha.cli.context import State, print_json, state_of
from pucha.cli.stores import sweep_with_sheets, with_stores
from pucha.counting import SweepReport, sweep_report
from pucha.wire import Stores
from schema.types.errors import UsageError

app = typer.Typer(help="Sheets, summary tables and bulletins of a sweep.", no_args_is_help=True)
SweepId = Annotated[
    int | None, typer.Option("--sweep", help="A sweep's id; else the newest whole one.")
]
Edition = Annotated[str | None, typer.Option(help="Edition; else the sweep's own.")]
Out = Annotated[Path, typer.Option(help="Folder for the files.")]
AsJson = Annotated[bool, typer.Option("--json", help="The written files as JSON.")]
FOLDER = Path("pucha-out/report")


@app.command("sheet")
def sheet(
    context: typer.Context,
    sweep: SweepId = None,
    edition: Edition = None,
    out: Out = FOLDER,
    wanted: Annotated[
        list[str] | None, typer.Option("--format", help="xlsx (default), html, json; repeatable.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Write the scoring sheet of every site (评分表), as `pucha export` does."""
    from pucha.cli.export import export

    export(context, out=out, sweep=sweep, edition=edition, wanted=wanted, as_json=as_json)


@app.command("tables")
def tables(
    context: typer.Context,
    sweep: SweepId = None,
    edition: Edition = None,
    out: Out = FOLDER,
    as_json: AsJson = False,
) -> None:
    """Write the summary tables (汇总表): by division, level and problem, and every site."""
    from pucha.reporting import write_tables

    state = state_of(context)

    async def work(stores: Stores) -> list[Path]:
        report = await _report(state, stores, sweep, edition, details=True)
        return await write_tables(stores, report, out)

    _say(context, with_stores(state.settings(), work), as_json=as_json)


@app.command("bulletin")
def bulletin(
    context: typer.Context,
    sweep: SweepId = None,
    edition: Edition = None,
    out: Out = FOLDER,
    template: Annotated[
        Path | None, typer.Option(help="Your own .docx; `pucha report template` gives one.")
    ] = None,
    issuer: Annotated[str | None, typer.Option(help="发文机关.")] = None,
    number: Annotated[str | None, typer.Option(help="发文字号.")] = None,
    to: Annotated[str | None, typer.Option(help="主送机关.")] = None,
    region: Annotated[str, typer.Option(help="What is audited, as 全省.")] = "",
    period: Annotated[str, typer.Option(help="When, as 2026年第四季度.")] = "",
    deadline: Annotated[str | None, typer.Option(help="整改期限, as 2026年12月15日.")] = None,
    issued: Annotated[str | None, typer.Option(help="成文日期, as 2026-12-01.")] = None,
    as_json: AsJson = False,
) -> None:
    """Write a draft of the bulletin (通报) in the official document format, from a template."""
    from audit.report.bulletin.document import render_bulletin
    from pucha.reporting import BULLETIN, bulletin_facts, bulletin_template
    from pucha.reports import write_file

    given = {"issuer": issuer, "number": number, "to": to, "deadline": deadline}
    office = Office(
        region=region,
        period=period,
        issued=_day(issued),
        **{name: text for name, text in given.items() if text is not None},
    )
    layout, state = bulletin_template(template), state_of(context)

    async def work(stores: Stores) -> bytes:
        report = await _report(state, stores, sweep, edition)
        return render_bulletin(layout, await bulletin_facts(stores, report, office))

    path = out / BULLETIN
    write_file(path, with_stores(state.settings(), work))
    _say(context, [path], as_json=as_json)


@app.command("template")
def template(context: typer.Context, out: Out = FOLDER) -> None:
    """Write the bulletin's template, to edit its words, styles and order."""
    from pucha.reporting import bulletin_template
    from pucha.reports import write_file

    path = out / "通报模板.docx"
    write_file(path, bulletin_template(None))
    state_of(context).out.print(str(path), markup=False, soft_wrap=True)


@app.command("dictionary")
def dictionary(
    out: Annotated[Path | None, typer.Option(help="File; else stdout.")] = None,
) -> None:
    """Write the data dictionary: every exported field, its meaning and its source."""
    from audit.report.dictionary import dictionary_text
    from pucha.reports import write_file

    text = dictionary_text()
    if out is None:
        print(text, end="")
    else:
        write_file(out, text.encode())


async def _report(
    state: State, stores: Stores, number: int | None, edition: str | None, *, details: bool = False
) -> SweepReport:
    """Count a sweep under an edition; sites that have no sheet under it yet are judged first."""
    sweep = await sweep_with_sheets(state, stores, number, edition)
    return await sweep_report(stores, sweep, edition, details=details)


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as err:
        raise UsageError(f"--issued {text!r} is no date; the form is 2026-12-01") from err


def _say(context: typer.Context, paths: list[Path], *, as_json: bool) -> None:
    if as_json:
        print_json([str(path) for path in paths])
        return
    for path in paths:
        state_of(context).out.print(str(path), markup=False, soft_wrap=True)
