"""Ask name servers for the addresses of a host; their silence is told from their "no such name"."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import dns.asyncresolver
import dns.exception
import dns.nameserver
import dns.resolver

from crawler.policy.addresses import parsed_address
from schema.types.errors import ConfigError
from schema.types.outcome import Outcome

_LOOKUP_SECONDS = 5.0
_OTHER_FAMILY_SECONDS = 0.5
"""IPv6 addresses are waited for so long once those of IPv4 are known."""
_HEDGE_SECONDS = 1.0
"""A name server that takes longer gets company."""
_PORTS = 65_536
_NAME_CHARS, _LABEL_CHARS = 253, 63
HOSTS_FILE = Path("/etc/hosts")


class RouteError(Exception):
    """No address of the host may or can be used."""

    def __init__(self, outcome: Outcome, reason: str, *, name_servers: int = 0) -> None:
        super().__init__(reason)
        self.outcome = outcome
        self.reason = reason
        self.name_servers = name_servers


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The addresses of a host; `half` says why those of IPv4 are not among them."""

    addresses: tuple[str, ...]
    half: str = ""


async def ask_servers(host: str, servers: Sequence[dns.nameserver.Nameserver]) -> Found:
    """Ask the servers, the next one as soon as one is slow; the first whole answer is taken.

    A name is missing only as far as the servers say so themselves.
    """
    absent, failures, waiting = 0, [], list(servers)
    half: Found | None = None
    asked: dict[asyncio.Task[Found], dns.nameserver.Nameserver] = {}
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
                    if found.addresses and not found.half:
                        return found
                    half = half or (found if found.addresses else None)
                    failures.append(f"{_named(server)} {found.half or 'gave no address'}")
    finally:
        for task in asked:
            task.cancel()
    if half is not None:
        return half
    raise _not_found(host, absent, len(servers), failures)


def _not_found(host: str, absent: int, asked: int, failures: Sequence[str]) -> RouteError:
    if absent:
        return RouteError(
            Outcome.DNS_NXDOMAIN,
            f"{absent} of {asked} name servers say that {host} does not exist",
            name_servers=absent,
        )
    said = "; ".join(failures) or "no name server is known here"
    return RouteError(Outcome.DNS_FAIL, f"{host} could not be looked up: {said}")


def _named(server: dns.nameserver.Nameserver) -> str:
    return f"name server {server.answer_nameserver()}:{server.answer_port()}"


def _said(err: BaseException) -> str:
    if isinstance(err, dns.exception.Timeout):
        return f"did not answer in {_LOOKUP_SECONDS:g} s"
    return f"failed ({type(err).__name__})"


async def _ask_one(host: str, server: dns.nameserver.Nameserver) -> Found:
    """Ask for both families at once; a server that fails on one alone still gives the other.

    IPv4 is waited for; IPv6 only a moment longer, as browsers do (RFC 8305 §3): a server that is
    silent on AAAA would make every visit slow.
    """
    resolver = dns.asyncresolver.Resolver(configure=False)
    resolver.nameservers = [server]

    async def ask(family: str) -> dns.resolver.Answer:
        return await resolver.resolve(
            host, family, lifetime=_LOOKUP_SECONDS, search=False, raise_on_no_answer=False
        )

    v6, v4 = asyncio.ensure_future(ask("AAAA")), asyncio.ensure_future(ask("A"))
    try:
        await asyncio.wait([v4])
        known = v4.exception() is None and bool(v4.result().rrset)
        await asyncio.wait([v6], timeout=_OTHER_FAMILY_SECONDS if known else None)
    finally:
        v6.cancel()
        v4.cancel()
        await asyncio.gather(v6, v4, return_exceptions=True)
    answers = [one.result() for one in (v6, v4) if not one.cancelled() and not one.exception()]
    found = tuple(str(record.address) for answer in answers for record in answer.rrset or ())
    failure = v4.exception()
    if failure is not None and not found:
        raise failure
    half = f"gave IPv6 alone, on IPv4 it {_said(failure)}" if failure is not None else ""
    return Found(addresses=tuple(dict.fromkeys(found)), half=half)


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
    if "%" in host or not (":" in host or host[-1:].isdigit()):  # most hosts are names
        return None
    try:
        return str(parsed_address(host.strip("[]")))
    except ValueError:
        return None


def is_name(host: str) -> bool:
    """Tell a host that name servers can be asked about, or an address (RFC 1035 §2.3.4)."""
    name = host.removesuffix(".")
    labels = name.split(".")
    fits = len(name) <= _NAME_CHARS and all(0 < len(one) <= _LABEL_CHARS for one in labels)
    return fits or host.startswith("[")


def is_port(text: str) -> bool:
    """Tell whether a text is the number of a port."""
    return text.isascii() and text.isdigit() and 0 < int(text) < _PORTS
