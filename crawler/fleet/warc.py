"""WARC 1.1 records: one gzip member each, the body as received (ISO 28500:2017)."""

import base64
import hashlib
import string
import struct
import uuid
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote

CRLF = b"\r\n"
_GZIP_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
_STORED_BLOCK = 65535
_ENCODED = b"\x1f\x8b"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record before it is compressed."""

    type: str
    id: str
    head: bytes
    block: bytes
    payload_start: int
    """Where the HTTP payload begins in the block; its length where there is none."""

    def member(self) -> bytes:
        """Give the record as one gzip member; a payload that is gzip already is only stored."""
        front = self.head + self.block[: self.payload_start]
        payload = self.block[self.payload_start :]
        if not payload.startswith(_ENCODED):
            machine = zlib.compressobj(6, zlib.DEFLATED, 31)
            return machine.compress(front + payload + CRLF + CRLF) + machine.flush()
        return _split_member(front, payload + CRLF + CRLF)


def build_record(  # noqa: PLR0913 - the fields of a record
    record_type: str,
    *,
    at: datetime,
    block: bytes,
    content_type: str,
    target: str | None = None,
    extra: tuple[tuple[str, str], ...] = (),
    payload_start: int | None = None,
) -> Record:
    """Build a record; times in UTC, digests sha1 base32 as the tools expect."""
    record_id = f"<urn:uuid:{uuid.uuid4()}>"
    start = len(block) if payload_start is None else payload_start
    fields = [
        ("WARC-Type", record_type),
        ("WARC-Record-ID", record_id),
        ("WARC-Date", at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")),
        *([("WARC-Target-URI", _as_uri(target))] if target else []),
        ("Content-Type", content_type),
        ("WARC-Block-Digest", _sha1(block)),
        *([("WARC-Payload-Digest", _sha1(block[start:]))] if payload_start is not None else []),
        *extra,
        ("Content-Length", str(len(block))),
    ]
    head = CRLF.join([b"WARC/1.1", *(f"{name}: {value}".encode() for name, value in fields)])
    return Record(
        type=record_type,
        id=record_id,
        head=head + CRLF + CRLF,
        block=block,
        payload_start=start,
    )


def _as_uri(url: str) -> str:
    """Escape what may not stand in a field, so that an address as registered is one line."""
    return quote(url, safe=string.punctuation, errors="replace")


def _sha1(data: bytes) -> str:
    digest = hashlib.sha1(data, usedforsecurity=False).digest()
    return "sha1:" + base64.b32encode(digest).decode()


def _split_member(front: bytes, payload: bytes) -> bytes:
    """Deflate the small heads and store the payload: one member, two kinds of block."""
    machine = zlib.compressobj(6, zlib.DEFLATED, -15)
    out = [_GZIP_HEAD, machine.compress(front), machine.flush(zlib.Z_FULL_FLUSH)]
    for start in range(0, len(payload), _STORED_BLOCK):
        piece = payload[start : start + _STORED_BLOCK]
        last = start + _STORED_BLOCK >= len(payload)
        out.append(struct.pack("<BHH", int(last), len(piece), len(piece) ^ 0xFFFF))
        out.append(piece)
    crc = zlib.crc32(payload, zlib.crc32(front))
    out.append(struct.pack("<II", crc, (len(front) + len(payload)) & 0xFFFFFFFF))
    return b"".join(out)
