"""The states of columns and of a site over time (`vocabulary.md` §8)."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from simulator.facts import ColumnFact, SiteFacts, column_state
from simulator.judge import ABSTENTIONS, FAIL, Verdict
from simulator.windows import window_start

_YEAR = timedelta(days=365)
_DORMANT_BY = ("V2", "V3a", "V3b", "V3c")
_UNKNOWN = "unknown"


def states(
    facts: SiteFacts, once: Mapping[str, Verdict], later: Mapping[str, Verdict], base: str
) -> dict[str, Any]:
    """Give the states after one sweep, after two, and of the site after two weeks of the same."""
    return {
        "site": site_state(once),
        "site_twice": site_state(later),
        "site_fortnight": "zombie" if later["V2"].word == FAIL else site_state(later),
        "columns": {
            base + one.path: {
                "once": column_state(one, facts.as_of) if facts.readable else "unreadable",
                "twice": state_twice(one, facts),
            }
            for one in facts.columns
        },
    }


def site_state(verdicts: Mapping[str, Verdict]) -> str:
    """Give a site's state in one sweep: dormant where V2 or V3 holds."""
    words = [verdicts[item].word for item in _DORMANT_BY]
    if FAIL in words:
        return "dormant"
    return _UNKNOWN if ABSTENTIONS & set(words) else "active"


def state_twice(fact: ColumnFact, facts: SiteFacts) -> str:
    """Give a column's state after two sweeps: zombie past twice its window and a year."""
    if not facts.readable:
        return "unreadable"
    state = column_state(fact, facts.as_of)
    start = window_start(fact.kind, facts.as_of)
    if state != "dormant" or start is None or fact.newest is None:
        return state
    limit = max(_YEAR, 2 * (facts.as_of - start))
    return "zombie" if facts.as_of - fact.newest > limit else state
