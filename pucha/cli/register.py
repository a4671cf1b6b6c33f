"""`pucha register`: bring the official tables in, print them empty, list what is registered."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from pucha.cli import outage
from pucha.cli.context import State, print_json, state_of
from pucha.cli.exits import Exit
from pucha.cli.running import run
from pucha.cli.stores import last_user_stops
from schema.types.errors import PuchaError, UsageError
from schema.types.register import ImportReport, RegisterFile, Reject, Remark
from schema.types.settings import Settings
from schema.types.site import Site

app = typer.Typer(help="The register: import the official tables, print them empty, list sites.")
app.add_typer(outage.app, name="outage")
AsJson = Annotated[bool, typer.Option("--json", help="As JSON.")]
SHOWN = 20
"""Remarks and changes beyond this are only counted; --json shows them all."""


@app.command("import")
def import_files(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help=".xlsx, .xls or text.")],
    as_json: AsJson = False,
) -> None:
    """Read register files; bad rows and bad files are reported, the rest is imported."""
    state = state_of(context)
    read, refused = _read_all(files)
    if not read:
        raise refused[0]
    report = _take_in(state.settings(), _joined(read))
    if as_json:
        print_json(_as_json(report))
    else:
        _show(state, report)
    for err in refused:
        state.talk.print(f"pucha: {err}; the other files were imported", style="red", markup=False)
    if refused:
        raise typer.Exit(Exit.USAGE)
    if not _taken(report):
        raise typer.Exit(Exit.FAILED)


@app.command("template")
def template(
    context: typer.Context,
    out: Annotated[Path, typer.Option(help="Folder for the workbooks.")] = Path(),
) -> None:
    """Write the empty official tables as workbooks."""
    from config.form_files import load_forms
    from schema.forms.template import render_templates

    state = state_of(context)
    for name, body in render_templates(load_forms()).items():
        path = out / name
        if path.exists():
            raise UsageError(f"{path} is there already; name another folder with --out")
        try:
            out.mkdir(parents=True, exist_ok=True)
            path.write_bytes(body)
        except OSError as err:
            raise PuchaError(f"{path} cannot be written: {err.strerror}") from err
        state.out.print(str(path), markup=False, soft_wrap=True)


@app.command("list")
def list_sites(context: typer.Context, as_json: AsJson = False) -> None:
    """List the registered sites."""
    from pucha.wire import start_database

    state = state_of(context)
    settings = state.settings()
    url, server = start_database(settings)
    try:
        sites = run(_sites(settings, url))
    finally:
        last_user_stops(server)
    rows = [_listed(site) for site in sites]
    if as_json:
        print_json(rows)
    elif rows:
        _print_table(
            state, ("id", "标识码", "网站名称", "首页网址", "division"), map(dict.values, rows)
        )
    else:
        state.say("no site is registered: `pucha register import FILE` first")


def _read_all(paths: Sequence[Path]) -> tuple[list[RegisterFile], list[UsageError]]:
    """Read all files; one that cannot be read loses none of the others."""
    read, refused = [], []
    for path in paths:
        try:
            read.append(_read(path))
        except UsageError as err:
            refused.append(err)
    return read, refused


def _read(path: Path) -> RegisterFile:
    from config.form_files import load_forms
    from crawler.policy.canonical import normalised
    from schema.forms.register_file import read_register

    try:
        data = path.read_bytes()
    except OSError as err:
        raise UsageError(f"{path} cannot be read: {err.strerror}") from err
    return read_register(path.name, data, forms=load_forms(), normalise=normalised)


def _joined(files: Sequence[RegisterFile]) -> RegisterFile:
    """Join the files: all sites come before all columns, whichever file names them."""
    return RegisterFile(
        sites=tuple(row for file in files for row in file.sites),
        columns=tuple(row for file in files for row in file.columns),
        rejects=tuple(row for file in files for row in file.rejects),
        remarks=tuple(row for file in files for row in file.remarks),
    )


def _take_in(settings: Settings, whole: RegisterFile) -> ImportReport:
    from pucha.wire import start_database

    url, server = start_database(settings)
    try:
        return run(_merge(settings, url, whole))
    finally:
        last_user_stops(server)


async def _merge(settings: Settings, url: str, whole: RegisterFile) -> ImportReport:
    from pucha.wire import open_stores

    async with open_stores(url, settings) as stores:
        return await stores.register.take_in(whole)


async def _sites(settings: Settings, url: str) -> list[Site]:
    from pucha.wire import open_stores

    async with open_stores(url, settings) as stores:
        return await stores.register.sites()


def _taken(report: ImportReport) -> int:
    """Count the rows that the register now holds, changed by this import or not."""
    return (
        report.sites_added + report.sites_changed + report.sites_unchanged
        + report.columns_added + report.columns_changed + report.columns_unchanged
    )  # fmt: skip


def _listed(site: Site) -> dict[str, Any]:
    division = " ".join(filter(None, (site.province, site.city, site.county)))
    return {
        "id": site.id,
        "code": site.code,
        "name": site.name,
        "home": site.home_url,
        "division": division,
    }


def _as_json(report: ImportReport) -> dict[str, Any]:
    return {
        "sites": {
            "added": report.sites_added,
            "changed": report.sites_changed,
            "unchanged": report.sites_unchanged,
        },
        "columns": {
            "added": report.columns_added,
            "changed": report.columns_changed,
            "unchanged": report.columns_unchanged,
        },
        "changes": list(report.changes),
        "rejects": [{**_place(one), "reason": one.reason} for one in report.rejects],
        "remarks": [{**_place(one), "text": one.text} for one in report.remarks],
    }


def _place(one: Reject | Remark) -> dict[str, Any]:
    place = one.place
    return {"file": place.file, "sheet": place.sheet, "row": place.row, "column": one.column}


def _show(state: State, report: ImportReport) -> None:
    if report.rejects:
        rows = [(*_place(one).values(), one.reason) for one in report.rejects]
        _print_table(state, ("file", "sheet", "row", "column", "reason"), rows, title="rejected")
    _print_some(state, "changes", report.changes)
    _print_some(state, "remarks", [_remark_line(one) for one in report.remarks])
    for line in _summary(report):
        state.out.print(line, markup=False, soft_wrap=True)


def _remark_line(one: Remark) -> str:
    words = (one.place.file, one.place.sheet, f"row {one.place.row}", one.column)
    return f"{' · '.join(filter(None, words))}: {one.text}"


def _print_some(state: State, title: str, lines: Sequence[str]) -> None:
    """Print the first lines of a kind, then how many more there are."""
    for line in lines[:SHOWN]:
        state.out.print(line, markup=False, soft_wrap=True)
    if len(lines) > SHOWN:
        state.out.print(f"… and {len(lines) - SHOWN:,} more {title}; --json shows all")


def _print_table(
    state: State, headings: Sequence[str], rows: Any, *, title: str | None = None
) -> None:
    table = Table(*headings, title=title, title_justify="left")
    for row in rows:
        table.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
    state.out.print(table)


def _summary(report: ImportReport) -> list[str]:
    counts = _as_json(report)
    lines = [
        f"{kind}: {' · '.join(f'{number:,} {word}' for word, number in counts[kind].items())}"
        for kind in ("sites", "columns")
    ]
    by_file = Counter(one.place.file for one in report.rejects)
    where = ", ".join(f"{number:,} in {file}" for file, number in by_file.items())
    return [*lines, f"rows rejected: {len(report.rejects):,}" + (f" ({where})" if where else "")]
