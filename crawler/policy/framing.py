"""Judge the head of an HTTP/1 answer, in one place for every client stack (RFC 9112).

Lenient where a browser still opens the page, strict where two readers could see two bodies.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache

from schema.types.outcome import Outcome

HEAD_LINES = 256
"""Header lines of one answer, at most."""
_SLOP = 4
"""Stray line ends before the status line that browsers overlook (bytes)."""
_STATUS_LINE = re.compile(rb"HTTP/(1\.\d|2\.0|2) +(\d{3})(?: +(.*))?\Z", re.DOTALL)
_LEAST_STATUS = 100
_BLANKS = " \t\n\r\x0b\x0c"
"""What Python strips of bytes; of text it would strip more."""
_LONGEST_LENGTH = 18
"""Digits of a Content-Length that still fits 63 bits."""
_BODILESS = {204, 304}
_NAMES = 512
"""Names of headers kept in mind; nearly all answers use the same few."""
_TRANSFER_CODINGS = {"gzip", "x-gzip", "deflate"}

Headers = tuple[tuple[str, str], ...]


class Framing(StrEnum):
    """What ends the body."""

    NONE = "none"
    LENGTH = "length"
    CHUNKED = "chunked"
    CLOSE = "close"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """An accepted head; `headers` as text with names in lower case, `raw` with CRLF line ends."""

    status: int
    version: str
    headers: Headers
    raw: bytes
    framing: Framing
    length: int | None = None
    """Bytes of the body where `framing` is LENGTH."""
    transfer_codings: tuple[str, ...] = ()
    """Codings of the transfer other than chunked, in the order that they were applied."""
    reusable: bool = True
    """The connection may carry another request after this answer."""
    _firsts: dict[str, str] = field(init=False, repr=False, compare=False)
    """The first value of each name: a fetch asks for half a dozen."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "_firsts", dict(reversed(self.headers)))

    def first(self, name: str) -> str | None:
        """Give the first value of a header by its lower-case name."""
        return self._firsts.get(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Why an answer is none."""

    outcome: Outcome
    reason: str


def end_of_head(data: bytes, start: int = 0) -> int | None:
    """Give where the body begins, None where the head is not over; bare LF ends lines too."""
    usual = data.find(b"\n\r\n", start)  # an expression takes five times as long
    bare = data.find(b"\n\n", start, len(data) if usual < 0 else usual + 1)
    if bare >= 0:
        return bare + 2
    return None if usual < 0 else usual + 3


def no_answer(data: bytes) -> Refused | None:
    """Tell as early as possible that bytes cannot become an HTTP/1 answer."""
    begun = data[: _SLOP + 5].lstrip(b"\r\n")[:5]
    if begun == b"HTTP/"[: len(begun)]:
        return None
    shown = data[:40].decode("latin-1")
    return Refused(outcome=Outcome.PROTOCOL_ERROR, reason=f"no HTTP/1 answer: {shown!r}")


def judge_head(data: bytes) -> Head | Refused:
    """Judge a whole head, its blank line included."""
    text = data.strip(b"\r\n").replace(b"\r\n", b"\n")
    lines = text.split(b"\n")
    if len(lines) - 1 > HEAD_LINES:
        return Refused(
            outcome=Outcome.HEADERS_TOO_LARGE, reason=f"more than {HEAD_LINES} header lines"
        )
    if b"\0" in data:
        return _protocol("a NUL byte in the head")
    if b"\r" in text:
        return _protocol("a carriage return inside a header line")
    status_line = _STATUS_LINE.match(lines[0])
    if status_line is None or int(status_line[2]) < _LEAST_STATUS:
        return _protocol(f"status line {lines[0][:60].decode('latin-1')!r}")
    return _framed(status_line, _fields(text.decode("latin-1")), b"\r\n".join(lines) + b"\r\n\r\n")


def judge_fields(fields: Sequence[tuple[bytes, bytes]], limit: int) -> Head | Refused:
    """Judge the head of an HTTP/2 answer as it would stand in HTTP/1; its frames end the body.

    `fields` hold its status too (RFC 9113 §8.3.2).
    """
    statuses = [value for name, value in fields if name == b":status"]
    if len(statuses) != 1:
        return _protocol(f"an HTTP/2 answer with {len(statuses)} statuses")
    if any(sign in part for field in fields for part in field for sign in (b"\r", b"\n")):
        return _protocol("a line end inside a header")
    own = (b": ".join(field) for field in fields if not field[0].startswith(b":"))
    lines = [b"HTTP/2 %s " % statuses[0], *own]
    raw = b"\r\n".join(lines) + b"\r\n\r\n"
    if len(raw) > limit:
        reason = f"a head of more than {limit} bytes"
        return Refused(outcome=Outcome.HEADERS_TOO_LARGE, reason=reason)
    head = judge_head(raw)
    if isinstance(head, Refused) or head.framing is Framing.NONE:
        return head
    return replace(head, framing=Framing.CLOSE, transfer_codings=(), reusable=False)


def _protocol(reason: str) -> Refused:
    return Refused(outcome=Outcome.PROTOCOL_ERROR, reason=reason)


def _fields(head: str) -> Headers:
    """Join folded lines; a line without a colon is no header, as browsers see it."""
    lines = head.split("\n")[1:]
    if "\n " not in head and "\n\t" not in head:
        cut = [line.partition(":") for line in lines]
        found = [(_name(before), value.strip(" \t")) for before, colon, value in cut if colon]
        return tuple([one for one in found if one[0]])
    fields: list[tuple[str, str]] = []
    for line in lines:
        if fields and line[:1] in _FOLDS:
            name, value = fields[-1]
            fields[-1] = (name, f"{value} {line.strip(_BLANKS)}".strip(" "))
            continue
        before, colon, value = line.partition(":")
        name = _name(before)
        if colon and name:
            fields.append((name, value.strip(" \t")))
    return tuple(fields)


_FOLDS = {" ", "\t"}


@lru_cache(maxsize=_NAMES)
def _name(before: str) -> str:
    return before.strip(_BLANKS).lower()


def _framed(status_line: re.Match[bytes], headers: Headers, raw: bytes) -> Head | Refused:
    status, version = int(status_line[2]), status_line[1].decode("ascii")
    said: dict[str, list[str]] = {
        "transfer-encoding": [], "content-length": [], "connection": [],
    }  # fmt: skip
    for name, value in headers:
        if name in said:
            said[name] += _parts(value)
    codings = said["transfer-encoding"]
    length = _length(said["content-length"])
    if isinstance(length, str):
        return _protocol(length)
    framing, transfer = _body_plan(status, codings, length)
    if framing is None:
        return _protocol(f"Transfer-Encoding {', '.join(codings)!r}")
    return Head(
        status=status,
        version=version,
        headers=headers,
        raw=raw,
        framing=framing,
        length=length if framing is Framing.LENGTH else None,
        transfer_codings=transfer,
        reusable=_reusable(version, said["connection"], framing)
        and not (codings and length is not None),
    )


def _parts(value: str) -> list[str]:
    """Give the items of a list in a header; empty ones are none."""
    return [item for part in value.split(",") if (item := part.strip().lower())]


def _length(values: list[str]) -> int | str | None:
    """Give the announced length, None without one, or what is wrong with it."""
    for text in values:
        if not (text.isascii() and text.isdigit()) or len(text) > _LONGEST_LENGTH:
            return f"Content-Length {text[:60]!r}"
    lengths = {int(text) for text in values}
    if len(lengths) > 1:
        return f"contradicting Content-Length {', '.join(values)!r}"[:200]
    return lengths.pop() if lengths else None


def _body_plan(
    status: int, codings: list[str], length: int | None
) -> tuple[Framing | None, tuple[str, ...]]:
    """Give what ends the body (RFC 9112 §6.3); no framing where the codings make no sense."""
    if status in _BODILESS or status < 200:  # noqa: PLR2004 - interim answers
        return Framing.NONE, ()
    if not codings:
        return Framing.CLOSE if length is None else Framing.LENGTH, ()
    named = [coding for coding in codings if coding != "identity"]
    while named[-2:] == ["chunked", "chunked"]:
        named.pop()  # said twice, applied once: every client that accepts it reads it so
    chunked = named[-1:] == ["chunked"]
    others = tuple(named[:-1] if chunked else named)
    if any(coding not in _TRANSFER_CODINGS for coding in others):
        return None, ()
    if chunked:
        return Framing.CHUNKED, others
    if others or length is None:
        return Framing.CLOSE, others
    return Framing.LENGTH, ()


def _reusable(version: str, words: list[str], framing: Framing) -> bool:
    if framing is Framing.CLOSE or "close" in words:
        return False
    return version != "1.0" or "keep-alive" in words
