"""`pucha replay SWEEP`: compute a sweep's sheets again from the stored pages, offline."""

from dataclasses import asdict, dataclass
from typing import Annotated

import typer

from pucha.cli.context import print_json, state_of
from pucha.cli.exits import Exit
from pucha.cli.running import run
from pucha.cli.stores import last_user_stops
from schema.types.errors import ArchiveError
from schema.types.ids import SiteId
from schema.types.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One site's replay; `differences` name what does not agree."""

    site: str
    agrees: bool
    differences: tuple[str, ...]


def install(app: typer.Typer) -> None:
    """Add the command."""
    app.command("replay")(replay)


def replay(
    context: typer.Context,
    sweep: Annotated[
        int | None, typer.Argument(metavar="[SWEEP]", help="Else the newest whole one.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One object a site and line.")] = False,
) -> None:
    """Recompute the sheets of a sweep from its stored pages; exit 1 unless all agree."""
    from pucha.wire import start_database

    state = state_of(context)
    settings = state.settings()
    url, server = start_database(settings)
    try:
        found = run(_replay(settings, url, sweep))
    finally:
        last_user_stops(server)
    for one in found:
        if as_json:
            print_json(asdict(one), line=True)
        elif not one.agrees:
            state.out.print(f"{one.site}: {'; '.join(one.differences)}", markup=False)
    agreeing = sum(one.agrees for one in found)
    state.say(f"{agreeing} of {len(found)} sheets agree with those of the sweep")
    if agreeing < len(found):
        raise typer.Exit(Exit.FAILED)


async def _replay(settings: Settings, url: str, sweep_id: int | None) -> list[Comparison]:
    from pucha.auditing import any_sweep
    from pucha.replaying import replay_site
    from pucha.wire import open_stores

    async with open_stores(url, settings) as stores:
        sweep = await any_sweep(stores, sweep_id)

        async def one(site_id: SiteId) -> Comparison:
            site = await stores.register.get(site_id)
            try:
                differences = await replay_site(stores, sweep, site, settings)
            except ArchiveError as err:
                differences = (str(err),)
            return Comparison(site=site.home_url, agrees=not differences, differences=differences)

        return [await one(site_id) for site_id in await stores.sweeps.done_sites(sweep.id)]
