"""The decisions that a log comes to, and whether each still stands before a sheet (人工认定)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from audit.people.basis import basis_of
from audit.windows import day_of
from schema.types.casework import Act, Decision, Entry, HeldDecision, Hold, Key
from schema.types.evidence import Evidence
from schema.types.finding import ScoreSheet
from schema.types.names import name_key
from schema.types.verdict import Verdict

DECIDING = frozenset({Act.CONFIRM, Act.REJECT, Act.AMEND, Act.ACCEPT})
"""Acts that say what is true of a finding; an accepted appeal is one of them."""


def decisions(entries: Iterable[Entry], edition: str) -> tuple[Decision, ...]:
    """Give the latest decision on each key of an edition, by key.

    Who says the same on the same basis joins those before; anything else takes their place.
    """
    found: dict[Key, Decision] = {}
    for one in entries:
        if one.act not in DECIDING or one.key is None or one.key.edition != edition:
            continue
        new, before = _decision(one, one.key), found.get(one.key)
        same = before is not None and _says(before) == _says(new)
        if before is not None and same and not _over(before, day_of(one.at)):
            known = {name_key(name) for name in before.by}
            joined = before.by if name_key(one.by) in known else (*before.by, one.by)
            new = replace(new, by=joined, public=new.public or before.public)
        found[one.key] = new
    return tuple(found[key] for key in sorted(found))


def _over(one: Decision, day: date) -> bool:
    return one.until is not None and one.until < day


def _says(one: Decision) -> tuple[object, ...]:
    return (one.act, one.verdict, one.units, one.basis)


def _decision(one: Entry, key: Key) -> Decision:
    said, until = one.body.get("verdict"), one.body.get("until")
    return Decision(
        key=key,
        act=one.act,
        verdict=None if said is None else Verdict(said),
        units=one.body.get("units"),
        reason=one.text,
        by=(one.by,),
        at=one.at,
        basis=one.basis,
        entry=one.id,
        until=None if until is None else date.fromisoformat(until),
        public=one.body.get("public", ""),
    )


def held(
    found: Iterable[Decision], sheet: ScoreSheet, evidence: tuple[Evidence, ...]
) -> tuple[HeldDecision, ...]:
    """Tell of each decision whether it stands before a sheet, and why not.

    It stands until the page changes, and no longer than it was given: a column that may be idle
    this year may not be so for ever.
    """
    items = {item.id: item for item in sheet.items}
    rows = []
    for one in found:
        item = items.get(one.key.item)
        now = None if item is None else basis_of(item, one.key.cause, evidence)
        rows.append(_held(one, now, day_of(sheet.as_of)))
    return tuple(rows)


def _held(one: Decision, now: str | None, day: date) -> HeldDecision:
    if now is None:
        return HeldDecision(decision=one, hold=Hold.GONE, why="本次评分表上已无此问题")
    if now != one.basis:
        why = f"依据的页面内容已变化（{one.basis[:8]} → {now[:8]}），须重新认定"
        return HeldDecision(decision=one, hold=Hold.REOPENED, why=why)
    until = "" if one.until is None else f"有效至{one.until.isoformat()}"
    if _over(one, day):
        why = f"认定已过期（{until}），页面仍无变化，须重新认定"
        return HeldDecision(decision=one, hold=Hold.REOPENED, why=why)
    why = "，".join(part for part in ("页面内容未变化", until) if part)
    return HeldDecision(decision=one, hold=Hold.IN_FORCE, why=why)
