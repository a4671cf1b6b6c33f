from dataclasses import replace
from datetime import timedelta

import pytest

from crawler.evidence.seal import (
    fault_of_root,
    faults_of_chain,
    make_seal,
    record_entry,
    run_leaves,
)
from schema.types.lease import SegmentRow
from schema.types.seal import Seal, canonical
from testkit.facts import AT

ROWS = [
    SegmentRow(path=f"1/{n}.warc.gz", size=n, sha256="ab" * 32, records=n, root="cd" * 32)
    for n in range(1, 5)
]
FIRST = make_seal("sweep", 1, ROWS, previous=None, now=AT)
SECOND = make_seal("round", 1, ROWS[:2], previous=FIRST.link, now=AT + timedelta(days=1))
CHAIN = [(FIRST, FIRST.link), (SECOND, SECOND.link)]


def test_the_order_of_the_rows_does_not_matter() -> None:
    assert run_leaves(reversed(ROWS)) == run_leaves(ROWS)
    assert make_seal("sweep", 1, reversed(ROWS), previous=None, now=AT) == FIRST


@pytest.mark.parametrize(
    "change",
    [
        {"path": "1/9.warc.gz"}, {"size": 9}, {"sha256": "ee" * 32}, {"records": 9},
        {"root": "ee" * 32},
    ],
    ids=str,
)  # fmt: skip
def test_any_change_of_a_row_breaks_the_seal(change: dict[str, object]) -> None:
    forged = [replace(ROWS[0], **change), *ROWS[1:]]  # type: ignore[arg-type]

    assert fault_of_root(FIRST, ROWS) is None
    assert fault_of_root(FIRST, forged) == (
        "the seal of sweep 1 has another root than the rows of its segments"
    )


def test_a_missing_row_breaks_the_seal() -> None:
    assert fault_of_root(FIRST, ROWS[1:]) == (
        "the seal of sweep 1 covers 4 segments, the rows name 3"
    )


def test_a_chain_that_was_not_touched_holds() -> None:
    assert faults_of_chain(CHAIN) == []


@pytest.mark.parametrize(
    "change",
    [
        {"run": 9}, {"kind": "round"}, {"entries": 9}, {"root": b"x" * 32},
        {"previous": b"x" * 32}, {"sealed_at": AT + timedelta(microseconds=1)},
    ],
    ids=str,
)  # fmt: skip
def test_any_change_of_a_seal_is_seen(change: dict[str, object]) -> None:
    forged = replace(FIRST, **change)  # type: ignore[arg-type]

    assert faults_of_chain([(forged, FIRST.link), CHAIN[1]])
    assert faults_of_chain([(forged, forged.link), CHAIN[1]])


def test_a_seal_taken_out_of_the_chain_is_missed() -> None:
    assert faults_of_chain(CHAIN[1:]) == ["the seal of round 1 does not take up the seal before it"]


def test_a_run_of_nothing_can_be_sealed() -> None:
    empty = make_seal("sweep", 2, [], previous=None, now=AT)

    assert isinstance(empty, Seal)
    assert fault_of_root(empty, []) is None


def test_the_entry_of_a_record_is_canonical() -> None:
    digest = bytes(range(32))

    assert record_entry(7, 8, digest) == canonical("pucha-record-1", 7, 8, digest.hex())
