"""Join what other sweeps saw of the same subjects: the second visits that some items need."""

from collections.abc import Container, Hashable, Iterable
from dataclasses import replace

from schema.types.evidence import Evidence
from schema.types.facts import ColumnFact, Fact, LetterFact, MailboxFact
from schema.types.guide_facts import GuideFileFact, GuideSystemFact
from schema.types.link_facts import LinkFact, LinksFact

Rows = Iterable[tuple[int, Evidence]]
"""Evidence of other sweeps, each row with the number of its sweep."""


def joined(current: Iterable[Evidence], earlier: Rows, later: Rows = ()) -> tuple[Evidence, ...]:
    """Give the current survey's evidence with other sightings of what it saw.

    `later` are the second visits that follow it. What the current survey did not see has no say: a
    column that is gone, a letter that was taken down; nor has a link that failed before a sweep in
    which it opened. Rows of other sweeps get ids of their own.
    """
    past, future = tuple(earlier), tuple(later)
    reopened = _last_opened(future)
    now = tuple(one for one in current if not _refuted(one, reopened))
    subjects = {key for one in now if (key := _subject(one.fact)) is not None}
    opened = _last_opened(past)
    before = tuple(
        _renamed(sweep, one)
        for sweep, one in past
        if _subject(one.fact) in subjects
        and not (isinstance(one.fact, LinkFact) and opened.get(one.fact.url, sweep) > sweep)
    )
    after = tuple(_renamed(sweep, one) for sweep, one in future if _subject(one.fact) in subjects)
    return (*before, *now, *after)


def _renamed(sweep: int, one: Evidence) -> Evidence:
    return replace(one, id=f"s{sweep}:{one.id}")


def _refuted(one: Evidence, reopened: Container[str]) -> bool:
    """Tell whether a link that failed opened when it was looked at again."""
    return isinstance(one.fact, LinkFact) and one.fact.url in reopened


def _last_opened(rows: Rows) -> dict[str, int]:
    """Give for each link the last of these sweeps in which it opened."""
    found: dict[str, int] = {}
    for sweep, one in rows:
        if isinstance(one.fact, LinksFact):
            for url in one.fact.opened:
                found[url] = max(found.get(url, sweep), sweep)
    return found


def _subject(fact: Fact) -> Hashable | None:
    """Name what a fact speaks of; None for facts that no later visit repeats."""
    if isinstance(fact, ColumnFact | MailboxFact | LinkFact | GuideFileFact | GuideSystemFact):
        return (fact.kind, fact.url)
    if isinstance(fact, LetterFact):
        return (fact.kind, fact.url or (fact.column_url, fact.title, fact.asked))
    return None
