"""`pucha sweep` and `pucha recheck`: survey registered sites as jobs, under leases."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from audit.report.bundle import SheetBundle
from audit.report.sheet_json import document
from pucha.cli.check import AsOf, Edition, FailOn, print_sheet
from pucha.cli.context import SHANGHAI, State, parse_as_of, print_json, state_of
from pucha.cli.exits import Exit
from pucha.cli.progress import sweep_bar
from pucha.cli.running import run
from pucha.cli.stores import last_user_stops
from pucha.embedded_postgres import EmbeddedPostgres
from pucha.sweeping import SweepSummary, stored_bundle, summarise
from pucha.wire import Stores
from schema.types.errors import PuchaError, UsageError
from schema.types.ids import SiteId
from schema.types.rulepack import RulePack
from schema.types.settings import Settings
from schema.types.sweep import Sweep, SweepKind

AsJson = Annotated[bool, typer.Option("--json", help="The summary as JSON.")]
Out = Annotated[Path | None, typer.Option(help="Folder for sheets and the HTML report.")]


def install(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("sweep")(sweep)
    app.command("recheck")(recheck)


def sweep(
    context: typer.Context,
    edition: Edition = None,
    as_of: AsOf = None,
    out: Out = None,
    concurrency: Annotated[int | None, typer.Option(min=1, help="Sites at once.")] = None,
    new: Annotated[bool, typer.Option("--new", help="Do not go on with today's sweep.")] = False,
    enqueue_only: Annotated[
        bool, typer.Option("--enqueue-only", help="Leave the work to running workers.")
    ] = False,
    fail_on: FailOn = None,
    as_json: AsJson = False,
) -> None:
    """Survey and judge every registered site; an interrupted sweep of the day goes on."""
    state = state_of(context)
    settings = _settings(state, edition, concurrency)
    url, server = _start(settings)
    try:
        summary = run(
            _sweep(state, settings, url, as_of=as_of, new=new, enqueue_only=enqueue_only, out=out)
        )
    finally:
        last_user_stops(server)
    _tell(state, summary, out, as_json=as_json)
    if fail_on == "veto" and summary.vetoed:
        raise typer.Exit(Exit.FOUND)


def recheck(
    context: typer.Context,
    site: Annotated[str, typer.Argument(metavar="SITE", help="标识码, home address or id.")],
    edition: Edition = None,
    as_of: AsOf = None,
    out: Out = None,
    fail_on: FailOn = None,
    as_json: AsJson = False,
) -> None:
    """Survey and judge one registered site now."""
    state = state_of(context)
    settings = _settings(state, edition, None)
    url, server = _start(settings)
    try:
        summary, bundle = run(recheck_site(state, settings, url, site=site, as_of=as_of, out=out))
    finally:
        last_user_stops(server)
    if as_json:
        print_json(document(bundle))
    if fail_on == "veto" and summary.vetoed:
        raise typer.Exit(Exit.FOUND)


def _settings(state: State, edition: str | None, concurrency: int | None) -> Settings:
    more = {"edition": edition, "fleet.concurrency": concurrency}
    return state.settings({name: value for name, value in more.items() if value is not None})


def _start(settings: Settings) -> tuple[str, EmbeddedPostgres | None]:
    from pucha.editions import load_edition
    from pucha.wire import start_database

    load_edition(settings.edition, settings.editions)  # a wrong one is said before a server starts
    return start_database(settings)


async def _sweep(
    state: State,
    settings: Settings,
    url: str,
    *,
    as_of: str | None,
    new: bool,
    enqueue_only: bool,
    out: Path | None,
) -> SweepSummary:
    from pucha.clock import clock_of
    from pucha.wire import open_stores

    moment = parse_as_of(as_of, clock_of(settings.clock).now())
    async with open_stores(url, settings) as stores:
        if not await stores.register.sites():
            raise UsageError("no site is registered: `pucha register import FILE` first")
        pack = stores.editions.load(settings.edition)
        unfinished = None if new else await stores.sweeps.unfinished()
        if unfinished is not None and _same(unfinished, pack, moment, named=as_of is not None):
            one = unfinished
            state.say(f"going on with sweep {one.id}; --new starts another")
        else:
            one = await _create(stores, settings, SweepKind.NIGHTLY, moment, None)
        if enqueue_only:
            state.say(f"sweep {one.id} is enqueued; `pucha worker` takes its jobs")
        else:
            await _work(state, settings, stores, one)
        return await summarise(stores, one, settings, out)


def _same(unfinished: Sweep, pack: RulePack, moment: datetime, *, named: bool) -> bool:
    """Tell whether an unfinished sweep is the one that is asked for."""
    if unfinished.edition != pack.edition or unfinished.edition_digest not in {None, pack.digest}:
        return False
    if named:
        return unfinished.as_of == moment
    return unfinished.as_of.astimezone(SHANGHAI).date() == moment.astimezone(SHANGHAI).date()


async def recheck_site(
    state: State, settings: Settings, url: str, *, site: str, as_of: str | None, out: Path | None
) -> tuple[SweepSummary, SheetBundle]:
    """Survey and judge one registered site in a sweep of its own."""
    from pucha.clock import clock_of
    from pucha.wire import open_stores

    moment = parse_as_of(as_of, clock_of(settings.clock).now())
    async with open_stores(url, settings) as stores:
        found = await stores.register.find(site)
        if found is None or found.id is None:
            raise UsageError(f"no registered site has the code, address or id {site!r}")
        one = await _create(stores, settings, SweepKind.RECHECK, moment, found.id)
        await _work(state, settings, stores, one)
        summary = await summarise(stores, one, settings, out)
        bundle = await stored_bundle(stores, one, found.id, settings, await stores.pack_of(one))
        if bundle is None:
            raise PuchaError(
                f"sweep {one.id} has no sheet yet: another worker took the job over; "
                "`pucha sheet SITE` shows it once it is there"
            )
        if not state.quiet:
            print_sheet(state, bundle.sheet)
        return summary, bundle


async def _create(
    stores: Stores, settings: Settings, kind: SweepKind, as_of: datetime, site: SiteId | None
) -> Sweep:
    from pucha.editions import text_of
    from pucha.surveying import sweep_settings

    text = text_of(stores.editions.load(settings.edition))
    return await stores.sweeps.create(
        kind=kind,
        edition=text.edition,
        text=text,
        as_of=as_of,
        settings=sweep_settings(settings),
        sites=None if site is None else [site],
    )


async def _work(state: State, settings: Settings, stores: Stores, one: Sweep) -> None:
    """Run one worker here until the sweep is done."""
    from pucha.clock import clock_of
    from pucha.working import work_on_surveys

    _say_when_quiet(state, settings, one, clock_of(settings.clock).now())
    with sweep_bar(state, clock_of(settings.clock)) as bar:

        async def done() -> bool:
            progress = await stores.sweeps.progress(one.id)
            bar.show(progress)
            return progress.done >= progress.sites

        queues = ("recheck",) if one.kind is SweepKind.RECHECK else ("recheck", "audit")
        runner = await work_on_surveys(settings, stores, queues=queues, until=done)
    await runner.judge_missing(one)


def _say_when_quiet(state: State, settings: Settings, one: Sweep, now: datetime) -> None:
    from crawler.policy.quiet import parse_hours, quiet_until

    quiet = quiet_until(parse_hours(settings.politeness.quiet_hours), now)
    if quiet is not None and one.kind is SweepKind.NIGHTLY:
        state.say(f"quiet hours: surveys begin at {quiet:%H:%M} (Asia/Shanghai)")


def _tell(state: State, summary: SweepSummary, out: Path | None, *, as_json: bool) -> None:
    if as_json:
        print_json(summary.as_json())
        return
    for line in summary.lines():
        state.out.print(line, markup=False, soft_wrap=True)
    if out is not None:
        state.say(f"sheets and report: {out / 'index.html'}")
