"""`pucha operator-page`: what the centre publishes for the operators of sites."""

import json
from pathlib import Path
from typing import Annotated

import typer

from pucha.cli.context import state_of


def install(app: typer.Typer) -> None:
    """Add the command."""
    app.command("operator-page")(operator_page)


def operator_page(
    context: typer.Context,
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the two files.")],
) -> None:
    """Write index.html and pucha.json: who asks, how often, how to allow or slow us."""
    from pucha import operator_page as page

    state = state_of(context)
    settings = state.settings()
    facts = json.dumps(page.operator_facts(settings), ensure_ascii=False, indent=2)
    files = {"index.html": page.operator_page(settings), "pucha.json": f"{facts}\n"}
    out.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (out / name).write_text(text, encoding="utf-8")
    if settings.network.contact.endswith("@localhost"):
        state.say("operators cannot reach you yet: set network.contact")
    if not settings.network.addresses:
        state.say("the page names no addresses yet: set network.addresses")
    state.say(f"page: {out / 'index.html'}")
