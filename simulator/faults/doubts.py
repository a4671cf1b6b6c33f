"""Where a careful auditor may not know: hooks that make its abstention as right as a word."""

from collections.abc import Mapping
from dataclasses import replace

from simulator.facts import SiteFacts
from simulator.faults.places import inner_list
from simulator.judge import Verdict
from simulator.model import Site

_UNREAD = ("unreadable", "none")
_UNDECIDED = ("UNDETERMINED", "NEEDS_PERSON")


def every_column_doubtful(facts: SiteFacts, _site: Site) -> SiteFacts:
    """Allow that no column was read."""
    columns = tuple(replace(one, also=(*one.also, *_UNREAD)) for one in facts.columns)
    return replace(facts, columns=columns)


def one_column_doubtful(facts: SiteFacts, site: Site) -> SiteFacts:
    """Allow that the plain inner list was not read."""
    place = inner_list(list(site.columns))
    columns = list(facts.columns)
    columns[place] = replace(columns[place], also=(*columns[place].also, *_UNREAD))
    return replace(facts, columns=tuple(columns))


def every_verdict_doubtful(verdicts: Mapping[str, Verdict], _site: Site) -> dict[str, Verdict]:
    """Allow an abstention in every item."""
    return {
        item: replace(verdict, also=tuple(dict.fromkeys((*verdict.also, *_UNDECIDED))))
        for item, verdict in verdicts.items()
    }


def allowing(
    verdicts: Mapping[str, Verdict], items: frozenset[str], *words: str
) -> dict[str, Verdict]:
    """Allow further words in some items."""
    return {
        item: replace(one, also=tuple(dict.fromkeys((*one.also, *words)))) if item in items else one
        for item, one in verdicts.items()
    }
