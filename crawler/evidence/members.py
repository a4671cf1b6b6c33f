"""Walk a `.warc.gz` member by member, as it streams by: other readers hide damage, this does not.

A member that is torn, that does not inflate, whose gzip checksum is wrong or that holds no whole
record ends the walk: nothing after it can be told apart.
"""

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from crawler.evidence.warc import END, VERSION, labelled, sha1

INFLATED_LIMIT = 64 * 1024 * 1024
"""A member of ours is far smaller: a body has at most `fetch.wire_bytes`."""
_STEP = 32 * 1024
_WITH_PAYLOAD = {"response", "conversion"}


class Damaged(Exception):
    """The bytes at `offset` are no whole record."""

    def __init__(self, offset: int, why: str) -> None:
        super().__init__(f"{why} at byte {offset}")
        self.offset = offset
        self.why = why


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRecord:
    """One record as it lies in a segment; `sha256` is that of its gzip member."""

    offset: int
    length: int
    sha256: bytes
    headers: dict[str, str]
    block: bytes

    @property
    def type(self) -> str:
        """Give the WARC-Type."""
        return self.headers.get("WARC-Type", "")

    @property
    def id(self) -> str:
        """Give the WARC-Record-ID."""
        return self.headers.get("WARC-Record-ID", "")

    def payload(self) -> bytes:
        """Give the HTTP body of a response as received; a conversion is nothing but its body."""
        if self.type == "conversion":
            return self.block
        return self.block.partition(END)[2]

    def faults(self) -> Iterator[str]:
        """Name every digest and length that the record itself does not bear out."""
        if self.headers.get("Content-Length") != str(len(self.block)):
            yield "its length is not what it states"
        if self.headers.get("WARC-Block-Digest") != labelled(sha1(self.block)):
            yield "its block digest differs"
        stated = self.headers.get("WARC-Payload-Digest")
        if self.type in _WITH_PAYLOAD and stated != labelled(sha1(self.payload())):
            yield "its payload digest differs"


def walk_members(chunks: Iterable[bytes]) -> Iterator[StoredRecord]:
    """Give every record of a segment; raise Damaged at the first byte that belongs to none."""
    source = _Source(chunks)
    offset = 0
    while source.more():
        record = _next_record(source, offset)
        yield record
        offset += record.length


def read_member(data: bytes, offset: int = 0) -> StoredRecord:
    """Read one record from exactly its bytes; `offset` is where they lie in their segment."""
    source = _Source((data,))
    if not source.more():
        raise Damaged(offset, "nothing lies")
    record = _next_record(source, offset)
    if record.length != len(data):
        raise Damaged(offset, "another record begins inside")
    return record


class _Source:
    """Chunks in small pieces, the end of one of which may be handed back."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = iter(chunks)
        self._chunk = memoryview(b"")
        self._at = 0

    def more(self) -> bool:
        while self._at >= len(self._chunk):
            piece = next(self._chunks, None)
            if piece is None:
                return False
            self._chunk, self._at = memoryview(piece), 0
        return True

    def take(self) -> memoryview:
        piece = self._chunk[self._at : self._at + _STEP]
        self._at += len(piece)
        return piece

    def give_back(self, count: int) -> None:
        self._at -= count


def _next_record(source: _Source, offset: int) -> StoredRecord:
    raw, length, digest = _inflate(source, offset)
    head, found, rest = raw.partition(END)
    if not found or not head.startswith(VERSION) or not rest.endswith(END):
        raise Damaged(offset, "there is no whole record")
    return StoredRecord(
        offset=offset,
        length=length,
        sha256=digest,
        headers=_headers(head),
        block=rest.removesuffix(END),
    )


def _inflate(source: _Source, offset: int) -> tuple[bytes, int, bytes]:
    """Inflate one member: its bytes, its length in the file and its sha256."""
    machine = zlib.decompressobj(31)
    digest = sha256()
    out: list[bytes] = []
    length = inflated = 0
    while not machine.eof:
        if not source.more():
            raise Damaged(offset, "the file ends inside a record")
        piece = source.take()
        try:
            out.append(machine.decompress(piece, INFLATED_LIMIT - inflated + 1))
        except zlib.error as err:
            raise Damaged(offset, "a record does not inflate") from err
        inflated += len(out[-1])
        if inflated > INFLATED_LIMIT:
            raise Damaged(offset, "a record is larger than any of ours")
        used = piece[: len(piece) - len(machine.unused_data)]
        length += len(used)
        digest.update(used)
    source.give_back(len(machine.unused_data))
    return b"".join(out), length, digest.digest()


def _headers(head: bytes) -> dict[str, str]:
    lines = head.decode("utf-8", "replace").split("\r\n")[1:]
    pairs = (line.partition(": ") for line in lines)
    return {name: value for name, _, value in pairs}
