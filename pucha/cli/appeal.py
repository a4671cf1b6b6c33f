"""`pucha appeal`: what operators answer (申诉与说明), and their self-check sheets (自查表)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from audit.people.appeals import Appeal, AppealState, appeals
from audit.people.self_check import Compared, ComparedItem, SelfCheck
from audit.people.self_check_rows import SelfRow
from pucha.casework.appealing import appeal, decide, self_check
from pucha.casework.desk import registered
from pucha.cli.context import print_json, state_of
from pucha.cli.people import AsJson, By, Site
from pucha.cli.review import Cause, Item, Reason, Until, parse_until
from pucha.cli.stores import with_stores
from pucha.clock import clock_of
from pucha.wire import Stores
from schema.types.casework import Act
from schema.types.errors import UsageError
from schema.types.verdict import Verdict

app = typer.Typer(
    help="申诉与说明: answer a finding, decide an answer, compare a self-check sheet.",
    no_args_is_help=True,
)


@app.command("make")
def make(
    context: typer.Context,
    site: Site,
    item: Item,
    by: By,
    text: Annotated[str, typer.Option(help="The answer, say 今年无人事变动.")],
    cause: Cause = "",
) -> None:
    """Answer a finding, or one place of it, as the site's operator."""
    state = state_of(context)
    settings = state.settings()
    now = clock_of(settings.clock).now()

    async def work(stores: Stores) -> int:
        return await appeal(stores, site, item=item, cause=cause, text=text, by=by, now=now)

    state.out.print(f"appeal {with_stores(settings, work)}")


@app.command("list")
def list_appeals(
    context: typer.Context,
    site: Annotated[str | None, typer.Argument(metavar="SITE", help="Else all sites.")] = None,
    only_open: Annotated[bool, typer.Option("--open", help="Only those that wait.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show the appeals and what became of them."""
    state = state_of(context)

    async def work(stores: Stores) -> tuple[Appeal, ...]:
        if site is None:
            return appeals(await stores.cases.of_act(Act.APPEAL, Act.ACCEPT, Act.DISMISS))
        _, site_id = await registered(stores, site)
        return appeals(await stores.cases.of_site(site_id))

    found = [
        one
        for one in with_stores(state.settings(), work)
        if one.state is AppealState.OPEN or not only_open
    ]
    for one in found:
        if as_json:
            print_json(_values(one), line=True)
        else:
            values = _values(one)
            line = "{number}\t#{site} {item} {cause}\t{state}\t{by}：{text}\t{answer}"
            state.out.print(line.format(**values), markup=False, soft_wrap=True)


def _values(one: Appeal) -> dict[str, object]:
    key = one.made.key
    return {
        "number": one.number,
        "site": one.made.site_id,
        "item": "" if key is None else key.item,
        "cause": "" if key is None else key.cause,
        "state": one.state,
        "by": one.made.by,
        "text": one.made.text,
        "answer": "" if one.answer is None else f"{one.answer.by}：{one.answer.text}",
    }


@app.command("decide")
def decide_appeal(
    context: typer.Context,
    site: Site,
    number: Annotated[int, typer.Argument(metavar="NUMBER")],
    by: By,
    reason: Reason,
    accept: Annotated[bool, typer.Option("--accept", help="采纳; this or --dismiss.")] = False,
    dismiss: Annotated[bool, typer.Option("--dismiss", help="不采纳.")] = False,
    verdict: Annotated[
        Verdict | None, typer.Option(help="What the item comes to; else PASS. Not FAIL.")
    ] = None,
    until: Until = None,
) -> None:
    """Accept or dismiss an appeal; whoever made it may not."""
    if accept == dismiss:
        raise UsageError("say either --accept (采纳) or --dismiss (不采纳)")
    state = state_of(context)
    settings = state.settings()
    now = clock_of(settings.clock).now()
    day = parse_until(until)
    with_stores(
        settings,
        lambda stores: decide(
            stores,
            site,
            number,
            accept=accept,
            reason=reason,
            by=by,
            now=now,
            verdict=verdict,
            until=day,
        ),
    )
    state.say(f"appeal {number}: {'已采纳' if accept else '未采纳'}")


@app.command("self-check")
def compare_self_check(
    context: typer.Context,
    site: Site,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=".xlsx, .xls or .csv.")],
    by: By,
    as_json: AsJson = False,
) -> None:
    """Import a self-check sheet (自查表) and compare it with the newest sheet, item by item.

    What people decided counts before the machine's word. Rows that are not understood are listed
    with their cells, and nothing of them is held against the office.
    """
    state = state_of(context)
    settings = state.settings()
    now = clock_of(settings.clock).now()
    try:
        data = file.read_bytes()
    except OSError as err:
        raise UsageError(f"{file} cannot be read: {err.strerror}") from err
    found = with_stores(
        settings, lambda stores: self_check(stores, site, (file.name, data), by, now)
    )
    if as_json:
        print_json(_comparison(found))
        return
    for line in _lines(found):
        state.out.print(line, markup=False, soft_wrap=True)


def _lines(found: SelfCheck) -> Iterator[str]:
    for wanted in Compared:
        rows = [one for one in found.items if one.result is wanted]
        yield f"{wanted.value}：{len(rows)}"
        if wanted is not Compared.AGREES:
            yield from (_line(one) for one in rows)
    for row in found.strange:
        yield f"第{row.where}行（{row.subject_at}）不知所指，不计：{_said(row)}"


def _line(one: ComparedItem) -> str:
    found = f"{'人工' if one.by_people else '机器'} {one.word}"
    unclear = "；".join(f"{row.answer_at}“{row.said}”" for row in one.unclear)
    return f"  {one.item} {one.name}  {found}  {unclear}  {one.measures}".rstrip()


def _said(row: SelfRow) -> str:
    flaw = f"（{row.flaw}）" if row.flaw else ""
    answer = f" {row.answer_at}“{row.said}”" if row.said else ""
    return f"{row.name} {row.point}".strip() + flaw + answer


def _comparison(found: SelfCheck) -> dict[str, object]:
    return {
        "items": [
            {
                "item": one.item,
                "name": one.name,
                "verdict": one.verdict,
                "by_people": one.by_people,
                "answer": one.answer,
                "result": one.result,
                "measures": one.measures,
                "unclear": [{"cell": row.answer_at, "said": row.said} for row in one.unclear],
            }
            for one in found.items
        ],
        "strange": [
            {
                "row": one.where,
                "cell": one.subject_at,
                "name": one.name,
                "point": one.point,
                "answer_cell": one.answer_at,
                "said": one.said,
                "flaw": one.flaw,
            }
            for one in found.strange
        ],
    }
