"""The list of problems (问题清单): every place of every problem, numbered, with its evidence."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from audit.report.fact_words import fact_words
from audit.report.wording import KIND_WORDS, moment
from schema.types.evidence import Evidence
from schema.types.facts import ColumnFact, Fact, LetterFact, MailboxFact, VisitFact
from schema.types.finding import Place, ScoreSheet, SheetItem
from schema.types.verdict import Verdict

PROVED = "已证实"
FOR_PERSON = "待人工复核"
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
        if item.finding.verdict in _STANDING
        for row in _numbered(item, _places(item, known))
    )


def _places(item: SheetItem, known: Mapping[str, Evidence]) -> Sequence[Place]:
    """Give an item's places; a veto that names none rests on its evidence, row by row."""
    if item.finding.places or item.finding.verdict is not Verdict.FAIL:
        return item.finding.places
    rows = [known[name] for name in item.finding.evidence if name in known]
    visits = [one for one in rows if isinstance(one.fact, VisitFact)]
    alone = [one for one in rows if not isinstance(one.fact, VisitFact)]
    folded = visits[:1] if alone or visits else []
    # The visits of a week are one problem; each stands in 访问记录.
    return [_seen(one, 1) for one in alone] or [_seen(one, len(visits)) for one in folded]


def _seen(one: Evidence, times: int) -> Place:
    source = one.provenance[-1] if one.provenance else None
    return Place(
        title=_subject(one.fact),
        url=None if source is None else source.url,
        at=None if source is None else source.fetched_at,
        evidence=one.id,
        cause=one.id,
        times=times,
        note=fact_words(one.fact) if times == 1 else "见访问记录",
    )


def _subject(fact: Fact) -> str:
    """Name what a fact is about: its column, letter or guide, else its kind."""
    match fact:
        case ColumnFact() | MailboxFact():
            return fact.name
        case LetterFact():
            return fact.title
        case _:
            return KIND_WORDS[fact.kind]


def _numbered(item: SheetItem, places: Sequence[Place]) -> Iterable[ProblemRow]:
    for number, one in enumerate(places, start=1):
        yield ProblemRow(
            number=f"{item.id}-{number:03d}",
            item=item.id,
            title=one.title,
            category=f"{KIND_WORDS[item.kind]}·{item.name}",
            standing=_STANDING[item.finding.verdict],
            says=one.note or item.finding.explanation,
            url=one.url or "",
            found_at=_time(one.at),
            evidence=one.evidence,
            times=one.times,
        )


def _time(at: datetime | None) -> str:
    return "" if at is None else moment(at)
