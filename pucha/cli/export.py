"""`pucha export`: the sheets of a sweep as files."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Annotated

import typer

from pucha.cli.context import JsonList, state_of
from pucha.cli.stores import sweep_with_sheets, with_stores
from pucha.wire import Stores
from schema.types.errors import UsageError
from schema.types.rulepack import RulePack
from schema.types.settings import Settings
from schema.types.sweep import Sweep


def install(app: typer.Typer) -> None:
    """Add the command."""
    app.command("export")(export)


def export(
    context: typer.Context,
    out: Annotated[Path, typer.Option(help="Folder for the files.")] = Path("pucha-out/export"),
    sweep: Annotated[
        int | None, typer.Option(help="A sweep's id; else the newest whole one.")
    ] = None,
    edition: Annotated[str | None, typer.Option(help="Edition; else the sweep's own.")] = None,
    wanted: Annotated[
        list[str] | None, typer.Option("--format", help="xlsx (default), html, json; repeatable.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The written files as JSON.")] = False,
) -> None:
    """Write the sheets of a sweep, one file a site and format.

    Sites that have no sheet under the edition yet are judged first.
    """
    from audit.report import known_formats

    state = state_of(context)
    known = sorted(known_formats())
    chosen = wanted or ["xlsx"]
    unknown = sorted(set(chosen) - set(known))
    if unknown:
        raise UsageError(f"there is no format {unknown[0]!r}; known are: {', '.join(known)}")
    settings = state.settings()
    told = JsonList() if as_json else None

    async def work(stores: Stores) -> int:
        found = await sweep_with_sheets(state, stores, sweep, edition)
        pack = await stores.pack_of(found, edition)
        return await _export(_files(stores, found, pack, settings, out, chosen), told)

    written = with_stores(settings, work)
    if not as_json:
        state.out.print(f"{written} files in {out}", markup=False)


async def _export(files: AsyncIterator[Path], told: JsonList | None) -> int:
    """Write the files, site by site; give how many."""
    written = 0
    async for path in files:
        written += 1
        if told is not None:
            told.append(str(path))
    if told is not None:
        told.close()
    return written


async def _files(
    stores: Stores, sweep: Sweep, pack: RulePack, settings: Settings, out: Path, chosen: list[str]
) -> AsyncIterator[Path]:
    from audit.report import known_formats
    from pucha.reports import sheet_stem, write_file
    from pucha.sweeping import stored_bundle

    formats = [one for one in known_formats().values() if one.name in chosen]
    for site_id in await stores.sweeps.done_sites(sweep.id):
        bundle = await stored_bundle(stores, sweep, site_id, settings, pack)
        if bundle is None:
            continue
        for one in formats:
            path = out / f"{site_id:06d}_{sheet_stem(bundle.sheet)}.{one.extension}"
            write_file(path, one.render(bundle))
            yield path
