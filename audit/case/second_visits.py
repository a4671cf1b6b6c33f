"""What of a survey a second visit (再次核实), hours later, must settle (vocabulary §5, §6, §9)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from audit.case.case_rules import CaseRules
from audit.case.casefile import CaseFile, FactT, Sighting, open_case, seen_twice
from audit.case.freshness import Emptiness, emptiness
from audit.case.looks import failed_twice
from audit.case.visit_words import is_dead
from schema.types.column import Channel, ColumnClass
from schema.types.evidence import Evidence
from schema.types.facts import ColumnFact, LetterFact
from schema.types.guide_facts import FileState, GuideFileFact, GuideSystemFact
from schema.types.link_facts import LinkFact
from schema.types.outcome import CountsAs, Outcome
from schema.types.reading import LetterNote, LetterState
from schema.types.rulepack import RulePack
from schema.types.survey import LookedAt

Look = tuple[LookedAt, datetime]
"""The last thing that was seen of a subject, and when."""

_BAD_FILES = frozenset({FileState.FAILED, FileState.EMPTY, FileState.HTML_INSTEAD})


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondVisits:
    """What is to be asked for again, and from when on; nothing and None where all is settled."""

    facts: tuple[LookedAt, ...]
    due: datetime | None


def second_visits(evidence: Iterable[Evidence], pack: RulePack, as_of: datetime) -> SecondVisits:
    """Choose what failed, was empty or was unanswered at one look, under an edition's items.

    What an earlier sweep settled already is left out, and so is what no second look can settle:
    shields, logins, letters without a page of their own.
    """
    case = open_case(evidence, as_of=as_of, rules=CaseRules.of(pack))
    gap = case.looks_apart
    if gap is None:
        return SecondVisits(facts=(), due=None)
    looks = (
        *_columns(case, gap),
        *_letters(case, pack, gap),
        *_unsettled(case.links, _link_failed, gap),
        *_unsettled(case.guide_files, _file_failed, gap),
        *_unsettled(case.guide_systems, _system_failed, gap),
    )
    return SecondVisits(
        facts=tuple(fact for fact, _ in looks),
        due=max((at + gap for _, at in looks), default=None),
    )


def _columns(case: CaseFile, gap: timedelta) -> Iterator[Look]:
    """Give the columns that said once that they hold nothing, and those whose address was dead."""
    for column in case.columns:
        if column.exempt or column.column_class is ColumnClass.HOME:
            continue
        last = column.settled
        if last is not None and emptiness(column, case, gap) is Emptiness.ONCE:
            yield last.fact, last.at
        dead = [one for one in column.sightings if _may_be_dead(one.fact, case)]
        if last is None and column.latest in dead and not seen_twice(dead, gap):
            yield column.latest.fact, column.latest.at


def _may_be_dead(fact: ColumnFact, case: CaseFile) -> bool:
    """Tell whether a second look is worth it: a host that asked for a pause may answer then."""
    return fact.outcome is Outcome.RATE_LIMITED or is_dead(fact, case.visit_table)


def _letters(case: CaseFile, pack: RulePack, gap: timedelta) -> Iterator[Look]:
    """Give the letters of an age that counts whose own page showed no answer at one time only."""
    ages = [
        (item.params["window"].start(case.today), item.params["overdue"].start(case.today))
        for item in pack.items
        if {"window", "overdue"} <= item.params.keys()
    ]
    for letter in case.letters:
        read = [one for one in letter if one.fact.detail_read]
        if not read or not _is_open(read[-1].fact, ages):
            continue
        seen = [one for one in read if one.fact.state is LetterState.UNANSWERED]
        if not seen_twice(seen, gap):
            yield read[-1].fact, read[-1].at


def _is_open(letter: LetterFact, ages: Sequence[tuple[date, date]]) -> bool:
    asked = letter.asked
    may_count = letter.channel is not Channel.EXCLUDED and letter.note is not LetterNote.CLOSED
    return (
        letter.url is not None
        and may_count
        and letter.state is LetterState.UNANSWERED
        and asked is not None
        and any(since < asked < until for since, until in ages)
    )


def _unsettled(
    subjects: Iterable[Sequence[Sighting[FactT]]], failed: Callable[[FactT], bool], gap: timedelta
) -> Iterator[tuple[FactT, datetime]]:
    """Give the subjects whose last look failed, and no other one long enough before it."""
    for looks in subjects:
        if failed_twice(looks, failed, gap) is None:
            yield looks[-1].fact, looks[-1].at


def _link_failed(fact: LinkFact) -> bool:
    return fact.counts_as is CountsAs.FAILED


def _file_failed(fact: GuideFileFact) -> bool:
    return fact.state in _BAD_FILES


def _system_failed(fact: GuideSystemFact) -> bool:
    return fact.counts_as is CountsAs.FAILED
