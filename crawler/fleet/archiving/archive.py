"""The archive segment of one attempt: written once, synced, then named in the store."""

import hashlib
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from crawler.evidence.copies import whole_copy
from crawler.evidence.merkle import leaf_hash, root_of
from crawler.evidence.page_records import PAGE_RECORD, answer_parts, page_block
from crawler.evidence.seal import record_entry
from crawler.evidence.warc import Record, build_record, record_name
from schema.types.capture import Exchange, Page, Request
from schema.types.errors import ArchiveError
from schema.types.evidence import RecordRef
from schema.types.lease import SegmentRow
from schema.types.page_copy import PageCopy

SUFFIX = ".warc.gz"
_CHANCE = 4096
_ID_BYTES = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentFolder:
    """Where attempts write their segments; `part_bytes`: the size past which a new part begins."""

    root: Path
    software: str
    part_bytes: int | None = None

    def open(self, name: str, *, now: datetime) -> "SegmentWriter":
        """Open the segment of one attempt; raise ArchiveError where it cannot be written."""
        return SegmentWriter(
            self.root, name, now=now, software=self.software, part_bytes=self.part_bytes
        )


class SegmentWriter:
    """An `Archive` that writes one `.warc.gz`, or several parts of it, each opened O_EXCL.

    Nobody appends to another's file. When the disk fails nothing stays behind: what was never
    sealed was never named.
    """

    def __init__(
        self, root: Path, name: str, *, now: datetime, software: str, part_bytes: int | None = None
    ) -> None:
        self._root = root
        self._name = name
        self._part_bytes = part_bytes
        self._info = f"software: {software}\r\nformat: WARC File Format 1.1\r\n".encode()
        self._chance = b""
        self._parts: list[_Part] = []
        self._copies: dict[str, PageCopy] = {}
        self._received: dict[str, str] = {}
        self._begin_part(now)

    @property
    def copies(self) -> Sequence[PageCopy]:
        """Give the whole copies of this attempt that later ones may rest on."""
        return tuple(self._copies.values())

    def keep(self, request: Request, page: Page, copy: PageCopy | None = None) -> RecordRef:
        """Append all exchanges of a page and how it ended; give the place of the last answer.

        With `copy` the last answer has the body that lies there, and becomes a revisit of it.
        """
        if self._part_bytes is not None and self._parts[-1].size > self._part_bytes:
            self._begin_part(page.fetched_at)
        part, place, answers = self._parts[-1], None, []
        if page.rendered and page.body:
            record, place = self._keep_rendered(page)
            answers.append(record.id)
        for number, exchange in enumerate(page.exchanges, 1):
            last = number == len(page.exchanges)
            record, place = self._keep_exchange(exchange, copy if last else None)
            answers.append(record.id)
            if last:
                self._remember(request, page, record, place, copy)
                self._received[page.final_url] = record.id
        summary = build_record(
            "metadata",
            record_id=self._new_id(),
            at=page.fetched_at,
            block=page_block(request, page, answers, copy),
            content_type=PAGE_RECORD,
            target=page.url,
            extra=(
                ("WARC-Warcinfo-ID", part.info_id),
                *((("WARC-Concurrent-To", answers[-1]),) if answers else ()),
            ),
        )
        end = part.add(summary)
        self._guarded(part.write)
        return place or end

    def seal(self) -> tuple[SegmentRow, ...]:
        """Sync the files and their folders; only then may the store name them."""
        self._guarded(self._sync)
        return tuple(part.row(number) for number, part in enumerate(self._parts))

    def abandon(self) -> None:
        """Close the files of an attempt that failed; they stay as harmless orphans."""
        for part in self._parts:
            part.close()

    def _begin_part(self, now: datetime) -> None:
        number = len(self._parts)
        stem = self._name.removesuffix(SUFFIX)
        name = f"{stem}.{number}{SUFFIX}" if number else self._name

        def begin() -> None:
            if self._parts:
                self._parts[-1].sync()
            self._parts.append(_Part.opened(self._root, name, self._new_id()))

        self._guarded(begin)
        part = self._parts[-1]
        part.add(
            build_record(
                "warcinfo",
                record_id=part.info_id,
                at=now,
                block=self._info,
                content_type="application/warc-fields",
                extra=(("WARC-Filename", Path(name).name),),
            )
        )
        self._guarded(part.write)

    def _keep_exchange(self, exchange: Exchange, copy: PageCopy | None) -> tuple[Record, RecordRef]:
        part = self._parts[-1]
        peer = (("WARC-IP-Address", exchange.ip),) if exchange.ip else ()
        common = (*peer, ("WARC-Warcinfo-ID", part.info_id))
        parts = answer_parts(exchange, copy)
        answer = build_record(
            parts.type,
            record_id=self._new_id(),
            at=exchange.at,
            block=parts.block,
            content_type="application/http;msgtype=response",
            target=exchange.url,
            extra=(*common, *parts.fields),
            payload_start=parts.payload_start,
            payload_sha1=parts.payload_sha1,
        )
        place = part.add(answer)
        asked = build_record(
            "request",
            record_id=self._new_id(),
            at=exchange.at,
            block=exchange.request,
            content_type="application/http;msgtype=request",
            target=exchange.url,
            extra=(*common, ("WARC-Concurrent-To", answer.id)),
        )
        part.add(asked)
        return answer, place

    def _keep_rendered(self, page: Page) -> tuple[Record, RecordRef]:
        """Keep what a browser made of a page: a conversion of what was received (WARC 1.1 §6.8)."""
        part, received = self._parts[-1], self._received.get(page.final_url)
        record = build_record(
            "conversion",
            record_id=self._new_id(),
            at=page.fetched_at,
            block=page.body,
            content_type=page.content_type or "text/html",
            target=page.final_url,
            extra=(
                ("WARC-Warcinfo-ID", part.info_id),
                *((("WARC-Refers-To", received),) if received else ()),
            ),
            payload_start=0,
        )
        return record, part.add(record)

    def _remember(
        self,
        request: Request,
        page: Page,
        record: Record,
        place: RecordRef,
        copy: PageCopy | None,
    ) -> None:
        made = whole_copy(request, page, record, place, copy)
        if made is not None:
            self._copies[made.url_key] = made

    def _new_id(self) -> str:
        if len(self._chance) < _ID_BYTES:
            self._chance = os.urandom(_CHANCE)
        taken, self._chance = self._chance[:_ID_BYTES], self._chance[_ID_BYTES:]
        return record_name(taken)

    def _sync(self) -> None:
        self._parts[-1].sync()
        folder = (self._root / self._name).parent
        # The folders above may be as new as the file: their entries must last too.
        for path in (folder, folder.parent, folder.parent.parent):
            handle = os.open(path, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)

    def _guarded(self, step: Callable[[], None]) -> None:
        """Take a step on the disk; where it fails, leave nothing of this attempt there."""
        try:
            step()
        except OSError as err:
            for part in self._parts:
                part.discard()
            raise ArchiveError(
                f"the evidence in {self._name} cannot be written: {err.strerror}"
            ) from err


@dataclass(slots=True, kw_only=True)
class _Part:
    """One file of an attempt."""

    path: Path
    name: str
    info_id: str
    fd: int
    size: int = 0
    waiting: list[bytes] = field(default_factory=list)
    leaves: list[bytes] = field(default_factory=list)
    digest: "hashlib._Hash" = field(default_factory=hashlib.sha256)

    @classmethod
    def opened(cls, root: Path, name: str, info_id: str) -> "_Part":
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o640)
        return cls(path=path, name=name, info_id=info_id, fd=fd)

    def add(self, record: Record) -> RecordRef:
        """Take a record for the next write; give its place."""
        data = record.member()
        place = RecordRef(segment=self.name, offset=self.size, length=len(data))
        entry = record_entry(place.offset, place.length, hashlib.sha256(data).digest())
        self.leaves.append(leaf_hash(entry))
        self.waiting.append(data)
        self.digest.update(data)
        self.size += len(data)
        return place

    def write(self) -> None:
        """Write what waits, whole."""
        data = memoryview(b"".join(self.waiting))
        self.waiting.clear()
        while data:
            data = data[os.write(self.fd, data) :]

    def sync(self) -> None:
        """Make the file last, and close it."""
        os.fsync(self.fd)
        self.close()

    def row(self, number: int) -> SegmentRow:
        """Say what the store needs to name it."""
        return SegmentRow(
            path=self.name,
            size=self.size,
            sha256=self.digest.hexdigest(),
            part=number,
            records=len(self.leaves),
            root=root_of(self.leaves).hex(),
        )

    def close(self) -> None:
        """Close the file, once."""
        if self.fd >= 0:
            os.close(self.fd)
            self.fd = -1

    def discard(self) -> None:
        """Remove the file."""
        with suppress(OSError):
            self.close()
        self.path.unlink(missing_ok=True)
