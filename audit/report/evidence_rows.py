"""Evidence as lines of a table: one for each page that a fact was read from."""

from collections.abc import Iterable
from dataclasses import dataclass

from audit.report.fact_words import fact_words
from audit.report.wording import KIND_WORDS, moment
from schema.types.evidence import Evidence, Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRow:
    """One line; None and empty text where no page came."""

    id: str
    first: bool
    """The first line of its evidence, the one that links lead to."""
    kind: str
    says: str
    url: str
    fetched: str
    digest: str
    segment: str
    offset: int | None
    length: int | None
    locator: str
    extractor: str


def evidence_rows(evidence: Iterable[Evidence]) -> tuple[EvidenceRow, ...]:
    """Give the lines of all evidence; a fact without any page keeps one line."""
    return tuple(
        _row(one, source, first=number == 0)
        for one in evidence
        for number, source in enumerate(one.provenance or (None,))
    )


def _row(one: Evidence, source: Provenance | None, *, first: bool) -> EvidenceRow:
    record = None if source is None else source.record
    return EvidenceRow(
        id=one.id,
        first=first,
        kind=KIND_WORDS[one.fact.kind],
        says=fact_words(one.fact),
        url="" if source is None else source.url,
        fetched="" if source is None else moment(source.fetched_at),
        digest="" if source is None else source.digest or "",
        segment="" if record is None else record.segment,
        offset=None if record is None else record.offset,
        length=None if record is None else record.length,
        locator="" if source is None else source.locator or "",
        extractor="" if source is None else source.extractor,
    )
