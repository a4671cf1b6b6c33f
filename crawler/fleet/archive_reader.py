"""Read a segment back: the pages of an attempt as they were fetched, for replay and for showing."""

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from crawler.evidence.members import Damaged, StoredRecord, read_member, walk_members
from crawler.evidence.page_records import PAGE_RECORD
from crawler.extract.content_coding import remove_codings
from schema.types.capture import Page, Request, Timings
from schema.types.errors import ArchiveError
from schema.types.evidence import RecordRef
from schema.types.outcome import Defect, Outcome

_CHUNK = 1 << 20


class SegmentReader:
    """The records of one segment, walked member by member: a damaged one raises ArchiveError."""

    def __init__(self, root: Path, name: str, *, decoded_limit: int) -> None:
        self._path = root / name
        self._name = name
        self._decoded_limit = decoded_limit

    def pages(self) -> list[tuple[Request, Page, RecordRef]]:
        """Give every page in the order of its keeping, with the place of its last answer."""
        answers: dict[str, StoredRecord] = {}
        found = []
        for record in self.records():
            if record.headers["WARC-Type"] == "response":
                answers[record.headers["WARC-Record-ID"]] = record
            elif record.headers.get("Content-Type") == PAGE_RECORD:
                found.append(self._page(record, answers))
        return found

    def records(self) -> Iterator[StoredRecord]:
        """Walk all records from the front."""
        try:
            with self._path.open("rb") as file:
                yield from walk_members(iter(lambda: file.read(_CHUNK), b""))
        except OSError as err:
            raise ArchiveError(f"segment {self._name} cannot be read: {err.strerror}") from err
        except Damaged as err:
            raise ArchiveError(f"segment {self._name} is damaged: {err}") from err

    def record(self, place: RecordRef) -> StoredRecord:
        """Read one record by its place."""
        try:
            with self._path.open("rb") as file:
                file.seek(place.offset)
                data = file.read(place.length)
        except OSError as err:
            raise ArchiveError(f"segment {self._name} cannot be read: {err.strerror}") from err
        try:
            return read_member(data, place.offset)
        except Damaged as err:
            raise ArchiveError(f"segment {self._name} is damaged: {err}") from err

    def _page(
        self, record: StoredRecord, answers: dict[str, StoredRecord]
    ) -> tuple[Request, Page, RecordRef]:
        summary = json.loads(record.block)
        last = answers[summary["answers"][-1]] if summary["answers"] else None
        page = _restored_page(summary["page"], last, self._decoded_limit)
        if page.sha256 is not None and _sha256(page.body) != page.sha256:
            raise ArchiveError(f"{page.url} in segment {self._name} is not what was received")
        place = last or record
        ref = RecordRef(segment=self._name, offset=place.offset, length=place.length)
        return _restored_request(summary["request"]), page, ref


def _sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def _restored_request(fields: dict[str, Any]) -> Request:
    pairs = {
        name: tuple((key, value) for key, value in fields.get(name, ()))
        for name in ("form", "validators")
    }
    return Request(**{**fields, **pairs})


def _restored_page(fields: dict[str, Any], answer: StoredRecord | None, limit: int) -> Page:
    headers = tuple((name, value) for name, value in fields["headers"])
    encoding = next((value for name, value in headers if name == "content-encoding"), None)
    # Without a digest the fetch ended before an answer: the last record is a redirect's on the way.
    raw = b"" if answer is None or fields["sha256"] is None else answer.payload()
    body, _ = remove_codings(raw, encoding, limit)
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
