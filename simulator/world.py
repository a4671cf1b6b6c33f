"""A world: how many sites, which seed and day, and where each site lives."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from ipaddress import IPv4Address
from zoneinfo import ZoneInfo

from simulator.aliases import alias, registered_behind
from simulator.draw import faults_of, number_named
from simulator.fault import Lookup
from simulator.faults import carried
from simulator.model import Site
from simulator.plan import Order
from simulator.view import site_on

SHANGHAI = ZoneInfo("Asia/Shanghai")
_BASE = int(IPv4Address("127.0.0.0"))
_PER_NET = 254  # 127.x.y.0 and 127.x.y.255 are left out, and all of 127.0.0.x


@dataclass
class World:
    """A province that is drawn site by site when asked; only its moment changes."""

    order: Order
    first: date
    """The day that everything is drawn from."""
    moment: datetime = field(init=False)
    """The time of day in the province, Asia/Shanghai; whoever runs the world moves it."""

    def __post_init__(self) -> None:
        self.moment = datetime.combine(self.first, time(12), SHANGHAI)

    @property
    def as_of(self) -> date:
        """The day in the province."""
        return self.moment.date()

    def site(self, number: int) -> Site:
        """Return site `number`, from 1, as it stands now."""
        return site_on(self.order, self.first, number, self.as_of)

    def sites(self) -> Iterator[Site]:
        """Draw all sites in order."""
        return (self.site(number) for number in range(1, self.order.sites + 1))

    def site_at(self, address: IPv4Address) -> Site | None:
        """Return the site that lives at a loopback address, or None."""
        number = number_of(address)
        return self.site(number) if 1 <= number <= self.order.sites else None

    def lookup(self, name: str) -> tuple[IPv4Address | None, Lookup]:
        """Tell where a name leads, and how its name server behaves."""
        number = number_named(self.order, name.lower()) or self._alias_of(name.lower())
        if number is None:
            return None, Lookup(rcode="NXDOMAIN")
        for fault in carried(faults_of(self.order, number)):
            if fault.lookup is not None:
                return address_of(number), fault.lookup
        return address_of(number), Lookup()

    def _alias_of(self, name: str) -> int | None:
        """Find the site that a name which is not registered leads to."""
        for host in registered_behind(name):
            number = number_named(self.order, host)
            if number is not None and name in self._aliases(host, number):
                return number
        return None

    def _aliases(self, host: str, number: int) -> set[str]:
        faults = carried(faults_of(self.order, number))
        return {alias(host, label) for fault in faults for label in fault.aliases}


def address_of(number: int) -> IPv4Address:
    """Return the loopback address of site `number`."""
    net, host = divmod(number - 1, _PER_NET)
    return IPv4Address(_BASE + (net + 1) * 256 + host + 1)


def number_of(address: IPv4Address) -> int:
    """Return the number of the site at an address; 0 and less where none can live."""
    net, host = divmod(int(address) - _BASE, 256)
    return (net - 1) * _PER_NET + host if 1 <= host <= _PER_NET else 0
