"""Decide whether an address may be connected to (SSRF guard, checked at connect time)."""

from collections.abc import Sequence
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

# What has been given out as public (IANA); all else of IPv6 is reserved or local.
_PUBLIC_V6 = ip_network("2000::/3")
_SPECIAL: tuple[tuple[Network, str], ...] = (
    (ip_network("0.0.0.0/8"), "unspecified"),
    (ip_network("127.0.0.0/8"), "loopback"),
    (ip_network("169.254.0.0/16"), "link-local"),
    (ip_network("10.0.0.0/8"), "private"),
    (ip_network("172.16.0.0/12"), "private"),
    (ip_network("192.168.0.0/16"), "private"),
    (ip_network("100.64.0.0/10"), "shared"),
    (ip_network("192.0.0.0/24"), "protocol"),
    (ip_network("192.88.99.0/24"), "6to4 relay"),
    (ip_network("198.18.0.0/15"), "benchmarking"),
    (ip_network("192.0.2.0/24"), "documentation"),
    (ip_network("198.51.100.0/24"), "documentation"),
    (ip_network("203.0.113.0/24"), "documentation"),
    (ip_network("224.0.0.0/4"), "multicast"),
    (ip_network("240.0.0.0/4"), "reserved"),
    (ip_network("::1/128"), "loopback"),
    (ip_network("fe80::/10"), "link-local"),
    (ip_network("fec0::/10"), "site-local"),
    (ip_network("fc00::/7"), "private"),
    (ip_network("ff00::/8"), "multicast"),
    (ip_network("2001:2::/48"), "benchmarking"),
    (ip_network("2001:10::/28"), "ORCHID"),
    (ip_network("2001:20::/28"), "ORCHID"),
    (ip_network("2001::/23"), "protocol"),
    (ip_network("2001:db8::/32"), "documentation"),
    (ip_network("3fff::/20"), "documentation"),
)

# Whoever runs in a cloud gets its own keys there: a wide permitted network never includes them.
_METADATA: frozenset[Address] = frozenset(
    ip_address(text)
    for text in (
        "169.254.169.254",  # nearly every cloud
        "169.254.170.2",  # AWS, containers
        "169.254.170.23",  # AWS, Kubernetes
        "169.254.0.23",  # Tencent
        "100.100.100.200",  # Alibaba
        "168.63.129.16",  # Azure, a public address
        "192.0.0.192",  # Oracle
        "fd00:ec2::254",  # AWS
        "fd00:ec2::23",  # AWS, Kubernetes
        "fd20:ce::254",  # Google
    )
)

# Translations that carry the address in their last 32 bits.
_LAST_BITS = tuple(
    ip_network(text)
    for text in (
        "::ffff:0:0/96",  # mapped
        "::ffff:0:0:0/96",  # SIIT, RFC 2765
        "64:ff9b::/96",  # NAT64, well known
        "::/96",  # compatible, deprecated
    )
)
_SIXTOFOUR = ip_network("2002::/16")
_TEREDO = ip_network("2001::/32")
_LOCAL_NAT64 = ip_network("64:ff9b:1::/48")
# The bytes of the address behind prefixes of 48, 56, 64 and 96 bits (RFC 6052, 2.2); nobody tells
# which of them a network chose.
_NAT64_BYTES = ((6, 7, 9, 10), (7, 9, 10, 11), (9, 10, 11, 12), (12, 13, 14, 15))


def refusal(address: str, allow: Sequence[Network] = ()) -> str | None:
    """Tell why an address is refused, None where it may be connected to.

    IPv6 forms that carry IPv4 addresses are judged by what they carry. A cloud's metadata address
    is permitted only by an entry that names it alone.
    """
    try:
        ip = parsed_address(address)
    except ValueError:
        return f"{address} is no IP address"
    carried = _carried(ip)
    for one in (ip, *carried):
        if one in _METADATA and not (_is_named(ip, allow) or _is_named(one, allow)):
            return f"{address} is a cloud's metadata address"
    if _is_in(ip, allow):
        return None
    words = (_special(one) for one in carried or (ip,) if not _is_in(one, allow))
    word = next((word for word in words if word is not None), None)
    return None if word is None else f"{address} is a {word} address"


def is_listed(address: str, networks: Sequence[Network]) -> bool:
    """Tell whether an address, or what it carries of IPv4, is in one of the networks."""
    try:
        ip = parsed_address(address)
    except ValueError:
        return False
    carried = _carried(ip)
    return _is_in(ip, networks) or (bool(carried) and all(_is_in(one, networks) for one in carried))


@lru_cache(maxsize=4096)
def parsed_address(address: str) -> Address:
    """Read an address; raise ValueError. Who asks a host reads its address again and again."""
    return ip_address(address)


def _is_in(ip: Address, networks: Sequence[Network]) -> bool:
    return any(net.version == ip.version and ip in net for net in networks)


def _is_named(ip: Address, networks: Sequence[Network]) -> bool:
    return _is_in(ip, [net for net in networks if net.prefixlen == net.max_prefixlen])


def _special(ip: Address) -> str | None:
    """Name what makes an address not a public one, None where it is one."""
    word = next((word for net, word in _SPECIAL if net.version == ip.version and ip in net), None)
    if word is not None:
        return word
    if isinstance(ip, IPv6Address):
        return None if ip in _PUBLIC_V6 else "reserved"
    return None if ip.is_global else "reserved"


def _carried(ip: Address) -> tuple[IPv4Address, ...]:
    """Give the IPv4 addresses that a translation or a tunnel makes of an address."""
    if isinstance(ip, IPv4Address):
        return ()
    number = int(ip)
    if ip in _SIXTOFOUR:
        return (_v4(number >> 80),)
    if ip in _TEREDO:  # the server, and the client behind its NAT, whose bits are turned
        return (_v4(number >> 64), _v4(~number))
    if ip in _LOCAL_NAT64:
        places = (bytes(ip.packed[n] for n in place) for place in _NAT64_BYTES)
        # What begins with 0 leads nowhere: it is what a shorter prefix leaves of a longer one.
        return tuple(IPv4Address(place) for place in places if place[0])
    if number > 1 and any(ip in net for net in _LAST_BITS):  # :: and ::1 are addresses themselves
        return (_v4(number),)
    return ()


def _v4(number: int) -> IPv4Address:
    return IPv4Address(number & 0xFFFFFFFF)
