"""Seal complete runs, and hand single records over with the proof that a seal covers them."""

import asyncio
import json
import logging
from collections.abc import Sequence
from pathlib import Path

from crawler.evidence.proof import RecordPath, faults_of_proof, proof_document, record_path
from crawler.evidence.seal import make_seal
from crawler.fleet.archiving.segment_files import SegmentFiles
from crawler.fleet.archiving.time_stamp import fault_of_stamp, request_stamp
from pucha.auditing import any_sweep
from pucha.clock import SystemClock
from pucha.reports import write_file
from pucha.wire import Stores
from schema.types.errors import ArchiveError, PuchaError, UsageError
from schema.types.evidence import RecordRef
from schema.types.lease import SegmentRow
from schema.types.seal import RunKind, Seal
from schema.types.settings import ArchiveSettings

PROOF = "proof.json"
RECORD = "record.warc.gz"
STAMP = "seal.tsr"
_log = logging.getLogger(__name__)


async def seal_run(stores: Stores, settings: ArchiveSettings, kind: RunKind, run: int) -> Seal:
    """Seal a complete run and have the seal stamped where an authority is set; repeatable."""
    if kind == "sweep":
        await any_sweep(stores, run)
    waiting = await stores.seals.open_work(kind, run)
    if waiting:
        raise UsageError(f"{kind} {run} cannot be sealed yet: {waiting} pieces of work are open")
    now = SystemClock().now()

    def make(rows: Sequence[SegmentRow], previous: bytes | None) -> Seal:
        treeless = next((row.path for row in rows if not row.root), None)
        if treeless is not None:
            raise PuchaError(
                f"{kind} {run} cannot be sealed: segment {treeless} was written before "
                "segments had a tree of their records"
            )
        return make_seal(kind, run, rows, previous=previous, now=now)

    sealed = await stores.seals.add(kind, run, make)
    if settings.timestamp_url and sealed.token is None:
        token = await asyncio.to_thread(request_stamp, settings.timestamp_url, sealed.link)
        await stores.seals.stamp(sealed, token)
        return await stores.seals.of(kind, run) or sealed
    return sealed


async def seal_complete_runs(stores: Stores, settings: ArchiveSettings) -> int:
    """Seal every complete run that has no seal; give how many were sealed."""
    made = 0
    for kind, run in await stores.seals.unsealed():
        try:
            await seal_run(stores, settings, kind, run)
        except PuchaError as err:
            _log.warning("%s", err)
        else:
            made += 1
    return made


async def hand_over(
    stores: Stores, files: SegmentFiles, place: RecordRef, out: Path
) -> dict[str, object]:
    """Write a record with its proof into a folder; raise where its run is not sealed."""
    run = await stores.archive.run_of(place.segment)
    if run is None:
        raise PuchaError(f"no accepted attempt names the segment {place.segment}")
    kind, number = run
    seal = await stores.seals.of(kind, number)
    if seal is None:
        raise PuchaError(f"{kind} {number} is not sealed: `pucha evidence seal` does it")
    rows = await stores.seals.segments(kind, number)
    row = next(one for one in rows if one.path == place.segment)
    found = await asyncio.to_thread(_path_in, files, place)
    if found is None:
        raise ArchiveError(f"no record of {place.length} bytes begins at byte {place.offset}")
    document = proof_document(found, row, rows, seal)
    member = await asyncio.to_thread(files.read, place)
    write_file(out / RECORD, member)
    text = json.dumps(document, ensure_ascii=False, indent=1)
    write_file(out / PROOF, text.encode() + b"\n")
    if seal.token is not None:
        write_file(out / STAMP, seal.token)
    return document


def faults_of_folder(folder: Path, roots: Path | None = None) -> list[str]:
    """Check a hand-over by itself; none is a proof. A stamp's signer is judged by PEM `roots`."""
    try:
        document, member = (folder / PROOF).read_bytes(), (folder / RECORD).read_bytes()
        stamp = (folder / STAMP).read_bytes() if (folder / STAMP).exists() else None
        trusted = None if roots is None else roots.read_bytes()
    except OSError as err:
        raise UsageError(f"{folder} is no hand-over: {err.filename}: {err.strerror}") from err
    faults = list(faults_of_proof(document, member))
    if stamp is not None and not faults:
        link = bytes.fromhex(json.loads(document)["seal"]["link"])
        fault = fault_of_stamp(stamp, link, trusted)
        faults += [] if fault is None else [fault]
    return faults


def _path_in(files: SegmentFiles, place: RecordRef) -> RecordPath | None:
    members = ((one.offset, one.length, one.sha256) for one in files.records(place.segment))
    return record_path(place, members)
