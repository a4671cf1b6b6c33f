"""What a replay calls a difference."""

from dataclasses import replace

from pucha.replaying import evidence_differences
from schema.types.evidence import Evidence
from testkit.facts import make_evidence, make_visit

THEN, NOW = "pucha-reading 0ccddd23.c9ac1f4e", "pucha-reading 11111111.c9ac1f4e"


def read_by(extractor: str, evidence: Evidence) -> Evidence:
    places = tuple(replace(one, extractor=extractor) for one in evidence.provenance)
    return replace(evidence, provenance=places)


def test_another_reader_that_reads_the_same_is_no_difference() -> None:
    visit = make_evidence(make_visit())

    assert evidence_differences((read_by(THEN, visit),), (read_by(NOW, visit),)) == ()


def test_a_difference_is_told_with_the_readers_where_they_are_not_the_same() -> None:
    was, now = make_evidence(make_visit(status=200)), make_evidence(make_visit(status=500))

    assert evidence_differences((read_by(THEN, was),), (read_by(NOW, now),)) == (
        f"the pages were read by {THEN}, and now by {NOW}",
        f"evidence {was.id} differs",
    )
    assert evidence_differences((read_by(NOW, was),), (read_by(NOW, now),)) == (
        f"evidence {was.id} differs",
    )
