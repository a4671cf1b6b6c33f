"""Connect to the first of several addresses that answers (happy eyeballs, RFC 8305)."""

import asyncio
import errno
import os
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address
from typing import Generic, TypeVar

from crawler.fleet.stacks.hop import HopFailed, outcome_of_errno
from crawler.fleet.stacks.tls import causes
from schema.types.outcome import Outcome

HEAD_START = 0.25
"""Seconds before the next address is tried beside one that has not answered yet."""
PROOF_SECONDS = 600.0
"""So long an answer over IPv6 shows that silence is not our own network's."""
_OURS = {Outcome.NO_ROUTE, Outcome.OWN_FAULT}
_NO_IPV6 = {errno.EADDRNOTAVAIL, errno.EACCES, errno.EPERM}
"""What a machine says of IPv6 that is switched off or forbidden; of IPv4 it is a want of ports."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialled(Generic[T]):
    """A connection, the address it leads to, and whether the host's IPv6 is broken."""

    connection: T
    address: str
    ipv6_broken: bool


class Ipv6Proof:
    """Whether IPv6 was seen to work from here of late; without it a silence proves nothing."""

    def __init__(self, lasts: float = PROOF_SECONDS) -> None:
        self._lasts = lasts
        self._until = float("-inf")

    def note(self, address: str, failure: Exception | None) -> None:
        """Take in how a connection ended: an answer, a refusal too, proves the way there."""
        if ":" not in address:
            return
        answered = failure is None or _word(address, failure) is Outcome.CONNECT_REFUSED
        if answered and not ip_address(address).is_loopback:
            self._until = asyncio.get_running_loop().time() + self._lasts

    def reachable(self, address: str) -> bool:
        """Tell whether a silence of this address would be the host's."""
        ip = ip_address(address)
        if not isinstance(ip, IPv6Address) or ip.is_loopback:
            return True
        return asyncio.get_running_loop().time() < self._until


IPV6_PROOF = Ipv6Proof()
"""The one of this process: what a machine can reach does not depend on who asks."""


@dataclass(slots=True)
class Dialler(Generic[T]):
    """One race over the addresses of a host."""

    connect: Callable[[str], Awaitable[T]]
    discard: Callable[[T], Awaitable[None]]
    proof: Ipv6Proof = IPV6_PROOF
    _failures: dict[str, Exception] = field(default_factory=dict)
    _running: dict["asyncio.Task[T]", str] = field(default_factory=dict)

    async def dial(self, addresses: Sequence[str]) -> Dialled[T]:
        """Give the first connection; raise HopFailed when no address answers.

        The caller sets the deadline; cancelled, it leaves no connection behind.
        """
        if len(addresses) == 1:
            return await self._only(addresses[0])
        waiting = list(addresses)
        try:
            while waiting or self._running:
                if waiting:
                    address = waiting.pop(0)
                    self._running[asyncio.ensure_future(self.connect(address))] = address
                patience = HEAD_START if waiting else None
                done, _ = await asyncio.wait(
                    self._running, timeout=patience, return_when=asyncio.FIRST_COMPLETED
                )
                for task in done:
                    if self._ended(task):
                        return self._won(task)
            raise self._failed()
        finally:
            await self._give_up_rest()

    def late(self, phase: str, addresses: Sequence[str], seconds: float) -> HopFailed:
        """Name what the patience for connecting met: no end of a handshake, or silence."""
        if phase == "tls":
            reason = f"no TLS handshake after {seconds:g} s"
            return HopFailed(Outcome.CONNECT_TIMEOUT, reason)
        return self.silence(addresses, seconds)

    def silence(self, addresses: Sequence[str], seconds: float) -> HopFailed:
        """Name the silence of all addresses: without a proven way there it may be ours."""
        barred = {one for one, err in self._failures.items() if _word(one, err) in _OURS}
        if any(self.proof.reachable(address) for address in addresses if address not in barred):
            return HopFailed(Outcome.CONNECT_TIMEOUT, f"no connection after {seconds:g} s")
        return HopFailed(Outcome.NO_ROUTE, "IPv6 alone, which has not worked from here of late")

    async def _only(self, address: str) -> Dialled[T]:
        try:
            made = await self.connect(address)
        except Exception as err:
            self.proof.note(address, err)
            self._failures[address] = err
            raise self._failed() from err
        self.proof.note(address, None)
        return Dialled(connection=made, address=address, ipv6_broken=False)

    def _ended(self, task: "asyncio.Task[T]") -> bool:
        """Note how a try ended; tell whether it won."""
        err = task.exception()
        failure = err if isinstance(err, Exception) else None
        self.proof.note(self._running[task], failure)
        if failure is not None:
            self._failures[self._running.pop(task)] = failure
        return failure is None

    def _won(self, task: "asyncio.Task[T]") -> Dialled[T]:
        address = self._running.pop(task)
        broken = ":" not in address and any(map(self._is_broken, self._tried_v6()))
        return Dialled(connection=task.result(), address=address, ipv6_broken=broken)

    def _tried_v6(self) -> list[str]:
        tried = [*self._failures, *self._running.values()]
        return [address for address in tried if ":" in address]

    def _is_broken(self, address: str) -> bool:
        failure = self._failures.get(address)
        if failure is None:
            return self.proof.reachable(address)
        return _word(address, failure) not in _OURS

    def _failed(self) -> HopFailed:
        """Give the most telling failure: ours before theirs, theirs before a way that is not."""
        words = {address: _word(address, err) for address, err in self._failures.items()}
        order = (Outcome.OWN_FAULT, Outcome.CONNECT_REFUSED, Outcome.RESET, Outcome.CONNECT_TIMEOUT)
        found = next((word for word in order if word in words.values()), Outcome.NO_ROUTE)
        shown = "; ".join(f"{address}: {_said(err)}" for address, err in self._failures.items())
        return HopFailed(found, shown[:300])

    async def _give_up_rest(self) -> None:
        for task in self._running:
            task.cancel()
        if not self._running:
            return
        ended = await asyncio.gather(*self._running, return_exceptions=True)
        for made in ended:
            if not isinstance(made, BaseException):
                await self.discard(made)


def _said(err: Exception) -> str:
    """Say what the system said, which each library wraps in words of its own."""
    numbers = (one.errno for one in causes(err) if isinstance(one, OSError))
    number = next(filter(None, numbers), None)
    return str(err) if number is None else os.strerror(number)


def _word(address: str, err: Exception) -> Outcome:
    """Name what ended a try; what the system says and nobody knows is held against no host."""
    for one in causes(err):
        if isinstance(one, TimeoutError):
            return Outcome.CONNECT_TIMEOUT
        if ":" in address and isinstance(one, OSError) and one.errno in _NO_IPV6:
            return Outcome.NO_ROUTE
        known = outcome_of_errno(one) if isinstance(one, OSError) else None
        if known is not None:
            return known
    return Outcome.NO_ROUTE
