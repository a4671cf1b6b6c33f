"""`pucha register outage`: announced maintenance (报备停机), and who approved it."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pucha.cli.context import SHANGHAI, print_json, state_of
from schema.types.errors import UsageError
from schema.types.outage import Outage

if TYPE_CHECKING:  # the composition root is slow to import, and `--help` does without it
    from pucha.wire import Stores

app = typer.Typer(
    help="报备停机: announced maintenance; once approved, visits in it are void.",
    no_args_is_help=True,
)
AsJson = Annotated[bool, typer.Option("--json", help="As JSON.")]
_FORM = "2026-11-23T18:30"


@app.command("add")
def add(
    context: typer.Context,
    site: Annotated[str, typer.Argument(metavar="SITE", help="标识码, home address or id.")],
    starts: Annotated[str, typer.Option("--from", metavar="TIME", help="When it begins.")],
    ends: Annotated[str, typer.Option("--to", metavar="TIME", help="When it is over.")],
    reason: Annotated[str, typer.Option(help="Why, as the sheet will say.")],
    by: Annotated[str, typer.Option("--by", help="Who announces it.")],
    as_json: AsJson = False,
) -> None:
    """Announce maintenance of a site; it counts only when somebody else approves it."""
    from pucha.cli.stores import with_stores

    span = (_moment("--from", starts), _moment("--to", ends))

    async def work(stores: "Stores") -> Outage:
        found = await stores.register.find(site)
        if found is None or found.id is None:
            raise UsageError(f"{site!r} is no registered site")
        return await stores.outages.announce(found.id, span, reason, by)

    _say(context, [with_stores(state_of(context).settings(), work)], as_json=as_json)


@app.command("list")
def list_outages(
    context: typer.Context,
    site: Annotated[str | None, typer.Argument(metavar="SITE", help="Else all sites.")] = None,
    as_json: AsJson = False,
) -> None:
    """List announced maintenance, the newest first."""
    from pucha.cli.stores import with_stores

    async def work(stores: "Stores") -> tuple[Outage, ...]:
        if site is None:
            return await stores.outages.all()
        found = await stores.register.find(site)
        if found is None:
            raise UsageError(f"{site!r} is no registered site")
        return await stores.outages.all(found.id)

    _say(context, list(with_stores(state_of(context).settings(), work)), as_json=as_json)


@app.command("approve")
def approve(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="As `list` shows it.")],
    by: Annotated[str, typer.Option("--by", help="Who approves it; never who announced it.")],
    as_json: AsJson = False,
) -> None:
    """Approve announced maintenance; sheets that were judged before keep what they say."""
    from pucha.cli.stores import with_stores
    from pucha.clock import clock_of

    settings = state_of(context).settings()
    now = clock_of(settings.clock).now()
    one = with_stores(settings, lambda stores: stores.outages.approve(number, by, now))
    _say(context, [one], as_json=as_json)


def _say(context: typer.Context, outages: list[Outage], *, as_json: bool) -> None:
    rows = [_described(one) for one in outages]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        line = "\t".join("—" if cell is None else str(cell) for cell in row.values())
        state_of(context).out.print(line, markup=False, soft_wrap=True)


def _described(one: Outage) -> dict[str, Any]:
    return {
        "id": one.id,
        "site": one.site_id,
        "from": one.starts_at.astimezone(SHANGHAI).isoformat(timespec="minutes"),
        "to": one.ends_at.astimezone(SHANGHAI).isoformat(timespec="minutes"),
        "reason": one.reason,
        "by": one.by,
        "approved_by": one.approved_by,
    }


def _moment(option: str, text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as err:
        raise UsageError(f"{option} {text!r}: the form is {_FORM} or {_FORM}+08:00") from err
    return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)
