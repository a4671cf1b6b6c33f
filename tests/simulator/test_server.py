"""The province over real sockets: sites, families, faults and names."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from ipaddress import IPv4Address

import dns.asyncquery
import dns.message
import dns.rcode
import pytest

from simulator.families import FAMILIES
from simulator.model import Site
from simulator.names import NameServer, reply
from simulator.plan import Order
from simulator.server import ProvinceServer
from simulator.world import World, address_of, number_of

DEMO = World(Order(sites=24, seed=7, profile="demo"), date(2026, 11, 23))
CLEAN = World(Order(sites=6, seed=7, profile="clean"), date(2026, 11, 23))


@dataclass(frozen=True)
class Answer:
    status: int
    head: str
    body: bytes


@pytest.fixture
async def demo() -> AsyncIterator[int]:
    server = ProvinceServer(DEMO)
    yield await server.start(0)
    await server.stop()


@pytest.fixture
async def clean() -> AsyncIterator[int]:
    server = ProvinceServer(CLEAN)
    yield await server.start(0)
    await server.stop()


async def close(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with contextlib.suppress(ConnectionError):
        await writer.wait_closed()


async def fetch(
    port: int, site: Site, path: str = "/", *, host: str | None = None, method: str = "GET"
) -> Answer:
    reader, writer = await asyncio.open_connection(str(address_of(site.number)), port)
    name = site.host if host is None else host
    writer.write(
        f"{method} {path} HTTP/1.1\r\nHost: {name}:{port}\r\nConnection: close\r\n\r\n".encode()
    )
    try:
        raw = await reader.read()
    finally:
        await close(writer)
    head, _, body = raw.partition(b"\r\n\r\n")
    return Answer(int(head.split(b" ")[1]), head.decode("latin-1"), body)


def faulty(fault: str) -> Site:
    return next(site for site in DEMO.sites() if fault in site.faults)


def charset(site: Site) -> str:
    return FAMILIES[site.family].charset


async def test_a_host_that_is_not_the_addresses_site_is_refused(clean: int) -> None:
    first, second = CLEAN.site(1), CLEAN.site(2)

    assert (await fetch(clean, first, host="www.example.test")).status == 421
    assert (await fetch(clean, first, host=second.host)).status == 421


async def test_an_address_without_a_site_is_reset(clean: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", clean)

    with pytest.raises(ConnectionError):
        await reader.readexactly(1)
    await close(writer)


async def test_an_unknown_path_is_an_honest_404(clean: int) -> None:
    assert (await fetch(clean, CLEAN.site(1), "/nowhere/")).status == 404


async def test_head_gives_the_length_and_no_body(clean: int) -> None:
    page = await fetch(clean, CLEAN.site(1), method="HEAD")

    assert page.status == 200
    assert page.body == b""
    assert "Content-Length: 0" not in page.head


@pytest.mark.parametrize(
    ("fault", "status", "mark"),
    [
        ("S-521", 521, "_jsl_clearance"),
        ("E-MAINT-200", 200, "网站维护中"),
        ("A-5XX", 500, "HTTP 500"),
        ("X-JS-SHELL", 200, '<div id="app"></div>'),
    ],
)
async def test_a_front_fault_shows_its_signature(
    demo: int, fault: str, status: int, mark: str
) -> None:
    page = await fetch(demo, faulty(fault))

    assert page.status == status
    assert mark in page.body.decode()


async def test_a_refused_site_is_reset(demo: int) -> None:
    with pytest.raises((ConnectionError, IndexError)):
        await fetch(demo, faulty("A-REFUSED"))


async def test_a_silent_site_never_answers(demo: int) -> None:
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(fetch(demo, faulty("A-TIMEOUT-CONNECT")), timeout=0.2)


async def test_gbk_without_a_declared_charset_is_gbk(demo: int) -> None:
    site = faulty("C-GBK-NOHEADER")

    page = await fetch(demo, site)

    assert "charset" not in page.head.lower()
    assert site.name in page.body.decode("gb18030")
    assert b"charset" not in page.body


async def test_the_calendar_goes_on_for_ever(demo: int) -> None:
    page = await fetch(demo, faulty("X-INFINITE-CALENDAR"), "/rili/2155/12/")

    assert 'href="/rili/2156/01/"' in page.body.decode("gb18030")


@pytest.fixture
async def names() -> AsyncIterator[int]:
    server = NameServer(DEMO)
    yield await server.start(0)
    await server.stop()


async def test_names_resolve_to_their_sites_address(names: int) -> None:
    site, gone = DEMO.site(2), faulty("A-DNS-NX")
    port = names

    async def ask(name: str, kind: str) -> dns.message.Message:
        query = dns.message.make_query(name, kind)
        return await dns.asyncquery.udp(query, "127.0.0.1", port=port, timeout=2)

    known, other = await ask(site.host, "A"), await ask(site.host.upper(), "AAAA")
    missing, nowhere = await ask(gone.host, "A"), await ask("www.example.test", "A")

    assert [str(rr) for rr in known.answer[0]] == [str(address_of(2))]
    assert (other.rcode(), other.answer) == (dns.rcode.NOERROR, [])
    assert missing.rcode() == nowhere.rcode() == dns.rcode.NXDOMAIN


def test_noise_is_no_query() -> None:
    assert reply(CLEAN, b"\x00\x01noise") is None


@pytest.mark.parametrize("number", [1, 254, 255, 70_000])
def test_addresses_and_numbers_are_inverse(number: int) -> None:
    address = address_of(number)

    assert number_of(address) == number
    assert address.is_loopback
    assert str(address).rpartition(".")[2] not in {"0", "255"}


def test_127_0_0_1_is_no_site() -> None:
    assert number_of(IPv4Address("127.0.0.1")) < 1


async def test_a_socket_off_loopback_belongs_to_no_site() -> None:
    class Elsewhere:
        def get_extra_info(self, _name: str) -> object:
            return ("192.0.2.7", 80)

    server = ProvinceServer(CLEAN)

    assert server.site_of(Elsewhere()) is None  # type: ignore[arg-type]
