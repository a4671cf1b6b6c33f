"""How many activities (调查征集, 在线访谈) a site held since a day, at least and at most."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from audit.case.casefile import CaseFile, Gap, Sighting
from schema.types.activity import ActivityKind, ActivityState
from schema.types.activity_facts import ActivitiesFact, ActivityFact
from schema.types.column import ColumnClass
from schema.types.reading import ListState

_CLASSES = {
    ActivityKind.CONSULTATION: ColumnClass.SURVEY,
    ActivityKind.INTERVIEW: ColumnClass.INTERVIEW,
}
_TWICE = 2
_WORDS = {ActivityKind.CONSULTATION: "调查征集", ActivityKind.INTERVIEW: "在线访谈"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Activities of one kind; `most` None: a column was not read back so far."""

    word: str
    least: int
    most: int | None
    evidence: tuple[str, ...]


def held(case: CaseFile, kind: str, since: date, *, lasting: int) -> Held | None:
    """Count the activities of all columns of a kind; None where the site has no such column.

    Planned ones are none, and results of other activities are none themselves; where more of them
    appeared than activities show one, their activities were seen nowhere, and may count. Entries
    without a day may count, those that the site calls under way, and so may one that began up to
    `lasting` days before and whose last day nobody found. A column that was not read leaves no
    upper bound, and so does one that may have been missed.
    """
    wanted = ActivityKind(kind)
    columns = _latest(one for one in case.activity_columns if one.fact.activity is wanted)
    if not columns:
        return None
    rows = _rows(one for one in case.activities if one.fact.activity is wanted)
    results = [one for one in rows.values() if one.fact.is_result]
    rows = {key: one for key, one in rows.items() if not one.fact.is_result}
    sure = [one for one in rows.values() if _held_since(one.fact, since, case.today)]
    begun = since - timedelta(days=lasting)
    doubtful = sum(_may_be_held(one.fact, begun, since) for one in rows.values() if one not in sure)
    told = sum(_held_since(one.fact, since, case.today) for one in results)
    doubtful += max(0, told - sum(one.fact.fed_back for one in sure))
    seen = {one.fact.url for one in columns}
    unread = [
        one for one in case.columns if one.column_class is _CLASSES[wanted] and one.url not in seen
    ]
    whole = not unread and case.lists_gap is not Gap.SURVEY_CUT_SHORT
    read = whole and all(
        _read_back(one.fact, since) and not _empty_once(one.fact, case) for one in columns
    )
    return Held(
        word=_WORDS[wanted],
        least=len(sure),
        most=len(sure) + doubtful if read else None,
        evidence=(*(one.id for one in columns), *(one.id for one in sure)),
    )


def _rows(
    seen: Iterable[Sighting[ActivityFact]],
) -> dict[str | tuple[str, str], Sighting[ActivityFact]]:
    """Give each activity once, as it was seen last."""
    return {one.fact.url or (one.fact.column_url, one.fact.title): one for one in seen}


def _latest(columns: Iterable[Sighting[ActivitiesFact]]) -> list[Sighting[ActivitiesFact]]:
    by_url = {one.fact.url: one for one in columns}
    return list(by_url.values())


def _day_of(fact: ActivityFact) -> date | None:
    return fact.starts or fact.shown_on or fact.ends


def _may_be_held(fact: ActivityFact, begun: date, since: date) -> bool:
    day = _day_of(fact)
    if fact.state is ActivityState.OPEN:
        return day is None or day < since
    return day is None or (fact.ends is None and begun <= day < since)


def _held_since(fact: ActivityFact, since: date, today: date) -> bool:
    """Tell whether it was held in these days: one that ended in them was under way."""
    days = [day for day in (fact.starts, fact.shown_on, fact.ends) if day is not None]
    return any(since <= day <= today for day in days)


def _empty_once(fact: ActivitiesFact, case: CaseFile) -> bool:
    """Tell whether a column said at one look alone that it is empty: a failure looks so too."""
    if fact.list_state is not ListState.EMPTY:
        return False
    looks = [
        one.fact for column in case.columns if column.url == fact.url for one in column.sightings
    ]
    return sum(one.list_state is ListState.EMPTY for one in looks) < _TWICE


def _read_back(fact: ActivitiesFact, since: date) -> bool:
    return fact.read_back_to is not None and fact.read_back_to <= since
