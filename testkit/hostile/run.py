"""Play hostile cases: one fetch by one client stack, or one survey, against one server."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from ipaddress import ip_network

from config.lexicon import load_lexicon
from crawler.extract.text.decode import decode
from crawler.fleet.fetch.fetcher import Fetcher
from crawler.fleet.politeness.politeness import HostGate
from crawler.fleet.stacks.hop import HopClient
from crawler.fleet.stacks.hop_aiohttp import AiohttpHops
from crawler.fleet.stacks.hop_httpx import HttpxHops
from crawler.fleet.stacks.route import ConnectTo, Router
from crawler.policy.visit import counts_as
from crawler.survey.answer import read_answer
from crawler.survey.home import look_of
from pucha.clock import SystemClock
from schema.types.capture import Page, Request
from schema.types.settings import FetchSettings, PolitenessSettings
from testkit.dns_server import DnsServer
from testkit.hostile.case import ANY, Play, Result, Variant
from testkit.hostile.pages import PAGE
from testkit.hostile.silent import SilentPort
from testkit.hostile.talk import TalkServer
from testkit.hostile.tls import TlsKit, tls_server
from testkit.scripted_server import http

SCALED = FetchSettings(
    deadline=1.5, visit_deadline=1.5, connect_timeout=0.8, header_bytes=64 * 1024,
    wire_bytes=1024 * 1024, decoded_bytes=2 * 1024 * 1024, redirects=10,
)  # fmt: skip
"""The limits of the tests; the bench plays under the true ones."""
UNHURRIED = PolitenessSettings(delay=0, concurrency=2, max_delay=0, max_backoff=0)
_STACKS: dict[str, type[AiohttpHops] | type[HttpxHops]] = {
    "aiohttp": AiohttpHops,
    "httpx": HttpxHops,
}
_TICK = 0.01
"""A moment of a script in shares of the deadline: 0.3 s under the true limits."""
_READ_ANYWAY = 64 * 1024
"""Bytes of a body that is read also where the case asks nothing of it."""
_SLACK = 0.7
"""Seconds that a busy machine may add to a bound."""


@dataclass(slots=True, kw_only=True)
class Stage:
    """Where cases are played: limits, certificates, and the fetchers made for each."""

    settings: FetchSettings = SCALED

    @property
    def tick(self) -> float:
        """Give the seconds of one moment."""
        return self.settings.deadline * _TICK

    @asynccontextmanager
    async def serve(self, play: Play, kit: TlsKit | None) -> AsyncIterator["Served"]:
        """Open all sockets of a play."""
        async with AsyncExitStack() as stack:
            served = Served(play=play, kit=kit)
            for sayings in play.names:
                server = await stack.enter_async_context(DnsServer(dict(sayings)))
                served.resolvers.append(server.address)
            if play.tls is not None and kit is not None:
                context = await asyncio.to_thread(kit.context, play.tls)
                answer = http(PAGE) if play.answer is None else play.answer
                served.tls_port = stack.enter_context(tls_server(context, answer))
            if play.script is not None:
                talker = TalkServer(play.script, tick=self.tick, address=play.address)
                await talker.start()
                stack.push_async_callback(talker.stop)
                served.port, served.heads = talker.port, talker.heads
            if play.silent is not None:
                served.port = stack.enter_context(SilentPort(play.silent, served.port)).port
            yield served

    def fetcher(self, served: "Served", stack: str) -> Fetcher:
        """Give a client of this play."""
        clock = SystemClock()
        roots = "" if served.kit is None else served.kit.roots
        settings = self.settings.model_copy(update={"roots": roots})
        hops: HopClient = _STACKS[stack](settings, clock)
        return Fetcher(
            hops=hops,
            router=served.router(),
            gate=HostGate(UNHURRIED, clock),
            clock=clock,
            settings=settings,
            user_agent="Mozilla/5.0 (compatible; pucha/test; +mailto:test@localhost)",
        )


@dataclass(slots=True, kw_only=True)
class Served:
    """A play whose sockets are open."""

    play: Play
    kit: TlsKit | None
    port: int = 0
    tls_port: int = 0
    heads: list[bytes] = field(default_factory=list)
    resolvers: list[str] = field(default_factory=list)

    def router(self) -> Router:
        """Give the look-up of names that leads to this play."""
        play = self.play
        return Router(
            servers=self.resolvers,
            allow=[ip_network(text) for text in play.allow],
            connect_to=[ConnectTo.parse(self.filled(rule)) for rule in play.connect_to],
            ports=play.ports,
        )

    def filled(self, text: str) -> str:
        """Put the address and port of the server into a text."""
        address = f"[{self.play.address}]" if ":" in self.play.address else self.play.address
        ports = text.replace("{port}", str(self.port)).replace("{tls_port}", str(self.tls_port))
        return ports.replace("{address}", address)

    def request(self) -> Request:
        """Give the request that is played."""
        wanted = self.play
        return Request(
            url=self.filled(wanted.url), purpose=wanted.purpose, validators=wanted.validators
        )


async def play(
    stage: Stage,
    variant: Variant,
    stack: str,
    kit: TlsKit | None = None,
    *,
    fetched: Callable[[], None] = lambda: None,
) -> Result:
    """Play one variant against one client stack; the page is read where it counts for something.

    `fetched` is called between the fetch and the reading.
    """
    play_ = variant.play
    async with stage.serve(play_, kit) as served:
        fetcher = stage.fetcher(served, stack)
        began = time.monotonic()
        try:
            for _ in range(play_.fetches - 1):
                await fetcher.fetch(served.request())
            pages = await asyncio.gather(
                *(fetcher.fetch(served.request()) for _ in range(play_.at_once))
            )
        finally:
            await fetcher.close()
        seconds = time.monotonic() - began
    fetched()
    page = next((one for one in pages if one.outcome not in variant.outcomes), pages[-1])
    asked = variant.page_class is not None or variant.counts != ANY
    read = asked or len(page.body) <= _READ_ANYWAY
    kept = page if read else replace(page, body=b"")
    result = await asyncio.to_thread(judged, kept, served.request(), tuple(served.heads))
    return replace(result, page=page, seconds=seconds)


def judged(page: Page, request: Request, heads: tuple[bytes, ...]) -> Result:
    """Read a page as the survey would."""
    answer = read_answer(request, page, None, load_lexicon())
    return Result(
        page=page,
        answer=answer,
        counts=counts_as(look_of(answer)),
        seconds=page.seconds,
        requests=heads,
    )


def complaints(variant: Variant, result: Result, settings: FetchSettings) -> list[str]:
    """Say everything in which a result is not as the case demands."""
    page = result.page
    bound = settings.deadline * (variant.seconds or 1.0) + _SLACK
    stored = b"".join(one.head + one.body for one in page.exchanges)
    bodies = sum(len(one.body) for one in page.exchanges)
    wire = settings.wire_bytes + settings.header_bytes if variant.wire is None else variant.wire
    text = "" if variant.text is None else decode(page.body, page.content_type).text
    demands: tuple[tuple[bool, str], ...] = (
        (page.outcome in variant.outcomes, f"outcome {page.outcome} ({page.reason})"),
        (result.counts in variant.counts, f"counts as {result.counts}"),
        (
            variant.page_class in {None, result.answer.page_class},
            f"class {result.answer.page_class}",
        ),
        (variant.defects in {None, page.defects}, f"defects {page.defects}"),
        (result.seconds <= bound, f"{result.seconds:.2f} s, not {bound:.2f}"),
        (bodies <= wire, f"{bodies} bytes kept, not {wire}"),
        (variant.body is None or variant.body in page.body, f"body {page.body[:80]!r}"),
        (variant.text is None or variant.text in text, f"text {text[:80]!r}"),
        (variant.kept is None or variant.kept in stored, f"kept {stored[:120]!r}"),
        (
            variant.requests in {None, len(result.requests)},
            f"{len(result.requests)} requests reached the server",
        ),
        (len(page.body) <= settings.decoded_bytes, f"{len(page.body)} bytes decoded"),
        (variant.check is None or variant.check(result), f"not {variant.why}"),
    )
    return [said for met, said in demands if not met]
