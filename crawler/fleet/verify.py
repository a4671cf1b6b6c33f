"""Check a segment against its row and against every row that names a record in it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from crawler.evidence.members import Damaged, StoredRecord, walk_members
from crawler.evidence.merkle import leaf_hash, root_of
from crawler.evidence.page_records import COPY_PLACE, PAGE_RECORD, read_page_block
from crawler.evidence.seal import record_entry
from crawler.evidence.warc import as_uri
from crawler.fleet.archiving.segment_files import SegmentFiles
from crawler.fleet.survey_site import FIRST_TRY
from schema.types.archive import Problem, Reference
from schema.types.capture import BESIDE
from schema.types.errors import ArchiveError
from schema.types.evidence import RecordRef
from schema.types.lease import SegmentRow

_VISIT = "visit"
_ANSWERS = {"response", "revisit", "conversion"}


@dataclass(slots=True, kw_only=True)
class Counted:
    """What the segments of an attempt hold."""

    records: int = 0
    pages: int = 0
    revisits: int = 0
    resolved: int = 0
    """Rows whose record is there."""
    size: int = 0

    def add(self, other: "Counted") -> None:
        """Add what another holds."""
        self.records += other.records
        self.pages += other.pages
        self.revisits += other.revisits
        self.resolved += other.resolved
        self.size += other.size


@dataclass(slots=True, kw_only=True)
class _Named:
    """A record that rows name, as far as it was met in the walk."""

    references: list[Reference]
    record: tuple[int, str] | None = None
    """Its length and type."""
    urls: set[str] = field(default_factory=set)
    digest: str | None = None


class SegmentCheck:
    """One walk over one segment; `problems()` must be run to its end before `counted` holds."""

    def __init__(
        self, files: SegmentFiles, row: SegmentRow, references: Iterable[Reference]
    ) -> None:
        self._files = files
        self._row = row
        self._digest = sha256()
        self._leaves: list[bytes] = []
        self._answers: dict[str, int] = {}
        self._named: dict[int, _Named] = {}
        for one in references:
            self._named.setdefault(one.record.offset, _Named(references=[])).references.append(one)
        self.counted = Counted()

    def problems(self) -> Iterator[Problem]:
        """Name everything that does not hold."""
        chunks = self._measured()
        try:
            for record in walk_members(chunks):
                yield from self._record(record)
            for _ in chunks:  # nothing is left of a whole segment
                continue
        except ArchiveError as err:
            yield self._problem(str(err))
        except Damaged as err:
            yield self._problem(f"damaged: {err}")
            for _ in chunks:
                continue
        yield from self._against_the_row()
        yield from self._against_the_references()

    def _measured(self) -> Iterator[bytes]:
        for piece in self._files.chunks(self._row.path):
            self._digest.update(piece)
            self.counted.size += len(piece)
            yield piece

    def _record(self, record: StoredRecord) -> Iterator[Problem]:
        self.counted.records += 1
        entry = record_entry(record.offset, record.length, record.sha256)
        self._leaves.append(leaf_hash(entry))
        for fault in record.faults():
            yield self._problem(f"the record at byte {record.offset} is false: {fault}")
        named = self._named.get(record.offset)
        if named is not None:
            named.record = (record.length, record.type)
            named.urls.add(record.headers.get("WARC-Target-URI", ""))
        if record.type in _ANSWERS:
            self._answers[record.id] = record.offset
        if record.type == "revisit":
            self.counted.revisits += 1
            yield from self._revisit(record)
        if record.headers.get("Content-Type") == PAGE_RECORD:
            try:
                yield from self._page(record, read_page_block(record))
            except Damaged as err:
                yield self._problem(f"damaged: {err}")

    def _page(self, record: StoredRecord, told: dict[str, Any]) -> Iterator[Problem]:
        purpose = told["request"]["purpose"]
        if purpose not in BESIDE and not purpose.endswith(FIRST_TRY):
            self.counted.pages += 1
        missing = [one for one in told["answers"] if one not in self._answers]
        if missing:
            yield self._problem(f"the page at byte {record.offset} names answers that are not here")
        last = [self._answers[one] for one in told["answers"][-1:] if one in self._answers]
        for offset in (record.offset, *last):
            self._tell(offset, told["page"])
        if purpose == _VISIT and self._named.keys().isdisjoint((record.offset, *last)):
            yield self._problem(f"no row names the look of a visit at byte {record.offset}")
        self._answers.clear()

    def _tell(self, offset: int, page: dict[str, Any]) -> None:
        named = self._named.get(offset)
        if named is not None:
            named.urls |= {as_uri(page["url"]), as_uri(page["final_url"])}
            named.digest = page["sha256"]

    def _revisit(self, record: StoredRecord) -> Iterator[Problem]:
        where = f"the revisit at byte {record.offset}"
        segment, _, span = record.headers.get(COPY_PLACE, "").partition(" ")
        offset, _, length = span.partition(" ")
        if not (segment and offset.isdigit() and length.isdigit()):
            yield self._problem(f"{where} does not say where its copy lies")
            return
        place = RecordRef(segment=segment, offset=int(offset), length=int(length))
        try:
            copy = self._files.record(place)
        except ArchiveError as err:
            yield self._problem(f"{where} rests on nothing: {err}")
            return
        stated = record.headers.get("WARC-Payload-Digest")
        if copy.type != "response" or copy.id != record.headers.get("WARC-Refers-To"):
            yield self._problem(f"{where} rests on a record that is no whole copy")
        elif copy.headers.get("WARC-Payload-Digest") != stated or any(copy.faults()):
            yield self._problem(f"{where} rests on a copy that is not what it was")

    def _against_the_row(self) -> Iterator[Problem]:
        row, found = self._row, self.counted
        if found.size != row.size:
            yield self._problem(f"{found.size} bytes are there, the row says {row.size}")
        if self._digest.hexdigest() != row.sha256:
            yield self._problem("its sha256 is not that of the row")
        if not row.root:
            return
        if found.records != row.records:
            yield self._problem(f"{found.records} records are there, the row says {row.records}")
        if root_of(self._leaves).hex() != row.root:
            yield self._problem("the Merkle root of its records is not that of the row")

    def _against_the_references(self) -> Iterator[Problem]:
        for offset, named in self._named.items():
            for one in named.references:
                fault = _fault(one, named)
                if fault is None:
                    self.counted.resolved += 1
                else:
                    yield self._problem(f"{one.source} ({one.url}) names byte {offset}: {fault}")

    def _problem(self, what: str) -> Problem:
        return Problem(where=self._row.path, what=what)


def _fault(reference: Reference, named: _Named) -> str | None:
    """Say why a row's record is not what the row takes it for; None: it is."""
    if named.record is None:
        return "no record begins there"
    length, kind = named.record
    if length != reference.record.length:
        return f"the record there has {length} bytes, not {reference.record.length}"
    if as_uri(reference.url) not in named.urls:
        return "the record there is of another page"
    if reference.whole and kind != "response":
        return f"a whole copy is expected, not a {kind}"
    if reference.digest is not None and reference.digest != named.digest:
        return "the page there has another digest"
    return None


def check_attempt(
    files: SegmentFiles, rows: Sequence[SegmentRow], references: Sequence[Reference]
) -> tuple[Counted, list[Problem]]:
    """Check all segments of an attempt, and that every record that is named lies in one of them."""
    counted = Counted()
    problems: list[Problem] = []
    paths = {row.path for row in rows}
    for row in rows:
        inside = [one for one in references if one.record.segment == row.path]
        check = SegmentCheck(files, row, inside)
        problems += check.problems()
        counted.add(check.counted)
    problems += [
        Problem(where=one.source, what=f"names {one.record.segment}, which is not its own")
        for one in references
        if one.record.segment not in paths
    ]
    return counted, problems
