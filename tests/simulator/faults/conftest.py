"""A province of which every fault has sites of its own, over real sockets."""

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache

import pytest

from simulator.families import FAMILIES
from simulator.model import Page, Request, Site
from simulator.names import NameServer
from simulator.plan import Order, Plan, plan_site
from simulator.respond import respond
from simulator.server import ProvinceServer
from simulator.view import site_on
from simulator.world import SHANGHAI, World, address_of

ORDER = Order(sites=17_000, seed=7, profile="bars")  # every fault in every family
FIRST = date(2026, 11, 23)


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Province:
    """A running province; `fetch` asks one of its sites on a connection of its own."""

    world: World
    server: ProvinceServer
    plain: int
    secure: int
    names: int

    def carrier(self, fault: str, *, family: str = "", odd: bool | None = None) -> Site:
        return self.world.site(_carrier(fault, family, odd=odd))

    @property
    def neighbour(self) -> Site:
        return self.world.site(_carrier("", "", odd=None))

    async def fetch(
        self,
        site: Site,
        path: str = "/",
        *,
        host: str = "",
        tls: ssl.SSLContext | None = None,
        limit: int = -1,
        **headers: str,
    ) -> Answer:
        port = self.secure if tls else self.plain
        name = site.host if tls else None
        reader, writer = await asyncio.open_connection(
            str(address_of(site.number)), port, ssl=tls, server_hostname=name
        )
        more = "".join(f"{key.replace('_', '-')}: {value}\r\n" for key, value in headers.items())
        head = (
            f"GET {path} HTTP/1.1\r\nHost: {host or site.host}\r\n{more}Connection: close\r\n\r\n"
        )
        writer.write(head.encode())
        try:
            return _answer(await _read(reader, limit))
        finally:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()


async def _read(reader: asyncio.StreamReader, limit: int) -> bytes:
    if limit < 0:
        return await reader.read()
    head = await reader.readuntil(b"\r\n\r\n")
    return head + await reader.readexactly(limit)


def _answer(raw: bytes) -> Answer:
    if not raw:
        raise ConnectionResetError("nothing came")
    head, _, body = raw.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    pairs = (line.partition(": ") for line in lines)
    return Answer(int(first.split(" ")[1]), {name.lower(): text for name, _, text in pairs}, body)


@cache
def _world() -> World:
    return World(ORDER, FIRST)


@cache
def _plan(number: int) -> Plan:
    return plan_site(ORDER, tuple(FAMILIES), number)


def _carrier(fault: str, family: str, *, odd: bool | None) -> int:
    """Find a site with this fault alone, or one without any."""
    wanted = frozenset({fault}) if fault else frozenset()
    return next(
        number
        for number in range(1, ORDER.sites + 1)
        if _plan(number).faults == wanted
        and (not family or _plan(number).family == family)
        and (odd is None or number % 2 == odd)
    )


@pytest.fixture
def latency() -> float:
    return 1.0


@pytest.fixture
async def province(latency: float) -> AsyncIterator[Province]:
    world = _world()
    world.moment = datetime.combine(FIRST, time(12), SHANGHAI)
    server, names = ProvinceServer(world, latency), NameServer(world)
    plain, secure = await server.start(0), await server.start(0, secure=True)
    yield Province(world, server, plain, secure, await names.start(0))
    await names.stop()
    await server.stop()


@pytest.fixture
def text_of() -> Callable[[Site, Answer], str]:
    def read(site: Site, answer: Answer) -> str:
        return answer.body.decode(FAMILIES[site.family].charset)

    return read


SEEDS = range(6)


@cache
def _places() -> Mapping[str, list[tuple[Order, int]]]:
    """Sort the sites of six provinces by the fault that they carry."""
    places: dict[str, list[tuple[Order, int]]] = {}
    for seed in SEEDS:
        order = Order(sites=1000, seed=seed, profile="bars")
        for number in range(1, order.sites + 1):
            for fault in plan_site(order, tuple(FAMILIES), number).faults:
                places.setdefault(fault, []).append((order, number))
    return places


@cache
def _carriers(fault: str) -> tuple[Site, ...]:
    """Draw every site of six provinces that carries this fault."""
    return tuple(site_on(order, FIRST, number, FIRST) for order, number in _places()[fault])


@pytest.fixture
def carriers() -> Callable[[str], tuple[Site, ...]]:
    return _carriers


@pytest.fixture
def page_of() -> Callable[..., Page]:
    def answer(site: Site, address: str = "/") -> Page:
        path, _, query = address.partition("?")
        noon = datetime.combine(site.as_of, time(12), SHANGHAI)
        page = respond(site, Request(path=path, query=query, headers={}), noon)
        assert isinstance(page, Page)
        return page

    return answer
