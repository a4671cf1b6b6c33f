"""`pucha worker`: take survey jobs from the database until stopped."""

import asyncio
from contextlib import suppress
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
    from pucha.clock import SystemClock
    from pucha.jobs import SurveyJobs
    from pucha.surveying import SweepRunner
    from pucha.wire import make_worker, open_stores

    async with open_stores(url, settings) as stores:
        site_worker = make_worker(settings, stores)
        jobs = SurveyJobs(
            url,
            survey=SweepRunner(stores, site_worker).survey,
            sweeps=stores.sweeps,
            clock=SystemClock(),
            ttl=settings.fleet.lease_seconds,
        )
        state.say(f"working, {settings.fleet.concurrency} sites at once; Ctrl-C stops")
        keeper = asyncio.create_task(site_worker.keep_leases())
        try:
            await jobs.work(concurrency=settings.fleet.concurrency)
        finally:
            keeper.cancel()
            with suppress(asyncio.CancelledError):
                await keeper
