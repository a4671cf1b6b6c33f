"""`pucha db`: the database and its revisions."""

from typing import Annotated

import typer

from pucha.cli.context import print_json, state_of
from schema.types.errors import StoreUnavailable

app = typer.Typer(help="The database: bring it up to date, start and stop the embedded one.")


@app.command("upgrade")
def upgrade(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Bring the database to the revision that this version needs."""
    from pucha.migrations import newest_revision
    from pucha.migrations import upgrade as migrate
    from pucha.wire import start_database
    from schema.store.engine import async_url, shown

    state = state_of(context)
    url, _ = start_database(state.settings())
    try:
        migrate(async_url(url).render_as_string(hide_password=False))
    except Exception as err:
        first = str(err).strip().splitlines()[0]
        raise StoreUnavailable(f"the database {shown(url)} cannot be upgraded: {first}") from err
    found = {"database": shown(url), "revision": newest_revision()}
    if as_json:
        print_json(found)
    else:
        state.out.print(f"{found['database']}: revision {found['revision']}", markup=False)


@app.command("stop")
def stop(context: typer.Context) -> None:
    """Stop the embedded server of this data folder."""
    from pucha.embedded_postgres import EmbeddedPostgres
    from pucha.paths import data_folder

    state = state_of(context)
    server = EmbeddedPostgres(data_folder(state.settings()) / "postgres")
    server.stop()
    state.say("the embedded PostgreSQL is stopped")
