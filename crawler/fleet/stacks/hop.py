"""One request and one answer: what each client stack must be able to do, and nothing more."""

import errno
from dataclasses import dataclass, field
from io import BytesIO
from typing import Protocol

from crawler.fleet.stacks.route import Route
from crawler.fleet.stacks.tls import NO_TLS, TlsFacts
from crawler.policy.framing import Head, Headers, Refused
from schema.types.outcome import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """One request to one pinned route; the headers are all that are sent, Host included."""

    method: str
    url: str
    scheme: str
    hostname: str
    port: int
    target: str
    headers: Headers
    body: bytes | None
    route: Route
    relaxed_tls: bool = False

    @property
    def server_name(self) -> str:
        """Give the name to ask for in a TLS handshake: without brackets, without the last dot."""
        return self.hostname.strip("[]").rstrip(".")

    def sent(self, last: Headers = ()) -> bytes:
        """Give the request as it goes out, with the headers of its connection behind its own."""
        head = head_bytes(f"{self.method} {self.target} HTTP/1.1", (*self.headers, *last))
        return head + (self.body or b"")


@dataclass(slots=True, kw_only=True)
class Progress:
    """What has arrived so far; kept also when the deadline cuts the request."""

    phase: str = "connect"
    ip: str | None = None
    sent: bytes = b""
    tls_facts: TlsFacts = NO_TLS
    ipv6_broken: bool = False
    connect: float | None = None
    tls: float | None = None
    sent_at: float | None = None
    first_byte: float | None = None
    last_data_at: float | None = None
    received: int = 0
    """Bytes of the answer on the wire, framing included."""
    head: Head | None = None
    unparsed: bytes = b""
    """What came in the place of a head, or of one that is not over."""
    body: BytesIO = field(default_factory=BytesIO)
    complete: bool = False
    failure: Refused | None = None
    unread: str | None = None
    """Why the rest of the body was left where it is."""
    stranded: bool = False
    """It redirects, and its own body is a page to nobody."""

    def arrived(self, now: float, count: int) -> None:
        """Note that bytes of the answer came."""
        if self.first_byte is None:
            self.first_byte = now - (now if self.sent_at is None else self.sent_at)
        self.last_data_at = now
        self.received += count

    def forget_answer(self) -> None:
        """Begin anew: what came was no answer to this request."""
        self.first_byte = self.last_data_at = self.head = self.failure = self.unread = None
        self.received, self.unparsed, self.body, self.complete = 0, b"", BytesIO(), False


_BY_ERRNO = {
    errno.ECONNREFUSED: Outcome.CONNECT_REFUSED,
    errno.ETIMEDOUT: Outcome.CONNECT_TIMEOUT,
    errno.ENETUNREACH: Outcome.NO_ROUTE,
    errno.EHOSTUNREACH: Outcome.NO_ROUTE,
    errno.ENETDOWN: Outcome.NO_ROUTE,
    errno.EAFNOSUPPORT: Outcome.NO_ROUTE,
    errno.ECONNRESET: Outcome.RESET,
    errno.ECONNABORTED: Outcome.RESET,
    errno.EPIPE: Outcome.RESET,
    errno.EMFILE: Outcome.OWN_FAULT,
    errno.ENFILE: Outcome.OWN_FAULT,
    errno.ENOBUFS: Outcome.OWN_FAULT,
    errno.ENOMEM: Outcome.OWN_FAULT,
    errno.EADDRNOTAVAIL: Outcome.OWN_FAULT,
    errno.EACCES: Outcome.OWN_FAULT,
    errno.EPERM: Outcome.OWN_FAULT,
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

    async def send(self, hop: Hop, progress: Progress) -> Head:
        """Send and receive into `progress`, within its bounds; raise HopFailed."""
        ...

    async def close(self) -> None:
        """Close all connections."""
        ...


class Lent:
    """A client stack that many fetchers share: it is closed by its owner alone."""

    def __init__(self, owner: HopClient) -> None:
        self.stack = owner.stack
        self._owner = owner

    async def send(self, hop: Hop, progress: Progress) -> Head:
        """Send by the owner's stack."""
        return await self._owner.send(hop, progress)

    async def close(self) -> None:
        """Leave it open for the others."""


def outcome_of_errno(err: OSError) -> Outcome | None:
    """Name what the system says of a connection; None where it says nothing that we know."""
    return _BY_ERRNO.get(err.errno or 0)


def head_bytes(first_line: str, headers: Headers) -> bytes:
    """Write a message head as it stands on the wire."""
    lines = [f"{name}: {value}" for name, value in headers]
    return "\r\n".join((first_line, *lines)).encode("latin-1", "replace") + b"\r\n\r\n"


def conclude(progress: Progress) -> Head:
    """Give the head of what was received; raise HopFailed where it is no whole answer."""
    if progress.failure is not None:
        raise HopFailed(progress.failure.outcome, progress.failure.reason)
    if progress.head is None:
        raise HopFailed(Outcome.RESET, "the connection ended without an answer")
    return progress.head
