"""What the fleet knows of a site's host before it asks, and tells its other workers meanwhile."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address

from crawler.fleet.politeness.politeness import HostGate
from crawler.fleet.stacks.look_up import RouteError
from crawler.fleet.stacks.route import Router
from crawler.policy.canonical import address_of, twins
from crawler.policy.quiet import parse_hours, quiet_until
from crawler.survey.shield import shield_of
from schema.ports import Clock, PaceKeeper
from schema.types.errors import PutOff
from schema.types.pace import HostPace, PaceState
from schema.types.settings import PolitenessSettings
from schema.types.site import Site
from schema.types.survey import SurveyResult

PLATFORM = "platform"
"""Key of the register's further cells that names the shared platform (集约化平台) of a site."""
_QUIET = "quiet hours (politeness.quiet_hours)"
_log = logging.getLogger(__name__)


@dataclass(slots=True, kw_only=True)
class Guest:
    """One survey as its site's host sees it."""

    hosts: tuple[str, ...]
    """The registered host and its www/bare twin: one site to its operator."""
    known: HostPace | None
    slots: tuple[str, ...] = ()
    noted: tuple[PaceState, bool] | None = None


class Courtesy:
    """Slow plans, quiet hours and the slots of shared addresses, for all surveys of a process."""

    def __init__(
        self,
        *,
        paces: PaceKeeper,
        gate: HostGate,
        router: Router,
        clock: Clock,
        settings: PolitenessSettings,
    ) -> None:
        self._paces = paces
        self._gate = gate
        self._router = router
        self._clock = clock
        self._settings = settings
        self._hours = parse_hours(settings.quiet_hours)

    async def welcome(self, site: Site, *, nightly: bool) -> Guest:
        """Look up how a site must be asked; raise PutOff when it is not the time to ask it."""
        now = self._clock.now()
        quiet = quiet_until(self._hours, now) if nightly else None
        if quiet is not None:
            raise PutOff(quiet, _QUIET)
        addresses = map(address_of, (site.home_url, *twins(site.home_url)))
        hosts = tuple(dict.fromkeys(one.hostname for one in addresses if one is not None))
        guest = Guest(hosts=hosts, known=await self._paces.of(hosts[0]) if hosts else None)
        if guest.known and guest.known.not_before and guest.known.not_before > now:
            raise PutOff(guest.known.not_before, guest.known.reason)
        guest.slots = await self._slots(site)
        return guest

    @contextmanager
    def visiting(self, guest: Guest) -> Iterator[None]:
        """Go by what is known of the host, with the shares of the held slots."""
        for host in guest.hosts:
            self._gate.adopt(host, guest.known)
        with self._gate.holding([slot for slot in guest.slots if not slot.startswith(PLATFORM)]):
            yield

    async def tell(self, guest: Guest, result: SurveyResult | None = None) -> None:
        """Write down for all workers that a host must be asked less, once it shows so."""
        found = self._found(guest.hosts, result)
        if found is None or not guest.hosts:
            return
        state, reason, pause = found
        if guest.noted == (state, pause > 0):
            return
        now = self._clock.now()
        known = HostPace(
            host=guest.hosts[0],
            state=state,
            delay=self._delay(guest.known, state),
            until=now + timedelta(days=self._settings.slow_days),
            reason=reason,
            not_before=now + timedelta(seconds=pause) if pause else None,
        )
        try:
            await self._paces.keep(known)
        except Exception as err:  # noqa: BLE001 - a survey does not end because others are not told
            _log.warning("the pace of %s is not written: %s", known.host, err)
        else:
            guest.noted = (state, pause > 0)

    def _found(
        self, hosts: Sequence[str], result: SurveyResult | None
    ) -> tuple[PaceState, str, float] | None:
        states = [state for host in hosts if (state := self._gate.state(host)) is not None]
        shield = None if result is None else shield_of(result.evidence)
        if shield is not None:
            states.append((PaceState.SHIELDED, shield, 0.0))
        return min(states, key=lambda one: list(PaceState).index(one[0]), default=None)

    def _delay(self, before: HostPace | None, state: PaceState) -> float:
        """Give the delay of the plan: twice the one before that was still too short."""
        usual = self._settings.slow_delay
        if before is None:
            return usual
        again = state is PaceState.RATE_LIMITED and before.state is PaceState.RATE_LIMITED
        return min(
            max(2 * before.delay if again else before.delay, usual),
            max(self._settings.max_backoff, usual),
        )

    async def _slots(self, site: Site) -> tuple[str, ...]:
        """Name what a site shares with others: its address and its platform."""
        platform = site.extra.get(PLATFORM, "").strip()
        named = (f"{PLATFORM}:{platform}",) if platform else ()
        address = address_of(site.home_url)
        if address is None:
            return named
        try:
            route = await self._router.route(address.hostname, address.port, named=True)
        except RouteError:
            return named  # nothing will be asked there: the visit says why
        return (str(ip_address(route.limited)), *named)
