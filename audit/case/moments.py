"""A moment inside the evidence: which survey stands for it, and what was seen by then."""

from collections.abc import Iterable
from datetime import datetime

from audit.case.history import Rows
from audit.windows import day_of
from schema.types.evidence import Evidence


def begun(survey: Iterable[Evidence], as_of: datetime) -> datetime:
    """Give when the first page of a survey came; its sweep's point where no page did."""
    return min((source.fetched_at for one in survey for source in one.provenance), default=as_of)


def counts_at(survey: Iterable[Evidence], as_of: datetime, moment: datetime) -> bool:
    """Tell whether a survey counts at a moment: from its sweep's point on, or its first page.

    It is one look for that point and counts whole, though its pages came a little later.
    """
    return min(as_of, begun(survey, as_of)) <= moment


def tells_of(survey: Iterable[Evidence], as_of: datetime, moment: datetime) -> bool:
    """Tell whether no day lies between a survey and a moment: nobody knows what came on it.

    Windows are whole days, so the rest of the survey's own day changes none.
    """
    return day_of(moment) <= day_of(begun(survey, as_of))


def seen_by(rows: Rows, moment: datetime) -> tuple[tuple[int, Evidence], ...]:
    """Leave out the looks of other sweeps that were not over by a moment."""
    return tuple(
        (sweep, one)
        for sweep, one in rows
        if all(source.fetched_at <= moment for source in one.provenance)
    )
