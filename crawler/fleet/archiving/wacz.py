"""Write segments as one WACZ 1.1.1 file, that other people's tools open and play.

Segments stand in it as they are. Whole copies that revisits rest on and that lie in older segments
are added, byte for byte, in a file of their own, so that the hand-over needs nothing else.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from crawler.evidence.cdx import index_line
from crawler.evidence.members import StoredRecord
from crawler.evidence.page_records import COPY_PLACE, PAGE_RECORD
from crawler.fleet.archiving.segment_files import SegmentFiles, page_told
from schema.types.errors import ArchiveError, PuchaError
from schema.types.evidence import RecordRef

VERSION = "1.1.1"
_COPIES = "archive/copies.warc.gz"
_HTML = {"text/html", "application/xhtml+xml"}


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """What a WACZ is made of, and who made it when."""

    segments: Sequence[str]
    title: str
    software: str
    now: datetime


@dataclass(slots=True)
class _Index:
    """What was met in the segments."""

    lines: list[str]
    pages: list[dict[str, str]]
    copies: dict[RecordRef, None]
    """In the order in which they were first named."""


def write_wacz(files: SegmentFiles, out: Path, given: HandOver) -> int:
    """Write the file whole or not at all; give the number of pages. Raise ArchiveError."""
    draft = out.with_name(f".{out.name}.part")
    try:
        with ZipFile(draft, "w", ZIP_STORED, allowZip64=True) as archive:
            pages = _Writer(archive, files, given).write()
        draft.replace(out)
    except OSError as err:
        raise PuchaError(f"{out} cannot be written: {err.strerror}") from err
    finally:
        draft.unlink(missing_ok=True)
    return pages


class _Writer:
    def __init__(self, archive: ZipFile, files: SegmentFiles, given: HandOver) -> None:
        self._archive = archive
        self._files = files
        self._given = given
        self._index = _Index([], [], {})
        self._resources: list[dict[str, object]] = []

    def write(self) -> int:
        for name in self._given.segments:
            member = f"archive/{name.replace('/', '-')}"
            self._add(member, self._files.chunks(name))
            self._read(name, Path(member).name)
        outside = [one for one in self._index.copies if one.segment not in self._given.segments]
        if outside:
            self._add_copies(outside)
        lines = sorted(self._index.lines)
        self._add("indexes/index.cdx", (f"{line}\n".encode() for line in lines), packed=True)
        self._add("pages/pages.jsonl", self._page_lines(), packed=True)
        self._finish()
        return len(self._index.pages)

    def _add(self, path: str, chunks: Iterable[bytes], *, packed: bool = False) -> None:
        info = ZipInfo(path, self._given.now.astimezone(UTC).timetuple()[:6])
        info.compress_type = ZIP_DEFLATED if packed else ZIP_STORED
        digest, size = hashlib.sha256(), 0
        with self._archive.open(info, "w", force_zip64=True) as file:
            for piece in chunks:
                file.write(piece)
                digest.update(piece)
                size += len(piece)
        self._resources.append(
            {
                "name": Path(path).name.lower(),
                "path": path,
                "hash": f"sha256:{digest.hexdigest()}",
                "bytes": size,
            }
        )

    def _read(self, name: str, file: str) -> None:
        for record in self._files.records(name):
            line = index_line(record, file)
            if line is not None:
                self._index.lines.append(line)
            if record.type == "revisit" and COPY_PLACE in record.headers:
                segment, offset, length = record.headers[COPY_PLACE].rsplit(" ", 2)
                place = RecordRef(segment=segment, offset=int(offset), length=int(length))
                self._index.copies[place] = None
            if record.headers.get("Content-Type") == PAGE_RECORD:
                self._note_page(page_told(name, record)["page"])

    def _note_page(self, page: dict[str, object]) -> None:
        headers = dict(page["headers"])  # type: ignore[call-overload] # pairs, as JSON has them
        kind = str(headers.get("content-type", "")).partition(";")[0].strip().lower()
        if page["outcome"] == "ok" and kind in _HTML:
            url = str(page["url"])
            moment = datetime.fromisoformat(str(page["fetched_at"])).astimezone(UTC)
            stamp = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
            name = hashlib.sha256(f"{stamp} {url}".encode("utf-8", "replace")).hexdigest()[:16]
            self._index.pages.append({"id": name, "url": url, "ts": stamp, "title": url})

    def _add_copies(self, places: Sequence[RecordRef]) -> None:
        offset = 0
        moved = []
        for place in places:
            record = self._files.record(place)
            if record.type != "response":
                raise ArchiveError(f"a revisit rests on byte {place.offset} of {place.segment}")
            moved.append((offset, record))
            offset += record.length
        self._add(_COPIES, (self._files.read(place) for place in places))
        for start, record in moved:
            copied = StoredRecord(
                offset=start,
                length=record.length,
                sha256=record.sha256,
                headers=record.headers,
                block=record.block,
            )
            line = index_line(copied, Path(_COPIES).name)
            self._index.lines += [] if line is None else [line]

    def _page_lines(self) -> Iterator[bytes]:
        head = {"format": "json-pages-1.0", "id": "pages", "title": "All pages"}
        for one in (head, *self._index.pages):
            yield json.dumps(one, ensure_ascii=False).encode("utf-8", "replace") + b"\n"

    def _finish(self) -> None:
        stamp = self._given.now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        package = {
            "profile": "data-package",
            "wacz_version": VERSION,
            "title": self._given.title,
            "created": stamp,
            "software": self._given.software,
            "resources": self._resources,
        }
        text = json.dumps(package, ensure_ascii=False, indent=2).encode()
        digest = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(text).hexdigest()}"}
        self._archive.writestr("datapackage.json", text)
        self._archive.writestr("datapackage-digest.json", json.dumps(digest).encode())
