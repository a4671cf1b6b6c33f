"""What a second sheet says of a problem in the ledger (复查): gone, still there, or not known."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from audit.case.places import problems
from schema.types.casework import Key
from schema.types.evidence import Evidence
from schema.types.finding import ScoreSheet, SheetItem
from schema.types.link_facts import LinksFact
from schema.types.verdict import Verdict

_LINK = "link:"


class Seen(StrEnum):
    """What became of a problem."""

    GONE = "gone"
    STILL_THERE = "still_there"
    UNKNOWN = "unknown"
    DENIED = "denied"
    """People's decision took it out of the ledger, whatever was seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondLook:
    """The answer with the evidence ids that it rests on."""

    seen: Seen
    evidence: tuple[str, ...]
    why: str


def look_again(key: Key, sheet: ScoreSheet, evidence: Iterable[Evidence]) -> SecondLook:
    """Tell what a new sheet says of a problem.

    What is not among the problems any more is gone only where the item is bounded or its address
    opened: what nobody could see this time is neither closed nor kept.
    """
    item = next((one for one in sheet.items if one.id == key.item), None)
    if item is None:
        return SecondLook(seen=Seen.UNKNOWN, evidence=(), why="本次评分表没有此项")
    rows = tuple(evidence)
    if item.finding.verdict in {Verdict.PASS, Verdict.NOT_APPLICABLE}:
        finding = item.finding
        return SecondLook(seen=Seen.GONE, evidence=finding.evidence, why=finding.explanation)
    return _place_again(key.cause, item, rows) if key.cause else _whole(item)


def _place_again(cause: str, item: SheetItem, rows: tuple[Evidence, ...]) -> SecondLook:
    rest = item.finding.evidence
    place = next((one for one in problems(item.finding) if one.cause == cause), None)
    if place is not None and item.finding.verdict is Verdict.FAIL:
        return SecondLook(seen=Seen.STILL_THERE, evidence=(place.evidence,), why=place.note)
    listed = tuple(one.evidence for one in item.finding.listed if one.cause == cause)
    if listed:
        return SecondLook(seen=Seen.GONE, evidence=listed, why="只列出供人工查看，未计入")
    opened = _opened(cause, rows)
    if place is None and opened:
        return SecondLook(seen=Seen.GONE, evidence=opened, why="复查时可以打开")
    if place is None and _bounded(item):
        return SecondLook(seen=Seen.GONE, evidence=rest, why="已查全，未再发现")
    return SecondLook(seen=Seen.UNKNOWN, evidence=rest, why="本次未能确认，保持原状态")


def _whole(item: SheetItem) -> SecondLook:
    failed = item.finding.verdict is Verdict.FAIL
    return SecondLook(
        seen=Seen.STILL_THERE if failed else Seen.UNKNOWN,
        evidence=item.finding.evidence,
        why=item.finding.explanation,
    )


def _opened(cause: str, rows: tuple[Evidence, ...]) -> tuple[str, ...]:
    """Give the samples in which a dead link opened again."""
    url = cause.removeprefix(_LINK)
    if url == cause:
        return ()
    return tuple(
        one.id for one in rows if isinstance(one.fact, LinksFact) and url in one.fact.opened
    )


def _bounded(item: SheetItem) -> bool:
    """Tell whether everything that an item counts was seen."""
    units = item.finding.units
    if item.finding.verdict is not Verdict.FAIL:
        return False
    if units is not None:
        return units.upper == units.proved
    measure = item.finding.measure
    return measure.get("upper") is not None and measure.get("upper") == measure.get("proved")
