"""`pucha rectify`: notices, the ledger (整改台账), looks again and reminders."""

import csv
import io
from pathlib import Path
from typing import Annotated

import typer

from audit.people.ledger import LedgerLine
from audit.people.ledger_table import HEADS, ledger_rows, reminders
from audit.people.look_again import Seen
from audit.people.notices import Notice
from audit.people.workdays import WorkCalendar, parse_calendar
from audit.report.cells import csv_value
from audit.windows import day_of
from pucha.casework.notices import issued_notice, reminder_notice
from pucha.casework.notifying import notify
from pucha.casework.rectifying import Issued, Rechecked, issue, move, settle, whole_ledger
from pucha.cli.context import State, print_json, state_of
from pucha.cli.people import AsJson, By, Site
from pucha.cli.review import Reason, Until, parse_until
from pucha.cli.running import run
from pucha.cli.stores import last_user_stops, with_stores
from pucha.cli.sweep import recheck_site
from pucha.clock import clock_of
from pucha.reports import write_file
from pucha.wire import Stores, open_stores, start_database
from schema.types.casework import Act
from schema.types.errors import UsageError
from schema.types.ids import SiteId
from schema.types.settings import Settings
from schema.types.site import Site as SiteRow

app = typer.Typer(
    help="整改: issue notices, keep the ledger, look again, remind.", no_args_is_help=True
)
Item = Annotated[str, typer.Option(help="Only this item of the sheet.")]
Cause = Annotated[str, typer.Option(help="Only this place, by its cause.")]
Tell = Annotated[bool, typer.Option("--notify", help="Send it to the addresses of notify.urls.")]
_SEEN = {Seen.GONE: "已销号", Seen.STILL_THERE: "仍存在", Seen.UNKNOWN: "未能确认",
         Seen.DENIED: "人工认定不属实"}  # fmt: skip


@app.command("issue")
def issue_notices(
    context: typer.Context,
    sites: Annotated[list[str], typer.Argument(metavar="SITE…", help="标识码, address or id.")],
    by: By,
    days: Annotated[int | None, typer.Option(min=1, help="Working days to mend it in.")] = None,
    out: Annotated[Path | None, typer.Option(help="Folder for the notices as text.")] = None,
    tell: Tell = False,
) -> None:
    """Put the proved problems of sites into the ledger and issue a notice to each unit."""
    state = state_of(context)
    settings = state.settings()
    calendar, now = _calendar(settings), clock_of(settings.clock).now()
    owed = days or settings.casework.due_days

    async def work(stores: Stores) -> None:
        for site in sites:  # told one by one: a fault at a later site hides no notice before it
            one = await issue(stores, site, by=by, now=now, days=owed, calendar=calendar)
            _show_issued(state, site, one, out)
            if one is not None and tell:
                await notify(stores, settings.notify.urls, issued_notice(one), by, now)

    with_stores(settings, work)


def _show_issued(state: State, site: str, one: Issued | None, out: Path | None) -> None:
    """Say what was issued to a site, and write its notice; nothing new is said too."""
    if one is None:
        state.out.print(f"{site}：没有新的问题，未下发通知", markup=False, soft_wrap=True)
        return
    line = f"{one.notice} {one.site.name or one.site.home_url}：{len(one.lines)}项，{one.due}前"
    state.out.print(line, markup=False, soft_wrap=True)
    if out is not None:
        written = issued_notice(one)
        write_file(out / f"{one.notice}.txt", f"{written.title}\n\n{written.body}".encode())


@app.command("ledger")
def show_ledger(
    context: typer.Context,
    site: Annotated[str | None, typer.Argument(metavar="SITE", help="Else all sites.")] = None,
    only_open: Annotated[bool, typer.Option("--open", help="Only what is still owed.")] = False,
    out: Annotated[Path | None, typer.Option(help="Write it to this .csv.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show the ledger: every problem with its state, evidence, due day and recurrences."""
    state = state_of(context)

    async def work(stores: Stores) -> tuple[tuple[str, ...], ...]:
        lines = [one for one in await whole_ledger(stores, site) if one.open or not only_open]
        return ledger_rows(lines, await _sites(stores, lines))

    rows = with_stores(state.settings(), work)
    if out is not None:
        write_file(out, _csv(rows))
        state.say(f"ledger: {out}")
        return
    for row in rows:
        values = dict(zip(HEADS, row, strict=True))
        if as_json:
            print_json(values, line=True)
        else:
            names = ("状态", "网站名称", "指标项", "问题描述", "整改时限", "重复发生")
            line = "\t".join(values[name] or "—" for name in names)
            state.out.print(line, markup=False, soft_wrap=True)


def _csv(rows: tuple[tuple[str, ...], ...]) -> bytes:
    """Give the ledger as a spreadsheet opens it: with a BOM, and nothing that computes."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([HEADS, *([csv_value(one) for one in row] for row in rows)])
    return text.getvalue().encode("utf-8-sig")


async def _sites(stores: Stores, lines: list[LedgerLine]) -> dict[SiteId, SiteRow]:
    found = await stores.register.some(list({one.site_id for one in lines}))
    return {one.id: one for one in found if one.id is not None}


@app.command("begin")
def begin(
    context: typer.Context, site: Site, by: By, reason: Reason, item: Item = "", cause: Cause = ""
) -> None:
    """Say that mending has begun (整改中)."""
    _move(context, site, Act.BEGIN, by=by, reason=reason, item=item, cause=cause)


@app.command("report")
def report(
    context: typer.Context, site: Site, by: By, reason: Reason, item: Item = "", cause: Cause = ""
) -> None:
    """Say that it is mended, and by which measures (已整改待复查)."""
    _move(context, site, Act.REPORT, by=by, reason=reason, item=item, cause=cause)


@app.command("false-alarm")
def false_alarm(
    context: typer.Context,
    site: Site,
    by: By,
    reason: Reason,
    item: Item = "",
    cause: Cause = "",
    until: Until = None,
) -> None:
    """Take a problem out that was none (误报)."""
    _move(context, site, Act.FALSE_ALARM, by=by, reason=reason, item=item, cause=cause, until=until)


@app.command("exempt")
def exempt(
    context: typer.Context,
    site: Site,
    by: By,
    reason: Reason,
    item: Item = "",
    cause: Cause = "",
    until: Until = None,
) -> None:
    """Take a problem out that need not be mended (豁免)."""
    _move(context, site, Act.EXEMPT, by=by, reason=reason, item=item, cause=cause, until=until)


def _move(
    context: typer.Context,
    site: str,
    act: Act,
    *,
    by: str,
    reason: str,
    item: str,
    cause: str,
    until: str | None = None,
) -> None:
    state = state_of(context)
    settings = state.settings()
    now, day = clock_of(settings.clock).now(), parse_until(until)

    async def work(stores: Stores) -> int:
        said = {"item": item, "cause": cause, "reason": reason, "by": by}
        return await move(stores, site, act, **said, now=now, until=day)

    state.say(f"{with_stores(settings, work)} lines")


@app.command("recheck")
def recheck(context: typer.Context, site: Site, by: By, as_json: AsJson = False) -> None:
    """Survey a site now and close or keep each of its lines, with evidence before and after."""
    state = state_of(context)
    settings = state.settings()
    quiet = State(config=state.config, overrides=state.overrides, quiet=True)
    url, server = start_database(settings)
    try:
        found = run(_recheck(quiet, settings, url, site, by))
    finally:
        last_user_stops(server)
    for one in found:
        if as_json:
            print_json(_values(one), line=True)
        else:
            words = f"{_SEEN[one.look.seen]}\t{one.line.state.value}\t{one.line.problem}"
            state.out.print(f"{words}\t{one.look.why}", markup=False, soft_wrap=True)


async def _recheck(
    state: State, settings: Settings, url: str, site: str, by: str
) -> tuple[Rechecked, ...]:
    clock = clock_of(settings.clock)
    summary, _ = await recheck_site(state, settings, url, site=site, as_of=None, out=None)
    async with open_stores(url, settings) as stores:
        return await settle(stores, site, summary.sweep, by, clock.now())


def _values(one: Rechecked) -> dict[str, object]:
    return {
        "item": one.line.key.item,
        "cause": one.line.key.cause,
        "seen": one.look.seen,
        "state": one.line.state,
        "before": list(one.line.before),
        "after": list(one.line.after),
        "why": one.look.why,
    }


@app.command("remind")
def remind(
    context: typer.Context,
    by: By,
    within: Annotated[int | None, typer.Option(min=0, help="Working days left.")] = None,
    tell: Tell = False,
) -> None:
    """Show what is due soon or overdue, the most urgent first."""
    state = state_of(context)
    settings = state.settings()
    now = clock_of(settings.clock).now()
    days = settings.casework.remind_days if within is None else within

    async def work(stores: Stores) -> tuple[int, Notice]:
        lines = await whole_ledger(stores)
        due = reminders(lines, day_of(now), _calendar(settings), days)
        sites = await _sites(stores, [one.line for one in due])
        notice = reminder_notice(due, sites)
        if tell and due:
            await notify(stores, settings.notify.urls, notice, by, now)
        return len(due), notice

    count, notice = with_stores(settings, work)
    state.out.print(notice.body if count else "无待催办事项", markup=False, soft_wrap=True)


def _calendar(settings: Settings) -> WorkCalendar:
    file = settings.casework.holidays
    if not file:
        return WorkCalendar()
    try:
        text = Path(file).read_text(encoding="utf-8")
    except OSError as err:
        raise UsageError(f"setting casework.holidays: {file}: {err.strerror}") from err
    return parse_calendar(file, text)
