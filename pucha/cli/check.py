"""`pucha check URL`: one site at once, without a register or a database."""

import tempfile
from collections.abc import Sequence
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.table import Table
from rich.text import Text

from audit.report.bundle import SheetBundle
from audit.report.wording import coverage, moment, overall
from pucha.cli.context import State, parse_as_of, parse_home, print_json, state_of
from pucha.cli.exits import Exit
from pucha.cli.fetch import AllowPrivate, ConnectTo, network_overrides
from pucha.cli.running import run
from schema.types.errors import PuchaError
from schema.types.facts import LimitFact
from schema.types.finding import ScoreSheet
from schema.types.settings import Settings
from schema.types.site import Site
from schema.types.verdict import Verdict

FailOn = Annotated[
    Literal["veto"] | None, typer.Option("--fail-on", help="Exit 3 when a veto item fails.")
]
Edition = Annotated[str | None, typer.Option(help="Edition of the sheet, say census-2015.")]
AsOf = Annotated[
    str | None, typer.Option("--as-of", help="The point in time that staleness is judged at.")
]
_STYLES = {
    Verdict.PASS: "green",
    Verdict.FAIL: "bold red",
    Verdict.NOT_APPLICABLE: "dim",
    Verdict.UNDETERMINED: "yellow",
    Verdict.NEEDS_PERSON: "magenta",
}


def install(app: typer.Typer) -> None:
    """Add the command."""
    app.command("check")(check)


def check(
    context: typer.Context,
    url: Annotated[str, typer.Argument(metavar="URL", help="Home address of a site.")],
    edition: Edition = None,
    as_of: AsOf = None,
    connect_to: ConnectTo = None,
    allow_private: AllowPrivate = False,
    fail_on: FailOn = None,
    out: Annotated[Path | None, typer.Option(help="Folder for the files.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The sheet as JSON.")] = False,
) -> None:
    """Check one site at once: print its sheet, write sheet, evidence and pages.

    A dead site is a result, not a failure of the command.
    """
    from pucha.clock import clock_of
    from pucha.reports import safe_name

    state = state_of(context)
    more = network_overrides(connect_to, allow_private=allow_private)
    if edition:
        more["edition"] = edition
    settings = state.settings(more)
    home = parse_home(url)
    point = parse_as_of(as_of, clock_of(settings.clock).now())
    folder = out or Path("pucha-out") / safe_name(home.split("://", 1)[1])
    bundle = run(_check(state, settings, Site(id=None, home_url=home), point, folder))
    if as_json:
        from audit.report.sheet_json import document

        print_json(document(bundle))
    else:
        print_sheet(state, bundle.sheet)
        state.say(f"files: {folder}")
    raise typer.Exit(exit_status([bundle], fail_on))


async def _check(
    state: State, settings: Settings, site: Site, as_of: datetime, folder: Path
) -> SheetBundle:
    from audit.runner import audit_site
    from crawler.fleet.archiving.archive import SegmentWriter
    from pucha.clock import clock_of
    from pucha.crawling import Surveyors, survey_plan
    from pucha.editions import load_edition
    from pucha.reports import RunFacts, make_bundle, write_sheet
    from pucha.wire import SOFTWARE

    clock = clock_of(settings.clock)
    pack = load_edition(settings.edition, settings.editions)
    plan = survey_plan(site, settings, pack, as_of)
    _make_folder(folder)
    began = clock.monotonic()
    with tempfile.TemporaryDirectory(dir=folder, prefix=".pucha-") as scratch:
        segment = SegmentWriter(Path(scratch), "pages.warc.gz", now=clock.now(), software=SOFTWARE)
        quiet = state.quiet or not state.talk.is_terminal
        status = nullcontext() if quiet else state.talk.status(f"{site.home_url} …")
        with status:
            async with Surveyors(settings)() as surveyor:
                result = await surveyor.survey(plan, segment)
        segment.seal()
        (Path(scratch) / "pages.warc.gz").replace(folder / "pages.warc.gz")
    sheet = audit_site(site, result.evidence, pack, as_of)
    facts = RunFacts(pages=result.pages, seconds=clock.monotonic() - began)
    bundle = make_bundle(sheet, result.evidence, facts, pack=pack, settings=settings)
    write_sheet(folder, bundle)
    return bundle


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as err:
        raise PuchaError(f"the folder {folder} cannot be made: {err.strerror}") from err


def print_sheet(state: State, sheet: ScoreSheet) -> None:
    """Print a sheet for a person, the official words first."""
    title = f"{sheet.site_name} {sheet.url}".strip()
    point = f"{moment(sheet.as_of)}（北京时间）"
    state.out.print(Text(f"{title}  ·  {sheet.edition_name}  ·  {point}"))
    table = Table(box=None, pad_edge=False)
    for heading, ratio in (("项", None), ("指标", 2), ("结论", None), ("说明", 5)):
        table.add_column(heading, overflow="fold", ratio=ratio)
    for item in sheet.items:
        finding = item.finding
        word = finding.verdict.word(item.kind)
        shown = Text(f"{word} {finding.verdict}", style=_STYLES[finding.verdict])
        table.add_row(item.id, Text(item.name), shown, Text(finding.explanation))
    state.out.print(table)
    verdict, conclusion = overall(sheet)
    state.out.print(Text(f"{conclusion}。{coverage(sheet)}", style=_STYLES[verdict]), style="bold")


def exit_status(bundles: Sequence[SheetBundle], fail_on: str | None) -> Exit:
    """Give the status of a command that did its work."""
    if fail_on == "veto" and any(bundle.sheet.vetoed for bundle in bundles):
        return Exit.FOUND
    if any(isinstance(one.fact, LimitFact) for bundle in bundles for one in bundle.evidence):
        return Exit.PARTIAL
    return Exit.DONE
