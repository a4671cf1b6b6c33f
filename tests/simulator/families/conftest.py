"""A province with one site of each family and no fault, over real sockets."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

import pytest

from simulator.families import FAMILIES
from simulator.family import Family
from simulator.model import Site
from simulator.plan import Order
from simulator.server import ProvinceServer
from simulator.world import World, address_of

WORLD = World(Order(sites=51, seed=7, profile="clean"), date(2026, 11, 23))


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        try:
            return self.body.decode()
        except UnicodeDecodeError:
            return self.body.decode("gb18030")


@dataclass(frozen=True)
class Street:
    """One site of a running province, and its family."""

    port: int
    site: Site

    @property
    def family(self) -> Family:
        return FAMILIES[self.site.family]

    async def fetch(self, path: str, *, form: str = "", **headers: str) -> Answer:
        address = str(address_of(self.site.number))
        reader, writer = await asyncio.open_connection(address, self.port)
        asked = {"Host": self.site.host, "Connection": "close", **headers}
        if form:
            asked["Content-Length"] = str(len(form))
        head = "".join(f"{name}: {value}\r\n" for name, value in asked.items())
        writer.write(f"{'POST' if form else 'GET'} {path} HTTP/1.1\r\n{head}\r\n{form}".encode())
        raw = await reader.read()
        writer.close()
        top, _, body = raw.partition(b"\r\n\r\n")
        first, *lines = top.decode("latin-1").split("\r\n")
        pairs = (line.partition(": ") for line in lines)
        return Answer(
            int(first.split(" ")[1]), {name.lower(): value for name, _, value in pairs}, body
        )


@cache
def site_of(family: str) -> Site:
    return next(site for site in WORLD.sites() if site.family == family)


@pytest.fixture
async def port() -> AsyncIterator[int]:
    server = ProvinceServer(WORLD, latency=0)
    yield await server.start(0)
    await server.stop()


@pytest.fixture(params=FAMILIES)
async def street(port: int, request: pytest.FixtureRequest) -> Street:
    return Street(port, site_of(request.param))
