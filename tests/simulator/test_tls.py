"""The port with TLS shows what each site's certificate is."""

import asyncio
import contextlib
import ssl
import subprocess
import sys
import warnings
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from ipaddress import IPv4Address

import pytest

from simulator.model import Site
from simulator.plan import Order
from simulator.server import ProvinceServer
from simulator.tls import context_for, root_pem
from simulator.world import World, address_of

WORLD = World(Order(sites=3, seed=7, profile="clean"), date(2026, 11, 23))


class SecureWorld(World):
    """A world in which every site is registered with https."""

    def site_at(self, address: IPv4Address) -> Site | None:
        site = super().site_at(address)
        return None if site is None else _secure(site)


_MADE: dict[int, Site] = {}


def _secure(site: Site) -> Site:
    return _MADE.setdefault(site.number, replace(site, secure=True))


@pytest.fixture
async def port() -> AsyncIterator[int]:
    server = ProvinceServer(SecureWorld(WORLD.order, WORLD.first))
    yield await server.start(0, secure=True)
    await server.stop()


def trusting() -> ssl.SSLContext:
    return ssl.create_default_context(cadata=root_pem().decode())


async def test_a_secure_site_is_read_by_who_trusts_the_provinces_root(port: int) -> None:
    site = WORLD.site(1)
    reader, writer = await asyncio.open_connection(
        str(address_of(1)), port, ssl=trusting(), server_hostname=site.host
    )
    writer.write(f"GET / HTTP/1.1\r\nHost: {site.host}\r\nConnection: close\r\n\r\n".encode())
    raw = await reader.read()
    writer.close()

    assert raw.startswith(b"HTTP/1.1 200 ")
    assert "模拟网站".encode() in raw or "模拟网站".encode("gb18030") in raw


HOST = "www.a.gov.cn.test"


@contextlib.asynccontextmanager
async def showing(shown: str) -> AsyncIterator[int]:
    """Serve with one kind of certificate or handshake, and say nothing more."""
    context = context_for(shown, HOST)
    server = await asyncio.start_server(_say_nothing, "127.0.0.1", 0, ssl=context)
    yield server.sockets[0].getsockname()[1]
    server.close()
    await server.wait_closed()


async def _say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read()
    writer.close()


async def greet(port: int, context: ssl.SSLContext) -> None:
    _, writer = await asyncio.open_connection("127.0.0.1", port, ssl=context, server_hostname=HOST)
    writer.close()
    await writer.wait_closed()


@pytest.mark.parametrize(
    ("shown", "why"),
    [
        ("expired", "expired"),
        ("name", "Hostname mismatch"),
        ("chain", "unable to get local issuer"),
        ("self_signed", "self-signed"),
    ],
)
async def test_a_faulty_certificate_is_refused_for_its_own_reason(shown: str, why: str) -> None:
    async with showing(shown) as port:
        with pytest.raises(ssl.SSLCertVerificationError, match=why):
            await greet(port, trusting())


@pytest.mark.parametrize("shown", ["old", "weak_dh"])
async def test_an_old_handshake_fails_strictly_and_succeeds_at_the_lowest_level(
    shown: str,
) -> None:
    lax = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    lax.check_hostname, lax.verify_mode = False, ssl.CERT_NONE
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        lax.minimum_version = ssl.TLSVersion.TLSv1
    lax.set_ciphers("ALL:@SECLEVEL=0")

    async with showing(shown) as port:
        with pytest.raises((ssl.SSLError, ConnectionError)):
            await greet(port, trusting())
        await greet(port, lax)


def test_every_process_makes_the_same_authority() -> None:
    code = "from simulator.tls import _root; print(_root()[1].private_numbers().private_value)"
    keys = {
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True).stdout
        for _ in range(2)
    }

    assert len(keys) == 1
