"""Ask over IPv4 what IPv6 brought no page of: broken IPv6 is a defect, never "down".

The gateways that many hosts have for IPv6 alone take connections and fail behind them: they reset,
say nothing, or answer 502. Happy eyeballs see only that a connection stands.
"""

from dataclasses import replace

from crawler.fleet.fetch.journey import Journey
from crawler.fleet.stacks.route import Route
from schema.types.capture import Page
from schema.types.outcome import Defect, Outcome

_GOOD = {Outcome.OK, Outcome.OK_TRUNCATED, Outcome.NOT_MODIFIED}
_NO_ANSWER = {
    Outcome.RESET,
    Outcome.PROTOCOL_ERROR,
    Outcome.TLS_UNSUPPORTED,
    Outcome.TLS_PROTOCOL_TOO_OLD,
}
_UNREACHED = {Outcome.CONNECT_REFUSED, Outcome.CONNECT_TIMEOUT, Outcome.NO_ROUTE}
_SILENT = _NO_ANSWER | _UNREACHED | {Outcome.HEADER_TIMEOUT, Outcome.DEADLINE}
_ERRORS = {Outcome.HTTP_4XX, Outcome.HTTP_5XX}
"""A gateway's or the site's own: asked about on a visit alone, for links die by themselves."""


class PastIpv6:
    """The hosts of one survey that are asked over IPv4 alone, because IPv6 failed there.

    Where IPv4 does not lead to the host either, both are tried again: one slow page, or one address
    that is refused, must not shut out a host that IPv6 reaches.
    """

    def __init__(self) -> None:
        self._hosts: set[str] = set()

    def way(self, journey: Journey) -> Route:
        """Give the addresses to connect to, and note whether IPv6 is left out."""
        route = journey.route
        four = _ipv4(route) if journey.address.hostname in self._hosts else route.addresses
        journey.by_ipv4 = four != route.addresses
        return replace(route, addresses=four) if journey.by_ipv4 else route

    def leave(self, journey: Journey) -> bool:
        """Ask the host over IPv4 from now on, where IPv6 was tried and IPv4 is there; tell so."""
        came_by_ipv6 = ":" in (journey.progress.ip or "")
        if not came_by_ipv6 or not _ipv4(journey.route):
            return False
        self._hosts.add(journey.address.hostname)
        return True

    def asks_again(self, journey: Journey, page: Page) -> bool:
        """Tell whether to ask once more, because the way may be why no page came."""
        if page.outcome in _UNREACHED:
            return self._comes_back(journey) and journey.before is None
        error = page.outcome in _ERRORS and journey.request.purpose == "visit"
        if journey.past_ipv6 or not (error or page.outcome in _NO_ANSWER):
            return False
        journey.past_ipv6 = self.leave(journey)
        return journey.past_ipv6

    def late(self, journey: Journey) -> None:
        """Go the other way from now on, for this one took all the time."""
        if journey.progress.phase == "connect":
            self._comes_back(journey)
        else:
            self.leave(journey)

    def _comes_back(self, journey: Journey) -> bool:
        """Ask both ways from now on a host that was asked over IPv4 alone; tell so."""
        if journey.by_ipv4:
            self._hosts.discard(journey.address.hostname)
        return journey.by_ipv4


def told_of_half(journey: Journey, outcome: Outcome, reason: str) -> tuple[Outcome, str]:
    """Blame our look-up where IPv6 brought nothing and nobody could tell us the IPv4 addresses."""
    half = journey.route.half
    if not half or journey.progress.head is not None or outcome not in _SILENT:
        return outcome, reason
    return Outcome.DNS_FAIL, f"the name server {half}; over IPv6: {reason}"


def told_of_ipv6(journey: Journey, page: Page) -> Page:
    """Give the page with the defect, where IPv4 brought what IPv6 did not."""
    known = Defect.IPV6_BROKEN in page.defects
    if known or not journey.past_ipv6 or page.outcome not in _GOOD:
        return page
    return replace(page, defects=(*page.defects, Defect.IPV6_BROKEN))


def _ipv4(route: Route) -> tuple[str, ...]:
    return tuple(address for address in route.addresses if ":" not in address)
