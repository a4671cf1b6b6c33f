"""One record handed over with its proof: what holds, and every way in which it must not."""

import json
from hashlib import sha256
from typing import Any

import pytest

from crawler.evidence.merkle import leaf_hash, root_of
from crawler.evidence.proof import faults_of_proof, proof_document, record_path, seal_of
from crawler.evidence.seal import make_seal, record_entry
from crawler.evidence.warc import build_record, record_name
from schema.types.evidence import RecordRef
from schema.types.lease import SegmentRow
from testkit.facts import AT, HOME


def member(number: int) -> bytes:
    return build_record(
        "resource",
        record_id=record_name(number.to_bytes(16, "big")),
        at=AT,
        block=b"page %d" % number,
        content_type="text/plain",
        target=HOME,
    ).member()


MEMBERS = [member(number) for number in range(7)]
PLACES = []
for one in MEMBERS:
    offset = sum(length for _, length, _ in PLACES)
    PLACES.append((offset, len(one), sha256(one).digest()))
ROOT = root_of([leaf_hash(record_entry(*place)) for place in PLACES])
ROW = SegmentRow(path="1/3.warc.gz", size=999, sha256="ab" * 32, records=7, root=ROOT.hex())
ROWS = [
    SegmentRow(path=f"1/{n}.warc.gz", size=n, sha256="cd" * 32, records=n, root="ef" * 32)
    for n in (1, 2, 4, 5)
]
SEAL = make_seal("sweep", 1, [*ROWS, ROW], previous=b"p" * 32, now=AT)


def handed(number: int) -> dict[str, Any]:
    place = RecordRef(segment=ROW.path, offset=PLACES[number][0], length=PLACES[number][1])
    found = record_path(place, PLACES)
    assert found is not None
    return proof_document(found, ROW, [*ROWS, ROW], SEAL)


def faults(document: dict[str, Any], data: bytes) -> list[str]:
    return list(faults_of_proof(json.dumps(document).encode(), data))


@pytest.mark.parametrize("number", range(7))
def test_every_record_can_be_proved(number: int) -> None:
    assert faults(handed(number), MEMBERS[number]) == []


def test_the_seal_is_read_back_from_the_proof() -> None:
    assert seal_of(handed(0)["seal"]) == SEAL


def test_another_record_is_refused() -> None:
    assert "the record is not the one that was sealed" in faults(handed(3), MEMBERS[4])


@pytest.mark.parametrize(
    ("part", "name", "value"),
    [
        ("record", "offset", 1),
        ("record", "index", 2),
        ("record", "path", []),
        ("segment", "path", "1/9.warc.gz"),
        ("segment", "bytes", 1),
        ("segment", "root", "00" * 32),
        ("segment", "index", 0),
        ("seal", "root", "00" * 32),
        ("seal", "run", 2),
        ("seal", "previous", None),
        ("seal", "entries", 4),
        ("seal", "sealed_at", "2020-01-01T00:00:00+00:00"),
    ],
)
def test_any_change_of_a_proof_is_seen(part: str, name: str, value: object) -> None:
    document = handed(3)
    document[part][name] = value

    assert faults(document, MEMBERS[3])


@pytest.mark.parametrize(
    "text", [b"", b"[]", b"{}", b'{"format": "pucha-proof-1"}', b'{"format": 1}', b"\xff"]
)
def test_what_is_no_proof_is_said_so(text: bytes) -> None:
    assert list(faults_of_proof(text, MEMBERS[0]))


def test_a_record_that_is_not_in_the_segment_has_no_path() -> None:
    assert record_path(RecordRef(segment=ROW.path, offset=1, length=1), PLACES) is None
