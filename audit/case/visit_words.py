"""Read the looks that a survey kept by the edition's own table (vocabulary §4).

A survey stops looking where the table as the vocabulary has it is satisfied. So no edition makes a
failure of what the survey did not find failed, and a page that opened only by the edition's longer
limit was not walked: the survey's own visit stays undetermined then.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import inf, nextafter

from schema.types.evidence import Evidence
from schema.types.facts import ColumnFact, Fact, VisitFact, VisitTry
from schema.types.guide_facts import FileState, GuideFileFact, GuideSystemFact
from schema.types.link_facts import LinkFact
from schema.types.outcome import CountsAs, Defect
from schema.types.settings import VISIT_LIMIT_SECONDS
from schema.types.visit_table import HOUSE_TABLE, Look, VisitTable

_LATE = nextafter(VISIT_LIMIT_SECONDS, inf)
"""All that is known of how long a link took that failed."""
_ERROR = 400


def by_table(evidence: Iterable[Evidence], table: VisitTable) -> tuple[Evidence, ...]:
    """Give the evidence with each visit, link, file and system counted as the edition's table says.

    It comes before all that weighs failures: the quorum of vantages, announced outages.
    """
    if table == HOUSE_TABLE:
        return tuple(evidence)
    return tuple(replace(one, fact=_read_again(one.fact, table)) for one in evidence)


def _read_again(fact: Fact, table: VisitTable) -> Fact:
    if isinstance(fact, VisitFact):
        return _visit(fact, table)
    if isinstance(fact, GuideFileFact):
        failed = fact.state is FileState.FAILED
        gone = not failed or is_dead(fact, table)
        return fact if gone else replace(fact, state=FileState.UNDETERMINED)
    if isinstance(fact, LinkFact | GuideSystemFact) and not _stands(fact, table):
        return replace(fact, counts_as=CountsAs.UNDETERMINED)
    return fact


def _visit(fact: VisitFact, table: VisitTable) -> VisitFact:
    """Count a visit by its tries; a void one tells nothing of the site under any table."""
    if fact.counts_as is CountsAs.VOID or not fact.tries:
        return fact
    looks = [_look(one, fact) for one in fact.tries]
    words = [table.counts_as(look) for look in looks]
    word = table.conclude(looks)
    if word is fact.counts_as and words[fact.decided_by] is word:
        return fact
    if word is CountsAs.FAILED:
        return _left_open(fact) if fact.counts_as is not CountsAs.FAILED else fact
    own = fact.round_id is None
    if own and word is CountsAs.OPENED and fact.counts_as is not CountsAs.OPENED:
        return _left_open(fact)
    return _decided_by(fact, words, word)


def _left_open(fact: VisitFact) -> VisitFact:
    return replace(fact, counts_as=CountsAs.UNDETERMINED)


def _decided_by(fact: VisitFact, words: Sequence[CountsAs], word: CountsAs) -> VisitFact:
    """Let the first try of the word speak for the visit."""
    number = words.index(word) if word in words else fact.decided_by
    told = fact.tries[number]
    return replace(
        fact,
        counts_as=word,
        decided_by=number,
        final_url=told.final_url or told.url,
        outcome=told.outcome,
        status=told.status,
        page_class=told.page_class,
        class_sign=told.class_sign,
        defects=_defects(fact, told, word),
        reason=told.reason,
        seconds=told.seconds,
        void_reason=told.strain or told.reason if word is CountsAs.VOID else "",
    )


def _defects(fact: VisitFact, told: VisitTry, word: CountsAs) -> tuple[Defect, ...]:
    """Give a try's defects, and an opened visit's; whether it led away nobody can tell any more."""
    found = list(told.defects)
    if word is CountsAs.OPENED:
        found += [Defect.REGISTERED_URL_WRONG] if told.url != fact.tries[0].url else []
        found += [Defect.WRONG_STATUS] if (told.status or 0) >= _ERROR else []
    return tuple(dict.fromkeys(found))


def _look(told: VisitTry, fact: VisitFact) -> Look:
    """Give what the table needs; the first try asks for the registered address."""
    return Look(
        outcome=told.outcome,
        page_class=told.page_class,
        status=told.status,
        seconds=told.seconds,
        name_servers=told.name_servers or _proved_servers(fact),
        strained=bool(told.strain),
        twin=told.url != fact.tries[0].url,
    )


def _proved_servers(fact: VisitFact) -> int:
    """Give how many name servers a visit of before the number was kept proves."""
    return HOUSE_TABLE.name_servers if fact.counts_as is CountsAs.FAILED else 0


def _stands(fact: LinkFact | GuideSystemFact, table: VisitTable) -> bool:
    """Tell whether a link's word stands: it must fail, or open, by this table too."""
    if fact.counts_as is CountsAs.FAILED:
        return is_dead(fact, table)
    by_class = fact.counts_as is CountsAs.OPENED and fact.page_class in HOUSE_TABLE.opened
    return not by_class or fact.page_class in table.opened


def is_dead(
    fact: LinkFact | GuideSystemFact | GuideFileFact | ColumnFact, table: VisitTable
) -> bool:
    """Tell whether one look at an address failed; how long it took is not known any more."""
    seconds = 0.0 if isinstance(fact, ColumnFact) else _LATE
    look = Look(
        outcome=fact.outcome,
        page_class=fact.page_class,
        status=fact.status,
        seconds=seconds,
        name_servers=HOUSE_TABLE.name_servers,
    )
    return table.counts_as(look) is CountsAs.FAILED
