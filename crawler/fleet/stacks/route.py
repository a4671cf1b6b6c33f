"""Find the addresses of a host, refuse those that we must not reach, and pin the rest."""

import asyncio
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network
from itertools import islice, zip_longest

import dns.nameserver

from crawler.fleet.stacks.look_up import (
    HOSTS_FILE,
    Found,
    RouteError,
    ask_servers,
    distinct_servers,
    hosts_file,
    is_name,
    is_port,
    literal,
    name_server,
    system_servers,
)
from crawler.policy.addresses import is_listed, refusal
from schema.types.errors import ConfigError
from schema.types.outcome import Outcome

_RECALL_SECONDS = 60.0
_KNOWN_HOSTS = 4096
_SHOWN = 100
"""Characters of a name in a reason; an address may hold thousands."""
MOST_ADDRESSES = 16
"""Of one host; a name server can give thousands, and each would be knocked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Where to connect for one host and port: the answer of one look-up, pinned."""

    host: str
    addresses: tuple[str, ...]
    port: int
    half: str = ""
    """Why the host's IPv4 addresses are not known, where it may have some."""

    @property
    def limited(self) -> str:
        """Give the address that limits go by: the IPv4 one, which many names share."""
        return next((one for one in self.addresses if ":" not in one), self.addresses[0])


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
        if any(port and not is_port(port) for port in ports):
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
_NO_RULE = ConnectTo(host="", port=None, to_host="", to_port=None)
"""What every host goes by of which no rule speaks."""


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
        self._servers = distinct_servers(name_server(text) for text in servers)
        self._system: tuple[dns.nameserver.Nameserver, ...] | None = None
        self._allow = tuple(allow)
        self._rules = tuple(connect_to)
        self._ports = tuple(_port_range(text) for text in ports)
        self._known: dict[tuple[str, int, bool], tuple[float, Route]] = {}

    async def route(self, host: str, port: int, *, named: bool = False) -> Route:
        """Give the pinned addresses of a host; raise RouteError with an outcome word.

        `named`: the port stands in an address that a person gave, so it need not be a usual one.
        """
        known = self.recall(host, port, named=named)
        if known is not None:
            return known
        now = asyncio.get_running_loop().time()
        rule = self._rule(host, port)
        if not is_name(host):
            why = "no name that could be looked up (RFC 1035 §2.3.4)"
            raise RouteError(Outcome.DNS_FAIL, f"{host[:_SHOWN]} is {why}")
        found = await self._look_up(rule.to_host or host)
        return self._kept(
            now, self._judged(found, rule, host, port, named=named), port, named=named
        )

    def recall(self, host: str, port: int, *, named: bool = False) -> Route | None:
        """Give the route that takes no look-up: to an address, or found less than a minute ago.

        None: it must be looked up, or `route` says why there is none.
        """
        now = asyncio.get_running_loop().time()
        known = self._known.get((host, port, named))
        if known is not None and now < known[0]:
            return known[1]
        itself = literal(host)
        if itself is None or self._rule(host, port) is not _NO_RULE:
            return None
        try:
            route = self._judged(Found(addresses=(itself,)), _NO_RULE, host, port, named=named)
        except RouteError:
            return None
        return self._kept(now, route, port, named=named)

    def _kept(self, now: float, route: Route, port: int, *, named: bool) -> Route:
        """Remember a route: a survey asks one host many times, and connects to what was judged."""
        if len(self._known) >= _KNOWN_HOSTS:
            self._known.clear()
        if not route.half:
            self._known[route.host, port, named] = (now + _RECALL_SECONDS, route)
        return route

    def _rule(self, host: str, port: int) -> ConnectTo:
        return next((rule for rule in self._rules if rule.applies(host, port)), _NO_RULE)

    def _judged(self, found: Found, rule: ConnectTo, host: str, port: int, *, named: bool) -> Route:
        """Pin what was found, as far as it may be reached; raise RouteError where nothing may."""
        addresses = found.addresses
        if not rule.to_host:  # a person who names the address of a connection permits it
            addresses = self._guarded(addresses)
        if rule is _NO_RULE:
            self._check_port(port, addresses, named=named)
        return Route(
            host=host,
            addresses=interleaved(addresses),
            port=rule.to_port or port,
            half=found.half,
        )

    def _check_port(self, port: int, addresses: tuple[str, ...], *, named: bool) -> None:
        if named or any(low <= port <= high for low, high in self._ports):
            return
        if not all(is_listed(address, self._allow) for address in addresses):
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

    async def _look_up(self, host: str) -> Found:
        itself = literal(host)
        if itself is not None:
            return Found(addresses=(itself,))
        in_hosts = hosts_file(HOSTS_FILE).get(host.lower())
        if in_hosts and not self._servers:
            return Found(addresses=in_hosts)
        servers = self._servers or self._of_machine()
        if servers:
            return await ask_servers(host, servers)
        try:
            found = await asyncio.get_running_loop().getaddrinfo(host, 0, type=socket.SOCK_STREAM)
        except (socket.gaierror, UnicodeError) as err:
            raise RouteError(Outcome.DNS_FAIL, f"{host} could not be looked up: {err}") from err
        return Found(addresses=tuple(dict.fromkeys(str(entry[4][0]) for entry in found)))

    def _of_machine(self) -> tuple[dns.nameserver.Nameserver, ...]:
        """Give the machine's name servers, asked without threads: those would queue in a storm."""
        if self._system is None:
            self._system = distinct_servers(system_servers())
        return self._system


def interleaved(addresses: tuple[str, ...]) -> tuple[str, ...]:
    """Put the families of addresses by turns, IPv6 first (RFC 8305 §4), as far as we try them."""
    if len(addresses) < _PAIR:
        return addresses
    v6 = [address for address in addresses if ":" in address]
    v4 = [address for address in addresses if ":" not in address]
    pairs = zip_longest(v6, v4)
    turns = (address for pair in pairs for address in pair if address is not None)
    return tuple(islice(turns, MOST_ADDRESSES))


_PAIR = 2


def _port_range(text: str) -> tuple[int, int]:
    low, _, high = text.partition("-")
    if not is_port(low) or (high and not is_port(high)):
        raise ConfigError(f"network.ports {text!r}: the form is PORT or FIRST-LAST")
    return int(low), int(high or low)
