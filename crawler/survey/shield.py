"""Tell whether a shield stood between us and the site."""

from collections.abc import Iterable

from schema.types.evidence import Evidence
from schema.types.facts import ColumnFact, VisitFact
from schema.types.outcome import PageClass


def shield_of(evidence: Iterable[Evidence]) -> str | None:
    """Say where a challenge was met, None where no page was one."""
    for one in evidence:
        fact = one.fact
        if isinstance(fact, VisitFact | ColumnFact) and fact.page_class is PageClass.CHALLENGE:
            sign = fact.class_sign if isinstance(fact, VisitFact) else ""
            return f"a shield answered at {fact.url}{f' ({sign})' if sign else ''}"
    return None
