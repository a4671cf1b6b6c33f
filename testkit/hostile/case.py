"""What a hostile case is: what is played, and what must come of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from crawler.survey.answer import Answer
from schema.types.capture import Page
from schema.types.outcome import CountsAs, Defect, Outcome, PageClass
from schema.types.survey import SurveyResult
from testkit.dns_server import Saying
from testkit.hostile.talk import Script

BOTH = ("aiohttp", "httpx")
UNDETERMINED = frozenset({CountsAs.UNDETERMINED})
OPENED = frozenset({CountsAs.OPENED})
FAILED = frozenset({CountsAs.FAILED})
PERSON = frozenset({CountsAs.PERSON})
ANY = frozenset(CountsAs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What one fetch of a case brought."""

    page: Page
    answer: Answer
    counts: CountsAs
    seconds: float
    requests: tuple[bytes, ...]
    """The heads of all requests that reached the server."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteResult:
    """What a survey of a hostile site brought."""

    survey: SurveyResult
    counts: CountsAs
    seconds: float
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Play:
    """One thing that a server does to one fetch.

    `script` answers each connection; `url` may name `{port}` and `{address}` of its socket.
    """

    script: Script | None = None
    url: str = "http://{address}:{port}/"
    tls: str | None = None
    """The kind of certificate or handshake (`testkit.hostile.tls`)."""
    answer: bytes | None = None
    """What the TLS server answers; None: a page."""
    names: tuple[Mapping[str, Saying], ...] = ()
    """What each of the name servers says."""
    connect_to: tuple[str, ...] = ()
    allow: tuple[str, ...] = ("127.0.0.0/8", "::1/128")
    ports: tuple[str, ...] = ("1-65535",)
    purpose: str = "page"
    address: str = "127.0.0.1"
    silent: str | None = None
    """An address that accepts no connection and refuses none, on the same port."""
    fetches: int = 1
    """Requests of the same fetcher one after another; the last is judged."""
    at_once: int = 1
    """Requests of the same fetcher at once; the worst is judged."""
    validators: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A hostile site: path to answer; unknown paths by `otherwise`."""

    pages: Mapping[str, bytes] = field(default_factory=dict)
    otherwise: Callable[[str], bytes] | None = None
    slow: Callable[[str], float] | None = None
    only_https: bool = False
    """Its port 80 refuses, its port 443 answers."""
    columns: tuple[str, ...] = ()
    """Paths of the columns that the register names."""
    settings: Mapping[str, Any] = field(default_factory=dict)


Check = Callable[[Result], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One form of a case, and what must come of it on every stack."""

    play: Play
    outcomes: frozenset[Outcome]
    name: str = ""
    counts: frozenset[CountsAs] = ANY
    page_class: PageClass | None = None
    defects: tuple[Defect, ...] | None = None
    body: bytes | None = None
    """A piece that the decoded body must hold."""
    text: str | None = None
    """A piece that the decoded text must hold."""
    kept: bytes | None = None
    """A piece that must lie in what was kept of the last exchange."""
    requests: int | None = None
    """How many requests the server may have seen."""
    wire: int | None = None
    """The most bytes kept of bodies; None: the setting."""
    seconds: float | None = None
    """The longest that it may take, in shares of the deadline; None: the deadline and a bit."""
    stacks: tuple[str, ...] = BOTH
    check: Check | None = None
    why: str = ""
    """What `check` asks, for the message."""
    known: str = ""
    """Why it does not end so yet; a test that finds it mended fails, until this is taken out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A hostile site, and what its survey must come to."""

    site: Site
    counts: frozenset[CountsAs]
    name: str = ""
    check: Callable[[SiteResult], bool] | None = None
    why: str = ""
    known: str = ""
    least_pages: int = 1
    most_pages: int = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One number of the catalogue."""

    number: int
    title: str
    variants: tuple[Variant | Visit, ...] = ()
    elsewhere: str = ""
    """Where it is tested, when no single fetch or survey can show it."""

    @property
    def section(self) -> str:
        """Give the letter of its section."""
        return next(letter for letter, last in _SECTIONS if self.number <= last)


_SECTIONS = (
    ("A", 14), ("B", 30), ("C", 41), ("D", 73), ("E", 87), ("F", 98), ("G", 110), ("H", 124),
    ("I", 135), ("J", 146),
)  # fmt: skip
