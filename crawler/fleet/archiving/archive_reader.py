"""Read an attempt's segments back: its pages as they were fetched, for replay and for showing."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from crawler.evidence.members import StoredRecord
from crawler.evidence.page_records import PAGE_RECORD
from crawler.fleet.archiving.segment_files import SegmentFiles, page_told
from crawler.fleet.stacks.decoding import decode
from schema.types.capture import Page, Request, Timings
from schema.types.errors import ArchiveError
from schema.types.evidence import RecordRef
from schema.types.outcome import Defect, Outcome
from schema.types.reading import RowsPlace

_ANSWERS = {"response", "revisit", "conversion"}


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPage:
    """Where a kept page lies: light, so that a whole survey's fit in memory."""

    request: Request
    fields: dict[str, Any]
    """The page as its record tells it."""
    place: RecordRef
    """Of its last answer; of its own record where none came."""
    body: RecordRef | None
    """Of the record that holds its body; None where no answer came."""


class SegmentReader:
    """The pages of one attempt's segments, in their order; a damaged one raises ArchiveError."""

    def __init__(self, files: SegmentFiles, *names: str, decoded_limit: int) -> None:
        self._files = files
        self._names = names
        self._decoded_limit = decoded_limit

    def records(self) -> Iterator[StoredRecord]:
        """Walk all records from the front."""
        for name in self._names:
            yield from self._files.records(name)

    def record(self, place: RecordRef) -> StoredRecord:
        """Read one record by its place."""
        return self._files.record(place)

    def stored(self) -> Iterator[StoredPage]:
        """Say where every page lies, in the order of their keeping."""
        for name in self._names:
            answers: dict[str, StoredRecord] = {}
            for record in self._files.records(name):
                if record.type in _ANSWERS:
                    answers[record.id] = record
                elif record.headers.get("Content-Type") == PAGE_RECORD:
                    yield _stored_page(name, record, answers)
                    answers.clear()

    def load(self, stored: StoredPage) -> Page:
        """Give a page as it was fetched, its body checked against its digest."""
        fields = stored.fields
        raw = b"" if stored.body is None else self._files.record(stored.body).payload()
        page = _restored_page(fields, raw, self._decoded_limit)
        if page.sha256 is not None and _sha256(page.body) != page.sha256:
            name = stored.place.segment
            raise ArchiveError(f"{page.url} in segment {name} is not what was received")
        return page

    def pages(self) -> list[tuple[Request, Page, RecordRef]]:
        """Give every page in the order of its keeping, with the place of its last answer."""
        return [(one.request, self.load(one), one.place) for one in self.stored()]


def _stored_page(name: str, record: StoredRecord, answers: dict[str, StoredRecord]) -> StoredPage:
    told = page_told(name, record)
    last = answers[told["answers"][-1]] if told["answers"] else None
    place = _place(name, last or record)
    # Without a digest the fetch ended before an answer: the last record is a redirect's on the way.
    came = last is not None and told["page"]["sha256"] is not None
    copy = RecordRef(**told["copy"]) if told.get("copy") else None
    return StoredPage(
        request=_restored_request(told["request"]),
        fields=told["page"],
        place=place,
        body=(copy or place) if came else None,
    )


def _place(name: str, record: StoredRecord) -> RecordRef:
    return RecordRef(segment=name, offset=record.offset, length=record.length)


def _sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def _restored_request(fields: dict[str, Any]) -> Request:
    pairs = {
        name: tuple((key, value) for key, value in fields.get(name, ()))
        for name in ("form", "validators")
    }
    place = fields.get("rows_at")
    rows_at = None if place is None else RowsPlace(**place)
    return Request(**{**fields, **pairs, "rows_at": rows_at})


def _restored_page(fields: dict[str, Any], raw: bytes, limit: int) -> Page:
    headers = tuple((name, value) for name, value in fields["headers"])
    encoding = next((value for name, value in headers if name == "content-encoding"), None)
    body, _ = decode(raw, encoding, limit)
    restored: dict[str, Any] = {
        **fields,
        "outcome": Outcome(fields["outcome"]),
        "fetched_at": datetime.fromisoformat(fields["fetched_at"]),
        "headers": headers,
        "redirects": tuple(fields["redirects"]),
        "timings": Timings(**fields["timings"]),
        "defects": tuple(Defect(word) for word in fields["defects"]),
        "body": body,
    }
    return Page(**restored)
