"""The HTTP server of the province: one port, one loopback address for each site."""

import asyncio
import contextlib
import logging
import socket
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from http import HTTPStatus
from ipaddress import IPv4Address, IPv4Network

from simulator.model import Page, Site
from simulator.respond import Refusal, encode, media_type, refusal, respond
from simulator.world import World

_LOOPBACK = IPv4Network("127.0.0.0/8")
_HEAD_LIMIT = 32_768
_BODY_LIMIT = 65_536
_IDLE_SECONDS = 75
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)  # SO_LINGER with no time to linger sends RST
_LOG = logging.getLogger(__name__)


class BadRequestError(Exception):
    """The client sent what this server does not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request line with the headers that matter."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]


class ProvinceServer:
    """Serves every site of a world; the site is the local address of the accepted socket."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self, port: int) -> int:
        """Listen on `port` (0 picks one) and return it."""
        self._server = await asyncio.start_server(
            self._accept,
            "0.0.0.0",  # noqa: S104 - 127/8 has no other wildcard; _site_of drops the rest
            port,
            limit=_HEAD_LIMIT,
            backlog=1_024,
        )
        bound: int = self._server.sockets[0].getsockname()[1]
        return bound

    async def stop(self) -> None:
        """Stop listening and drop every open connection."""
        if self._server is not None:
            self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        try:
            await self._converse(reader, writer)
        except (
            ConnectionError,
            BadRequestError,
            asyncio.IncompleteReadError,
            TimeoutError,
        ) as error:
            _LOG.debug("connection ended: %r", error)
        except asyncio.CancelledError:
            _LOG.debug("connection dropped at the end")
        finally:
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        site = self._site_of(writer)
        if site is None or refusal(site) is Refusal.RESET:
            _reset(writer)
            return
        while True:
            async with asyncio.timeout(_IDLE_SECONDS):
                request = await _read_request(reader)
            if request is None:
                return
            if refusal(site) is Refusal.SILENCE:
                await asyncio.Event().wait()
            writer.write(self._answer(site, request))
            await writer.drain()
            if request.headers.get("connection", "").lower() == "close":
                return

    def _site_of(self, writer: asyncio.StreamWriter) -> Site | None:
        """Find the site by local address; None off loopback and where no site lives."""
        address = IPv4Address(writer.get_extra_info("sockname")[0])
        return self._world.site_at(address) if address in _LOOPBACK else None

    def _answer(self, site: Site, request: Request) -> bytes:
        host = request.headers.get("host", "").partition(":")[0]
        if host.lower() != site.host:
            page = Page(text="misdirected\n", media_type="text/plain", status=421)
            return _message(site, request, page)
        if request.method not in {"GET", "HEAD", "POST"}:
            page = Page(text="method not allowed\n", media_type="text/plain", status=405)
            return _message(site, request, page)
        return _message(site, request, respond(site, request.path, request.query))


def _reset(writer: asyncio.StreamWriter) -> None:
    raw: socket.socket = writer.get_extra_info("socket")
    with contextlib.suppress(OSError):
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
    writer.transport.abort()


async def _read_request(reader: asyncio.StreamReader) -> Request | None:
    """Read one request, its form joined to the query; None at the end of the connection."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError as error:
        if error.partial:
            raise
        return None
    except asyncio.LimitOverrunError as error:
        raise BadRequestError("head too large") from error
    lines = head.decode("latin-1").split("\r\n")
    parts = lines[0].split(" ")
    if len(parts) != 3 or not parts[2].startswith("HTTP/1."):  # noqa: PLR2004
        raise BadRequestError(lines[0][:80])
    pairs = (line.partition(":") for line in lines[1:] if line)
    headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
    if parts[2] == "HTTP/1.0":
        headers["connection"] = "close"
    path, _, query = parts[1].partition("?")
    form = await _read_form(reader, headers)
    joined = "&".join(part for part in (query, form) if part)
    return Request(method=parts[0], path=path, query=joined, headers=headers)


async def _read_form(reader: asyncio.StreamReader, headers: Mapping[str, str]) -> str:
    length = headers.get("content-length", "0")
    if not (length.isascii() and length.isdigit()) or int(length) > _BODY_LIMIT:
        raise BadRequestError("body too large")
    return (await reader.readexactly(int(length))).decode("latin-1")


def _message(site: Site, request: Request, page: Page) -> bytes:
    """Make the bytes of one response; they carry no clock."""
    body = encode(site, page)
    tag = f'"{sha256(body).hexdigest()[:16]}"'
    fresh = page.status == HTTPStatus.OK and request.headers.get("if-none-match") == tag
    status = HTTPStatus.NOT_MODIFIED.value if fresh else page.status
    reason = HTTPStatus(status).phrase if status in _KNOWN else ""
    extra = "".join(f"{name}: {value}\r\n" for name, value in page.headers)
    length = "" if fresh else f"Content-Length: {len(body)}\r\n"
    head = (
        f"HTTP/1.1 {status} {reason}\r\nContent-Type: {media_type(site, page)}\r\n"
        f"{length}ETag: {tag}\r\n{extra}\r\n"
    )
    silent = fresh or request.method == "HEAD"
    return head.encode("latin-1") + (b"" if silent else body)


_KNOWN = {status.value for status in HTTPStatus}
