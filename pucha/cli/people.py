"""`pucha people`: who may act on findings, and the log of what they did."""

from typing import Annotated

import typer

from pucha.cli.context import SHANGHAI, print_json, state_of
from pucha.cli.stores import with_stores
from pucha.wire import Stores
from schema.types.casework import Entry, Person, Role

app = typer.Typer(
    help="人员: who may review, appeal, rectify and sample; the log of what they did.",
    no_args_is_help=True,
)
By = Annotated[str, typer.Option("--by", help="Who acts, by the name that is enrolled.")]
AsJson = Annotated[bool, typer.Option("--json", help="As JSON.")]
Site = Annotated[str, typer.Argument(metavar="SITE", help="标识码, home address or id.")]


@app.command("add")
def add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME")],
    role: Annotated[Role, typer.Option(help="What the person is.")],
    division: Annotated[str, typer.Option(help="Province, city, county or unit; else all.")] = "",
    by: Annotated[str | None, typer.Option("--by", help="An administrator.")] = None,
) -> None:
    """Enrol a person, or give one another role; the first one is an administrator."""
    from pucha.casework.enrolling import enrol
    from pucha.clock import clock_of

    state = state_of(context)
    settings = state.settings()
    now = clock_of(settings.clock).now()
    one = Person(name=name, role=role, division=division)
    known = with_stores(settings, lambda stores: enrol(stores, one, by, now))
    state.say(f"{known.name}: {role.value} {division}".rstrip())


@app.command("list")
def list_people(context: typer.Context, as_json: AsJson = False) -> None:
    """Show everybody who is enrolled."""
    state = state_of(context)
    people = with_stores(state.settings(), lambda stores: stores.cases.people())
    if as_json:
        print_json([{"name": p.name, "role": p.role, "division": p.division} for p in people])
        return
    for one in people:
        line = f"{one.name}\t{one.role.value}\t{one.division or '—'}"
        state.out.print(line, markup=False, soft_wrap=True)


@app.command("log")
def log(
    context: typer.Context,
    site: Annotated[str | None, typer.Argument(metavar="SITE", help="Else all sites.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show who did what, oldest first; the database refuses every change of this log."""
    from pucha.casework.desk import registered

    state = state_of(context)

    async def work(stores: Stores) -> tuple[Entry, ...]:
        if site is None:
            return await stores.cases.all()
        _, site_id = await registered(stores, site)
        return await stores.cases.of_site(site_id)

    for one in with_stores(state.settings(), work):
        if as_json:
            print_json(_values(one), line=True)
        else:
            state.out.print(_line(one), markup=False, soft_wrap=True)


def _line(one: Entry) -> str:
    key = "" if one.key is None else f" {one.key.edition} {one.key.item} {one.key.cause}".rstrip()
    at = one.at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
    about = "" if one.site_id is None else f" #{one.site_id}"
    return f"{one.id}\t{at}\t{one.by} ({one.role.value})\t{one.act.value}{about}{key}\t{one.text}"


def _values(one: Entry) -> dict[str, object]:
    return {
        "id": one.id,
        "at": one.at.isoformat(),
        "by": one.by,
        "role": one.role,
        "act": one.act,
        "site": one.site_id,
        "edition": None if one.key is None else one.key.edition,
        "item": None if one.key is None else one.key.item,
        "cause": None if one.key is None else one.key.cause,
        "text": one.text,
        "basis": one.basis,
        "body": one.body,
    }
