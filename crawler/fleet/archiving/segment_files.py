"""Read segments where they lie: in the local folder, else in the object store they went to."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

from crawler.evidence.members import Damaged, StoredRecord, read_member, walk_members
from crawler.evidence.page_records import read_page_block
from schema.types.errors import ArchiveError
from schema.types.evidence import RecordRef

CHUNK = 1 << 20
"""Bytes read at once: a segment is never loaded whole."""


class RemoteSegments(Protocol):
    """The object store as a reader needs it; all raise ArchiveError for what is not there."""

    def read(self, name: str, offset: int, length: int) -> bytes:
        """Give a range of a segment."""
        ...

    def chunks(self, name: str) -> Iterator[bytes]:
        """Give a segment piece by piece."""
        ...


class SegmentFiles:
    """All segments of an archive; what was pruned here is read from the store."""

    def __init__(self, root: Path, remote: RemoteSegments | None = None) -> None:
        self.root = root
        self._remote = remote

    def path(self, name: str) -> Path:
        """Give where a segment lies here, whether it does or not."""
        return self.root / name

    def chunks(self, name: str) -> Iterator[bytes]:
        """Give a segment piece by piece."""
        if self._is_remote(name) and self._remote is not None:
            yield from self._remote.chunks(name)
            return
        try:
            with self.path(name).open("rb") as file:
                yield from iter(lambda: file.read(CHUNK), b"")
        except OSError as err:
            raise _unreadable(name, err) from err

    def read(self, place: RecordRef) -> bytes:
        """Give the bytes of one record as they lie."""
        if self._is_remote(place.segment) and self._remote is not None:
            return self._remote.read(place.segment, place.offset, place.length)
        try:
            with self.path(place.segment).open("rb") as file:
                file.seek(place.offset)
                return file.read(place.length)
        except OSError as err:
            raise _unreadable(place.segment, err) from err

    def record(self, place: RecordRef) -> StoredRecord:
        """Give one record by its place; raise ArchiveError for a damaged one."""
        try:
            return read_member(self.read(place), place.offset)
        except Damaged as err:
            raise ArchiveError(f"segment {place.segment} is damaged: {err}") from err

    def records(self, name: str) -> Iterator[StoredRecord]:
        """Walk all records of a segment from the front; raise ArchiveError where it is damaged."""
        try:
            yield from walk_members(self.chunks(name))
        except Damaged as err:
            raise ArchiveError(f"segment {name} is damaged: {err}") from err

    def _is_remote(self, name: str) -> bool:
        return self._remote is not None and not self.path(name).exists()


def page_told(name: str, record: StoredRecord) -> dict[str, Any]:
    """Give what the record of a page in a segment tells; raise ArchiveError for a damaged one."""
    try:
        return read_page_block(record)
    except Damaged as err:
        raise ArchiveError(f"segment {name} is damaged: {err}") from err


def _unreadable(name: str, err: OSError) -> ArchiveError:
    return ArchiveError(f"segment {name} cannot be read: {err.strerror}")
