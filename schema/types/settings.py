"""The settings that the house goes by; config.settings reads them, pucha.wire hands them out."""

import re
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Annotated, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    model_validator,
)

VISIT_LIMIT_SECONDS = 15.0
"""每次打开超过15秒即为无法访问: not open at 15 s = failed (2015 sheet, 站点无法访问)."""

Network = Annotated[
    IPv4Network | IPv6Network,
    BeforeValidator(lambda value: ip_network(value, strict=False)),
    PlainSerializer(str),
]


def _web_address(text: str) -> str:
    if not _WEB_ADDRESS.match(text):
        raise ValueError(f"{text!r} is no http:// or https:// address")
    return text


_WEB_ADDRESS = re.compile(r"https?://[^\s/?#]", re.IGNORECASE)
WebAddress = Annotated[str, AfterValidator(_web_address)]


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class NetworkSettings(_Section):
    """How this prober reaches the net, and who it says it is."""

    allow: tuple[Network, ...] = ()
    """Private, loopback or otherwise refused networks that may be fetched; named on every sheet."""
    resolver: tuple[str, ...] = ()
    """DNS servers as ADDRESS or ADDRESS:PORT; empty: those of the machine."""
    connect_to: tuple[str, ...] = ()
    """HOST:PORT:ADDR:PORT as curl's --connect-to; empty parts match or keep anything."""
    ports: tuple[str, ...] = ("80-99", "443", "800-899", "7000-9199", "18000-18999")
    """PORT or FIRST-LAST that a link may lead to; a registered address may have any."""
    user_agent: str = "Mozilla/5.0 (compatible; pucha/{version}; +{contact})"
    contact: str = "mailto:pucha@localhost"
    vantage: str = "local"
    addresses: tuple[str, ...] = ()
    """Addresses that we ask from, for the page that operators read (`pucha operator-page`)."""


class FetchSettings(_Section):
    """Bounds of one fetch."""

    deadline: float = Field(default=30.0, gt=0)
    """Seconds for a fetch in all, redirects included."""
    visit_deadline: float = Field(default=20.0, gt=0)
    """Seconds for one try of a homepage visit; over 15 s counts as failed anyway."""
    connect_timeout: float = Field(default=15.0, gt=0)
    """Seconds for connecting, and for the handshake; a shorter one would fail sites of its own."""
    header_bytes: int = Field(default=64 * 1024, gt=0)
    wire_bytes: int = Field(default=8 * 1024 * 1024, gt=0)
    decoded_bytes: int = Field(default=16 * 1024 * 1024, gt=0)
    redirects: int = Field(default=10, ge=0)
    roots: str = ""
    """A PEM file of certificate authorities to trust beside the system's, e.g. national roots."""
    conditional: bool = True
    """Send the validators of what is known, so that an unchanged page is not sent again."""


class PolitenessSettings(_Section):
    """How hard hosts, and the addresses that they share, are asked."""

    concurrency: int = Field(default=2, ge=1)
    """Requests under way at once on one host."""
    delay: float = Field(default=0.5, ge=0)
    """Seconds between the starts of two requests on one host."""
    max_delay: float = Field(default=10.0, ge=0)
    """The longest delay that a Crawl-delay or slow answers bring."""
    max_backoff: float = Field(default=60.0, ge=0)
    """The longest delay that "too often" (429, 503 and 403 with Retry-After) brings."""
    max_retry_after: float = Field(default=3600.0, ge=0)
    """The longest Retry-After that is honoured; a longer one is cut to this."""
    patience: float = Field(default=60.0, ge=0)
    """Seconds that a request waits for a host that backed us off; then it is `rate_limited`."""
    slow_factor: float = Field(default=4.0, gt=1)
    """An answer that takes so many times what the host usually needs is slow."""
    recover_after: int = Field(default=5, ge=1)
    """Good answers in a row that halve a delay again."""
    address_slots: int = Field(default=4, ge=1)
    """Sites of one address, or of one platform, surveyed at once by all workers together."""
    address_concurrency: int | None = Field(default=None, ge=1)
    """Requests under way on one address by all workers; None: `concurrency` a slot."""
    address_delay: float | None = Field(default=None, ge=0)
    """Seconds between two starts on one address by all workers; None: `delay` over the slots."""
    slow_delay: float = Field(default=5.0, ge=0)
    """Seconds between two starts on a host that is rate-limited, shielded or slow."""
    slow_pages: int = Field(default=40, ge=1)
    """Pages of such a site in one survey."""
    slow_columns: int = Field(default=10, ge=1)
    """Columns taken from the navigation of such a site where the register names none."""
    slow_days: float = Field(default=3.0, gt=0)
    """Days after which such a site is asked as usual again, unless it shows the same anew."""
    quiet_hours: str = ""
    """Hours in which no nightly survey begins, as 08:30-11:30,14:00-17:30 (Asia/Shanghai)."""
    robots: str = Field(default="obey", pattern="^(obey|record)$")
    """Whether robots.txt is obeyed or only recorded; a site's own `robots` in the register wins."""


class SurveySettings(_Section):
    """Bounds of the survey of one site."""

    pages: int = Field(default=400, ge=1)
    bytes: int = Field(default=256 * 1024 * 1024, ge=1)
    seconds: float = Field(default=900.0, gt=0)
    columns: int = Field(default=80, ge=1)
    """Columns taken from the navigation where the register names none."""
    hops: int = Field(default=3, ge=0)
    """Refreshes, frames and script jumps followed one after another."""
    pages_per_list: int = Field(default=3, ge=1)
    articles_per_column: int = Field(default=8, ge=0)
    """Article pages read where the list shows no date."""
    articles_of_a_quiet_column: int = Field(default=20, ge=0)
    """Article pages read where those show no update: so many tell the order of the list."""
    activities_per_column: int = Field(default=12, ge=0)
    """Consultations (征集) and interviews (访谈) read on their own pages."""
    letters_per_mailbox: int = Field(default=20, ge=0)
    pages_per_mailbox: int = Field(default=5, ge=1)
    rendered_pages: int = Field(default=8, ge=0)
    """Pages of one site that the browser of pucha[render] is asked to show; 0: none."""
    guides: int = Field(default=5, ge=0)
    """Service guides (办事指南) read for their elements; at most twice as many pages are asked."""
    guide_files: int = Field(default=10, ge=0)
    """Attachments of these guides looked at by their first bytes."""
    guide_systems: int = Field(default=5, ge=0)
    """Online systems of these guides that are asked whether they answer."""
    links: int = Field(default=20, ge=0)
    """Links looked at beside those that the survey asks anyway, the homepage's first."""
    content_every: int = Field(default=10, ge=1)
    """Content is looked through on the homepage and on one page in so many; 1: on every page."""
    lexicon: str = ""
    """A file of your own terms (.toml or .csv) that every page of a survey is searched for."""
    second_look_pause: float = Field(default=2.0, ge=0)
    """Seconds before the other client stack repeats a failed visit."""


class ProbeSettings(_Section):
    """Visits to homepages, and what makes them void."""

    controls: tuple[WebAddress, ...] = ()
    """Control targets (对照目标): addresses asked when a visit failed; none answers: it is void."""
    vantages: tuple[str, ...] = ()
    """Vantages that visit every site in a round; empty: the one of this prober."""
    quorum: int = Field(default=1, ge=1)
    """Vantages that must see a site fail before it counts as failed; one that opens it wins."""
    batch: int = Field(default=200, ge=1)
    """Sites of one batch."""
    in_flight: int = Field(default=2000, ge=1)
    """Visits under way at once in one process."""
    storm_sites: int = Field(default=10, ge=2)
    """Unrelated addresses that must fail in one minute for it to be our own network's fault."""
    storm_share: float = Field(default=0.5, gt=0, le=1)
    """Their share of the addresses visited in that minute."""


class OverloadSettings(_Section):
    """When our own machine was too busy to blame a site for a failed visit."""

    lag: float = Field(default=1.0, gt=0)
    """Seconds by which the event loop may be late at once."""
    lost_share: float = Field(default=0.25, gt=0)
    """Share of a visit's time that the event loop may lose in all."""
    files: float = Field(default=0.95, gt=0, le=1)
    """Share of the file handles that may be open."""


class RenderSettings(_Section):
    """The browser of the extra pucha[render], for pages that only scripts fill (js_required)."""

    chromium: str = ""
    """Its program; empty: chromium, chromium-browser or google-chrome where PATH has one."""
    at_once: int = Field(default=2, ge=1)
    """Pages shown at once in one process."""
    deadline: float = Field(default=45.0, gt=0)
    """Seconds for one page in all."""
    requests: int = Field(default=120, ge=1)
    """Requests that one page may make."""
    bytes: int = Field(default=24 * 1024 * 1024, ge=1)
    """Bytes that one page may be given, decoded."""
    memory: int = Field(default=1536 * 1024 * 1024, ge=1)
    """Bytes of memory of the browser with all its processes; at more it is ended."""
    recycle: int = Field(default=50, ge=1)
    """Pages after which the browser is started anew."""


class ClockSettings(_Section):
    """Where the time of day comes from; the machine's own, but for runs against a simulator."""

    source: str = Field(default="", pattern=r"^$|^http://127\.0\.0\.1:\d{1,5}/\S*$")
    """http://127.0.0.1:PORT/clock of a simulator that tells the time of day; empty: this machine.
    Leases, deadlines and the database go by the machine all the same."""
    time_scale: float = Field(default=1.0, gt=0)
    """Seconds of this machine that a second of the sites takes: the visit limit, the deadlines of
    fetches and the pauses between looks are multiplied by it; not 1 only with a `source`."""

    @model_validator(mode="after")
    def _only_simulated(self) -> Self:
        """Refuse to measure real sites by anything but real seconds."""
        if self.time_scale != 1.0 and not self.source:
            raise ValueError("clock.time_scale may differ from 1 only where clock.source is set")
        return self


class FleetSettings(_Section):
    """How a worker works."""

    concurrency: int = Field(default=8, ge=1)
    lease_seconds: float = Field(default=60.0, gt=0)
    void_pause: float = Field(default=60.0, ge=0)
    """Seconds until a survey begins anew whose visit was void: our machine was overloaded."""


class ArchiveSettings(_Section):
    """How evidence is kept."""

    segment_bytes: int = Field(default=1024**3, ge=1)
    """An attempt's segment that is larger goes on in a new part."""
    recheck_share: float = Field(default=0.02, ge=0, le=1)
    """Share of the known pages asked for whole all the same, so that a lying 304 is noticed."""
    recheck_days: float = Field(default=7.0, ge=0)
    """A copy older than this is asked for whole again, whatever its validators."""
    store: str | None = None
    """Where sealed segments are shipped: s3://BUCKET/PREFIX or file:///FOLDER; None: nowhere."""
    store_endpoint: str | None = None
    """http(s)://HOST:PORT of a store that speaks S3 and is not Amazon's."""
    store_region: str = "us-east-1"
    keep_local_days: float | None = Field(default=None, ge=0)
    """Days that a shipped segment stays here as well; None: for good."""
    timestamp_url: str | None = None
    """RFC 3161 authority that stamps each seal; None: none does."""


class CaseworkSettings(_Section):
    """How people's work on findings is timed."""

    due_days: int = Field(default=10, ge=1)
    """Working days that a notice of rectification gives (整改期限)."""
    remind_days: int = Field(default=3, ge=0)
    """Working days before the due day from which a problem is reminded of."""
    holidays: str = ""
    """A file of holidays and make-up days: lines `2026-10-01 休`, `2026-10-10 班`."""


class NotifySettings(_Section):
    """Where notices are sent; nowhere unless an address is named."""

    urls: tuple[str, ...] = ()
    """Addresses in the form of Apprise (mail, WeCom, DingTalk, Feishu, webhook); secret."""


class DatabaseSettings(_Section):
    """Where results are kept."""

    url: str | None = None
    """postgresql://…; None: the embedded server under `data`."""


class Settings(_Section):
    """Every setting with its default, by section; docs/settings.md explains them."""

    data: str = "~/.local/share/pucha"
    """Folder of the embedded database and the archive."""
    edition: str = "census-2015"
    """The edition by its name, or the path of a file that ends in .toml."""
    editions: str = ""
    """Folder of your own editions, NAME.toml each; empty: those of pucha alone."""
    network: NetworkSettings = NetworkSettings()
    fetch: FetchSettings = FetchSettings()
    politeness: PolitenessSettings = PolitenessSettings()
    survey: SurveySettings = SurveySettings()
    probe: ProbeSettings = ProbeSettings()
    overload: OverloadSettings = OverloadSettings()
    render: RenderSettings = RenderSettings()
    fleet: FleetSettings = FleetSettings()
    clock: ClockSettings = ClockSettings()
    archive: ArchiveSettings = ArchiveSettings()
    casework: CaseworkSettings = CaseworkSettings()
    notify: NotifySettings = NotifySettings()
    database: DatabaseSettings = DatabaseSettings()
