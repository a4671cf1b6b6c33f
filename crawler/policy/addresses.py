"""Decide whether an address may be connected to (SSRF guard, checked at connect time)."""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

_NAT64 = ip_network("64:ff9b::/96")
_NAMED = (
    (ip_network("127.0.0.0/8"), "loopback"),
    (ip_network("::1/128"), "loopback"),
    (ip_network("169.254.0.0/16"), "link-local or metadata"),
    (ip_network("fe80::/10"), "link-local"),
    (ip_network("10.0.0.0/8"), "private"),
    (ip_network("172.16.0.0/12"), "private"),
    (ip_network("192.168.0.0/16"), "private"),
    (ip_network("fc00::/7"), "private"),
    (ip_network("100.64.0.0/10"), "shared"),
)


def refusal(address: str, allow: Sequence[IPv4Network | IPv6Network] = ()) -> str | None:
    """Tell why an address is refused, None where it may be connected to.

    IPv6 forms that carry an IPv4 address (mapped, 6to4, NAT64) are judged by what they carry.
    """
    try:
        ip = ip_address(address)
    except ValueError:
        return f"{address} is no IP address"
    if is_listed(address, allow):
        return None
    judged = _carried(ip) or ip
    if judged.is_global and not judged.is_multicast:
        return None
    word = next((w for net, w in _NAMED if judged.version == net.version and judged in net), None)
    return f"{address} is a {word or 'reserved'} address"


def is_listed(address: str, networks: Sequence[IPv4Network | IPv6Network]) -> bool:
    """Tell whether an address, or the IPv4 address that it carries, is in one of the networks."""
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    return any(
        one in net
        for one in (ip, _carried(ip))
        if one is not None
        for net in networks
        if net.version == one.version
    )


def _carried(ip: IPv4Address | IPv6Address) -> IPv4Address | None:
    if isinstance(ip, IPv4Address):
        return None
    if ip.ipv4_mapped is not None:
        return ip.ipv4_mapped
    if ip.sixtofour is not None:
        return ip.sixtofour
    if ip in _NAT64 or (int(ip) >> 32 == 0 and int(ip) > 1):  # NAT64 and the old compatible form
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return None
