"""Section E: size and compression. The bombs are packed when they are first asked for."""

import asyncio
import bz2
import gzip
import zlib
from collections.abc import Callable
from functools import cache
from typing import Any

import brotli
import zstandard

from schema.types.outcome import Outcome, PageClass
from testkit.hostile.case import ANY, OPENED, UNDETERMINED, Case, Play, Variant
from testkit.hostile.pages import PAGE
from testkit.hostile.talk import Script, Talk
from testkit.scripted_server import http

BOMB_BYTES = 400 * 1024 * 1024
"""What each bomb would decode to."""
_STEP = b"0" * (1024 * 1024)
_BODY = PAGE.encode()
_LITTLE = 64 * 1024 + 1024
_FAST = 0.5


@cache
def bomb(coding: str) -> bytes:
    """Give a body that decodes to BOMB_BYTES.

    Deflated data is one block that stands alone, said again and again: no client gets to the end,
    where a checksum would be missing.
    """
    times = BOMB_BYTES // len(_STEP)
    if coding == "br":
        packer = brotli.Compressor(quality=2)
        return b"".join(packer.process(_STEP) for _ in range(times)) + bytes(packer.finish())
    if coding == "zstd":
        return bytes(zstandard.ZstdCompressor().compress(_STEP)) * times
    machine = zlib.compressobj(9, wbits=31 if coding == "gzip" else 15)
    first = machine.compress(_STEP) + machine.flush(zlib.Z_FULL_FLUSH)
    block = machine.compress(_STEP) + machine.flush(zlib.Z_FULL_FLUSH)
    return first + block * (times - 1)


def _in_brotli(data: bytes) -> bytes:
    packer = brotli.Compressor(quality=5)
    return bytes(packer.process(data)) + bytes(packer.finish())


def _sending(make: Callable[[], bytes], coding: str | None, *more: str) -> Script:
    async def script(talk: Talk) -> None:
        await talk.request()
        headers = more if coding is None else (f"Content-Encoding: {coding}", *more)
        body = await asyncio.to_thread(make)
        await talk.send(http(body, headers=headers))

    return script


def _bombs(coding: str, name: str, make: Callable[[], bytes]) -> Variant:
    return Variant(
        name=name,
        play=Play(script=_sending(make, coding)),
        outcomes=frozenset({Outcome.DECODED_OVER_LIMIT}),
        counts=ANY,
        check=lambda result: result.seconds < 2,  # noqa: PLR2004 - s
        why="within a second or two",
    )


def _opens(name: str, coding: str | None, body: bytes, *more: str, **demands: Any) -> Variant:
    return Variant(
        name=name,
        play=Play(script=_sending(lambda: body, coding, *more)),
        outcomes=frozenset({Outcome.OK}),
        counts=OPENED,
        seconds=_FAST,
        **{"body": _BODY, **demands},
    )


def _raw_deflate(data: bytes) -> bytes:
    machine = zlib.compressobj(wbits=-15)
    return machine.compress(data) + machine.flush()


def _long_comment(data: bytes) -> bytes:
    """Pack with a comment of 256 KB and an extra field of 60 KB (RFC 1952 §2.3)."""
    plain = gzip.compress(data)
    extra = b"\xff\xea" + b"e" * 0xEAFF
    return plain[:3] + b"\x14" + plain[4:10] + extra + b"c" * 262144 + b"\0" + plain[10:]


def _cut(name: str, body: bytes, **demands: Any) -> Variant:
    return Variant(
        name=name,
        play=Play(script=_sending(lambda: body, "gzip")),
        outcomes=frozenset({Outcome.OK_TRUNCATED}),
        counts=OPENED,
        body=b"<!doctype html>",
        seconds=_FAST,
        **demands,
    )


def _refused(name: str, coding: str, body: bytes) -> Variant:
    return Variant(
        name=name,
        play=Play(script=_sending(lambda: body, coding)),
        outcomes=frozenset({Outcome.DECODE_ERROR}),
        counts=ANY,
        kept=body[:40],
        seconds=_FAST,
    )


async def _ten_gigabytes(talk: Talk) -> None:
    await talk.request()
    await talk.send(b"HTTP/1.1 200 OK\r\nContent-Length: 10737418240\r\n\r\n")
    await talk.flood(b"x" * 65536)


async def _endless_chunks(talk: Talk) -> None:
    await talk.request()
    await talk.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    await talk.send(f"{len(_BODY):x}\r\n".encode() + _BODY + b"\r\n")
    await talk.flood(b"10000\r\n" + b"x" * 65536 + b"\r\n")


async def _endless_small_chunks(talk: Talk) -> None:
    await talk.request()
    await talk.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    await talk.flood(b"1\r\nx\r\n" * 8192)


async def _endless_until_closed(talk: Talk) -> None:
    await talk.request()
    await talk.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + _BODY)
    await talk.flood(b"x" * 65536)


def _file(magic: bytes, content_type: str) -> Script:
    async def script(talk: Talk) -> None:
        await talk.request()
        head = f"HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\n\r\n".encode()
        await talk.send(head + magic)
        await talk.flood(b"\x01\x02\0\xff" * 16384)

    return script


def _not_html(name: str, magic: bytes, content_type: str) -> Variant:
    return Variant(
        name=name,
        play=Play(script=_file(magic, content_type)),
        outcomes=frozenset({Outcome.OK_TRUNCATED}),
        counts=UNDETERMINED,
        page_class=PageClass.NOT_HTML,
        wire=_LITTLE,
        seconds=_FAST,
    )


async def _heavy_redirect(talk: Talk) -> None:
    head = await talk.request()
    if b"GET /next " in head:
        await talk.send(http(PAGE))
        return
    await talk.send(b"HTTP/1.1 302 Found\r\nLocation: /next\r\nContent-Length: 10737418240\r\n\r\n")
    await talk.flood(b"x" * 65536)


async def _slow_redirect(talk: Talk) -> None:
    head = await talk.request()
    if b"GET /next " in head:
        await talk.send(http(PAGE))
        return
    await talk.send(b"HTTP/1.1 302 Found\r\nLocation: /next\r\n\r\n")
    await talk.drip(b"x")


_PACKED = gzip.compress(_BODY * 20)
_BAD_CHECKSUM = _PACKED[:-8] + bytes(8)

CASES = (
    Case(
        number=74,
        title="brotli bomb",
        variants=(_bombs("br", "br", lambda: bomb("br")),),
    ),
    Case(
        number=75,
        title="gzip bomb",
        variants=(
            _bombs("gzip", "gzip", lambda: bomb("gzip")),
            _bombs("gzip, gzip", "in two layers", lambda: gzip.compress(bomb("gzip"))),
            _bombs("gzip, br", "in br", lambda: _in_brotli(bomb("gzip"))),
        ),
    ),
    Case(
        number=76,
        title="deflate and zstd bombs",
        variants=(
            _bombs("deflate", "deflate", lambda: bomb("deflate")),
            _bombs("zstd", "zstd", lambda: bomb("zstd")),
        ),
    ),
    Case(
        number=77,
        title="chain of many codings",
        variants=(
            _refused("nine layers", ", ".join(["gzip"] * 9), gzip.compress(_BODY)),
            _refused("four layers", "gzip, gzip, gzip, gzip", gzip.compress(_BODY)),
        ),
    ),
    Case(
        number=78,
        title="two layers",
        variants=(
            _opens("gzip, deflate", "gzip, deflate", zlib.compress(gzip.compress(_BODY))),
            _opens("deflate, gzip", "deflate, gzip", gzip.compress(zlib.compress(_BODY))),
        ),
    ),
    Case(
        number=79,
        title="raw deflate",
        variants=(_opens("raw", "deflate", _raw_deflate(_BODY)),),
    ),
    Case(
        number=80,
        title="says gzip and is plain, and the reverse",
        variants=(
            *(
                _opens(
                    f"says {coding}",
                    coding,
                    _BODY,
                    check=lambda result: "not applied" in result.page.reason,
                    why="noted",
                )
                for coding in ("gzip", "br", "zstd", "deflate")
            ),
            _opens("says nothing", None, gzip.compress(_BODY)),
            _opens("says none", "none", _BODY),
        ),
    ),
    Case(
        number=81,
        title="gzip cut short, bad checksum",
        variants=(_cut("cut", _PACKED[:-200]), _cut("checksum", _BAD_CHECKSUM)),
    ),
    Case(
        number=82,
        title="two gzip members",
        variants=(
            _opens("both", "gzip", gzip.compress(b"<!-- 1 -->") + gzip.compress(_BODY)),
            _opens("padding behind", "gzip", gzip.compress(_BODY) + bytes(512)),
        ),
    ),
    Case(
        number=83,
        title="huge gzip comment and extra field",
        variants=(_opens("fields", "gzip", _long_comment(_BODY)),),
    ),
    Case(
        number=84,
        title="10 GB announced",
        variants=(
            Variant(
                play=Play(script=_ten_gigabytes),
                outcomes=frozenset({Outcome.BODY_TOO_LARGE}),
                counts=UNDETERMINED,
                wire=_LITTLE,
                seconds=_FAST,
            ),
        ),
    ),
    Case(
        number=85,
        title="endless body",
        variants=tuple(
            Variant(
                name=name,
                play=Play(script=script),
                outcomes=frozenset({Outcome.OK_TRUNCATED}),
                counts=ANY,
                body=body,
                kept=body,
            )
            for name, script, body in (
                ("chunks", _endless_chunks, _BODY),
                ("small chunks", _endless_small_chunks, b"xxxx"),
                ("until closed", _endless_until_closed, _BODY),
            )
        ),
    ),
    Case(
        number=86,
        title="large file behind a page's address",
        variants=(
            _not_html("zip", b"PK\x03\x04" + bytes(600), "text/html"),
            _not_html("pdf", b"%PDF-1.4\n" + bytes(600), "application/pdf"),
            _not_html("video", b"\0\0\0\x18ftypmp42" + bytes(600), "video/mp4"),
            _not_html("bzip2", bz2.compress(b"x" * 10000)[:600] + bytes(600), "text/html"),
        ),
    ),
    Case(
        number=87,
        title="redirect with a large body",
        variants=tuple(
            Variant(
                name=name,
                play=Play(script=script),
                outcomes=frozenset({Outcome.OK}),
                counts=OPENED,
                requests=2,
                wire=_LITTLE,
                seconds=_FAST,
            )
            for name, script in (("huge", _heavy_redirect), ("slow", _slow_redirect))
        ),
    ),
)
