"""What several vantages (监测点) together say of one round's visit (vocabulary §4)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from schema.types.evidence import Evidence
from schema.types.facts import VisitFact
from schema.types.outcome import CountsAs


def with_quorum(visits: Sequence[Evidence], quorum: int) -> tuple[Evidence, ...]:
    """Let a visit count as failed only where `quorum` vantages saw it fail in the same round.

    A failure that too few saw is undetermined: it may be the way to the site that failed.
    """
    failed = Counter(
        one.fact.round_id for one in visits if _failed(one) and isinstance(one.fact, VisitFact)
    )
    return tuple(_weighed(one, failed, quorum) for one in visits)


def _failed(one: Evidence) -> bool:
    return isinstance(one.fact, VisitFact) and one.fact.counts_as is CountsAs.FAILED


def _weighed(one: Evidence, failed: Counter[int | None], quorum: int) -> Evidence:
    fact = one.fact
    if not isinstance(fact, VisitFact) or not _failed(one) or failed[fact.round_id] >= quorum:
        return one
    seen = failed[fact.round_id]
    reason = f"{fact.reason}; seen by {seen} of the {quorum} vantages that a failure needs"
    return replace(one, fact=replace(fact, counts_as=CountsAs.UNDETERMINED, reason=reason))
