"""The seal of a run: every record under its segment's root, every segment under the run's.

An entry is the canonical JSON of a tagged list, so that none can be taken for another kind. A
seal's link is the digest of all that it states, the link of the seal before it among that: whoever
alters a record, a row or a seal would have to alter all seals after it.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from crawler.evidence.merkle import leaf_hash, root_of
from schema.types.lease import SegmentRow
from schema.types.seal import RunKind, Seal, canonical


def record_entry(offset: int, length: int, member_sha256: bytes) -> bytes:
    """Give the entry of one record in its segment's tree."""
    # What `canonical` gives, three times a page: spelled out, it costs a tenth.
    return f'["pucha-record-1",{offset},{length},"{member_sha256.hex()}"]'.encode()


def segment_entry(row: SegmentRow) -> bytes:
    """Give the entry of one segment in its run's tree."""
    return canonical("pucha-segment-1", row.path, row.size, row.sha256, row.records, row.root)


def run_leaves(rows: Iterable[SegmentRow]) -> list[bytes]:
    """Give the leaves of a run's tree, sorted by the segment's name."""
    return [leaf_hash(segment_entry(row)) for row in sorted(rows, key=lambda row: row.path)]


def make_seal(
    kind: RunKind, run: int, rows: Iterable[SegmentRow], *, previous: bytes | None, now: datetime
) -> Seal:
    """Seal a run that is complete."""
    leaves = run_leaves(rows)
    return Seal(
        kind=kind,
        run=run,
        entries=len(leaves),
        root=root_of(leaves),
        previous=previous,
        sealed_at=now,
    )


def faults_of_chain(seals: Sequence[tuple[Seal, bytes]]) -> list[str]:
    """Name every seal that does not take up the one before it, or whose link is not its own.

    Seals come in the order of their making, each with the link that is stored beside it.
    """
    found = []
    before: bytes | None = None
    for seal, link in seals:
        name = f"the seal of {seal.kind} {seal.run}"
        if seal.link != link:
            found.append(f"{name} does not bear out its link")
        if seal.previous != before:
            found.append(f"{name} does not take up the seal before it")
        before = link
    return found


def fault_of_root(seal: Seal, rows: Iterable[SegmentRow]) -> str | None:
    """Say how a run's segments differ from its seal; None: they do not."""
    leaves = run_leaves(rows)
    name = f"the seal of {seal.kind} {seal.run}"
    if len(leaves) != seal.entries:
        return f"{name} covers {seal.entries} segments, the rows name {len(leaves)}"
    if root_of(leaves) != seal.root:
        return f"{name} has another root than the rows of its segments"
    return None
