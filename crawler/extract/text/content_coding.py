"""Remove content codings within a bound, for every client stack in one place (RFC 9110 §8.4).

The layers are pulled through one another in small pieces, so that a bomb in any of them costs no
more memory than the result may have.
"""

import zlib
from collections.abc import Callable, Iterator
from enum import StrEnum
from io import BytesIO
from typing import IO, cast

import brotli
import zstandard
from isal import igzip_lib, isal_zlib

_ISAL_ERROR = cast("type[Exception]", igzip_lib.IsalError)  # its stub names no type
_STEP = 64 * 1024
_SMALL_STEP = 64
MAX_CODINGS = 3
OVER_LIMIT_BYTES = 64 * 1024
"""What is given of a body that decodes to too much: enough to see what it is."""
_ZSTD_WINDOW = 8 * 1024 * 1024
_GZIP_MAGIC = b"\x1f\x8b\x08"
_SNIFFED = 512
Pieces = Iterator[bytes]


class Decoded(StrEnum):
    """How the decoding ended."""

    WHOLE = "whole"
    PLAIN = "plain"
    """A coding was named, but the body is plain text."""
    CUT = "cut"
    """The data ends early; what came is given."""
    BROKEN = "broken"
    OVER_LIMIT = "over_limit"
    UNKNOWN = "unknown"
    """A coding that nobody registered, or too many of them."""


class _Fault(Exception):
    """A layer ended otherwise than whole."""

    def __init__(self, ending: Decoded) -> None:
        super().__init__(ending)
        self.ending = ending


def remove_codings(body: bytes, content_encoding: str | None, limit: int) -> tuple[bytes, Decoded]:
    """Decode a body as received; never more than `limit` bytes come out of any step.

    A body that is plain in spite of a coding's name is given as it is, and gzip that nobody named
    is undone all the same: both are common, and readers know neither from the other.
    """
    codings = _named(content_encoding)
    if not codings and body.startswith(_GZIP_MAGIC):
        codings = ["gzip"]
    if len(codings) > MAX_CODINGS or any(name not in _DECODERS for name in codings):
        return body[:limit], Decoded.UNKNOWN
    if not codings:
        return (body, Decoded.WHOLE) if len(body) <= limit else (body[:limit], Decoded.OVER_LIMIT)
    if codings == ["gzip"]:
        whole = _whole_gzip(body, limit)
        if whole is not None:
            return whole, Decoded.WHOLE
    pieces: Pieces = iter((body,))
    for name in reversed(codings):
        pieces = _bounded(_DECODERS[name](pieces), limit)
    found, ending = _collected(pieces, limit)
    if ending is Decoded.BROKEN and _is_text(body):
        return body[:limit], Decoded.PLAIN
    return found, ending


def _whole_gzip(body: bytes, limit: int) -> bytes | None:
    """Inflate what nearly every page is, one sound member within the limit, in one step."""
    machine = isal_zlib.decompressobj(_GZIP)
    try:
        found: bytes = machine.decompress(body, limit + 1)
    except _ISAL_ERROR:
        return None
    return found if machine.eof and not machine.unused_data and len(found) <= limit else None


def _named(content_encoding: str | None) -> list[str]:
    if not content_encoding:
        return []
    names = [part.strip().lower() for part in content_encoding.split(",")]
    return [name for name in names if name and name not in {"identity", "none", "utf-8"}]


def _is_text(body: bytes) -> bool:
    first = body[:_SNIFFED]
    return bool(first) and not any(byte < 9 or 13 < byte < 32 for byte in first)  # noqa: PLR2004 - C0


def _bounded(pieces: Pieces, limit: int) -> Pieces:
    """Let no layer bring forth more than the limit, also when the next one swallows it."""
    count = 0
    for piece in pieces:
        count += len(piece)
        yield piece
        if count > limit:
            raise _Fault(Decoded.OVER_LIMIT)


def _collected(pieces: Pieces, limit: int) -> tuple[bytes, Decoded]:
    out = BytesIO()  # getvalue gives its buffer away without a copy
    ending = Decoded.WHOLE
    try:
        for piece in pieces:
            out.write(piece)
    except _Fault as fault:
        ending = fault.ending
    if out.tell() > limit:
        out.truncate(min(limit, OVER_LIMIT_BYTES))
        ending = Decoded.OVER_LIMIT
    if ending is Decoded.CUT and not out.tell():
        ending = Decoded.BROKEN
    return out.getvalue(), ending


def _inflated(pieces: Pieces, wbits: int) -> Pieces:
    """Inflate one stream, or gzip's members one after another; bytes behind them are padding."""
    machine = zlib.decompressobj(wbits)
    for piece in pieces:
        rest = piece
        while rest:
            before = machine.copy()
            try:
                out = machine.decompress(rest, _STEP)
            except zlib.error:
                yield from _salvaged(before, rest)
                raise _Fault(Decoded.CUT) from None
            if out:
                yield out
            if not machine.eof:
                rest = machine.unconsumed_tail
                continue
            rest = machine.unused_data
            if wbits != _GZIP or (rest and not _GZIP_MAGIC.startswith(rest[:3])):
                return
            machine = zlib.decompressobj(wbits) if rest else machine
    if not machine.eof:
        raise _Fault(Decoded.CUT)


def _salvaged(machine: "zlib._Decompress", rest: bytes) -> Pieces:
    """Give what stands before a fault (a wrong checksum), inflating in small steps."""
    try:
        while rest:
            out = machine.decompress(rest, _SMALL_STEP)
            if out:
                yield out
            rest = machine.unconsumed_tail
    except zlib.error:
        return


_GZIP = 31


def _gzip(pieces: Pieces) -> Pieces:
    return _inflated(pieces, _GZIP)


def _deflate(pieces: Pieces) -> Pieces:
    """Inflate with the header that the standard asks for, or without, as some servers send it."""
    first = next(pieces, b"")
    while len(first) < 2:  # noqa: PLR2004 - the zlib header
        more = next(pieces, b"")
        if not more:
            break
        first += more
    with_header = len(first) > 1 and first[0] & 15 == 8 and (first[0] * 256 + first[1]) % 31 == 0  # noqa: PLR2004 - RFC 1950
    return _inflated(_chained(first, pieces), 15 if with_header else -15)


def _chained(first: bytes, rest: Pieces) -> Pieces:
    yield first
    yield from rest


def _brotli(pieces: Pieces) -> Pieces:
    machine = brotli.Decompressor()
    for piece in pieces:
        data = piece
        while not machine.is_finished():
            try:
                out = machine.process(data, output_buffer_limit=_STEP)
            except brotli.error:
                raise _Fault(Decoded.CUT) from None
            data = b""
            if out:
                yield out
            elif machine.can_accept_more_data():
                break
    if not machine.is_finished():
        raise _Fault(Decoded.CUT)


class _Source:
    """Pieces as the file that the zstd reader wants."""

    def __init__(self, pieces: Pieces) -> None:
        self._pieces = pieces
        self._held = b""

    def read(self, size: int) -> bytes:
        """Give at most `size` bytes, none at the end."""
        while not self._held:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._held = piece
        given, self._held = self._held[:size], self._held[size:]
        return given


def _zstd(pieces: Pieces) -> Pieces:
    machine = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
    try:
        with machine.stream_reader(
            cast(IO[bytes], _Source(pieces)), read_across_frames=True
        ) as reader:
            while piece := reader.read(_STEP):
                yield piece
    except zstandard.ZstdError:
        raise _Fault(Decoded.CUT) from None


_DECODERS: dict[str, Callable[[Pieces], Pieces]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
