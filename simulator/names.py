"""The name server of the province, on UDP and loopback."""

import asyncio
from collections.abc import Iterator
from ipaddress import IPv4Address
from typing import cast

import dns.exception
import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset
from typing_extensions import override

from simulator.fault import Lookup
from simulator.world import World

_TTL_SECONDS = 60
_LOOPBACK = "127.0.0.1"


class NameServer(asyncio.DatagramProtocol):
    """Answers A as the site's faults say, AAAA with nothing, NXDOMAIN for every other name."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._transport: asyncio.DatagramTransport | None = None
        self._closed = asyncio.Event()

    async def start(self, port: int) -> int:
        """Bind `port` (0 picks one) on 127.0.0.1 and return it."""
        loop = asyncio.get_running_loop()
        transport, _ = await loop.create_datagram_endpoint(
            lambda: self, local_addr=(_LOOPBACK, port)
        )
        bound: int = transport.get_extra_info("sockname")[1]
        return bound

    async def stop(self) -> None:
        """Close the socket and wait until it is closed."""
        if self._transport is not None:
            self._transport.close()
            await self._closed.wait()

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        self._closed.set()

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.DatagramTransport", transport)

    @override
    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        answer = reply(self._world, data)
        if answer is not None and self._transport is not None:
            self._transport.sendto(answer, addr)


def reply(world: World, data: bytes) -> bytes | None:
    """Answer one query in wire form; None for what is no query."""
    try:
        query = dns.message.from_wire(data)
    except dns.exception.DNSException:
        return None
    if query.flags & dns.flags.QR or len(query.question) != 1:
        return None
    question = query.question[0]
    response = dns.message.make_response(query, recursion_available=True)
    response.flags |= dns.flags.AA
    address, how = world.lookup(question.name.to_text(omit_final_dot=True))
    if how.silent:
        return None
    response.set_rcode(dns.rcode.from_text(how.rcode))
    wants_address = question.rdtype == dns.rdatatype.A and not how.addressless
    if how.rcode == "NOERROR" and wants_address and address is not None:
        response.answer.extend(_records(question.name.to_text(), address, how))
    return response.to_wire()


def _records(name: str, address: IPv4Address, how: Lookup) -> Iterator[dns.rrset.RRset]:
    """Give the alias, where there is one, and the addresses, the dead ones first."""
    owner = name
    if how.alias is not None:
        yield dns.rrset.from_text(name, _TTL_SECONDS, "IN", "CNAME", f"{how.alias}.")
        owner = f"{how.alias}."
    addresses = [str(one) for one in (*how.dead, address)]
    yield dns.rrset.from_text(owner, _TTL_SECONDS, "IN", "A", *addresses)
