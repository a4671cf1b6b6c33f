"""`pucha export`: the sheets of a sweep as files."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pucha.cli.context import JsonList, state_of
from pucha.cli.running import run
from pucha.cli.stores import last_user_stops
from schema.types.errors import UsageError
from schema.types.settings import Settings
from schema.types.sweep import Sweep

if TYPE_CHECKING:
    from pucha.wire import Stores


def install(app: typer.Typer) -> None:
    """Add the command."""
    app.command("export")(export)


def export(
    context: typer.Context,
    out: Annotated[Path, typer.Option(help="Folder for the files.")] = Path("pucha-out/export"),
    sweep: Annotated[
        int | None, typer.Option(help="A sweep's id; else the newest whole one.")
    ] = None,
    wanted: Annotated[
        list[str] | None, typer.Option("--format", help="xlsx (default), html, json; repeatable.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The written files as JSON.")] = False,
) -> None:
    """Write the sheets of a sweep, one file a site and format."""
    from audit.report import known_formats
    from pucha.wire import start_database

    state = state_of(context)
    known = sorted(known_formats())
    chosen = wanted or ["xlsx"]
    unknown = sorted(set(chosen) - set(known))
    if unknown:
        raise UsageError(f"there is no format {unknown[0]!r}; known are: {', '.join(known)}")
    settings = state.settings()
    url, server = start_database(settings)
    try:
        told = JsonList() if as_json else None
        written = run(_export(settings, url, sweep, out, chosen, told))
    finally:
        last_user_stops(server)
    if not as_json:
        state.out.print(f"{written} files in {out}", markup=False)


async def _export(
    settings: Settings,
    url: str,
    sweep_id: int | None,
    out: Path,
    chosen: list[str],
    told: JsonList | None,
) -> int:
    """Write the files, site by site; give how many."""
    from pucha.auditing import sweep_of
    from pucha.wire import open_stores

    written = 0
    async with open_stores(url, settings) as stores:
        sweep = await sweep_of(stores, sweep_id)
        async for path in _files(stores, sweep, settings, out, chosen):
            written += 1
            if told is not None:
                told.append(str(path))
    if told is not None:
        told.close()
    return written


async def _files(
    stores: "Stores", sweep: Sweep, settings: Settings, out: Path, chosen: list[str]
) -> AsyncIterator[Path]:
    from audit.report import known_formats
    from pucha.reports import sheet_stem, write_file
    from pucha.sweeping import stored_bundle

    formats = [one for one in known_formats().values() if one.name in chosen]
    for site_id in await stores.sweeps.done_sites(sweep.id):
        bundle = await stored_bundle(stores, sweep, site_id, settings)
        if bundle is None:
            continue
        for one in formats:
            path = out / f"{site_id:06d}_{sheet_stem(bundle.sheet)}.{one.extension}"
            write_file(path, one.render(bundle))
            yield path
