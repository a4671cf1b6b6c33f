"""What a decision rests on: a digest of what was seen at a problem, or at one place of it."""

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from pydantic import TypeAdapter

from audit.case.places import problems
from schema.types.evidence import Evidence
from schema.types.facts import ColumnFact, Fact, VisitFact
from schema.types.finding import Place, SheetItem
from schema.types.storable import storable

_FACT: TypeAdapter[Fact] = TypeAdapter(Fact)
_PASSING = frozenset(
    {"at", "seconds", "tries", "timings", "round_id", "decided_by", "controls_ok", "vantage"}
    | {"locator", "complete_to", "others_opened"}
)
"""What differs at every look though the page is the same."""
_TOP = 20
"""Entries of a list that a decision about its column rests on: what a person sees first."""


def basis_of(item: SheetItem, cause: str, evidence: Iterable[Evidence]) -> str | None:
    """Give the digest of what a decision on an item, or on one place of it, rests on.

    Times, our own paths and the week's visits have no part in it, so that it is the same until
    what a person would see has changed. None: there is no such place (any more).
    """
    known = {one.id: one for one in evidence}
    if cause:
        place = next((one for one in problems(item.finding) if one.cause == cause), None)
        return None if place is None else _digest(_of_place(place, known))
    finding = item.finding
    units = finding.units
    facts = [known[name].fact for name in finding.evidence or known if name in known]
    if not finding.evidence:  # a question about the whole site: it rests on what its columns show
        facts = [fact for fact in facts if isinstance(fact, ColumnFact)]
    seen = sorted({_digest(_of_fact(fact)) for fact in facts if not isinstance(fact, VisitFact)})
    causes = sorted(one.cause for one in problems(item.finding))
    counted = None if units is None else [units.proved, units.upper]
    return _digest([finding.verdict, finding.reason, counted, causes, seen])


def _of_place(place: Place, known: Mapping[str, Evidence]) -> list[Any]:
    one = known.get(place.evidence)
    return [place.title, place.url, place.cause, None if one is None else _of_fact(one.fact)]


def _of_fact(fact: Fact) -> Any:
    """Give what a person would see of a fact as plain values."""
    if isinstance(fact, ColumnFact):
        top = [
            [one.title, one.url, None if one.date is None else one.date.value.isoformat()]
            for one in fact.items[:_TOP]
        ]
        return [fact.name, fact.url, fact.list_state, fact.outcome, fact.status, top]
    return _lasting(_FACT.dump_python(fact, mode="json"))


def _lasting(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _lasting(one) for name, one in value.items() if name not in _PASSING}
    if isinstance(value, list):
        return [_lasting(one) for one in value]
    return value


def _digest(value: Any) -> str:
    text = json.dumps(storable(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()
