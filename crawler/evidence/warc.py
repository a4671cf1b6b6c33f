"""WARC 1.1 records: one gzip member each, the body as received (ISO 28500:2017)."""

import hashlib
import string
import struct
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote

from isal import isal_zlib

CRLF = b"\r\n"
END = CRLF + CRLF
"""Ends the head of a record, and the record."""
VERSION = b"WARC/1.1"
_GZIP_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
_STORED_BLOCK = 65535
_GZIP_BODY = b"\x1f\x8b"
_PACKED = (_GZIP_BODY, b"\x28\xb5\x2f\xfd", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04")
"""First bytes of bodies that deflate cannot make smaller."""
_LEVEL = 1
_BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_BASE32_PAIRS = [one + other for one in _BASE32 for other in _BASE32]
Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record before it is compressed."""

    type: str
    id: str
    head: bytes
    block: bytes
    payload_start: int
    """Where the HTTP payload begins in the block; its length where there is none."""
    payload_sha1: bytes | None = None

    def member(self) -> bytes:
        """Give the record as one gzip member; a payload that is packed already is only stored."""
        payload = memoryview(self.block)[self.payload_start :]
        if not self.block.startswith(_PACKED, self.payload_start):
            machine = isal_zlib.compressobj(_LEVEL, isal_zlib.DEFLATED, 31)
            pieces = [machine.compress(part) for part in (self.head, self.block, END)]
            return b"".join((*pieces, machine.flush()))
        return _split_member(self.head + self.block[: self.payload_start], bytes(payload) + END)


def build_record(  # noqa: PLR0913 - the fields of a record
    record_type: str,
    *,
    record_id: str,
    at: datetime,
    block: bytes,
    content_type: str,
    target: str | None = None,
    extra: Fields = (),
    payload_start: int | None = None,
    payload_sha1: bytes | None = None,
) -> Record:
    """Build a record; times in UTC, digests sha1 base32 as the tools expect.

    `payload_start` tells where the payload lies in the block, `payload_sha1` the digest of one that
    lies elsewhere (a revisit's).
    """
    start = len(block) if payload_start is None else payload_start
    if payload_start is not None:
        payload_sha1 = sha1(memoryview(block)[start:])
    fields = (
        ("WARC-Type", record_type),
        ("WARC-Record-ID", record_id),
        ("WARC-Date", warc_date(at)),
        *((("WARC-Target-URI", as_uri(target)),) if target else ()),
        ("Content-Type", content_type),
        ("WARC-Block-Digest", labelled(sha1(block))),
        *((("WARC-Payload-Digest", labelled(payload_sha1)),) if payload_sha1 else ()),
        *extra,
        ("Content-Length", str(len(block))),
    )
    lines = "\r\n".join(f"{name}: {value}" for name, value in fields)
    return Record(
        type=record_type,
        id=record_id,
        head=b"".join((VERSION, CRLF, lines.encode(), END)),
        block=block,
        payload_start=start,
        payload_sha1=payload_sha1,
    )


def record_name(random_bytes: bytes) -> str:
    """Give 16 random bytes as the name of a record (UUID version 4, RFC 9562)."""
    made = bytearray(random_bytes)
    made[6] = made[6] & 0x0F | 0x40
    made[8] = made[8] & 0x3F | 0x80
    text = made.hex()
    return f"<urn:uuid:{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}>"


def warc_date(at: datetime) -> str:
    """Give a time as WARC-Date has it, to the microsecond."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def as_uri(url: str) -> str:
    """Escape what may not stand in a field, so that an address as registered is one line."""
    if url.isascii() and url.isprintable() and " " not in url:
        return url
    return quote(url, safe=string.punctuation, errors="replace")


def sha1(data: bytes | memoryview) -> bytes:
    """Give the digest that WARC tools expect; it proves no origin, seals are sha256."""
    return hashlib.sha1(data, usedforsecurity=False).digest()


def labelled(digest: bytes) -> str:
    """Give a sha1 digest as a WARC field has it."""
    return f"sha1:{_base32(digest)}"


def _base32(digest: bytes) -> str:
    """Write whole fives of bytes in base32; Python's own way takes three times as long."""
    pairs: list[str] = []
    for start in range(0, len(digest), 5):
        bits = int.from_bytes(digest[start : start + 5], "big")
        pairs += (
            _BASE32_PAIRS[bits >> 30],
            _BASE32_PAIRS[bits >> 20 & 1023],
            _BASE32_PAIRS[bits >> 10 & 1023],
            _BASE32_PAIRS[bits & 1023],
        )
    return "".join(pairs)


def _split_member(front: bytes, payload: bytes) -> bytes:
    """Deflate the small heads and store the payload: one member, two kinds of block."""
    machine = isal_zlib.compressobj(_LEVEL, isal_zlib.DEFLATED, -15)
    out = [_GZIP_HEAD, machine.compress(front), machine.flush(isal_zlib.Z_FULL_FLUSH)]
    for start in range(0, len(payload), _STORED_BLOCK):
        piece = payload[start : start + _STORED_BLOCK]
        last = start + _STORED_BLOCK >= len(payload)
        out.append(struct.pack("<BHH", int(last), len(piece), len(piece) ^ 0xFFFF))
        out.append(piece)
    crc = isal_zlib.crc32(payload, isal_zlib.crc32(front))
    out.append(struct.pack("<II", crc, (len(front) + len(payload)) & 0xFFFFFFFF))
    return b"".join(out)
