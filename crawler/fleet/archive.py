"""The archive segment of one attempt: written once, synced, then named in the store."""

import hashlib
import json
import os
import re
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from crawler.fleet.warc import CRLF, Record, build_record
from schema.types.capture import Exchange, Page, Request
from schema.types.evidence import RecordRef

_CHUNKED = re.compile(rb"^Transfer-Encoding:", re.IGNORECASE | re.MULTILINE)
_LENGTH = re.compile(rb"^Content-Length:[^\r\n]*\r\n", re.IGNORECASE | re.MULTILINE)
PAGE_RECORD = "application/vnd.pucha.page+json"
"""Content type of the metadata record that tells how a fetch went, failures included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedSegment:
    """A segment that is on disk for good: its name, size (bytes) and sha256."""

    path: str
    size: int
    sha256: str


class SegmentWriter:
    """An `Archive` that writes one `.warc.gz`, opened O_EXCL: nobody appends to another's file."""

    def __init__(self, root: Path, name: str, *, now: datetime, software: str) -> None:
        self._root = root
        self._name = name
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        self._fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o640)
        self._size = 0
        self._digest = hashlib.sha256()
        info = f"software: {software}\r\nformat: WARC File Format 1.1\r\n".encode()
        first = build_record(
            "warcinfo",
            at=now,
            block=info,
            content_type="application/warc-fields",
            extra=(("WARC-Filename", path.name),),
        )
        self._info_id = first.id
        self._append(first)

    def keep(self, request: Request, page: Page) -> RecordRef:
        """Append all exchanges of a page and how it ended; give the place of the last answer."""
        answer: RecordRef | None = None
        answers = []
        for exchange in page.exchanges:
            answer, record_id = self._keep_exchange(exchange)
            answers.append(record_id)
        summary_text = json.dumps(page_summary(request, page, answers), ensure_ascii=False)
        block = summary_text.encode("utf-8", "surrogatepass")
        concurrent = (("WARC-Concurrent-To", answers[-1]),) if answers else ()
        summary = build_record(
            "metadata",
            at=page.fetched_at,
            block=block,
            content_type=PAGE_RECORD,
            target=page.url,
            extra=(("WARC-Warcinfo-ID", self._info_id), *concurrent),
        )
        place = self._append(summary)
        return answer or place

    def seal(self) -> SealedSegment:
        """Sync the file and its folders; only then may the store name it."""
        os.fsync(self._fd)
        os.close(self._fd)
        self._fd = -1
        folder = (self._root / self._name).parent
        for path in (folder, folder.parent):
            handle = os.open(path, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
        return SealedSegment(path=self._name, size=self._size, sha256=self._digest.hexdigest())

    def abandon(self) -> None:
        """Close the file of an attempt that failed; it stays as a harmless orphan."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def _keep_exchange(self, exchange: Exchange) -> tuple[RecordRef, str]:
        peer = (("WARC-IP-Address", exchange.ip),) if exchange.ip else ()
        common = (*peer, ("WARC-Warcinfo-ID", self._info_id))
        cut = () if exchange.complete else (("WARC-Truncated", "disconnect"),)
        head = stored_head(exchange.head, len(exchange.body))
        response = build_record(
            "response",
            at=exchange.at,
            block=head + exchange.body,
            content_type="application/http;msgtype=response",
            target=exchange.url,
            extra=(*common, *cut),
            payload_start=len(head),
        )
        place = self._append(response)
        request = build_record(
            "request",
            at=exchange.at,
            block=exchange.request,
            content_type="application/http;msgtype=request",
            target=exchange.url,
            extra=(*common, ("WARC-Concurrent-To", response.id)),
        )
        self._append(request)
        return place, response.id

    def _append(self, record: Record) -> RecordRef:
        data = record.member()
        offset = self._size
        written = 0
        while written < len(data):
            written += os.write(self._fd, data[written:])
        self._size += len(data)
        self._digest.update(data)
        return RecordRef(segment=self._name, offset=offset, length=len(data))


def stored_head(head: bytes, length: int) -> bytes:
    """Give the head as it is stored: the transfer coding is removed, so its header is renamed.

    A body that is stored dechunked under `Transfer-Encoding: chunked` cannot be read back.
    """
    if not _CHUNKED.search(head):
        return head
    renamed = _CHUNKED.sub(b"X-Archive-Orig-Transfer-Encoding:", head)
    renamed = _LENGTH.sub(b"", renamed)
    return renamed.removesuffix(CRLF) + f"Content-Length: {length}\r\n\r\n".encode()


def page_summary(request: Request, page: Page, answers: list[str]) -> dict[str, object]:
    """Give everything of a fetch that the HTTP records do not hold."""
    return {
        "request": asdict(request),
        "page": {
            "url": page.url,
            "final_url": page.final_url,
            "outcome": page.outcome,
            "reason": page.reason,
            "fetched_at": page.fetched_at.isoformat(),
            "status": page.status,
            "headers": page.headers,
            "wire_bytes": page.wire_bytes,
            "sha256": page.sha256,
            "redirects": page.redirects,
            "seconds": page.seconds,
            "timings": asdict(page.timings),
            "defects": page.defects,
            "name_servers": page.name_servers,
            "stack": page.stack,
            "ip": page.ip,
            "strain": page.strain,
        },
        "answers": answers,
    }
