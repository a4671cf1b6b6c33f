"""A world: how many sites, which seed and day, and where each site lives."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from ipaddress import IPv4Address

from simulator.draw import draw_site, host_of
from simulator.model import Site
from simulator.plan import Order

_BASE = int(IPv4Address("127.0.0.0"))
_PER_NET = 254  # 127.x.y.0 and 127.x.y.255 are left out, and all of 127.0.0.x


@dataclass(frozen=True)
class World:
    """A province that is drawn site by site when asked."""

    order: Order
    as_of: date
    _numbers: dict[str, int] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        for number in range(1, self.order.sites + 1):
            self._numbers[host_of(self.order, number)] = number

    def site(self, number: int) -> Site:
        """Return site `number`, from 1."""
        return draw_site(self.order, self.as_of, number)

    def sites(self) -> Iterator[Site]:
        """Draw all sites in order."""
        return (self.site(number) for number in range(1, self.order.sites + 1))

    def site_at(self, address: IPv4Address) -> Site | None:
        """Return the site that lives at a loopback address, or None."""
        number = number_of(address)
        return self.site(number) if 1 <= number <= self.order.sites else None

    def address(self, name: str) -> IPv4Address | None:
        """Return the address of a name, or None where the name does not exist."""
        number = self._numbers.get(name.lower())
        if number is None or "A-DNS-NX" in self.site(number).faults:
            return None
        return address_of(number)


def address_of(number: int) -> IPv4Address:
    """Return the loopback address of site `number`."""
    net, host = divmod(number - 1, _PER_NET)
    return IPv4Address(_BASE + (net + 1) * 256 + host + 1)


def number_of(address: IPv4Address) -> int:
    """Return the number of the site at an address; 0 and less where none can live."""
    net, host = divmod(int(address) - _BASE, 256)
    return (net - 1) * _PER_NET + host if 1 <= host <= _PER_NET else 0
