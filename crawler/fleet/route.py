"""Find the addresses of a host, refuse those that we must not reach, and pin the rest."""

import asyncio
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address
from itertools import zip_longest

import dns.asyncresolver
import dns.exception
import dns.nameserver
import dns.resolver

from crawler.policy.addresses import is_listed, refusal
from schema.types.errors import ConfigError
from schema.types.outcome import Outcome

_LOOKUP_SECONDS = 5.0
_RECALL_SECONDS = 60.0
_KNOWN_HOSTS = 4096


class RouteError(Exception):
    """No address of the host may or can be used."""

    def __init__(self, outcome: Outcome, reason: str, *, name_servers: int = 0) -> None:
        super().__init__(reason)
        self.outcome = outcome
        self.reason = reason
        self.name_servers = name_servers


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Where to connect for one host and port: the answer of one look-up, pinned."""

    host: str
    addresses: tuple[str, ...]
    port: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectTo:
    """One --connect-to rule, as curl's: HOST:PORT:ADDR:PORT, empty parts match or keep all."""

    host: str
    port: int | None
    to_host: str
    to_port: int | None

    @staticmethod
    def parse(text: str) -> "ConnectTo":
        """Read one rule; raise ConfigError that shows the form."""
        parts = _split_colons(text)
        ports = (parts[1], parts[3]) if len(parts) == _RULE_PARTS else ("x", "x")
        if any(port and not _is_port(port) for port in ports):
            raise ConfigError(f"--connect-to {text!r}: the form is HOST:PORT:ADDR:PORT")
        return ConnectTo(
            host=parts[0].lower().strip("[]"),
            port=int(parts[1]) if parts[1] else None,
            to_host=parts[2].strip("[]"),
            to_port=int(parts[3]) if parts[3] else None,
        )

    def applies(self, host: str, port: int) -> bool:
        """Tell whether the rule speaks of this host and port."""
        return self.host in {"", host.strip("[]")} and self.port in {None, port}


_RULE_PARTS = 4
_PORTS = 65536


def _is_port(text: str) -> bool:
    return text.isascii() and text.isdigit() and 0 < int(text) < _PORTS


def _split_colons(text: str) -> list[str]:
    parts, depth = [""], 0
    for char in text:
        depth += (char == "[") - (char == "]")
        if char == ":" and depth == 0:
            parts.append("")
        else:
            parts[-1] += char
    return parts


class Router:
    """Look names up with the chosen servers, under the guard and the --connect-to rules."""

    def __init__(
        self,
        *,
        servers: Sequence[str] = (),
        allow: Sequence[IPv4Network | IPv6Network] = (),
        connect_to: Sequence[ConnectTo] = (),
        ports: Sequence[str] = ("1-65535",),
    ) -> None:
        self._servers = tuple(_name_server(text) for text in servers)
        self._allow = tuple(allow)
        self._rules = tuple(connect_to)
        self._ports = tuple(_port_range(text) for text in ports)
        self._known: dict[tuple[str, int, bool], tuple[float, Route]] = {}

    async def route(self, host: str, port: int, *, named: bool = False) -> Route:
        """Give the pinned addresses of a host; raise RouteError with an outcome word.

        `named`: the port stands in an address that a person gave, so it need not be a usual one.
        """
        now = asyncio.get_running_loop().time()
        known = self._known.get((host, port, named))
        if known is not None and now < known[0]:
            return known[1]
        route = await self._found(host, port, named=named)
        if len(self._known) >= _KNOWN_HOSTS:
            self._known.clear()
        # A survey asks one host many times: what was judged is connected to, for a minute.
        self._known[host, port, named] = (now + _RECALL_SECONDS, route)
        return route

    async def _found(self, host: str, port: int, *, named: bool) -> Route:
        rule = next((rule for rule in self._rules if rule.applies(host, port)), None)
        if rule is None:
            addresses = self._guarded(await self._look_up(host))
            self._check_port(port, addresses, named=named)
            return Route(host=host, addresses=interleaved(addresses), port=port)
        # A person who names the address of a connection permits it.
        addresses = await self._look_up(rule.to_host or host)
        return Route(host=host, addresses=interleaved(addresses), port=rule.to_port or port)

    def _check_port(self, port: int, addresses: tuple[str, ...], *, named: bool) -> None:
        usual = any(low <= port <= high for low, high in self._ports)
        permitted = all(is_listed(address, self._allow) for address in addresses)
        if not (named or usual or permitted):
            raise RouteError(
                Outcome.BLOCKED_BY_POLICY,
                f"port {port} is none that sites use: refused unless network.ports permits it",
            )

    def _guarded(self, addresses: tuple[str, ...]) -> tuple[str, ...]:
        refused = {address: refusal(address, self._allow) for address in addresses}
        allowed = tuple(address for address, why in refused.items() if why is None)
        if not allowed:
            why = "; ".join(sorted(filter(None, refused.values())))
            raise RouteError(
                Outcome.BLOCKED_BY_POLICY, f"{why}: refused unless network.allow permits it"
            )
        return allowed

    async def _look_up(self, host: str) -> tuple[str, ...]:
        literal = _literal(host)
        if literal is not None:
            return (literal,)
        if self._servers:
            return await self._ask(host, self._servers)
        try:
            found = await asyncio.get_running_loop().getaddrinfo(host, 0, type=socket.SOCK_STREAM)
        except (socket.gaierror, UnicodeError):
            return await self._ask(host, _system_servers())
        return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))

    async def _ask(
        self, host: str, servers: Sequence[dns.nameserver.Nameserver]
    ) -> tuple[str, ...]:
        """Ask the servers in turn; a name is missing only as far as they say so themselves."""
        absent, failures = 0, []
        for server in servers:
            try:
                found = await _ask_one(host, server)
            except dns.resolver.NXDOMAIN:
                absent += 1
            except (dns.exception.DNSException, OSError) as err:
                failures.append(f"{server}: {type(err).__name__}")
            else:
                if found:
                    return found
                failures.append(f"{server}: no address")
        if absent:
            raise RouteError(
                Outcome.DNS_NXDOMAIN,
                f"{absent} of {len(servers)} name servers say that {host} does not exist",
                name_servers=absent,
            )
        raise RouteError(Outcome.DNS_FAIL, f"{host} could not be looked up: {'; '.join(failures)}")


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


def _system_servers() -> tuple[dns.nameserver.Nameserver, ...]:
    try:
        configured = dns.resolver.Resolver().nameservers
    except dns.exception.DNSException:
        return ()
    return tuple(_name_server(str(server)) for server in configured if isinstance(server, str))


def _name_server(text: str) -> dns.nameserver.Nameserver:
    host, _, port = text.rpartition(":") if text.count(":") == 1 or "]:" in text else (text, "", "")
    address = _literal(host)
    if address is None or (port and not _is_port(port)):
        raise ConfigError(f"resolver {text!r}: the form is ADDRESS or ADDRESS:PORT")
    return dns.nameserver.Do53Nameserver(address, int(port or 53))


def _literal(host: str) -> str | None:
    """Give the address that a host is; one with a zone is none that a URL may hold."""
    try:
        return None if "%" in host else str(ip_address(host.strip("[]")))
    except ValueError:
        return None


def interleaved(addresses: tuple[str, ...]) -> tuple[str, ...]:
    """Put the families of addresses by turns, IPv6 first (RFC 8305 §4)."""
    if len(addresses) < _PAIR:
        return addresses
    v6 = [address for address in addresses if ":" in address]
    v4 = [address for address in addresses if ":" not in address]
    pairs = zip_longest(v6, v4)
    return tuple(address for pair in pairs for address in pair if address is not None)


_PAIR = 2


def _port_range(text: str) -> tuple[int, int]:
    low, _, high = text.partition("-")
    if not _is_port(low) or (high and not _is_port(high)):
        raise ConfigError(f"network.ports {text!r}: the form is PORT or FIRST-LAST")
    return int(low), int(high or low)
