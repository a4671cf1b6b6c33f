"""Open the stores for one command, and close what it started."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from pucha.cli.running import run
from pucha.embedded_postgres import EmbeddedPostgres
from pucha.wire import Stores
from schema.types.settings import Settings

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


def last_user_stops(server: EmbeddedPostgres | None) -> None:
    """Stop the embedded server when nobody else uses it."""
    if server is not None and server.running() and server.clients() == 0:
        server.stop()
