"""The list of problems (问题清单): every place of every problem, numbered, with its evidence."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from audit.case.places import problems
from audit.report.wording import KIND_WORDS, moment
from schema.types.evidence import Evidence
from schema.types.finding import Place, ScoreSheet, SheetItem
from schema.types.verdict import Verdict

PROVED = "已证实"
FOR_PERSON = "待人工复核"
LISTED = "列出未计入"
_STANDING = {Verdict.FAIL: PROVED, Verdict.NEEDS_PERSON: FOR_PERSON}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemRow:
    """One place; `number` is its item's id and its place in it: A2.1-003."""

    number: str
    item: str
    title: str
    category: str
    standing: str
    says: str
    url: str
    found_at: str
    evidence: str
    times: int


def problem_rows(sheet: ScoreSheet, evidence: Iterable[Evidence]) -> tuple[ProblemRow, ...]:
    """Give what failed, and what a person should look at, in the order of the sheet."""
    known = {one.id: one for one in evidence}
    return tuple(
        row
        for item in sheet.items
        if (standing := _STANDING.get(item.finding.verdict)) is not None
        for row in _numbered(item, _places(item, sheet, known), standing)
    )


def listed_rows(sheet: ScoreSheet) -> tuple[ProblemRow, ...]:
    """Give what is only listed for a person (列出未计入): no problem of any item."""
    return tuple(
        row for item in sheet.items for row in _numbered(item, item.finding.listed, LISTED)
    )


def _places(item: SheetItem, sheet: ScoreSheet, known: Mapping[str, Evidence]) -> Sequence[Place]:
    """Give each cause once; a problem of the site as a whole is one row."""
    places = problems(item.finding)
    if places or item.finding.verdict is not Verdict.FAIL:
        return places
    looks = [
        (source.fetched_at, name)
        for name in item.finding.evidence
        if name in known
        for source in known[name].provenance
    ]
    at, newest = max(looks, default=(None, ""))
    return (Place(title="全站", url=sheet.url, at=at, evidence=newest, cause=""),)


def _numbered(item: SheetItem, places: Sequence[Place], standing: str) -> Iterable[ProblemRow]:
    for number, one in enumerate(places, start=1):
        yield ProblemRow(
            number=f"{item.id}-{number:03d}",
            item=item.id,
            title=one.title,
            category=f"{KIND_WORDS[item.kind]}·{item.name}",
            standing=standing,
            says=one.note or item.finding.explanation,
            url=one.url or "",
            found_at=_time(one.at),
            evidence=one.evidence,
            times=one.times,
        )


def _time(at: datetime | None) -> str:
    return "" if at is None else moment(at)
