"""`pucha review`: confirm, reject, amend and publish findings (人工复核)."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated

import typer

from audit.case.places import problems
from audit.people.review_table import ACT_WORDS, human_values, review_lines
from pucha.casework.desk import Desk, desk_of
from pucha.casework.reviewing import Word, how_far, review
from pucha.casework.reviewing import publish as write_publication
from pucha.cli.context import print_json, state_of
from pucha.cli.people import AsJson, By, Site
from pucha.cli.stores import with_stores
from pucha.clock import clock_of
from schema.types.casework import Act
from schema.types.errors import UsageError
from schema.types.verdict import Verdict

app = typer.Typer(
    help="人工复核: decide on findings; a veto is published by two people's word.",
    no_args_is_help=True,
)
Item = Annotated[str, typer.Argument(metavar="ITEM", help="An item of the sheet, say V3a.")]
Cause = Annotated[
    str, typer.Option(help="One place, by the cause that `pucha review list` shows; else all.")
]
Reason = Annotated[str, typer.Option(help="Why; it is kept with the decision.")]
Until = Annotated[
    str | None,
    typer.Option(help="Last day on which it stands, 2027-06-30; else that of its window."),
]
Public = Annotated[
    str, typer.Option(help="What is wrong, as the notice and the bulletin may say it.")
]
Units = Annotated[int | None, typer.Option(help="How many there are.")]
Edition = Annotated[str | None, typer.Option(help="Edition; else that of the newest sweep.")]


@app.command("list")
def list_findings(
    context: typer.Context, site: Site, edition: Edition = None, as_json: AsJson = False
) -> None:
    """Show what waits for a person, every place with its cause, and what was decided."""
    state = state_of(context)
    desk = with_stores(state.settings(), lambda stores: desk_of(stores, site, edition))
    if as_json:
        print_json(human_values(desk.human))
        return
    for line in (*_waiting(desk), *review_lines(desk.human)):
        state.out.print(line, markup=False, soft_wrap=True)


def _waiting(desk: Desk) -> Iterator[str]:

    shown = {Verdict.FAIL, Verdict.NEEDS_PERSON, Verdict.UNDETERMINED}
    for item in desk.sheet.items:
        if item.finding.verdict not in shown:
            continue
        vetoed = item.kind == "veto" and item.finding.verdict is not Verdict.UNDETERMINED
        stage = f" [{how_far(desk, item.id).state.value}]" if vetoed else ""
        yield f"{item.id} {item.name} {item.finding.verdict.word(item.kind)}{stage}"
        for place in problems(item.finding):
            yield f"  --cause '{place.cause}'  {place.title} {place.note}".rstrip()
        for place in item.finding.listed:
            yield f"  列出未计入  {place.title} {place.note} {place.url}".rstrip()


@app.command("confirm")
def confirm(
    context: typer.Context,
    site: Site,
    item: Item,
    by: By,
    reason: Reason,
    cause: Cause = "",
    units: Units = None,
    public: Public = "",
    edition: Edition = None,
) -> None:
    """Say that a problem is there, as the machine says or asks."""
    word = Word(
        act=Act.CONFIRM,
        item=item,
        cause=cause,
        reason=reason,
        by=by,
        units=units,
        public=public,
    )
    _say(context, site, word, edition)


@app.command("reject")
def reject(
    context: typer.Context,
    site: Site,
    item: Item,
    by: By,
    reason: Reason,
    cause: Cause = "",
    until: Until = None,
    edition: Edition = None,
) -> None:
    """Say that there is no such problem."""
    day = parse_until(until)
    word = Word(act=Act.REJECT, item=item, cause=cause, reason=reason, by=by, until=day)
    _say(context, site, word, edition)


@app.command("amend")
def amend(
    context: typer.Context,
    site: Site,
    item: Item,
    by: By,
    reason: Reason,
    verdict: Annotated[Verdict | None, typer.Option(help="What it is instead.")] = None,
    units: Units = None,
    public: Public = "",
    until: Until = None,
    edition: Edition = None,
) -> None:
    """Say what an item is instead: another verdict, another count."""
    word = Word(
        act=Act.AMEND,
        item=item,
        cause="",
        reason=reason,
        by=by,
        verdict=verdict,
        units=units,
        until=parse_until(until),
        public=public,
    )
    _say(context, site, word, edition)


@app.command("publish")
def publish(
    context: typer.Context, site: Site, item: Item, by: By, edition: Edition = None
) -> None:
    """Publish a veto; two different people must have confirmed it on what is seen now."""
    state = state_of(context)
    settings = state.settings()
    now = clock_of(settings.clock).now()
    with_stores(
        settings,
        lambda stores: write_publication(stores, site, item, by=by, now=now, edition=edition),
    )
    state.say(f"{item}: 已发布")


def parse_until(text: str | None) -> date | None:
    """Read --until; raise UsageError for what is no day."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as err:
        raise UsageError(f"--until {text!r} is no date; the form is 2027-06-30") from err


def _say(context: typer.Context, site: str, word: Word, edition: str | None) -> None:
    state = state_of(context)
    settings = state.settings()
    now = clock_of(settings.clock).now()
    with_stores(settings, lambda stores: review(stores, site, word, now, edition))
    state.say(f"{word.item} {word.cause}: {ACT_WORDS[word.act]}")
