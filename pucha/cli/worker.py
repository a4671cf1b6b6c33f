"""`pucha worker`: take surveys and probes from the database until stopped."""

from typing import Annotated

import typer

from pucha.cli.context import State, state_of
from pucha.cli.running import run
from schema.types.settings import Settings


def install(app: typer.Typer) -> None:
    """Add the command."""
    app.command("worker")(worker)


def worker(
    context: typer.Context,
    concurrency: Annotated[int | None, typer.Option(min=1, help="Sites surveyed at once.")] = None,
) -> None:
    """Work on the jobs of a database; any number of workers may, on any machine."""
    from pucha.wire import start_database

    state = state_of(context)
    more = {} if concurrency is None else {"fleet.concurrency": concurrency}
    settings = state.settings(more)
    url, _ = start_database(settings)
    run(_work(state, settings, url))


async def _work(state: State, settings: Settings, url: str) -> None:
    from pucha.wire import open_stores
    from pucha.working import work_on_all

    async with open_stores(url, settings) as stores:
        state.say(
            f"working at {settings.network.vantage}, {settings.fleet.concurrency} sites at once; "
            "Ctrl-C stops"
        )
        await work_on_all(settings, stores)
