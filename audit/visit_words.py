"""Read the looks that a survey kept by the edition's own table (vocabulary §4).

A survey stops looking where the table as the vocabulary has it is satisfied. So what it did not
find failed was not confirmed by the other client stack, and no edition makes a failure of it.
"""

from collections.abc import Iterable
from dataclasses import replace
from math import inf, nextafter

from schema.types.evidence import Evidence
from schema.types.facts import ColumnFact, VisitFact, VisitTry
from schema.types.guide_facts import GuideSystemFact
from schema.types.link_facts import LinkFact
from schema.types.outcome import CountsAs
from schema.types.settings import VISIT_LIMIT_SECONDS
from schema.types.visit_table import HOUSE_TABLE, Look, VisitTable

_LATE = nextafter(VISIT_LIMIT_SECONDS, inf)
"""All that is known of how long a link took that failed."""


def by_table(evidence: Iterable[Evidence], table: VisitTable) -> tuple[Evidence, ...]:
    """Give the evidence with each visit and each link counted as the edition's table says."""
    if table == HOUSE_TABLE:
        return tuple(evidence)
    return tuple(_read_again(one, table) for one in evidence)


def _read_again(one: Evidence, table: VisitTable) -> Evidence:
    fact = one.fact
    if isinstance(fact, VisitFact):
        return replace(one, fact=_visit(fact, table))
    if isinstance(fact, LinkFact | GuideSystemFact) and not _stands(fact, table):
        return replace(one, fact=replace(fact, counts_as=CountsAs.UNDETERMINED))
    return one


def _visit(fact: VisitFact, table: VisitTable) -> VisitFact:
    """Count a visit by its tries; a void one tells nothing of the site under any table."""
    if fact.counts_as is CountsAs.VOID or not fact.tries:
        return fact
    looks = [_look(one, fact, table) for one in fact.tries]
    word = table.conclude(looks)
    if word is fact.counts_as:
        return fact
    if word is CountsAs.FAILED:
        return _not_confirmed(fact)
    words = [table.counts_as(look) for look in looks]
    number = words.index(word) if word in words else fact.decided_by
    return _decided_by(fact, number, word)


def _not_confirmed(fact: VisitFact) -> VisitFact:
    """Leave open what fails by this table and was not looked at again when it was seen."""
    if fact.counts_as is CountsAs.UNDETERMINED:
        return fact
    reason = "it failed by this edition's table, but no second client stack confirmed it"
    return replace(fact, counts_as=CountsAs.UNDETERMINED, reason=reason)


def _decided_by(fact: VisitFact, number: int, word: CountsAs) -> VisitFact:
    """Let another try speak for the visit."""
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
        defects=told.defects,
        reason=told.reason,
        seconds=told.seconds,
    )


def _look(told: VisitTry, fact: VisitFact, table: VisitTable) -> Look:
    """Give what the table needs; evidence of before the number was kept stands as it was judged."""
    servers = table.name_servers if told.name_servers is None else told.name_servers
    return Look(
        outcome=told.outcome,
        page_class=told.page_class,
        status=told.status,
        seconds=told.seconds,
        name_servers=servers,
        strained=bool(told.strain),
        twin=told.url != fact.url,
    )


def _stands(fact: LinkFact | GuideSystemFact, table: VisitTable) -> bool:
    """Tell whether a link's word stands: one that failed must fail by this table too."""
    return fact.counts_as is not CountsAs.FAILED or is_dead(fact, table)


def is_dead(fact: LinkFact | GuideSystemFact | ColumnFact, table: VisitTable) -> bool:
    """Tell whether one look at an address failed; how long it took is not known any more."""
    seconds = 0.0 if isinstance(fact, ColumnFact) else _LATE
    look = Look(
        outcome=fact.outcome,
        page_class=fact.page_class,
        status=fact.status,
        seconds=seconds,
        name_servers=table.name_servers,
    )
    return table.counts_as(look) is CountsAs.FAILED
