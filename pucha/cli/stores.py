"""Open the stores for one command, and close what it started."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from pucha.cli.context import State
from pucha.cli.running import run
from pucha.embedded_postgres import EmbeddedPostgres
from pucha.wire import Stores
from schema.types.settings import Settings
from schema.types.sweep import Sweep

T = TypeVar("T")


def with_stores(settings: Settings, work: Callable[[Stores], Awaitable[T]]) -> T:
    """Run work over the stores; the embedded database is started for it and stopped after."""
    from pucha.wire import open_stores, start_database

    async def inside() -> T:
        async with open_stores(url, settings) as stores:
            return await work(stores)

    url, server = start_database(settings)
    try:
        return run(inside())
    finally:
        last_user_stops(server)


async def sweep_with_sheets(
    state: State, stores: Stores, number: int | None, edition: str | None
) -> Sweep:
    """Give a sweep; sites that have no sheet under the edition yet are judged first."""
    from pucha.auditing import keep_missing_sheets, sweep_of

    sweep = await sweep_of(stores, number)
    if made := await keep_missing_sheets(stores, sweep, edition):
        state.say(f"{made} sites of sweep {sweep.id} were judged under {edition or sweep.edition}")
    return sweep


def last_user_stops(server: EmbeddedPostgres | None) -> None:
    """Stop the embedded server when nobody else uses it."""
    if server is not None and server.running() and server.clients() == 0:
        server.stop()
