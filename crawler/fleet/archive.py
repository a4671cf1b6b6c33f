"""The archive segment of one attempt: written once, synced, then named in the store."""

import hashlib
import os
from datetime import datetime
from pathlib import Path

from crawler.evidence.merkle import leaf_hash, root_of
from crawler.evidence.page_records import PAGE_RECORD, answer_parts, page_block
from crawler.evidence.warc import Record, build_record, record_name
from schema.types.capture import Exchange, Page, Request
from schema.types.evidence import RecordRef
from schema.types.lease import SegmentRow
from schema.types.page_copy import PageCopy

_NAME_BYTES = 16


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
        self._leaves: list[bytes] = []
        first = build_record(
            "warcinfo",
            record_id=_new_name(),
            at=now,
            block=f"software: {software}\r\nformat: WARC File Format 1.1\r\n".encode(),
            content_type="application/warc-fields",
            extra=(("WARC-Filename", path.name),),
        )
        self._info_id = first.id
        self._append(first)

    def keep(self, request: Request, page: Page, copy: PageCopy | None = None) -> RecordRef:
        """Append all exchanges of a page and how it ended; give the place of the last answer.

        With `copy` its body is the one that lies there: the last exchange becomes a revisit.
        """
        answer: RecordRef | None = None
        answers: list[str] = []
        for number, exchange in enumerate(page.exchanges, 1):
            last = number == len(page.exchanges)
            answer, record_id = self._keep_exchange(exchange, copy if last else None)
            answers.append(record_id)
        concurrent = (("WARC-Concurrent-To", answers[-1]),) if answers else ()
        summary = build_record(
            "metadata",
            record_id=_new_name(),
            at=page.fetched_at,
            block=page_block(request, page, answers, copy),
            content_type=PAGE_RECORD,
            target=page.url,
            extra=(("WARC-Warcinfo-ID", self._info_id), *concurrent),
        )
        place = self._append(summary)
        return answer or place

    def seal(self) -> list[SegmentRow]:
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
        row = SegmentRow(
            path=self._name,
            size=self._size,
            sha256=self._digest.hexdigest(),
            records=len(self._leaves),
            root=root_of(self._leaves).hex(),
        )
        return [row]

    def abandon(self) -> None:
        """Close the file of an attempt that failed; it stays as a harmless orphan."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def _keep_exchange(self, exchange: Exchange, copy: PageCopy | None) -> tuple[RecordRef, str]:
        peer = (("WARC-IP-Address", exchange.ip),) if exchange.ip else ()
        common = (*peer, ("WARC-Warcinfo-ID", self._info_id))
        parts = answer_parts(exchange, copy)
        response = build_record(
            parts.type,
            record_id=_new_name(),
            at=exchange.at,
            block=parts.block,
            content_type="application/http;msgtype=response",
            target=exchange.url,
            extra=(*common, *parts.fields),
            payload_start=parts.payload_start,
            payload_sha1=parts.payload_sha1,
        )
        place = self._append(response)
        request = build_record(
            "request",
            record_id=_new_name(),
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
        self._leaves.append(leaf_hash(hashlib.sha256(data).digest()))
        return RecordRef(segment=self._name, offset=offset, length=len(data))


def _new_name() -> str:
    return record_name(os.urandom(_NAME_BYTES))
