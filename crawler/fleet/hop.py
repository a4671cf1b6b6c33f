"""One request and one answer: what each client stack must be able to do, and nothing more."""

import errno
from dataclasses import dataclass, field
from typing import Protocol

from crawler.fleet.route import Route
from schema.types.outcome import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """One request to one pinned route."""

    method: str
    url: str
    headers: tuple[tuple[str, str], ...]
    body: bytes | None
    route: Route
    relaxed_tls: bool = False


@dataclass(slots=True, kw_only=True)
class Progress:
    """What has arrived so far; kept also when the deadline cuts the request."""

    phase: str = "connect"
    ip: str | None = None
    status: int | None = None
    head: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    body: bytearray = field(default_factory=bytearray)
    sent: bytes = b""
    complete: bool = False
    over_wire_limit: bool = False
    connect: float | None = None
    first_byte: float | None = None
    last_data_at: float | None = None


_BY_ERRNO = {
    errno.ECONNREFUSED: Outcome.CONNECT_REFUSED,
    errno.ETIMEDOUT: Outcome.CONNECT_TIMEOUT,
    errno.ENETUNREACH: Outcome.NO_ROUTE,
    errno.EHOSTUNREACH: Outcome.NO_ROUTE,
    errno.ECONNRESET: Outcome.RESET,
    errno.EPIPE: Outcome.RESET,
    errno.EMFILE: Outcome.OWN_FAULT,
    errno.ENFILE: Outcome.OWN_FAULT,
    errno.EADDRNOTAVAIL: Outcome.OWN_FAULT,
}


class HopFailed(Exception):
    """The hop ended without a whole answer; the outcome says how."""

    def __init__(self, outcome: Outcome, reason: str) -> None:
        super().__init__(reason)
        self.outcome = outcome
        self.reason = reason


class HopClient(Protocol):
    """One client stack."""

    stack: str

    async def send(self, hop: Hop, progress: Progress) -> None:
        """Send and receive into `progress`, at most its wire limit; raise HopFailed."""
        ...

    async def close(self) -> None:
        """Close all connections."""
        ...


def outcome_of_errno(err: OSError) -> Outcome | None:
    """Name what the system says of a connection; None where it says nothing that we know."""
    return _BY_ERRNO.get(err.errno or 0)


def head_bytes(first_line: str, headers: list[tuple[bytes, bytes]]) -> bytes:
    """Write a message head as it stands on the wire."""
    lines = [first_line.encode("latin-1", "replace")]
    lines += [name + b": " + value for name, value in headers]
    return b"\r\n".join(lines) + b"\r\n\r\n"


def check_head_size(headers: list[tuple[bytes, bytes]], limit: int) -> None:
    """Raise HopFailed when a head holds more than `limit` bytes of fields."""
    if sum(len(name) + len(value) + 4 for name, value in headers) > limit:
        raise HopFailed(Outcome.HEADERS_TOO_LARGE, f"more than {limit} bytes of head")


def as_text(headers: list[tuple[bytes, bytes]]) -> tuple[tuple[str, str], ...]:
    """Give header names in lower case and values as text."""
    return tuple((n.decode("latin-1").lower(), v.decode("latin-1")) for n, v in headers)
