"""Appeals of operators (申诉与说明) and self-check sheets (自查表)."""

from datetime import date, datetime

from audit.people.appeals import open_appeal
from audit.people.rules import check_another, check_reason
from audit.people.self_check import SelfCheck, compare
from audit.people.self_check_rows import read_self_check
from config.casework_files import load_self_check_words
from pucha.casework.clearing import cleared_by
from pucha.casework.desk import actor, desk_of, entry_of, term
from pucha.wire import Stores
from schema.forms.grid import read_sheets
from schema.types.casework import Act, Entry
from schema.types.errors import UsageError
from schema.types.verdict import Verdict


async def appeal(  # noqa: PLR0913 - what a command was given
    stores: Stores, reference: str, *, item: str, cause: str, text: str, by: str, now: datetime
) -> int:
    """Write an operator's answer to a finding, or to a place of it; give its number."""
    desk = await desk_of(stores, reference)
    person = await actor(stores, by, Act.APPEAL, desk.site)
    basis = desk.basis(item, cause)
    if desk.item(item).finding.verdict in {Verdict.PASS, Verdict.NOT_APPLICABLE}:
        raise UsageError(f"{item} is held against nobody: there is nothing to appeal")
    key = desk.key(item, cause)
    said = check_reason(text)
    entry = entry_of(desk, person, Act.APPEAL, at=now, text=said, key=key, basis=basis)
    await stores.cases.add(desk.site_id, desk.newest, entry)
    return (await stores.cases.of_site(desk.site_id))[-1].id


async def decide(  # noqa: PLR0913 - what a command was given
    stores: Stores,
    reference: str,
    number: int,
    *,
    accept: bool,
    reason: str,
    by: str,
    now: datetime,
    verdict: Verdict | None = None,
    until: date | None = None,
) -> Entry:
    """Accept or dismiss an appeal; an accepted one is a decision on what it was about.

    It stands `until` a day, else as long as the item's window.
    """
    desk = await desk_of(stores, reference)
    act = Act.ACCEPT if accept else Act.DISMISS
    person = await actor(stores, by, act, desk.site)
    made = open_appeal(desk.entries, number).made
    check_another(by, (made.by,), f"made appeal {number}")
    if verdict is not None and (not accept or verdict is Verdict.FAIL):
        raise UsageError("--verdict says what an accepted appeal comes to, and that is no FAIL")
    if until is not None and not accept:
        raise UsageError("--until is for an appeal that is accepted")
    key = made.key
    lasts = term(desk, key, now, until) if accept and key is not None else {}
    entry = entry_of(
        desk,
        person,
        act,
        at=now,
        text=check_reason(reason),
        key=key,
        basis=made.basis,
        body={"appeal": number, **({} if verdict is None else {"verdict": verdict}), **lasts},
    )
    cleared = cleared_by(desk.with_entry(entry), person, now)
    await stores.cases.add(desk.site_id, desk.newest, entry, *cleared)
    return entry


async def self_check(
    stores: Stores, reference: str, file: tuple[str, bytes], by: str, now: datetime
) -> SelfCheck:
    """Import a self-check sheet and compare it with what people and machine say; raise FormError.

    `file` is its name and its bytes.
    """
    desk = await desk_of(stores, reference)
    person = await actor(stores, by, Act.SELF_CHECK, desk.site)
    name, data = file
    words = load_self_check_words()
    rows = read_self_check(name, read_sheets(name, data), words)
    found = compare(rows, desk.sheet, desk.human, words)
    body = {
        "file": name,
        "edition": desk.sheet.edition,
        "items": [
            {
                "item": one.item,
                "answer": one.answer,
                "result": one.result,
                "verdict": one.verdict,
                "by_people": one.by_people,
            }
            for one in found.items
        ],
        "strange": [one.where for one in found.strange],
    }
    entry = entry_of(desk, person, Act.SELF_CHECK, at=now, text="", body=body)
    await stores.cases.add(desk.site_id, desk.newest, entry)
    return found
