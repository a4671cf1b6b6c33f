"""Ask name servers for the addresses of a host; their silence is told from their "no such name"."""

import asyncio
from collections.abc import Iterable, Sequence
from functools import lru_cache
from ipaddress import ip_address
from pathlib import Path

import dns.asyncresolver
import dns.exception
import dns.nameserver
import dns.resolver

from schema.types.errors import ConfigError
from schema.types.outcome import Outcome

_LOOKUP_SECONDS = 5.0
_HEDGE_SECONDS = 1.0
"""A name server that takes longer gets company."""
_PORTS = 65_536
HOSTS_FILE = Path("/etc/hosts")


class RouteError(Exception):
    """No address of the host may or can be used."""

    def __init__(self, outcome: Outcome, reason: str, *, name_servers: int = 0) -> None:
        super().__init__(reason)
        self.outcome = outcome
        self.reason = reason
        self.name_servers = name_servers


async def ask_servers(host: str, servers: Sequence[dns.nameserver.Nameserver]) -> tuple[str, ...]:
    """Ask the servers, the next one as soon as one is slow; the first address that comes is taken.

    A name is missing only as far as the servers say so themselves.
    """
    absent, failures, waiting = 0, [], list(servers)
    asked: dict[asyncio.Task[tuple[str, ...]], dns.nameserver.Nameserver] = {}
    try:
        while waiting or asked:
            if waiting:
                server = waiting.pop(0)
                asked[asyncio.ensure_future(_ask_one(host, server))] = server
            slow = _HEDGE_SECONDS if waiting else None
            done, _ = await asyncio.wait(asked, timeout=slow, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                server = asked.pop(task)
                try:
                    found = task.result()
                except dns.resolver.NXDOMAIN:
                    absent += 1
                except (dns.exception.DNSException, OSError) as err:
                    failures.append(f"{_named(server)} {_said(err)}")
                else:
                    if found:
                        return found
                    failures.append(f"{_named(server)} gave no address")
    finally:
        for task in asked:
            task.cancel()
    if absent:
        raise RouteError(
            Outcome.DNS_NXDOMAIN,
            f"{absent} of {len(servers)} name servers say that {host} does not exist",
            name_servers=absent,
        )
    said = "; ".join(failures) or "no name server is known here"
    raise RouteError(Outcome.DNS_FAIL, f"{host} could not be looked up: {said}")


def _named(server: dns.nameserver.Nameserver) -> str:
    return f"name server {server.answer_nameserver()}:{server.answer_port()}"


def _said(err: Exception) -> str:
    if isinstance(err, dns.exception.Timeout):
        return f"did not answer in {_LOOKUP_SECONDS:g} s"
    return f"failed ({type(err).__name__})"


async def _ask_one(host: str, server: dns.nameserver.Nameserver) -> tuple[str, ...]:
    """Ask for both families at once; a server that fails on AAAA alone still gives the address."""
    resolver = dns.asyncresolver.Resolver(configure=False)
    resolver.nameservers = [server]

    async def ask(family: str) -> dns.resolver.Answer:
        return await resolver.resolve(
            host, family, lifetime=_LOOKUP_SECONDS, search=False, raise_on_no_answer=False
        )

    v6, v4 = await asyncio.gather(ask("AAAA"), ask("A"), return_exceptions=True)
    answers = [one for one in (v6, v4) if not isinstance(one, BaseException)]
    found = tuple(str(record.address) for answer in answers for record in answer.rrset or ())
    if isinstance(v4, BaseException) and not found:
        raise v4
    return tuple(dict.fromkeys(found))


def distinct_servers(
    servers: Iterable[dns.nameserver.Nameserver],
) -> tuple[dns.nameserver.Nameserver, ...]:
    """Drop servers that are named twice: their word would count twice."""
    return tuple({str(server): server for server in servers}.values())


@lru_cache(maxsize=1)
def hosts_file(file: Path) -> dict[str, tuple[str, ...]]:
    """Read the names that the machine itself gives addresses to."""
    names: dict[str, tuple[str, ...]] = {}
    try:
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return names
    for line in lines:
        address, *hosts = line.partition("#")[0].split() or [""]
        if literal(address) is not None:
            for host in hosts:
                names[host.lower()] = (*names.get(host.lower(), ()), address)
    return names


def system_servers() -> tuple[dns.nameserver.Nameserver, ...]:
    """Give the name servers that the machine is configured with."""
    try:
        configured = dns.resolver.Resolver().nameservers
    except dns.exception.DNSException:
        return ()
    return tuple(name_server(str(server)) for server in configured if isinstance(server, str))


def name_server(text: str) -> dns.nameserver.Nameserver:
    """Read ADDRESS or ADDRESS:PORT; raise ConfigError."""
    host, _, port = text.rpartition(":") if text.count(":") == 1 or "]:" in text else (text, "", "")
    address = literal(host)
    if address is None or (port and not is_port(port)):
        raise ConfigError(f"resolver {text!r}: the form is ADDRESS or ADDRESS:PORT")
    return dns.nameserver.Do53Nameserver(address, int(port or 53))


def literal(host: str) -> str | None:
    """Give the address that a host is; one with a zone is none that a URL may hold."""
    try:
        return None if "%" in host else str(ip_address(host.strip("[]")))
    except ValueError:
        return None


def is_port(text: str) -> bool:
    """Tell whether a text is the number of a port."""
    return text.isascii() and text.isdigit() and 0 < int(text) < _PORTS
