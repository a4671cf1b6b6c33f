"""Rectification (整改): put problems into the ledger, issue notices, move lines, look again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from audit.people.ledger import LedgerLine, LedgerState, check_move, ledger
from audit.people.look_again import SecondLook, Seen, look_again
from audit.people.rules import check_reason
from audit.people.workdays import WorkCalendar, after_working_days
from audit.places import problems
from audit.windows import day_of
from pucha.casework.desk import Desk, actor, desk_in, desk_of, entry_of, registered
from pucha.wire import Stores
from schema.types.casework import Act, Entry, Hold, Key, Person
from schema.types.errors import UsageError
from schema.types.finding import Place, SheetItem
from schema.types.site import Site
from schema.types.sweep import Sweep
from schema.types.verdict import Verdict

LEDGER_ACTS = (
    Act.FIND, Act.ISSUE, Act.BEGIN, Act.REPORT, Act.KEEP, Act.CLOSE, Act.FALSE_ALARM, Act.EXEMPT,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A notice to the unit behind one site, with the lines that it tells of."""

    notice: str
    site: Site
    due: date
    lines: tuple[LedgerLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rechecked:
    """What a second look said of one line, which is shown as it is after it."""

    line: LedgerLine
    look: SecondLook


async def issue(  # noqa: PLR0913 - what a command was given
    stores: Stores, reference: str, *, by: str, now: datetime, days: int, calendar: WorkCalendar
) -> Issued | None:
    """Put a site's proved problems into the ledger and issue a notice; None: nothing new is owed.

    What people took off the sheet is left out; what is owed already is not issued twice.
    """
    desk = await desk_of(stores, reference)
    person = await actor(stores, by, Act.ISSUE, desk.site)
    known = {line.key: line for line in ledger(desk.entries)}
    finds = [
        _found(desk, person, item, place, now)
        for item, place in _proved(desk)
        if _is_new(known.get(_key(desk, item, place)))
    ]
    waiting = [key for key, line in known.items() if line.state is LedgerState.FOUND]
    waiting += [one.key for one in finds if one.key is not None]
    if not waiting:
        return None
    due = after_working_days(day_of(now), days, calendar)
    told = {"notice": f"{day_of(now):%Y%m%d}-{desk.site_id}", "due": due.isoformat()}
    issues = [
        entry_of(desk, person, Act.ISSUE, at=now, text="", key=key, body=told) for key in waiting
    ]
    await stores.cases.add(desk.site_id, desk.newest, *finds, *issues)
    after = ledger(await stores.cases.of_site(desk.site_id))
    lines = tuple(line for line in after if line.key in waiting)
    return Issued(notice=told["notice"], site=desk.site, due=due, lines=lines)


def _is_new(line: LedgerLine | None) -> bool:
    return line is None or line.state is LedgerState.CLOSED


def _proved(desk: Desk) -> Iterator[tuple[SheetItem, Place | None]]:
    """Give what is held against a site: items that fail with people's word, place by place."""
    cleared = {
        one.decision.key
        for one in desk.held
        if one.hold is Hold.IN_FORCE and one.decision.act in {Act.REJECT, Act.ACCEPT}
    }
    final = {item.id: item.verdict for item in desk.human.items}
    for item in desk.sheet.items:
        if final[item.id] is not Verdict.FAIL or item.kind == "bonus":
            continue
        places = problems(item.finding)
        for place in places:
            if _key(desk, item, place) not in cleared:
                yield item, place
        if not places:
            yield item, None


def _key(desk: Desk, item: SheetItem, place: Place | None) -> Key:
    return desk.key(item.id, "" if place is None else place.cause)


def _found(
    desk: Desk, person: Person, item: SheetItem, place: Place | None, now: datetime
) -> Entry:
    named = item.finding.evidence if place is None else (place.evidence,)
    words = _explained(desk, item) if place is None else f"{place.title} {place.note}".strip()
    key = _key(desk, item, place)
    return entry_of(
        desk,
        person,
        Act.FIND,
        at=now,
        text=f"{item.name}：{words}",
        key=key,
        basis=desk.basis(key.item, key.cause),
        body={
            "url": desk.site.home_url if place is None else (place.url or desk.site.home_url),
            "before": _evidence_ids(desk, named),
        },
    )


def _explained(desk: Desk, item: SheetItem) -> str:
    """Say what is wrong: in the machine's words, or in people's where it rests on them."""
    if item.finding.verdict is Verdict.FAIL:
        return item.finding.explanation
    return next(one.why for one in desk.human.items if one.id == item.id)


def _evidence_ids(desk: Desk, named: tuple[str, ...]) -> list[str]:
    """Name evidence with its sweep: the same id means something else in the next one."""
    return [f"{desk.sweep.id}:{desk.site_id}/{name}" for name in named]


async def move(  # noqa: PLR0913 - what a command was given
    stores: Stores, reference: str, act: Act, *, item: str, cause: str, reason: str, by: str,
    now: datetime,
) -> int:  # fmt: skip
    """Move all lines of a site, or those of one item or cause; give how many were moved."""
    desk = await desk_of(stores, reference)
    person = await actor(stores, by, act, desk.site)
    text = check_reason(reason)
    chosen = [
        line
        for line in ledger(desk.entries)
        if line.open and item in {"", line.key.item} and cause in {"", line.key.cause}
    ]
    if not chosen:
        raise UsageError(f"{desk.site.home_url}: nothing of this kind is owed")
    for line in chosen:
        check_move(line, act)
    entries = [entry_of(desk, person, act, at=now, text=text, key=line.key) for line in chosen]
    await stores.cases.add(desk.site_id, desk.newest, *entries)
    return len(entries)


async def settle(
    stores: Stores, reference: str, sweep: Sweep, by: str, now: datetime
) -> tuple[Rechecked, ...]:
    """Close or keep every line of a site by what a later sweep saw; what is not known stays."""
    site, site_id = await registered(stores, reference)
    person = await actor(stores, by, Act.CLOSE, site)
    looks, entries = [], []
    log = await stores.cases.of_site(site_id)
    newest = log[-1].id if log else 0
    for line in [one for one in ledger(log) if one.open]:
        desk = await desk_in(stores, site, sweep, line.key.edition)
        look = look_again(line.key, desk.sheet, desk.evidence)
        looks.append((line.key, look))
        act = _ACTS.get(look.seen)
        if act is not None:
            after = {"before": list(line.before), "after": _evidence_ids(desk, look.evidence)}
            entries.append(
                entry_of(desk, person, act, at=now, text=look.why, key=line.key, body=after)
            )
    await stores.cases.add(site_id, newest, *entries)
    after_all = {one.key: one for one in ledger(await stores.cases.of_site(site_id))}
    return tuple(Rechecked(line=after_all[key], look=look) for key, look in looks)


_ACTS = {Seen.GONE: Act.CLOSE, Seen.STILL_THERE: Act.KEEP}


async def whole_ledger(stores: Stores, reference: str | None = None) -> tuple[LedgerLine, ...]:
    """Give the ledger of a site, or of all sites."""
    if reference is None:
        return ledger(await stores.cases.of_act(*LEDGER_ACTS))
    _, site_id = await registered(stores, reference)
    return ledger(await stores.cases.of_site(site_id))
