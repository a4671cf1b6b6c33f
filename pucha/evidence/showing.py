"""Find the record behind what a sheet names, and tell what was seen there."""

import asyncio
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from crawler.evidence.members import StoredRecord
from crawler.evidence.page_records import PAGE_RECORD
from crawler.evidence.warc import END
from crawler.fleet.archiving.archive_reader import SegmentReader
from crawler.fleet.archiving.segment_files import SegmentFiles, page_told
from pucha.wire import Stores
from schema.types.codec import evidence_to_json
from schema.types.errors import ArchiveError, UsageError
from schema.types.evidence import Evidence, Provenance, RecordRef
from schema.types.facts import VisitFact
from schema.types.ids import SweepId

FORMS = (
    "the forms are SITE/EVIDENCE, e.g. 4301000001/column-3 or 4301000001/probe-12-local (SITE a "
    "标识码, home address or id, EVIDENCE as the sheet prints it), SWEEP:SITE/EVIDENCE as the "
    "ledger prints it, e.g. 12:4301000001/column-3, and SEGMENT@OFFSET, e.g. "
    "7/12-1-….warc.gz@31337"
)
_VISITS_NAMED = 5
"""Of the visits in rounds, the newest, where a name leads nowhere."""
_EARLIER = re.compile(r"s(?P<sweep>\d{1,18}):(?P<id>.+)")
_OF_SWEEP = re.compile(r"(?P<sweep>\d{1,18}):(?P<site>.+)")
_PLACE = re.compile(r"(?P<segment>.+\.warc\.gz)@(?P<offset>\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a name leads to: evidence with its pages, or one bare record."""

    evidence: Evidence | None
    places: tuple[RecordRef, ...]
    sources: tuple[Provenance, ...] = ()


async def find(stores: Stores, name: str, sweep_id: SweepId | None = None) -> Found:
    """Look up what a person names; raise UsageError that shows the forms."""
    bare = _PLACE.fullmatch(name)
    if bare is not None:
        segment, offset = bare["segment"], int(bare["offset"])
        place = RecordRef(segment=segment, offset=offset, length=0)
        return Found(evidence=None, places=(place,))
    reference, _, wanted = name.rpartition("/")
    if not reference:
        raise UsageError(f"{name!r} does not say of which site; {FORMS}")
    told = _OF_SWEEP.fullmatch(reference)
    if told is not None:  # as the ledger names evidence
        sweep_id, reference = SweepId(int(told["sweep"])), told["site"]
    site = await stores.register.find(reference)
    if site is None or site.id is None:
        raise UsageError(f"no registered site has the code, address or id {reference!r}; {FORMS}")
    visit = await stores.visits.visit(site.id, wanted)
    if visit is not None:
        return _found(visit)
    earlier = _EARLIER.fullmatch(wanted)
    if earlier is not None:  # a sheet's look back at an earlier sweep
        sweep_id, wanted = SweepId(int(earlier["sweep"])), earlier["id"]
    sweep = sweep_id or await stores.results.newest_sweep_of(site.id)
    kept = () if sweep is None else await stores.results.evidence(sweep, site.id)
    for one in kept:
        if one.id == wanted:
            return _found(one)
    known = [*(one.id for one in kept), *await stores.visits.newest(site.id, _VISITS_NAMED)]
    raise UsageError(
        f"{site.home_url} has no evidence {wanted!r} in "
        f"{'any sweep' if sweep is None else f'sweep {sweep}'} or probe round; "
        f"it has: {', '.join(known) or 'none'}"
    )


def _found(one: Evidence) -> Found:
    sources = tuple(source for source in one.provenance if source.record is not None)
    places = tuple(source.record for source in sources if source.record is not None)
    return Found(evidence=one, places=places, sources=sources)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One page as it lies in the archive."""

    place: RecordRef
    record: StoredRecord
    page: dict[str, Any] | None
    """What the page's own record tells; None where the name led elsewhere."""
    certificates: tuple[str, ...]
    source: Provenance | None = None

    def lines(self) -> Iterator[str]:
        """Tell a person what was seen and where."""
        head = self.record.headers
        yield f"record     {self.place.segment}@{self.place.offset} ({self.place.length} bytes)"
        yield f"           {self.record.type} {self.record.id}"
        yield f"URL        {head.get('WARC-Target-URI', '-')}"
        yield f"time       {head.get('WARC-Date', '-')}"
        yield f"address    {head.get('WARC-IP-Address', '-')}"
        tls = [head[name] for name in ("WARC-Protocol", "WARC-Cipher-Suite") if name in head]
        yield f"TLS        {' '.join(tls) or '-'}"
        for number, digest in enumerate(self.certificates):
            yield f"           certificate {number}: sha256 {digest}"
        if "WARC-Refers-To-Date" in head:
            yield f"body       unchanged since {head['WARC-Refers-To-Date']}, kept there"
        yield from self._page_lines()
        if self.source is not None:
            yield f"place      {self.source.locator or 'the page as a whole'}"
        headless = self.record.type in {"metadata", "conversion", "warcinfo"}
        block = b"" if headless else self.record.block.partition(END)[0]
        if block:
            yield "headers"
            yield from (f"  {line}" for line in block.decode("latin-1").split("\r\n"))

    def _page_lines(self) -> Iterator[str]:
        if self.page is None:
            return
        yield f"outcome    {self.page['outcome']} ({self.page['reason']})"
        yield f"status     {self.page['status'] or '-'}"
        yield f"seconds    {self.page['seconds']} by {self.page['stack']}"
        for target in self.page["redirects"]:
            yield f"redirect   {target}"
        if self.page["defects"]:
            yield f"defects    {', '.join(self.page['defects'])}"
        if self.page["sha256"]:
            yield f"sha256     {self.page['sha256']} (body, decoded)"

    def as_json(self) -> dict[str, Any]:
        """Give everything as one document."""
        return {
            "segment": self.place.segment,
            "offset": self.place.offset,
            "length": self.place.length,
            "headers": self.record.headers,
            "page": self.page,
            "certificates": list(self.certificates),
            "locator": None if self.source is None else self.source.locator,
        }


async def look(files: SegmentFiles, found: Found) -> list[Seen]:
    """Read what was found; raise ArchiveError where it cannot be."""
    sources = found.sources or (None,) * len(found.places)
    return [
        await asyncio.to_thread(_look, files, place, source)
        for place, source in zip(found.places, sources, strict=True)
    ]


def body_of(files: SegmentFiles, place: RecordRef, *, decoded_limit: int) -> bytes:
    """Give the decoded body of the page that a place belongs to."""
    reader = SegmentReader(files, place.segment, decoded_limit=decoded_limit)
    for stored in reader.stored():
        if stored.place.offset != place.offset:
            continue
        if stored.body is None:
            raise ArchiveError(f"no answer came from {stored.fields['url']}: there is no body")
        return reader.load(stored).body
    raise ArchiveError(f"{place.segment}@{place.offset} is no answer of a page")


def lines_of(found: Found, seen: Sequence[Seen]) -> Iterator[str]:
    """Tell a person everything that was found."""
    if found.evidence is not None:
        yield f"{found.evidence.id} ({found.evidence.fact.kind})"
        yield from _tries(found.evidence)
    for one in seen:
        yield ""
        yield from one.lines()
    if not seen:
        yield "it rests on no page that was received"


def document_of(found: Found, seen: Sequence[Seen]) -> dict[str, Any]:
    """Give everything that was found as one document."""
    fact = None if found.evidence is None else evidence_to_json(found.evidence)["fact"]
    return {"fact": fact, "pages": [one.as_json() for one in seen]}


def _tries(evidence: Evidence) -> Iterator[str]:
    if isinstance(evidence.fact, VisitFact):
        visit = evidence.fact
        void = f" ({visit.void_reason})" if visit.void_reason else ""
        yield f"visit      {visit.at.isoformat()} from {visit.vantage}: {visit.counts_as}{void}"
        if visit.controls_ok is not None:
            yield f"controls   {'answered' if visit.controls_ok else 'none of them answered'}"
        elif visit.others_opened is not None:
            yield f"controls   none named; {visit.others_opened} other addresses opened meanwhile"
        for number, one in enumerate(visit.tries, 1):
            yield (
                f"try {number}      {one.url} by {one.stack}: {one.outcome} ({one.reason}), "
                f"{one.seconds} s"
            )


def _look(files: SegmentFiles, place: RecordRef, source: Provenance | None) -> Seen:
    """Read a record and the record of its page, which follows it."""
    chosen: StoredRecord | None = None
    for record in files.records(place.segment):
        if record.offset == place.offset:
            chosen = record
        if chosen is None or record.headers.get("Content-Type") != PAGE_RECORD:
            continue
        if chosen.type == "warcinfo":
            break  # it is of no page
        told = page_told(place.segment, record)
        return Seen(
            place=RecordRef(segment=place.segment, offset=chosen.offset, length=chosen.length),
            record=chosen,
            page=told["page"],
            certificates=tuple(told.get("certificates", ())),
            source=source,
        )
    if chosen is None:
        raise ArchiveError(f"no record begins at byte {place.offset} of {place.segment}")
    place = RecordRef(segment=place.segment, offset=chosen.offset, length=chosen.length)
    return Seen(place=place, record=chosen, page=None, certificates=(), source=source)
