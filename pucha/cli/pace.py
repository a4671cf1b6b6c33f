"""`pucha pace`: which hosts are asked by a slow plan, why, and until when."""

from typing import Annotated, Any

import typer
from rich.table import Table

from pucha.cli.context import SHANGHAI, State, print_json, state_of
from pucha.cli.running import run
from pucha.cli.stores import last_user_stops
from schema.types.errors import UsageError
from schema.types.pace import HostPace
from schema.types.settings import Settings


def install(app: typer.Typer) -> None:
    """Add the command."""
    app.command("pace")(pace)


def pace(
    context: typer.Context,
    clear: Annotated[
        str | None, typer.Option(metavar="HOST", help="Ask this host as usual again.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Show the hosts that are rate-limited, shielded or slow, and the plan they are asked by."""
    from pucha.wire import start_database

    state = state_of(context)
    settings = state.settings()
    url, server = start_database(settings)
    try:
        plans = run(_plans(state, settings, url, clear))
    finally:
        last_user_stops(server)
    if as_json:
        print_json([_described(plan) for plan in plans])
    elif clear is None:
        _show(state, plans)


async def _plans(state: State, settings: Settings, url: str, clear: str | None) -> list[HostPace]:
    from pucha.wire import open_stores

    async with open_stores(url, settings) as stores:
        if clear is not None:
            if not await stores.paces.clear(clear):
                raise UsageError(f"the host {clear!r} has no slow plan; `pucha pace` lists them")
            state.say(f"{clear} is asked as usual again")
        return await stores.paces.all()


def _described(plan: HostPace) -> dict[str, Any]:
    return {
        "host": plan.host,
        "state": plan.state,
        "delay": plan.delay,
        "until": plan.until.isoformat(),
        "not_before": plan.not_before.isoformat() if plan.not_before else None,
        "reason": plan.reason,
    }


def _show(state: State, plans: list[HostPace]) -> None:
    if not plans:
        state.out.print("every host is asked as usual")
        return
    table = Table("host", "state", "delay", "until", "why", box=None, pad_edge=False)
    for plan in plans:
        until = plan.until.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
        table.add_row(plan.host, plan.state, f"{plan.delay:g} s", until, plan.reason)
    state.out.print(table)
