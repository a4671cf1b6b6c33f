"""`pucha sheet SITE`: the newest sheet of a registered site."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from audit.report.bundle import SheetBundle
from pucha.cli.check import print_sheet
from pucha.cli.context import print_json, state_of
from pucha.cli.running import run
from pucha.cli.stores import last_user_stops
from schema.types.casework import HumanSheet
from schema.types.errors import PuchaError, UsageError
from schema.types.ids import SweepId
from schema.types.settings import Settings


def install(app: typer.Typer) -> None:
    """Add the command."""
    app.command("sheet")(sheet)


def sheet(
    context: typer.Context,
    site: Annotated[str, typer.Argument(metavar="SITE", help="标识码, home address or id.")],
    sweep: Annotated[int | None, typer.Option(help="A sweep's id; else the newest.")] = None,
    edition: Annotated[str | None, typer.Option(help="Judge under this edition.")] = None,
    out: Annotated[Path | None, typer.Option(help="Folder for the files.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Show a site's sheet and, apart from it, what people decided; write its files on request."""
    from audit.people.review_table import human_document, human_values
    from pucha.reports import write_file, write_sheet
    from pucha.wire import start_database

    state = state_of(context)
    settings = state.settings()
    url, server = start_database(settings)
    try:
        bundle, human = run(_bundle(settings, url, site, sweep, edition))
    finally:
        last_user_stops(server)
    if as_json:
        from audit.report.sheet_json import document

        print_json({**document(bundle), "human": human_values(human)})
    else:
        print_sheet(state, bundle.sheet)
        for line in bundle.reviewed:
            state.out.print(line, markup=False, soft_wrap=True)
    if out is not None:
        write_sheet(out, bundle)
        write_file(out / "review.json", human_document(human))
        state.say(f"files: {out}")


async def _bundle(
    settings: Settings, url: str, reference: str, sweep_id: int | None, edition: str | None
) -> tuple[SheetBundle, HumanSheet]:
    from audit.people.review_table import review_lines
    from pucha.casework.desk import desk_under
    from pucha.crawling import make_worker
    from pucha.surveying import SweepRunner
    from pucha.sweeping import stored_bundle
    from pucha.wire import open_stores

    async with open_stores(url, settings) as stores:
        site = await stores.register.find(reference)
        if site is None or site.id is None:
            raise UsageError(f"no registered site has the code, address or id {reference!r}")
        wanted = SweepId(sweep_id) if sweep_id else await stores.results.newest_sweep_of(site.id)
        sweep = None if wanted is None else await stores.sweeps.get(wanted)
        if sweep is None:
            raise PuchaError(f"{site.home_url} has not been surveyed yet: `pucha recheck` does it")
        if edition is not None and edition != sweep.edition:
            runner = SweepRunner(stores, make_worker(settings, stores))
            await runner.judge(sweep, site.id, edition)
        pack = await stores.pack_of(sweep, edition)
        bundle = await stored_bundle(stores, sweep, site.id, settings, pack)
        if bundle is None:
            raise PuchaError(f"{site.home_url} has no sheet in sweep {sweep.id}")
        human = (await desk_under(stores, site, sweep, pack)).human
        return replace(bundle, reviewed=tuple(review_lines(human))), human
