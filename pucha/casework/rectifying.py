"""Rectification (整改): put problems into the ledger, issue notices, move lines, look again."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from audit.people.basis import basis_of
from audit.people.ledger import SEEN, LedgerLine, LedgerState, check_move, ledger
from audit.people.look_again import SecondLook, Seen, look_again
from audit.people.owed import Owed, owed
from audit.people.rules import check_reason
from audit.people.workdays import WorkCalendar, after_working_days
from audit.windows import day_of
from pucha.casework.clearing import cleared_by, cleared_lines, clearing_entry
from pucha.casework.desk import Desk, actor, desk_in, desk_of, entry_of, registered, term
from pucha.wire import Stores
from schema.types.casework import Act, Entry, Key, Person
from schema.types.errors import UsageError
from schema.types.finding import Place
from schema.types.site import Site
from schema.types.sweep import Sweep

LEDGER_ACTS = (
    Act.FIND, Act.ISSUE, Act.BEGIN, Act.REPORT, Act.KEEP, Act.CLOSE, Act.FALSE_ALARM, Act.EXEMPT,
)  # fmt: skip
_TAKING_OUT = frozenset({Act.FALSE_ALARM, Act.EXEMPT})


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
    held = {_key(desk, one): one for one in owed(desk.sheet, desk.human)}
    cleared = cleared_by(desk, person, now)
    finds = [
        found
        for one in held.values()
        if _is_new(known, found := _found(desk, person, one, now), day_of(now))
    ]
    waiting = _waiting(known, cleared, finds)
    if not waiting:
        await stores.cases.add(desk.site_id, desk.newest, *cleared)
        return None
    due = after_working_days(day_of(now), days, calendar)
    number = _number(desk, now)
    told = {"notice": number, "due": due.isoformat()}
    issues = [
        entry_of(
            desk, person, Act.ISSUE, at=now, text="", key=key, body={**told, **_word(held, key)}
        )
        for key in waiting
    ]
    await stores.cases.add(desk.site_id, desk.newest, *cleared, *finds, *issues)
    after = ledger(await stores.cases.of_site(desk.site_id))
    lines = tuple(line for line in after if line.key in waiting)
    return Issued(notice=number, site=desk.site, due=due, lines=lines)


def _key(desk: Desk, one: Owed) -> Key:
    return desk.key(one.item.id, "" if one.place is None else one.place.cause)


def _word(held: Mapping[Key, Owed], key: Key) -> dict[str, str]:
    return {"standing": held[key].standing} if key in held else {}


def _number(desk: Desk, now: datetime) -> str:
    """Give a notice its number: day and site, from the second of a day on also which it is."""
    base = f"{day_of(now):%Y%m%d}-{desk.site_id}"
    issued = {one.body["notice"] for one in desk.entries if one.act is Act.ISSUE}
    same_day = sum(one == base or one.startswith(f"{base}-") for one in issued)
    return f"{base}-{same_day + 1}" if same_day else base


def _is_new(known: Mapping[Key, LedgerLine], found: Entry, today: date) -> bool:
    """Tell whether a proved problem is owed anew: unknown, back again, or not what was excused."""
    line = None if found.key is None else known.get(found.key)
    return line is None or line.may_return(found.basis, today)


def _waiting(
    known: Mapping[Key, LedgerLine], cleared: Iterable[Entry], finds: Iterable[Entry]
) -> list[Key]:
    """Give the keys of what no notice has told of yet."""
    out = {one.key for one in cleared}
    found = [key for key, line in known.items() if line.state is LedgerState.FOUND]
    return [
        *(key for key in found if key not in out),
        *(one.key for one in finds if one.key is not None),
    ]


def _found(desk: Desk, person: Person, one: Owed, now: datetime) -> Entry:
    item, place = one.item, one.place
    named = item.finding.evidence if place is None else (place.evidence,)
    key = _key(desk, one)
    return entry_of(
        desk,
        person,
        Act.FIND,
        at=now,
        text=f"{item.name}：{one.says}",
        key=key,
        basis=desk.basis(key.item, key.cause),
        body={
            "url": desk.site.home_url if place is None else (place.url or desk.site.home_url),
            "before": _evidence_ids(desk, named),
            "name": item.name,
            "says": one.says,
            **_seen(desk, place, named),
        },
    )


def _seen(desk: Desk, place: Place | None, named: tuple[str, ...]) -> dict[str, str]:
    """Tell when a problem was seen, as its sheet does: at the place, or by the newest evidence."""
    at = None if place is None else place.at
    rests_on = (one for one in desk.evidence if one.id in named)
    looks = (part.fetched_at for one in rests_on for part in one.provenance)
    found = at or max(looks, default=None)
    return {} if found is None else {SEEN: found.isoformat()}


def _evidence_ids(desk: Desk, named: tuple[str, ...]) -> list[str]:
    """Name evidence with its sweep: the same id means something else in the next one."""
    return [f"{desk.sweep.id}:{desk.site_id}/{name}" for name in named]


async def move(  # noqa: PLR0913 - what a command was given
    stores: Stores, reference: str, act: Act, *, item: str, cause: str, reason: str, by: str,
    now: datetime, until: date | None = None,
) -> int:  # fmt: skip
    """Move all lines of a site, or those of one item or cause; give how many were moved.

    What is taken out (误报、豁免) stays so `until` a day, else as long as the item's window.
    """
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
    entries = [
        entry_of(
            desk,
            person,
            act,
            at=now,
            text=text,
            key=line.key,
            basis=_basis(desk, line.key),
            body=await term(stores, desk, line.key, now, until) if act in _TAKING_OUT else {},
        )
        for line in chosen
    ]
    await stores.cases.add(desk.site_id, desk.newest, *entries)
    return len(entries)


def _basis(desk: Desk, key: Key) -> str:
    """Give what a line rests on now; empty where this sheet does not show its problem."""
    item = next((one for one in desk.sheet.items if one.id == key.item), None)
    if item is None or key.edition != desk.sheet.edition:
        return ""
    return basis_of(item, key.cause, desk.evidence) or ""


async def settle(
    stores: Stores, reference: str, sweep: Sweep, by: str, now: datetime
) -> tuple[Rechecked, ...]:
    """Close or keep every line of a site by what a later sweep saw; what is not known stays."""
    site, site_id = await registered(stores, reference)
    person = await actor(stores, by, Act.CLOSE, site)
    log = await stores.cases.of_site(site_id)
    newest = log[-1].id if log else 0
    still_open = [one for one in ledger(log) if one.open]
    looks: dict[Key, SecondLook] = {}
    entries: list[Entry] = []
    for edition in dict.fromkeys(one.key.edition for one in still_open):
        desk = await desk_in(stores, site, sweep, edition)
        lines = [one for one in still_open if one.key.edition == edition]
        for line, look, entry in _looked_at(desk, person, lines, now):
            looks[line.key] = look
            entries += [] if entry is None else [entry]
    await stores.cases.add(site_id, newest, *entries)
    after_all = {one.key: one for one in ledger(await stores.cases.of_site(site_id))}
    return tuple(Rechecked(line=after_all[one.key], look=looks[one.key]) for one in still_open)


def _looked_at(
    desk: Desk, person: Person, lines: Iterable[LedgerLine], now: datetime
) -> Iterator[tuple[LedgerLine, SecondLook, Entry | None]]:
    """Look at each line again, with what is to be written; what people took out is not asked."""
    out = {one.line.key: one for one in cleared_lines(desk)}
    for line in lines:
        cleared = out.get(line.key)
        if cleared is not None:
            look = SecondLook(seen=Seen.DENIED, evidence=(), why=cleared.why)
            yield line, look, clearing_entry(desk, person, cleared, now)
            continue
        look = look_again(line.key, desk.sheet, desk.evidence)
        act = _ACTS.get(look.seen)
        after = {"before": list(line.before), "after": _evidence_ids(desk, look.evidence)}
        if act is None:
            yield line, look, None
            continue
        entry = entry_of(desk, person, act, at=now, text=look.why, key=line.key, body=after)
        yield line, look, entry


_ACTS = {Seen.GONE: Act.CLOSE, Seen.STILL_THERE: Act.KEEP}


async def whole_ledger(stores: Stores, reference: str | None = None) -> tuple[LedgerLine, ...]:
    """Give the ledger of a site, or of all sites."""
    if reference is None:
        return ledger(await stores.cases.of_act(*LEDGER_ACTS))
    _, site_id = await registered(stores, reference)
    return ledger(await stores.cases.of_site(site_id))
