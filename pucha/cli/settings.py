"""`pucha config show`: every setting in force and where it came from."""

from typing import Annotated, Any

import typer
from rich.table import Table

from pucha.cli.context import print_json, state_of

app = typer.Typer(help="Settings: what is in force, and why.", no_args_is_help=True)


@app.callback()
def group() -> None:
    """Show what is in force, and why."""


@app.command("show")
def show(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Show every setting, its value and its origin; passwords are left out."""
    state = state_of(context)
    found = state.configuration()
    rows = [
        {"name": name, "value": _shown(name, value), "origin": found.origins.get(name, "default")}
        for name, value in _flat(found.settings.model_dump(mode="json"))
    ]
    if as_json:
        print_json(rows)
        return
    table = Table("setting", "value", "origin", box=None, pad_edge=False)
    for row in rows:
        table.add_row(row["name"], str(row["value"]), row["origin"])
    state.out.print(table)


def _flat(tree: dict[str, Any], prefix: str = "") -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for key, value in tree.items():
        name = f"{prefix}{key}"
        found += _flat(value, f"{name}.") if isinstance(value, dict) else [(name, value)]
    return found


def _shown(name: str, value: Any) -> Any:
    if name == "database.url" and isinstance(value, str):
        from schema.store.engine import shown

        return shown(value)
    if name == "notify.urls" and value:
        return f"{len(value)} addresses"  # they hold passwords and keys
    return value
