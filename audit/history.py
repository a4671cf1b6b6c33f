"""Join what earlier sweeps saw of the same subjects: the second visits that some items need."""

from collections.abc import Hashable, Iterable
from dataclasses import replace

from schema.types.evidence import Evidence
from schema.types.facts import ColumnFact, Fact, LetterFact, MailboxFact
from schema.types.guide_facts import GuideFileFact, GuideSystemFact
from schema.types.link_facts import LinkFact


def joined(
    current: Iterable[Evidence], earlier: Iterable[tuple[int, Evidence]]
) -> tuple[Evidence, ...]:
    """Give the current survey's evidence with earlier sightings of what it saw again.

    `earlier` are rows with the number of their sweep. What the current survey did not see has no
    say: a column that is gone, a letter that was taken down. Earlier rows get ids of their own.
    """
    now = tuple(current)
    subjects = {key for one in now if (key := _subject(one.fact)) is not None}
    before = tuple(
        replace(one, id=f"s{sweep}:{one.id}")
        for sweep, one in earlier
        if (key := _subject(one.fact)) is not None and key in subjects
    )
    return (*before, *now)


def _subject(fact: Fact) -> Hashable | None:
    """Name what a fact speaks of; None for facts that no later visit repeats."""
    if isinstance(fact, ColumnFact | MailboxFact | LinkFact | GuideFileFact | GuideSystemFact):
        return (fact.kind, fact.url)
    if isinstance(fact, LetterFact):
        return (fact.kind, fact.url or (fact.column_url, fact.title, fact.asked))
    return None
