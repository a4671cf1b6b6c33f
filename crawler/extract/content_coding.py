"""Remove content codings within a bound, for every client stack in one place (RFC 9110 §8.4)."""

import zlib
from collections.abc import Callable
from enum import StrEnum

import brotli
import zstandard

_STEP = 64 * 1024
_SMALL_STEP = 64
_MAX_CODINGS = 4


class Decoded(StrEnum):
    """How the decoding ended."""

    WHOLE = "whole"
    CUT = "cut"
    """The data ends early; what came is given."""
    BROKEN = "broken"
    OVER_LIMIT = "over_limit"
    UNKNOWN = "unknown"
    """A coding that nobody registered, or too many of them."""


def remove_codings(body: bytes, content_encoding: str | None, limit: int) -> tuple[bytes, Decoded]:
    """Decode a body as received; never more than `limit` bytes come out of any step."""
    names = [part.strip().lower() for part in (content_encoding or "").split(",")]
    codings = [name for name in names if name and name != "identity"]
    if len(codings) > _MAX_CODINGS or any(name not in _DECODERS for name in codings):
        return body, Decoded.UNKNOWN
    ending = Decoded.WHOLE
    for name in reversed(codings):
        body, end = _DECODERS[name](body, limit)
        if end is not Decoded.WHOLE:
            ending = end
        if end in {Decoded.BROKEN, Decoded.OVER_LIMIT}:
            break
    if not codings and len(body) > limit:
        return body[:limit], Decoded.OVER_LIMIT
    return body, ending


def _zlib(body: bytes, limit: int, wbits: int) -> tuple[bytes, Decoded]:
    out = bytearray()
    rest = body
    while rest:
        machine = zlib.decompressobj(wbits)
        try:
            out += machine.decompress(rest, limit - len(out) + 1)
        except zlib.error:
            out += _salvaged(rest, limit - len(out), wbits)
            return bytes(out), Decoded.CUT if out else Decoded.BROKEN
        if len(out) > limit:
            return bytes(out[:limit]), Decoded.OVER_LIMIT
        if not machine.eof:
            return bytes(out), Decoded.CUT
        rest = machine.unused_data if wbits == _GZIP else b""
        if not rest.startswith(b"\x1f\x8b"):
            break  # bytes after the last member are padding, as browsers see it
    return bytes(out), Decoded.WHOLE


def _salvaged(body: bytes, limit: int, wbits: int) -> bytes:
    """Inflate in small steps, so that what stands before a fault (a wrong checksum) is kept."""
    machine = zlib.decompressobj(wbits)
    out = bytearray()
    rest = body
    try:
        while rest and len(out) < limit:
            out += machine.decompress(rest, _SMALL_STEP)
            rest = machine.unconsumed_tail
    except zlib.error:
        pass
    return bytes(out)


_GZIP = 31


def _gzip(body: bytes, limit: int) -> tuple[bytes, Decoded]:
    if not body.startswith(b"\x1f\x8b"):
        return body[:limit], Decoded.BROKEN
    return _zlib(body, limit, _GZIP)


def _deflate(body: bytes, limit: int) -> tuple[bytes, Decoded]:
    out, end = _zlib(body, limit, 15)
    return _zlib(body, limit, -15) if end is Decoded.BROKEN else (out, end)


def _brotli(body: bytes, limit: int) -> tuple[bytes, Decoded]:
    machine = brotli.Decompressor()
    out = bytearray()
    data = body
    try:
        while not machine.is_finished() and len(out) <= limit:
            piece = machine.process(data, output_buffer_limit=_STEP)
            out += piece
            data = b""
            if not piece and machine.can_accept_more_data():
                return bytes(out), Decoded.CUT
    except brotli.error:
        return bytes(out), Decoded.CUT if out else Decoded.BROKEN
    if len(out) > limit:
        return bytes(out[:limit]), Decoded.OVER_LIMIT
    return bytes(out), Decoded.WHOLE


def _zstd(body: bytes, limit: int) -> tuple[bytes, Decoded]:
    machine = zstandard.ZstdDecompressor(max_window_size=8 * 1024 * 1024)
    out = bytearray()
    try:
        with machine.stream_reader(body, read_across_frames=True) as reader:
            while len(out) <= limit and (piece := reader.read(_STEP)):
                out += piece
    except zstandard.ZstdError:
        return bytes(out), Decoded.CUT if out else Decoded.BROKEN
    if len(out) > limit:
        return bytes(out[:limit]), Decoded.OVER_LIMIT
    return bytes(out), Decoded.WHOLE


_DECODERS: dict[str, Callable[[bytes, int], tuple[bytes, Decoded]]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
