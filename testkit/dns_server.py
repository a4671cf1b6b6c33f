"""A name server on loopback (UDP) that says what a test tells it to."""

import asyncio
from ipaddress import ip_address
from typing import Literal, Self

import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset

Saying = tuple[str, ...] | Literal["nxdomain", "servfail", "silence"]
"""Addresses (none: the name exists without any), or how the question ends."""
_CODES = {"nxdomain": dns.rcode.NXDOMAIN, "servfail": dns.rcode.SERVFAIL}


class DnsServer(asyncio.DatagramProtocol):
    """Names to sayings; unknown names do not exist.

    A saying under `name/A` or `name/AAAA` is for questions of that type alone.
    """

    def __init__(self, sayings: dict[str, Saying] | None = None) -> None:
        self.sayings = sayings or {}
        self.questions: list[tuple[str, str]] = []
        self._transport: asyncio.DatagramTransport | None = None
        self._closed = asyncio.Event()

    async def __aenter__(self) -> Self:
        loop = asyncio.get_running_loop()
        self._transport, _ = await loop.create_datagram_endpoint(
            lambda: self, local_addr=("127.0.0.1", 0)
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._transport is not None:
            self._transport.close()
            await self._closed.wait()

    @property
    def address(self) -> str:
        """Give ADDRESS:PORT as the settings have it."""
        assert self._transport is not None
        host, port = self._transport.get_extra_info("sockname")
        return f"{host}:{port}"

    def connection_lost(self, _error: Exception | None) -> None:
        """Note that the socket is closed."""
        self._closed.set()

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        """Answer one question."""
        query = dns.message.from_wire(data)
        asked = query.question[0]
        name, kind = asked.name.to_text(omit_final_dot=True), dns.rdatatype.to_text(asked.rdtype)
        self.questions.append((name, kind))
        saying = self.sayings.get(f"{name}/{kind}", self.sayings.get(name, "nxdomain"))
        if saying == "silence":
            return
        answer = dns.message.make_response(query)
        answer.flags |= dns.flags.RA
        if isinstance(saying, str):
            answer.set_rcode(_CODES[saying])
        else:
            version = {"A": 4, "AAAA": 6}.get(kind)
            fit = [one for one in saying if ip_address(one).version == version]
            if fit:
                answer.answer.append(dns.rrset.from_text(asked.name, 60, "IN", kind, *fit))
        assert self._transport is not None
        self._transport.sendto(answer.to_wire(), addr)
