"""Read a segment back: the pages of an attempt as they were fetched, for replay and for showing."""

import hashlib
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from crawler.extract.content_coding import remove_codings
from crawler.fleet.archive import PAGE_RECORD
from schema.types.capture import Page, Request, Timings
from schema.types.errors import ArchiveError
from schema.types.evidence import RecordRef
from schema.types.outcome import Defect, Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRecord:
    """One record as it lies in a segment."""

    offset: int
    length: int
    headers: dict[str, str]
    block: bytes

    def payload(self) -> bytes:
        """Give the HTTP body of a response record, as received."""
        return self.block.partition(b"\r\n\r\n")[2]


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
            data = self._path.read_bytes()
        except OSError as err:
            raise ArchiveError(f"segment {self._name} cannot be read: {err.strerror}") from err
        offset = 0
        while offset < len(data):
            record = self._record(data, offset)
            yield record
            offset += record.length

    def record(self, place: RecordRef) -> StoredRecord:
        """Read one record by its place."""
        try:
            with self._path.open("rb") as file:
                file.seek(place.offset)
                data = file.read(place.length)
        except OSError as err:
            raise ArchiveError(f"segment {self._name} cannot be read: {err.strerror}") from err
        return self._record(data, 0)

    def _record(self, data: bytes, offset: int) -> StoredRecord:
        machine = zlib.decompressobj(31)
        try:
            raw = machine.decompress(memoryview(data)[offset:])
        except zlib.error as err:
            raise ArchiveError(f"segment {self._name} is damaged at byte {offset}") from err
        if not machine.eof or not raw.endswith(b"\r\n\r\n"):
            raise ArchiveError(f"segment {self._name} ends inside a record at byte {offset}")
        head, _, rest = raw.partition(b"\r\n\r\n")
        lines = head.decode("utf-8", "replace").split("\r\n")[1:]
        headers = dict(line.split(": ", 1) for line in lines)
        length = len(data) - offset - len(machine.unused_data)
        return StoredRecord(
            offset=offset, length=length, headers=headers, block=rest.removesuffix(b"\r\n\r\n")
        )

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
    return Request(**{**fields, "form": tuple(tuple(pair) for pair in fields["form"])})


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
