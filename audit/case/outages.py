"""Take visits out of the count that fell into announced, approved maintenance (报备停机)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from audit.case.week import OUTAGE
from audit.windows import SHANGHAI
from schema.types.evidence import Evidence
from schema.types.facts import VisitFact
from schema.types.outage import Outage
from schema.types.outcome import CountsAs


def without_outages(
    evidence: Iterable[Evidence], outages: Sequence[Outage]
) -> tuple[Evidence, ...]:
    """Make the visits inside an approved outage void (vocabulary §4), with its name as the reason.

    A survey's own visit that opened the homepage stays: what was read after it was there to read.
    """
    approved = [one for one in outages if one.approved_by is not None]
    return tuple(_weighed(one, approved) for one in evidence)


def _weighed(one: Evidence, outages: Sequence[Outage]) -> Evidence:
    fact = one.fact
    if not isinstance(fact, VisitFact) or fact.counts_as is CountsAs.VOID:
        return one
    if fact.round_id is None and fact.counts_as is CountsAs.OPENED:
        return one
    inside = next((o for o in outages if o.starts_at <= fact.at < o.ends_at), None)
    if inside is None:
        return one
    return replace(
        one, fact=replace(fact, counts_as=CountsAs.VOID, void_reason=outage_words(inside))
    )


def outage_words(one: Outage) -> str:
    """Say in Chinese which announced time it was, and who approved it."""
    begins, ends = (
        moment.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
        for moment in (one.starts_at, one.ends_at)
    )
    return f"{OUTAGE}{begins}至{ends}：{one.reason}（{one.approved_by}审核）"
