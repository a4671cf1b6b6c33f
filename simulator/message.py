"""HTTP/1.1 as the province speaks it: a request out of bytes, an answer into bytes."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from http import HTTPStatus

from simulator.model import Page, Request, Site
from simulator.respond import encode, media_type

_HEAD_LIMIT = 32_768
_BODY_LIMIT = 65_536
_KNOWN = {status.value for status in HTTPStatus}


class BadRequestError(Exception):
    """The client sent what this server does not read."""


def read_request(buffer: bytearray, *, secure: bool) -> Request | None:
    """Take one whole request, its form joined to the query, off the buffer; None: not yet whole."""
    end = buffer.find(b"\r\n\r\n")
    if end < 0:
        if len(buffer) > _HEAD_LIMIT:
            raise BadRequestError("head too large")
        return None
    lines = bytes(buffer[:end]).decode("latin-1").split("\r\n")
    parts = lines[0].split(" ")
    if len(parts) != 3 or not parts[2].startswith("HTTP/1."):  # noqa: PLR2004
        raise BadRequestError(lines[0][:80])
    headers = _headers(lines[1:], parts[2])
    length = _form_length(headers)
    if len(buffer) < end + 4 + length:
        return None
    form = bytes(buffer[end + 4 : end + 4 + length]).decode("latin-1")
    del buffer[: end + 4 + length]
    path, _, query = parts[1].partition("?")
    joined = "&".join(part for part in (query, form) if part)
    return Request(method=parts[0], path=path, query=joined, headers=headers, secure=secure)


def _headers(lines: list[str], version: str) -> dict[str, str]:
    pairs = (line.partition(":") for line in lines if line)
    headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
    if version == "HTTP/1.0":
        headers["connection"] = "close"
    return headers


def _form_length(headers: Mapping[str, str]) -> int:
    length = headers.get("content-length", "0")
    if not (length.isascii() and length.isdigit()) or int(length) > _BODY_LIMIT:
        raise BadRequestError("body too large")
    return int(length)


@dataclass(frozen=True, slots=True)
class Message:
    """One answer on its way out."""

    head: bytes
    body: bytes


def message(site: Site, request: Request, page: Page) -> Message:
    """Make the bytes of one answer; they carry no clock."""
    body = encode(site, page)
    tag = f'"{sha256(body).hexdigest()[:16]}"'
    fresh = page.status == HTTPStatus.OK and request.headers.get("if-none-match") == tag
    status = HTTPStatus.NOT_MODIFIED.value if fresh else page.status
    reason = HTTPStatus(status).phrase if status in _KNOWN else ""
    own = {name.lower() for name, _ in page.headers}
    extra = "".join(f"{name}: {value}\r\n" for name, value in page.headers)
    size = len(body) + page.delivery.filling
    length = "" if fresh or "content-length" in own else f"Content-Length: {size}\r\n"
    kind = "" if "content-type" in own else f"Content-Type: {media_type(site, page)}\r\n"
    head = f"HTTP/1.1 {status} {reason}\r\n{kind}{length}ETag: {tag}\r\n{extra}\r\n"
    silent = fresh or request.method == "HEAD"
    return Message(head.encode("latin-1"), b"" if silent else body)
