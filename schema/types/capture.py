"""What a fetch brought back: the page, the bytes as received, and how long each phase took."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from schema.types.ids import Digest
from schema.types.outcome import Defect, Outcome
from schema.types.reading import RowsPlace


@dataclass(frozen=True, slots=True, kw_only=True)
class Timings:
    """Seconds spent in each phase of the last hop; None where the phase was not reached.

    `queue` is our own waiting and is no part of a visit (vocabulary §4).
    """

    queue: float = 0.0
    dns: float | None = None
    connect: float | None = None
    tls: float | None = None
    first_byte: float | None = None
    body: float | None = None


Truncation = Literal["length", "time", "disconnect", "unspecified"]
"""Words of WARC-Truncated: our bound on bytes, our deadline, the server's end, all else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One request and its answer as they were on the wire, transfer coding removed."""

    url: str
    ip: str | None
    at: datetime
    request: bytes
    head: bytes
    body: bytes
    complete: bool
    ended: Truncation = "disconnect"
    """Why no more was received, where the answer is not complete."""
    protocol: str | None = None
    """Protocol of the TLS connection as the WARC proposals write it, e.g. `tls/1.3`."""
    cipher: str | None = None
    """Name of the cipher suite, e.g. `TLS_AES_256_GCM_SHA384`."""
    certificates: tuple[str, ...] = ()
    """sha256 (lower-case hex) of each certificate that the server sent, its own first."""


RENDER = "render"
"""Purpose of a request for a page as a browser shows it, its scripts run."""
RENDER_PART = "render-part"
"""Purpose of what a browser was given while it showed a page: kept, no page of the survey."""
CONTROL_BESIDE = "control-beside"
"""Purpose of what was asked because a page gave no answer: kept, no page of the survey."""
ROBOTS_BESIDE = "robots-beside"
"""Purpose of a robots.txt that a redirect led to: kept, no page of the survey."""
BESIDE = frozenset({RENDER_PART, CONTROL_BESIDE, ROBOTS_BESIDE})
"""Purposes of what a survey keeps beside the pages that its walk asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One thing to fetch, and why."""

    url: str
    purpose: str = "page"
    method: Literal["GET", "POST"] = "GET"
    form: tuple[tuple[str, str], ...] = ()
    form_charset: str = ""
    """Encoding of the page whose form a browser submits; empty: a script's, which sends UTF-8."""
    referer: str | None = None
    """Address of the page that the link, the form or the script stood in."""
    by_script: bool = False
    """A script of that page asks, and says so."""
    obey_robots: bool = True
    deadline: float | None = None
    """Seconds in all, when it differs from the setting."""
    stack: Literal["aiohttp", "httpx"] = "aiohttp"
    pause: float = 0.0
    """Seconds to wait before it is sent."""
    validators: tuple[tuple[str, str], ...] = ()
    """If-None-Match and If-Modified-Since, from an answer that we still have."""
    payload: str = ""
    """Body of a POST that is no form, as a page's scripts send it."""
    payload_type: str = ""
    rows_at: RowsPlace | None = None
    """Where the page before had its rows, for a list's next page."""

    @property
    def key(self) -> str:
        """Tell two requests of one survey apart: a page as received and as a browser shows it."""
        form = f" {self.form!r}" if self.form else ""
        payload = f" {self.payload!r}" if self.payload else ""
        shown = f" {RENDER}" if self.purpose == RENDER else ""
        return f"{self.stack} {self.method} {self.url}{form}{payload}{shown}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One fetched document, failures included.

    `body` is decoded (content coding removed), `seconds` runs from the first look-up to the last
    byte, redirects included; `headers` are those of the last answer, names lower-cased.
    """

    url: str
    final_url: str
    outcome: Outcome
    reason: str
    fetched_at: datetime
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = field(default=b"", repr=False)
    wire_bytes: int = 0
    sha256: Digest | None = None
    redirects: tuple[str, ...] = ()
    seconds: float = 0.0
    timings: Timings = Timings()
    defects: tuple[Defect, ...] = ()
    name_servers: int = 0
    """How many name servers said that the name does not exist (`dns_nxdomain` alone)."""
    stack: str = "aiohttp"
    ip: str | None = None
    """The address that the last request went to."""
    strain: str = ""
    """How our own machine was overloaded while this was fetched; empty: it was not."""
    rendered: bool = False
    """The body is the document that a browser made of the page, not what was received."""
    exchanges: tuple[Exchange, ...] = field(default=(), repr=False)

    @property
    def content_type(self) -> str | None:
        """Give the Content-Type header, None when absent."""
        return self.header("content-type")

    def header(self, name: str) -> str | None:
        """Give the first value of a header by its lower-case name."""
        return next((value for key, value in self.headers if key == name), None)

    @property
    def readable(self) -> bool:
        """Tell whether a body came that may be read, whatever the status says."""
        return bool(self.body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """A page as a browser shows it, and everything that the browser was given on the way."""

    page: Page
    parts: tuple[tuple[Request, Page], ...] = ()


def not_rendered(request: Request, at: datetime, why: str) -> Page:
    """Give the page that says why nothing was rendered: never the site's fault."""
    return Page(
        url=request.url,
        final_url=request.url,
        outcome=Outcome.OWN_FAULT,
        reason=f"not rendered: {why}",
        fetched_at=at,
        rendered=True,
    )
