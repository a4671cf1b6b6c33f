"""Hand one record over with the proof that a seal covers it; checked without our database."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from crawler.evidence.members import Damaged, read_member
from crawler.evidence.merkle import leaf_hash, path_of, root_from
from crawler.evidence.seal import record_entry, run_leaves, segment_entry
from schema.types.evidence import RecordRef
from schema.types.lease import SegmentRow
from schema.types.seal import Seal

FORMAT = "pucha-proof-1"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPath:
    """Where one record stands in its segment's tree."""

    place: RecordRef
    sha256: bytes
    index: int
    path: tuple[bytes, ...]


def record_path(place: RecordRef, members: Iterable[tuple[int, int, bytes]]) -> RecordPath | None:
    """Find a record among its segment's (offset, length, sha256); None where it is not there."""
    leaves: list[bytes] = []
    found: tuple[int, bytes] | None = None
    for offset, length, digest in members:
        if (offset, length) == (place.offset, place.length):
            found = (len(leaves), digest)
        leaves.append(leaf_hash(record_entry(offset, length, digest)))
    if found is None:
        return None
    index, digest = found
    return RecordPath(place=place, sha256=digest, index=index, path=path_of(leaves, index))


def proof_document(
    record: RecordPath, row: SegmentRow, rows: Sequence[SegmentRow], seal: Seal
) -> dict[str, Any]:
    """Give the proof of one record: its segment, the segment's run, and the run's seal."""
    ordered = sorted(rows, key=lambda one: one.path)
    index = [one.path for one in ordered].index(row.path)
    return {
        "format": FORMAT,
        "record": {
            "offset": record.place.offset,
            "length": record.place.length,
            "sha256": record.sha256.hex(),
            "index": record.index,
            "path": [one.hex() for one in record.path],
        },
        "segment": {
            "path": row.path,
            "bytes": row.size,
            "sha256": row.sha256,
            "records": row.records,
            "root": row.root,
            "index": index,
            "path_to_root": [one.hex() for one in path_of(run_leaves(ordered), index)],
        },
        "seal": {**seal.stated(), "link": seal.link.hex()},
    }


def faults_of_proof(document: bytes, member: bytes) -> Iterator[str]:
    """Name everything in a hand-over that does not hold; none is a proof."""
    try:
        told = json.loads(document)
        if told["format"] != FORMAT:
            yield f"its format is {told['format']!r}, not {FORMAT!r}"
            return
        yield from _faults(told, member)
    except (ValueError, KeyError, TypeError, AttributeError) as err:
        yield f"the proof cannot be read: {type(err).__name__} {err}"


def seal_of(told: dict[str, Any]) -> Seal:
    """Read the seal of a proof; raises what malformed values raise."""
    previous = told["previous"]
    return Seal(
        kind=told["kind"],
        run=told["run"],
        entries=told["entries"],
        root=bytes.fromhex(told["root"]),
        previous=None if previous is None else bytes.fromhex(previous),
        sealed_at=datetime.fromisoformat(told["sealed_at"]),
    )


def _faults(told: dict[str, Any], member: bytes) -> Iterator[str]:
    record, segment, seal = told["record"], told["segment"], told["seal"]
    digest = sha256(member)
    if digest.hexdigest() != record["sha256"] or len(member) != record["length"]:
        yield "the record is not the one that was sealed"
    try:
        yield from (f"the record is false: {one}" for one in read_member(member).faults())
    except Damaged as err:
        yield f"the record is damaged: {err}"
    entry = record_entry(record["offset"], record["length"], digest.digest())
    path = [bytes.fromhex(one) for one in record["path"]]
    root = root_from(leaf_hash(entry), record["index"], segment["records"], path)
    if root is None or root.hex() != segment["root"]:
        yield "the record's path does not lead to the root of its segment"
    row = SegmentRow(
        path=segment["path"],
        size=segment["bytes"],
        sha256=segment["sha256"],
        records=segment["records"],
        root=segment["root"],
    )
    path = [bytes.fromhex(one) for one in segment["path_to_root"]]
    root = root_from(leaf_hash(segment_entry(row)), segment["index"], seal["entries"], path)
    if root is None or root.hex() != seal["root"]:
        yield "the segment's path does not lead to the root of its run"
    if seal_of(seal).link.hex() != seal["link"]:
        yield "the seal does not bear out its link"
