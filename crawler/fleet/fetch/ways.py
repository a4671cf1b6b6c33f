"""Where each hop of a fetch goes: looked up, judged and pinned, or no way at all."""

from crawler.fleet.fetch.journey import Journey
from crawler.fleet.stacks.hop import Progress
from crawler.fleet.stacks.look_up import RouteError
from crawler.fleet.stacks.route import Router
from crawler.policy.canonical import Address
from schema.ports import Clock
from schema.types.outcome import Outcome

_REGISTERED = {"visit", "control"}
"""Purposes whose addresses a person named, with their ports."""


class Ways:
    """The ways of one survey's fetches; ports that a person named are open to all of them."""

    def __init__(self, router: Router, clock: Clock) -> None:
        self._router = router
        self._clock = clock
        self._named_ports: tuple[int, ...] = ()

    def name(self, address: Address, purpose: str) -> None:
        """Note the port of an address that stands in the register or the settings."""
        if purpose in _REGISTERED and address.port not in self._named_ports:
            self._named_ports += (address.port,)

    def recall(self, journey: Journey) -> bool:
        """Go where the last request to this host went, as long as that look-up holds."""
        address = journey.address
        known = self._router.recall(
            address.hostname, address.port, named=address.port in self._named_ports
        )
        if known is None:
            return False
        journey.route, journey.dns = known, 0.0
        return True

    async def find(self, journey: Journey) -> tuple[Outcome, str] | None:
        """Pin where the next hop goes; give the end of the fetch when there is no way."""
        address = journey.address
        journey.phase = "dns"
        journey.progress = Progress()
        began = self._clock.monotonic()
        try:
            journey.route = await self._router.route(
                address.hostname, address.port, named=address.port in self._named_ports
            )
        except RouteError as err:
            journey.name_servers = err.name_servers
            blocked = err.outcome is Outcome.BLOCKED_BY_POLICY and journey.redirects
            return Outcome.REDIRECT_BLOCKED if blocked else err.outcome, err.reason
        finally:
            journey.dns = self._clock.monotonic() - began
        return None
