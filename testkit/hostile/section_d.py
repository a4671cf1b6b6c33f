"""Section D: framing and headers, the same verdict on both client stacks."""

import gzip
from typing import Any

from schema.types.outcome import Outcome, PageClass
from testkit.hostile.case import OPENED, UNDETERMINED, Case, Play, Variant
from testkit.hostile.cut import cut
from testkit.hostile.pages import PAGE
from testkit.hostile.talk import Talk, answering, by_path
from testkit.scripted_server import http

_BODY = PAGE.encode()
_LENGTH = f"Content-Length: {len(_BODY)}\r\n".encode()
_LINE = b"HTTP/1.1 200 OK\r\n"
_HTML = b"Content-Type: text/html; charset=utf-8\r\n"
_CHUNKED = b"Transfer-Encoding: chunked\r\n"
_CHUNKS = f"{len(_BODY):x}\r\n".encode() + _BODY + b"\r\n0\r\n\r\n"
_MANY = 3000


def _good(name: str, answer: bytes, **more: Any) -> Variant:
    """Play a page that opens in spite of what is odd about it."""
    return Variant(
        name=name,
        play=Play(script=answering(answer)),
        outcomes=frozenset({Outcome.OK}),
        counts=OPENED,
        seconds=0.4,
        **{"body": _BODY, **more},
    )


def _bad(
    name: str, answer: bytes, outcome: Outcome = Outcome.PROTOCOL_ERROR, **more: Any
) -> Variant:
    """Play an answer that is none; what came of it is kept, and nothing counts against the site."""
    return Variant(
        name=name,
        play=Play(script=answering(answer)),
        outcomes=frozenset({outcome}),
        counts=UNDETERMINED,
        seconds=0.4,
        **{"kept": answer[:60], **more},
    )


def _whole(*lines: bytes) -> bytes:
    return _LINE + _HTML + b"".join(lines) + b"\r\n" + _BODY


def _chunked(*lines: bytes, body: bytes = _CHUNKS) -> bytes:
    return _LINE + _HTML + b"".join(lines) + b"\r\n" + body


def _gzip_chunked() -> bytes:
    packed = gzip.compress(_BODY)
    chunks = f"{len(packed):x}\r\n".encode() + packed + b"\r\n0\r\n\r\n"
    return _chunked(b"Transfer-Encoding: gzip, chunked\r\n", body=chunks)


async def _endless_extension(talk: Talk) -> None:
    await talk.request()
    await talk.send(_LINE + _CHUNKED + b"\r\n5;")
    await talk.flood(b"a" * 65536)


async def _endless_head(talk: Talk) -> None:
    await talk.request()
    await talk.send(_LINE)
    await talk.flood(b"Set-Cookie: a=b\r\n" * 1000)


async def _twice_on_one_connection(talk: Talk) -> None:
    for _ in range(2):
        await talk.request()
        await talk.send(_LINE + _HTML + _LENGTH + b"\r\n" + _BODY + b"HTTP/1.1 200 OK\r\n\r\njunk")


def _growing(target: str, _head: bytes) -> bytes:
    number = int(target.strip("/") or 0)
    padding = tuple(f"X-{line}: {'y' * 900}" for line in range(50))
    return http("", status="302 Found", headers=(f"Location: /{number + 1}", *padding))


def _unasked(_target: str, head: bytes) -> bytes:
    if b"no-cache" in head:
        return http(PAGE)
    return b"HTTP/1.1 304 Not Modified\r\n\r\n"


def _always_unasked(_target: str, _head: bytes) -> bytes:
    return b"HTTP/1.1 304 Not Modified\r\n\r\n"


def _only_get(_target: str, head: bytes) -> bytes:
    if head.startswith(b"HEAD"):
        return http("", status="405 Method Not Allowed")
    return http(PAGE)


_ODD_COOKIES = (
    "Set-Cookie: other=1; Domain=other.example.org",
    "Set-Cookie: suffix=1; Domain=gov.cn",
    "Set-Cookie: control=\x01\x02",
    f"Set-Cookie: long={'z' * 8192}",
    "Set-Cookie: =",
    "Set-Cookie: good=1",
)


def _cookies(target: str, head: bytes) -> bytes:
    if target == "/":
        return http("", status="302 Found", headers=("Location: /next", *_ODD_COOKIES))
    return http(PAGE if b"Cookie: good=1\r\n" in head else "wrong cookies")


CASES = (
    Case(
        number=42,
        title="HTTP/0.9",
        variants=(_bad("page", _BODY), _bad("text", b"hello\n"), _bad("one byte", b"h")),
    ),
    Case(
        number=43,
        title="junk after the answer",
        variants=(
            Variant(
                play=Play(script=_twice_on_one_connection, fetches=2),
                outcomes=frozenset({Outcome.OK}),
                counts=OPENED,
                body=_BODY,
                seconds=0.5,
                check=lambda result: result.page.body == _BODY,
                why="the first answer alone",
            ),
        ),
    ),
    Case(
        number=44,
        title="odd versions",
        variants=tuple(
            _bad(line.decode()[:9], line + b" 200 OK\r\n" + _LENGTH + b"\r\n" + _BODY)
            for line in (b"HTP/1.1", b"HTTP/11.1", b"HTTP/1.01", b"HTTP/1.1\t")
        ),
    ),
    Case(
        number=45,
        title="negative or 4-digit status",
        variants=tuple(
            _bad(code.decode(), b"HTTP/1.1 " + code + b" OK\r\n" + _LENGTH + b"\r\n" + _BODY)
            for code in (b"-200", b"2000", b"099", b"20", b"2x0")
        ),
    ),
    Case(
        number=46,
        title="bare LF line ends",
        variants=(
            _good("length", _whole(_LENGTH).replace(b"\r\n", b"\n", 4)),
            _good("mixed", b"HTTP/1.1 200 OK\n" + _HTML + _LENGTH + b"\n" + _BODY),
            _good("until closed", b"HTTP/1.0 200 OK\n\n" + _BODY),
        ),
    ),
    Case(
        number=47,
        title="spurious CR in a header",
        variants=(
            _bad("value", _whole(b"X-A: b\rX-C: d\r\n", _LENGTH)),
            _bad("length", _whole(b"Content-Length: \r-6\r\n")),
        ),
    ),
    Case(
        number=48,
        title="NUL in a header",
        variants=(
            _bad("value", _whole(b"X-A: b\0c\r\n", _LENGTH)),
            _bad("name", _whole(b"X-\0A: b\r\n", _LENGTH)),
        ),
    ),
    Case(
        number=49,
        title="header without a colon",
        variants=(_good("ignored", _whole(b"Server example\r\n", _LENGTH)),),
    ),
    Case(
        number=50,
        title="first header starts with a space",
        variants=(
            _good("space", _LINE + b" Server: a\r\n" + _LENGTH + b"\r\n" + _BODY),
            _good("its length counts", _LINE + b" " + _LENGTH + b"\r\n" + _BODY + b"more"),
        ),
    ),
    Case(
        number=51,
        title="folded headers",
        variants=(
            _good(
                "joined",
                _whole(b"X-Folded: one\r\n two\r\n\tthree\r\n", _LENGTH),
                check=lambda result: result.page.header("x-folded") == "one two three",
                why="joined",
            ),
        ),
    ),
    Case(
        number=52,
        title="header lines of 18 KB and 100 KB",
        variants=(
            _good("18 KB", _whole(b"X-Long: " + b"y" * 18_000 + b"\r\n", _LENGTH)),
            _bad(
                "100 KB",
                _whole(b"X-Long: " + b"y" * 100_000 + b"\r\n", _LENGTH),
                Outcome.HEADERS_TOO_LARGE,
            ),
        ),
    ),
    Case(
        number=53,
        title="thousands of headers",
        variants=(
            _bad("X-n", _whole(b"X-A: b\r\n" * _MANY, _LENGTH), Outcome.HEADERS_TOO_LARGE),
            _bad("Set-Cookie", _whole(b"Set-Cookie: a=b\r\n" * _MANY), Outcome.HEADERS_TOO_LARGE),
            Variant(
                name="endless",
                play=Play(script=_endless_head),
                outcomes=frozenset({Outcome.HEADERS_TOO_LARGE}),
                counts=UNDETERMINED,
                seconds=0.4,
            ),
        ),
    ),
    Case(
        number=54,
        title="headers grow over endless redirects",
        variants=(
            Variant(
                play=Play(script=by_path(_growing)),
                outcomes=frozenset({Outcome.REDIRECT_LIMIT}),
                requests=11,
                check=lambda result: (
                    sum(len(one.head) for one in result.page.exchanges) < 11 * 64 * 1024
                ),
                why="bounded in sum",
            ),
        ),
    ),
    Case(
        number=55,
        title="Content-Length that is no length",
        variants=(
            *(
                _bad(value.decode()[:12], _whole(b"Content-Length: " + value + b"\r\n"))
                for value in (b"-6", b"six", b"6abc", b"36893488147419103232", b"+6", b"6.0")
            ),
            _good("repeated", _whole(b"Content-Length: %d, %d\r\n" % (len(_BODY), len(_BODY)))),
        ),
    ),
    Case(
        number=56,
        title="two equal Content-Length",
        variants=(_good("equal", _whole(_LENGTH, _LENGTH)),),
    ),
    Case(
        number=57,
        title="two different Content-Length",
        variants=(_bad("different", _whole(_LENGTH, b"Content-Length: 7\r\n")),),
    ),
    Case(
        number=58,
        title="Content-Length larger than the body",
        variants=(
            cut("page", _whole(b"Content-Length: 99999\r\n"), _BODY, page_class=PageClass.PAGE),
            cut("no body", _LINE + b"Content-Length: 9\r\n\r\n", b""),
        ),
    ),
    Case(
        number=59,
        title="Content-Length smaller than the body",
        variants=(
            _good(
                "rest dropped",
                _whole(_LENGTH) + b"MORE THAN WAS SAID",
                check=lambda result: result.page.body == _BODY,
                why="no more than was said",
            ),
        ),
    ),
    Case(
        number=60,
        title="chunked and Content-Length together",
        variants=(
            _good("chunked wins", _chunked(_CHUNKED, b"Content-Length: 5\r\n")),
            _good("zero length", _chunked(b"Content-Length: 0\r\n", _CHUNKED)),
        ),
    ),
    Case(
        number=61,
        title="bad chunks",
        variants=(
            _bad("bad size", _chunked(_CHUNKED, body=b"ILLEGAL\r\nbody\r\n")),
            _bad("huge size", _chunked(_CHUNKED, body=b"12345678123456789\r\nbody\r\n")),
            cut("bad second size", _chunked(_CHUNKED, body=b"4\r\n<p>a\r\nILL\r\n"), b"<p>a"),
            cut("no line end", _chunked(_CHUNKED, body=b"4\r\n<p>abc\r\n0\r\n\r\n"), b"<p>a"),
            _good("LF lines", _chunked(_CHUNKED, body=_CHUNKS.replace(b"\r\n", b"\n"))),
        ),
    ),
    Case(
        number=62,
        title="chunked ended early",
        variants=(
            cut("in a chunk", _chunked(_CHUNKED, body=_CHUNKS[:900]), b"<!doctype html>"),
            cut("before the last", _chunked(_CHUNKED, body=_CHUNKS[:-5]), _BODY),
        ),
    ),
    Case(
        number=63,
        title="chunk extensions without end",
        variants=(
            Variant(
                play=Play(script=_endless_extension),
                outcomes=frozenset({Outcome.PROTOCOL_ERROR}),
                counts=UNDETERMINED,
                seconds=0.4,
            ),
        ),
    ),
    Case(
        number=64,
        title="trailers, NUL in a trailer",
        variants=(
            _good("trailer", _chunked(_CHUNKED, body=_CHUNKS[:-2] + b"X-T: 1\r\n\r\n")),
            Variant(
                name="NUL",
                play=Play(
                    script=answering(_chunked(_CHUNKED, body=_CHUNKS[:-2] + b"X-T: \0\r\n\r\n"))
                ),
                outcomes=frozenset({Outcome.PROTOCOL_ERROR}),
                counts=OPENED | UNDETERMINED,
                kept=_BODY,
                seconds=0.4,
            ),
        ),
    ),
    Case(
        number=65,
        title="Transfer-Encoding oddities",
        variants=(
            _good("twice chunked", _chunked(b"Transfer-Encoding: chunked, chunked\r\n")),
            _good("said twice", _chunked(_CHUNKED, _CHUNKED)),
            _good("identity first", _chunked(b"Transfer-Encoding: identity, chunked\r\n")),
            _good("identity alone", _whole(b"Transfer-Encoding: identity\r\n", _LENGTH)),
            _good("capitals", _chunked(b"Transfer-Encoding: CHUNKED\r\n")),
            _good("gzip, chunked", _gzip_chunked()),
            *(
                _bad(value.decode(), _chunked(b"Transfer-Encoding: " + value + b"\r\n"))
                for value in (
                    b"chunked, gzip",
                    b"chunkedchunked",
                    b"chunked, another",
                    b"identityx",
                    b"br",
                )
            ),
            _bad(
                "chunked, identity: no chunks", _whole(b"Transfer-Encoding: chunked, identity\r\n")
            ),
            Variant(
                name="gzip, chunked: no gzip",
                play=Play(script=answering(_chunked(b"Transfer-Encoding: gzip, chunked\r\n"))),
                outcomes=frozenset({Outcome.DECODE_ERROR, Outcome.OK}),
                seconds=0.4,
            ),
        ),
    ),
    Case(
        number=66,
        title="204 with a body or chunks",
        variants=tuple(
            Variant(
                name=name,
                play=Play(script=answering(b"HTTP/1.1 204 No Content\r\n" + answer)),
                outcomes=frozenset({Outcome.OK}),
                counts=UNDETERMINED,
                seconds=0.4,
                check=lambda result: result.page.body == b"",
                why="without a body",
            )
            for name, answer in (
                ("length", _LENGTH + b"\r\n" + _BODY),
                ("chunks", _CHUNKED + b"\r\n"),
            )
        ),
    ),
    Case(
        number=67,
        title="304 though we sent no validator",
        variants=(
            Variant(
                name="then a page",
                play=Play(script=by_path(_unasked)),
                outcomes=frozenset({Outcome.OK}),
                counts=OPENED,
                requests=2,
                seconds=0.4,
            ),
            Variant(
                name="again and again",
                play=Play(script=by_path(_always_unasked)),
                outcomes=frozenset({Outcome.PROTOCOL_ERROR}),
                counts=UNDETERMINED,
                requests=2,
                seconds=0.4,
            ),
        ),
    ),
    Case(
        number=68,
        title="304 to a validator of ours",
        variants=(
            Variant(
                play=Play(script=by_path(_always_unasked), validators=(("If-None-Match", '"a"'),)),
                outcomes=frozenset({Outcome.NOT_MODIFIED}),
                counts=UNDETERMINED,
                requests=1,
                seconds=0.4,
                check=lambda result: b'If-None-Match: "a"\r\n' in result.requests[0],
                why="asked with the validator",
            ),
        ),
    ),
    Case(
        number=69,
        title="416, Content-Range (we never ask for a range)",
        variants=(
            Variant(
                play=Play(
                    script=answering(
                        http("", status="416 Range", headers=("Content-Range: bytes */9",))
                    )
                ),
                outcomes=frozenset({Outcome.HTTP_4XX}),
                counts=UNDETERMINED,
                check=lambda result: b"Range:" not in result.requests[0],
                why="asked for the whole",
            ),
        ),
    ),
    Case(
        number=70,
        title="HEAD is refused, GET is answered",
        variants=(
            Variant(
                play=Play(script=by_path(_only_get)),
                outcomes=frozenset({Outcome.OK}),
                counts=OPENED,
                check=lambda result: result.requests[0].startswith(b"GET "),
                why="asked by GET",
            ),
        ),
    ),
    Case(
        number=71,
        title="101, unasked",
        variants=(
            _bad("upgrade", b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n" + _BODY),
        ),
    ),
    Case(
        number=72,
        title="odd cookies",
        variants=(
            Variant(
                play=Play(
                    script=by_path(_cookies),
                    url="http://a.gov.cn/",
                    connect_to=("a.gov.cn:80:127.0.0.1:{port}",),
                ),
                outcomes=frozenset({Outcome.OK}),
                counts=OPENED,
                requests=2,
            ),
        ),
    ),
    Case(
        number=73,
        title="markup and escapes in header values",
        variants=(
            _good(
                "kept as bytes",
                _whole(b"Server: <script>alert(1)</script>\x1b[31m\xff\r\n", _LENGTH),
                kept=b"<script>alert(1)</script>\x1b[31m\xff",
            ),
        ),
    ),
)
